import Recovery
import Storage

// A scenario's parts as staff read them.

extension ScenarioKey {
    /// The field as a heading.
    var title: String {
        switch self {
        case .responder: "Who comes"
        case .support: "Who helps"
        case .targets: "Times promised"
        case .slowestTarget: "Slowest times a house may promise"
        case .ladder: "Rungs of compensation"
        case .channels: "How the guest is answered"
        case .alarm: "What the alarm says"
        case .cues: "Words that give it away"
        case .scoreCeiling: "Highest score that counts as a complaint"
        case .say: "Say"
        case .doNotSay: "Better not"
        case .inStayMessage: "First letter in the stay"
        case .postStayMessage: "First letter after the stay"
        default: rawValue.capitalizedFirst
        }
    }

    /// The field's name in a form's data.
    var formName: String { String(describing: self) }
}

extension TargetTime {
    /// The time in the middle of a sentence.
    var words: String {
        switch self {
        case .minutes(let count) where count >= 120 && count.isMultiple(of: 60):
            "\(count / 60) hours"
        case .minutes(let count): "\(count) min"
        case .sameDay: "the same day"
        case .businessDays(0): "the same business day"
        case .businessDays(1): "1 business day"
        case .businessDays(let count): "\(count) business days"
        }
    }
}

extension TargetClass {
    /// What is promised, in a sentence.
    var sentence: String {
        """
        answered in \(acknowledge.words), with the guest in \(onScene.words), put right in \
        \(fixed.words)
        """.replacing("in the same", with: "the same")
    }
}

extension FailureScenario {
    /// A field's values in one line.
    func line(_ key: ScenarioKey) -> String {
        values(of: key).joined(separator: key.shape == .items ? " / " : ", ")
    }

    /// Everyone who is called in turn, such as `engineering, then front office`.
    var callOrder: String { responder.chain.map(\.words).joined(separator: ", then ") }

    /// Whether folded words name it: its code, its name, what it says, or a cue.
    func speaks(of words: String) -> Bool {
        ([code.description, name, summary] + cues.phrases)
            .contains { $0.foldedForSearch.contains(words) }
    }
}

/// What the house changed in one field.
struct FieldChange: Sendable {
    var field: String
    var before: String
    var after: String
    /// What was added to a list, and what was taken out.
    var added: [String]
    var dropped: [String]
    var isList: Bool

    /// nil where two texts say the same.
    init?(_ key: ScenarioKey, from former: FailureScenario, to latter: FailureScenario) {
        let (old, new) = (former.values(of: key), latter.values(of: key))
        guard old != new else { return nil }
        field = key.title
        before = former.line(key)
        after = latter.line(key)
        added = new.filter { !old.contains($0) }
        dropped = old.filter { !new.contains($0) }
        isList = key.shape != .prose && !(added.isEmpty && dropped.isEmpty)
    }

    /// Every field in which two texts differ.
    static func all(from former: FailureScenario, to latter: FailureScenario) -> [FieldChange] {
        ScenarioKey.allCases.compactMap { FieldChange($0, from: former, to: latter) }
    }
}
