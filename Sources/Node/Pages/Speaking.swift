import Dispatch
import HTTPTypes
import Hummingbird
import Recovery
import Storage
import Web

/// What a sentence is in the language that is spoken.
///
/// A test finds the literals in the source: `say("…")`, and those of every ``Sentence``.
func say(_ sentence: Sentence) -> String { Language.spoken.say(sentence) }

/// What a choice of a list is called in the language that is spoken.
func say(_ choice: some CatalogueChoice) -> String { Language.spoken.say(choice.words) }

/// How a guest feels, in the language that is spoken.
func say(_ mood: Mood) -> String { Language.spoken.say(mood.words) }

/// What somebody who is called is named in the language that is spoken.
func say(_ lead: Responder.Lead) -> String {
    switch lead {
    case .team(let team): say(team)
    case .person(let person): person
    }
}

extension String {
    /// A team's name as people say it; as the house wrote it where no list has it.
    var asTeam: String { ResponseTeam.worded(self).map { say($0) } ?? self }
}

/// What an error and its like tell, in the language that is spoken.
func say(_ told: some Spoken) -> String { say(told.sentence) }

extension Language {
    /// What a sentence is in this language.
    func say(_ sentence: Sentence) -> String {
        self == .english
            ? sentence.filled(words) : say(sentence.text, sentence.parts.map(words))
    }

    private func words(_ part: Sentence.Part) -> String {
        switch part {
        case .text(let text): text
        case .money(let amount): words(amount)
        case .sentence(let sentence): say(sentence)
        case .list(let list, let separator): list.map(say).joined(separator: separator)
        }
    }

    /// An amount as people read it, such as `1.234,50 EUR`.
    private func words(_ amount: Money) -> String {
        let parts = amount.description.split(separator: " ")
        let digits = parts[0].split(separator: ".")
        guard let whole = Int64(digits[0]) else { return amount.description }
        // What is less than one below nothing has no sign of its own.
        let sign = whole == 0 && parts[0].hasPrefix("-") ? "-" : ""
        let rest = digits.dropFirst().map { decimalSign + $0 }.joined()
        return "\(sign)\(Numbers.grouped(whole))\(rest) \(parts[1])"
    }
}

/// Runs `work` on a thread that may wait, and lets it speak the language that is spoken here.
func blocking<Result: Sendable>(
    on queue: DispatchQueue = .global(),
    _ work: @escaping @Sendable () throws -> Result
) async throws -> Result {
    let language = Language.spoken
    return try await Storage.blocking(on: queue) {
        try Language.$spoken.withValue(language, operation: work)
    }
}

/// In which language a page is made.
///
/// Somebody's own choice comes first, then what was chosen at this browser before anybody signed
/// in, then what the browser asks for, then the house's.
enum SpokenLanguage {
    private static let cookie = "amends-language"
    private static let ageMaxSeconds = 365 * 86_400

    /// The language that a request asks for by its address, `?lang=de`.
    static func asked(_ request: Request) -> Language? {
        request.uri.queryParameters["lang"].flatMap { Language.named($0, of: Language.desk) }
    }

    static func of(_ request: Request, _ staff: Staff?, _ store: NodeStore) throws -> Language {
        let chosen = staff?.session.person.profile.language ?? request.cookies[cookie]?.value
        if let language = chosen.flatMap({ Language.named($0, of: Language.desk) }) {
            return language
        }
        let house = try store.guestSettings().language
        return Language.chosen(
            nil,
            accepting: request.headers[.acceptLanguage],
            house: house.flatMap { Language.named($0, of: Language.desk) } ?? .english,
            of: Language.desk
        )
    }

    /// Keeps a language at the browser.
    static func keep(_ language: Language, in response: Response) -> Response {
        var response = response
        response.setCookie(
            Cookie(
                name: cookie,
                value: language.code,
                maxAge: ageMaxSeconds,
                path: "/",
                httpOnly: true,
                sameSite: .strict
            )
        )
        return response
    }
}

/// A language as it is offered.
struct LanguageChoice: Sendable {
    let code: String
    let name: String
    let isChosen: Bool

    /// The languages of staff's pages.
    static func all(chosen: String?) -> [LanguageChoice] {
        Language.desk.map {
            LanguageChoice(code: $0.code, name: $0.name, isChosen: $0.code == chosen)
        }
    }
}
