import Recovery
import Storage
import Web

/// The values of a case's fields as staff read them.
struct FieldWords: Sendable {
    private let names: [String: String]

    /// Words that name kinds of failure by their codes.
    init(_ scenarios: [String: PublishedScenario]) {
        names = scenarios.mapValues { $0.scenario.name }
    }

    /// A stored value, named as in the history, in the middle of a sentence.
    func value(_ field: String, _ stored: String) -> String {
        switch field {
        case "severity":
            Severity.named(stored).map { "\($0.rawValue) \($0.label)" } ?? stored
        case "state": CaseState.named(stored).map { say($0) } ?? stored
        case "outcome": CaseOutcome.named(stored).map { say($0) } ?? stored
        case "touchpoint": Touchpoint.named(stored).map { say($0) } ?? stored
        case "lateReason": LateReason.named(stored).map { say($0) } ?? stored
        case "failureMode": FailureMode.named(stored)?.sentence.lowercased() ?? stored
        case "moodBefore", "moodAfter": Int(stored).flatMap(Mood.init).map { say($0) } ?? stored
        case "scenario": names[stored].map { "\($0) (\(stored))" } ?? stored
        case "stay" where stored != "-": say("a booking")
        default: stored == "-" ? say("nothing") : stored
        }
    }

    /// A field's name in the middle of a sentence: `recoveryScore` is the recovery score.
    static func name(_ field: String) -> String {
        field == "scenario"
            ? say("the kind of failure") : say(Sentence(stringLiteral: text(field)))
    }

    /// The same in English.
    static func text(_ field: String) -> String {
        var words = "the "
        for letter in field {
            if letter.isUppercase { words.append(" ") }
            words.append(contentsOf: letter.lowercased())
        }
        return words
    }
}
