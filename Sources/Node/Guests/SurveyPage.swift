import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// The questions to a guest after the house has put it right; one page, one of them needed.
struct SurveyPage {
    let visit: GuestVisit
    let wave: SurveyWave

    private var pages: HousePages { visit.pages }
    private var language: Language { visit.language }
    private var purpose: GuestKey.Purpose { wave == .first ? .survey : .secondSurvey }

    private struct Content: Sendable {
        var guest: GuestFrame
        var path: String
        var trouble: String?
        var score: [Point]
        var items: [Item]
        var isLong: Bool
        var say: String
        var lengthMax: Int
    }

    private struct Point: Sendable {
        var value: Int
        var isChosen: Bool
    }

    private struct Item: Sendable {
        var name: String
        var words: String
        var points: [Point]
    }

    /// What a guest sends; nothing of it can be relied on.
    struct Form: Decodable, Sendable {
        var score: String?
        var distributive, procedural, interactional: String?
        var communication, accountability, responsiveness, empathy, solution, effort: String?
        var say: String?

        fileprivate func item(_ field: RecoverySurveyField) -> RecoveryScore? {
            let text: String? =
                switch field {
                case .score: score
                case .distributive: distributive
                case .procedural: procedural
                case .interactional: interactional
                case .communication: communication
                case .accountability: accountability
                case .responsiveness: responsiveness
                case .empathy: empathy
                case .solution: solution
                case .effort: effort
                default: nil
                }
            // What is not on the scale counts as not answered.
            return text.flatMap { Int($0) }.flatMap { try? RecoveryScore($0) }
        }

        fileprivate var text: String {
            (say ?? "").withoutControls(keepingLines: true).trimmed
        }
    }

    func response(_ code: String) throws -> Response {
        guard let standing = try standing(of: code)?.standing else { return try visit.unknown() }
        switch standing {
        case .open: return try form(filled: Form())
        case .answered: return try answered()
        case .tooEarly: return try tooEarly()
        }
    }

    private func standing(
        of code: String
    ) throws -> (recoveryCase: RecoveryCase, standing: SurveyStanding)? {
        guard let id = pages.guests.key.id(purpose, of: code) else { return nil }
        return try pages.store.read { try $0.survey(of: id, wave) }
    }

    private func answered() throws -> Response {
        try visit.saying(
            language.say("You have answered already"),
            language.say("Thank you. Your first answer is kept, and it counts.")
        )
    }

    private func tooEarly() throws -> Response {
        try visit.saying(
            language.say("We are still at it"),
            language.say("This page opens when it is put right. Then tell us how well we did.")
        )
    }

    private func form(
        filled form: Form,
        trouble: String? = nil
    ) throws -> Response {
        func points(_ field: RecoverySurveyField) -> [Point] {
            let chosen = form.item(field)?.value
            return (1...7).map { Point(value: $0, isChosen: $0 == chosen) }
        }
        let content = Content(
            guest: visit.frame(
                wave == .first
                    ? language.say("You told us what went wrong")
                    : language.say("Three months ago something went wrong"),
                lede: language.say("One minute. Tell us how well we put it right.")
            ),
            path: "\(visit.path)\(visit.query)",
            trouble: trouble,
            score: points(.score),
            items: SurveyAnswers.itemFields.map {
                Item(name: Self.name(of: $0), words: words(for: $0), points: points($0))
            },
            isLong: SurveyAnswers.itemFields.contains { form.item($0) != nil },
            say: form.text,
            lengthMax: GuestForm.textLengthMax
        )
        return try pages.guests.page(
            "guest-survey",
            content,
            in: language,
            status: trouble == nil ? .ok : .unprocessableContent
        )
    }

    private static func name(of field: RecoverySurveyField) -> String {
        Catalogue.recoverySurvey.fields[Int(field.rawValue) - 1].name
    }

    private func words(for field: RecoverySurveyField) -> String {
        switch field {
        case .distributive: language.say("What we did to make up for it was fair.")
        case .procedural: language.say("It was settled quickly and without trouble.")
        case .interactional: language.say("I was treated with respect.")
        case .communication: language.say("I always knew how it stood.")
        case .accountability: language.say("The house stood by its mistake.")
        case .responsiveness: language.say("Somebody came to it at once.")
        case .empathy: language.say("They understood what it meant to me.")
        case .solution: language.say("The solution was the right one.")
        default: language.say("It cost me much effort.")
        }
    }

    // MARK: Taking it in

    func take(_ code: String, _ body: String?) throws -> Response {
        guard let (found, standing) = try standing(of: code) else { return try visit.unknown() }
        guard standing == .open else { return try response(code) }
        // What is no form of ours is answered by the page below, whatever is wrong with it.
        guard let body, let form = try? URLEncodedFormDecoder().decode(Form.self, from: body),
            form.text.count <= GuestForm.textLengthMax
        else {
            let trouble = GuestForm.Trouble.tooLong.words(in: language)
            return try self.form(filled: Form(), trouble: trouble)
        }
        guard let score = form.item(.score) else {
            let trouble = language.say("Choose a number from 1 to 7, then send.")
            return try self.form(filled: form, trouble: trouble)
        }
        var answers = SurveyAnswers(score: score, language: language.code)
        answers.text = form.text
        for field in SurveyAnswers.itemFields { answers.items[field] = form.item(field) }
        do {
            let isReopened = try pages.store.change(
                author: GuestFormPage.author,
                now: WallClock.now()
            ) { try $0.takeSurvey(of: found.id, wave, answers) }
            return try thanks(score, isReopened: isReopened)
        } catch SurveyError.answeredBefore {
            // Sent twice at once: the first stands.
            return try answered()
        } catch SurveyError.tooEarly {
            return try tooEarly()
        }
    }

    private func thanks(_ score: RecoveryScore, isReopened: Bool) throws -> Response {
        let detail =
            switch score.band {
            case .recovered: language.say("We are glad that it is put right.")
            case .partial: language.say("Not all of it was right, and we learn from what you say.")
            case .failed where isReopened:
                language.say("We have taken it up again, and the duty manager is told now.")
            case .failed: language.say("We are sorry that it was not put right for you.")
            }
        return try visit.saying(language.say("Thank you for your answer"), detail)
    }
}
