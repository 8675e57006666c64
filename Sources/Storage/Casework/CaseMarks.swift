package import Recovery

/// The steps of the recovery that were done and the contact there was, as staff ticked them.
///
/// They are words among the case's tags, which the catalogue merges by union: what is ticked at
/// two places at once stands, whoever ticked first.
package struct CaseMarks: Hashable, Sendable {
    /// The steps that were done.
    package private(set) var steps: Set<RecoveryStep> = []
    /// How the guest was met; empty when nobody spoke to them.
    package private(set) var contacts: Set<ContactMark> = []
    /// The moments of attempts that reached nobody, in ms since 1970.
    package private(set) var attempts: Set<Int64> = []
    /// Tags with no meaning to the program.
    package private(set) var others: Set<String> = []

    /// Reads a case's tags.
    package init(tags: String) {
        for word in tags.split(separator: " ") {
            let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
            if parts.count == 2, parts[0] == "did", let step = RecoveryStep.named(parts[1]) {
                steps.insert(step)
            } else if parts.count == 2, parts[0] == "contact",
                let contact = ContactMark(rawValue: parts[1])
            {
                contacts.insert(contact)
            } else if parts.count == 2, parts[0] == "tried", let moment = Int64(parts[1]) {
                attempts.insert(moment)
            } else {
                others.insert(String(word))
            }
        }
    }

    /// The tags as a case stores them: words in the order of the alphabet, as a union leaves them.
    package var tags: String {
        let words =
            steps.map { "did:\($0.name)" } + contacts.map { "contact:\($0.rawValue)" }
            + attempts.map { "tried:\($0)" } + others
        return words.sorted().joined(separator: " ")
    }

    /// The contact with the guest, the furthest that was made.
    package var contact: GuestContact {
        if contacts.contains(.answered) { return .answered }
        if contacts.contains(.silent) { return .silent }
        if contacts.contains(.reached) { return .reached }
        return .notReached(attempts: attempts.count)
    }

    mutating func tick(_ step: RecoveryStep) { steps.insert(step) }

    /// How staff went other ways than the playbook's, by the word.
    package var deviations: [PlaybookDeviation] {
        PlaybookDeviation.allCases.filter { others.contains($0.rawValue) }
    }

    /// How far guests are told what many of them get wrong; nil when that is not the matter.
    package var lesson: GuestLesson? {
        GuestLesson.allCases.last { others.contains($0.rawValue) }
    }

    mutating func tag(_ lesson: GuestLesson) { others.insert(lesson.rawValue) }

    mutating func tag(_ deviation: PlaybookDeviation) { others.insert(deviation.rawValue) }

    /// Since when headquarters works on the case for a house that could not be reached; nil while
    /// the house has it.
    package var takenOverAt: Timestamp? {
        guard let taken = lastMoment(Self.taken) else { return nil }
        if let returned = lastMoment(Self.returned), returned >= taken { return nil }
        return Timestamp(milliseconds: taken)
    }

    mutating func takeOver(at moment: Timestamp) {
        others.insert(Self.taken + "\(moment.milliseconds)")
    }

    mutating func giveBack(at moment: Timestamp) {
        others.insert(Self.returned + "\(moment.milliseconds)")
    }

    /// How the tags begin that tell when headquarters took the case and when the house had it back.
    static let (taken, returned) = ("hq-took:", "hq-returned:")

    private func lastMoment(_ opening: String) -> Int64? {
        others.lazy.filter { $0.hasPrefix(opening) }
            .compactMap { Int64($0.dropFirst(opening.count)) }.max()
    }

    mutating func log(_ contact: ContactMark, at moment: Timestamp) {
        if contact == .tried {
            attempts.insert(moment.milliseconds)
        } else {
            contacts.insert(contact)
        }
    }
}

/// One contact with the guest, or an attempt at it.
package enum ContactMark: String, CaseIterable, Sendable {
    /// Nobody answered.
    case tried
    /// Somebody spoke to the guest.
    case reached
    /// The guest was reached, then stayed silent for the agreed time.
    case silent
    /// The guest said whether it is settled.
    case answered
}

/// A way in which staff leave the playbook; playbooks are improved where it is met often.
package enum PlaybookDeviation: String, CaseIterable, Sendable {
    /// The playbook does not fit this case.
    case leftPlaybook = "left-playbook"
    /// The playbook knows no solution for it.
    case noStandardSolution = "no-standard-solution"

    /// What the case's page and its notes say.
    package var words: Sentence {
        switch self {
        case .leftPlaybook: "Left the playbook"
        case .noStandardSolution: "No standard solution"
        }
    }
}

/// How far guests are told what many of them get wrong, in the order in which it goes.
package enum GuestLesson: String, CaseIterable, Sendable {
    /// Guests need to know something; nobody tells them yet.
    case needed = "guests-need-to-know"
    /// Guests are told now.
    case told = "guests-are-told"
}
