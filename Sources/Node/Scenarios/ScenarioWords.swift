import Recovery
import Storage
import Web

// A scenario's parts as staff read them.

extension ScenarioKey {
    /// The field as a heading.
    var title: String { Language.spoken.say(heading) }
}

extension TargetTime {
    /// The time in the middle of a sentence.
    var words: String {
        switch self {
        case .minutes(let count) where count >= 120 && count.isMultiple(of: 60):
            say("\(count / 60) hours")
        case .minutes(let count): say("\(count) min")
        case .sameDay: say("the same day")
        case .businessDays(0): say("the same business day")
        case .businessDays(1): say("1 business day")
        case .businessDays(let count): say("\(count) business days")
        }
    }

    /// Until when, in the middle of a sentence.
    fileprivate var within: String {
        switch self {
        case .sameDay, .businessDays(0): words
        case .minutes, .businessDays: say("in \(words)")
        }
    }
}

extension TargetClass {
    /// What is promised, in a sentence.
    var sentence: String {
        say(
            """
            answered \(acknowledge.within), with the guest \(onScene.within), put right \
            \(fixed.within)
            """
        )
    }
}

extension Responder {
    fileprivate var callOrder: String {
        let names = chain.map { say($0) }
        return names.dropFirst().reduce(names[0]) { say("\($0), then \($1)") }
    }
}

extension FailureScenario {
    /// A field's values in one line.
    func line(_ key: ScenarioKey) -> String {
        values(of: key).joined(separator: key.shape == .items ? " / " : ", ")
    }

    /// Everyone who is called in turn, such as `engineering, then front office`.
    var callOrder: String { responder.callOrder }

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

    private init(_ difference: ScenarioDifference) {
        field = difference.key.title
        before = difference.key.line(difference.before)
        after = difference.key.line(difference.after)
        added = difference.added
        dropped = difference.dropped
        isList = difference.isByItem
    }

    /// Every field in which two texts differ.
    static func all(from former: FailureScenario, to latter: FailureScenario) -> [FieldChange] {
        ScenarioDifference.all(from: former, to: latter).map(FieldChange.init)
    }
}
