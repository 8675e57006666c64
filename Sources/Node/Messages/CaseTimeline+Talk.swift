import Recovery
import Storage

extension CaseTimeline {
    /// How the guest was tried, and what was promised and became of it.
    func told(_ dealings: GuestDealings) -> [CaseEvent] {
        // A try without a channel was ticked beside a note, which tells of it.
        let tries = dealings.attempts.filter { $0.channel != nil }.map { attempt in
            event(
                attempt.happenedAt,
                attempt.channel == .phone ? "phone" : "send",
                "is-out",
                attempt.row.author,
                "\(attempt.words)\(attempt.reason.map { ": \($0)" } ?? "")."
            )
        }
        let promises = dealings.commitments.flatMap { promise in
            let due = time.near(promise.dueAt, now)
            let made = event(
                promise.madeAt,
                "clock",
                "is-out",
                promise.promisedBy,
                say("promised by \(due): \(promise.text)")
            )
            guard let at = promise.settledAt else { return [made] }
            let words = promise.state == .kept ? say("kept") : say("withdrew")
            let reason = promise.reason.map { " (\($0))" } ?? ""
            let settledBy = promise.settledBy
            let end = event(at, "check", "", settledBy, "\(words): \(promise.text)\(reason)")
            return [made, end]
        }
        return tries + promises
    }
}

extension ContactAttempt {
    /// As a line of what happened.
    fileprivate var words: String {
        let way = channel?.way ?? say("some way")
        return switch result {
        case .reached: say("spoke to the guest by \(way)")
        case .noAnswer: say("tried by \(way), nobody answered")
        case .leftMessage: say("wrote or left a message by \(way)")
        case .wrongContact: say("tried by \(way), it is not the guest's")
        }
    }
}
