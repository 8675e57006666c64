import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// What a case's page says of the failure beside its kind, and how the guest feels now.
struct CaseFailurePart: Sendable {
    let facts: [Fact]
    let modes: [FormChoice]
    let impact: String
    let occasion: String
    let occasions: [String]
    let moodsBefore: [FormChoice]
    let moodsAfter: [FormChoice]
    /// How the guest feels now, and how they did.
    let change: String?
    /// Whether the page suggests to close the case.
    let isGlad: Bool
    /// What is so before the case is closed.
    let closing: String
    let needsManager: Bool
    /// Why somebody of management meets the guest.
    let managerWhy: String
    let visits: [String]
    let isLesson: Bool
    /// The edition of the failure that the form is made from.
    let seen: String

    struct Fact: Sendable {
        var name: String
        var value: String
    }

    /// What guests are here for when a failure weighs more; any other word does too.
    private static var commonOccasions: [String] {
        [
            say("Honeymoon"), say("Anniversary"), say("Birthday"), say("Wedding"),
            say("Family holiday"), say("Business"),
            say(
                "Funeral"
            ),
            say("Medical treatment"),
        ]
    }

    init(_ detail: CaseDetail, _ stay: Stay?) {
        let found = detail.recoveryCase
        let failure = found.failure
        let facts: [(String, String?)] = [
            (say("How we failed"), failure.mode?.sentence),
            (say("What it did to them"), failure.impact),
            (say("Here for"), failure.occasion), (say("Felt"), failure.moodBefore.map { say($0) }),
        ]
        self.facts = facts.compactMap { name, value in value.map { Fact(name: name, value: $0) } }
        modes = FailureMode.allCases.map {
            FormChoice(value: $0.name, words: $0.sentence, isChosen: $0 == failure.mode)
        }
        impact = failure.impact ?? ""
        occasion = failure.occasion ?? ""
        occasions = Self.commonOccasions
        moodsBefore = Self.moods(chosen: failure.moodBefore)
        moodsAfter = Self.moods(chosen: found.moodAfter)
        let after = found.moodAfter
        change = after.map { after in
            failure.moodBefore.map { say("From \(say($0)) to \(say(after)).") }
                ?? "\(say(after).capitalizedFirst)."
        }
        isGlad = after?.isGlad ?? false
        closing = Self.closing(after)
        visits = detail.dealings.managersVisits.compactMap(\.reason)
        needsManager = found.callsManagement(stay) && found.state.isOpen && visits.isEmpty
        managerWhy =
            found.severity == .safety
            ? say("At this severity somebody of management meets the guest:")
            : say("The guest is a VIP: somebody of management meets them:")
        isLesson = found.marks.lesson != nil
        seen = found.failureEdition
    }

    private static func moods(chosen: Mood?) -> [FormChoice] {
        Mood.allCases.map {
            FormChoice(
                value: "\($0.value)",
                words: "\($0.value) \(say($0))",
                isChosen: $0 == chosen
            )
        }
    }

    private static func closing(_ mood: Mood?) -> String {
        guard let mood else {
            return say("Nobody has said yet how the guest feels now. Ask, then close.")
        }
        return mood.isGlad
            ? say("The guest is \(say(mood)). It can be closed.")
            : say(
                """
                The guest is \(say(mood)). What went wrong is remembered longer than what went \
                right: do one thing more before it is closed.
                """
            )
    }
}

extension FailureMode {
    /// How the house failed, as staff say it.
    var sentence: String {
        switch self {
        case .commission: say("Did something wrong")
        case .omission: say("Did not do what was promised")
        case .delay: say("Did it late")
        }
    }
}

// MARK: What its forms do

extension CaseActs {
    struct Failure: Decodable, Sendable {
        var mode: String?
        var impact: String?
        var occasion: String?
        var mood: String?
        /// The edition that the form was made from.
        var seen: String?
    }

    func describe(_ form: Failure) throws -> Response {
        var facts = FailureFacts()
        facts.mode = form.mode.flatMap(FailureMode.named)
        facts.impact = Self.text(form.impact, lengthMax: 2_000)
        facts.occasion = Self.text(form.occasion, lengthMax: 80)
        facts.moodBefore = form.mood.flatMap { Int($0) }.flatMap(Mood.init)
        return try act { try $0.describeFailure(of: $1.id, facts, seen: form.seen) }
    }

    struct Feeling: Decodable, Sendable { var mood: Int }

    func feel(_ form: Feeling) throws -> Response {
        guard let mood = Mood(form.mood) else { throw Self.unknown("\(form.mood)") }
        return try act { try $0.recordMood(of: $1.id, after: mood) }
    }

    struct Visit: Decodable, Sendable {
        var channel: String
        var text: String
    }

    /// Somebody of management met the guest.
    func visit(_ form: Visit) throws -> Response {
        guard let channel = FeedbackChannel.named(form.channel), channel.reachesGuests else {
            throw Self.unknown(form.channel)
        }
        let words = Self.text(form.text, lengthMax: 2_000) ?? ""
        return try act { try $0.recordManagersVisit(to: $1.id, by: channel, words) }
    }

    struct Teaching: Decodable, Sendable { var how: String }

    /// Guests are told now what they got wrong.
    func teach(_ form: Teaching) throws -> Response {
        let how = Self.text(form.how, lengthMax: 2_000) ?? ""
        _ = try act { try $0.teachGuests(because: $1.id, how) }
        return .seeOther("/for-managers")
    }

    struct Splitting: Decodable, Sendable {
        var summary: String?
        var scenario: String?
        var place: String?
        var once: String
    }

    /// Takes the second of two failures out; leads to its own case.
    func split(_ form: Splitting) throws -> Response {
        var split = CaseSplit(summary: Self.text(form.summary, lengthMax: 200) ?? "")
        split.place = Self.text(form.place, lengthMax: LogPages.Choice.placeLengthMax)
        if let code = form.scenario, !code.isEmpty {
            guard let published = try pages.desk.scenarios()[code] else {
                throw Self.unknown(code)
            }
            split.scenario = published
        }
        let opened = try pages.once.reference(for: form.once) {
            var opened = ""
            _ = try act { opened = try $0.splitCase($1.id, split).reference }
            return opened
        }
        return .seeOther("/cases/\(opened)")
    }

    /// Puts the case back into the one that it was taken out of.
    func unsplit() throws -> Response { try act { try $0.undoSplit(of: $1.id) } }

    private static func text(_ text: String?, lengthMax: Int) -> String? {
        guard let text = text?.trimmed, !text.isEmpty else { return nil }
        return String(text.prefix(lengthMax))
    }
}
