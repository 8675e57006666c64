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
        case "state": CaseState.named(stored)?.words ?? stored
        case "outcome": CaseOutcome.named(stored)?.words ?? stored
        case "touchpoint": Touchpoint.named(stored)?.words ?? stored
        case "failureMode": FailureMode.named(stored)?.words ?? stored
        case "scenario": names[stored].map { "\($0) (\(stored))" } ?? stored
        case "stay" where stored != "-": "a booking"
        default: stored == "-" ? "nothing" : stored
        }
    }

    /// A field's name in the middle of a sentence: `recoveryScore` is the recovery score.
    static func name(_ field: String) -> String {
        if field == "scenario" { return "the kind of failure" }
        var words = "the "
        for letter in field {
            if letter.isUppercase { words.append(" ") }
            words.append(contentsOf: letter.lowercased())
        }
        return words
    }
}
