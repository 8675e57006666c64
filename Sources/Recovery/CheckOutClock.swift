/// The time left until a guest leaves: after it, nothing can be mended in the house.
package struct CheckOutClock: Hashable, Sendable {
    /// When the guest leaves.
    package let departsAt: Timestamp

    /// A clock that ends with the guest's departure.
    package init(departsAt: Timestamp) { self.departsAt = departsAt }

    /// From so long before check-out on an unmended case is a last chance: 24 hours.
    package static let lastChance = Duration.seconds(24 * 3600)
    /// With less than this left, a failure weighs one step more: 3 hours (domain rule).
    package static let urgent = Duration.seconds(3 * 3600)

    /// The time left, below zero once the guest has left.
    package func remaining(at now: Timestamp) -> Duration {
        .milliseconds(departsAt.milliseconds - now.milliseconds)
    }

    /// Whether the guest has left.
    package func isOver(at now: Timestamp) -> Bool { now >= departsAt }

    /// Whether the guest leaves within 24 hours.
    package func isLastChance(at now: Timestamp) -> Bool {
        !isOver(at: now) && remaining(at: now) <= Self.lastChance
    }

    /// Whether the guest leaves within less than 3 hours.
    package func isUrgent(at now: Timestamp) -> Bool {
        !isOver(at: now) && remaining(at: now) < Self.urgent
    }

    /// When the clock says something else next: the last chance begins, or the guest leaves.
    package func nextChange(after now: Timestamp) -> Timestamp? {
        let begin = departsAt.milliseconds - Self.lastChance.milliseconds
        if now.milliseconds < begin { return Timestamp(milliseconds: begin) }
        return isOver(at: now) ? nil : departsAt
    }
}

extension Severity {
    /// What a case should weigh for what is known of the stay; nil when it weighs as much already.
    ///
    /// `scenario` is the severity of the failure by itself, so what was raised once is not
    /// raised again. Danger is seen by people and never reckoned: the suggestion ends at 4.
    package static func suggested(
        scenario: Severity,
        present: Severity,
        factors: Set<UrgencyFactor>
    ) -> Severity? {
        let suggestion = min(scenario.adjusted(for: factors), .staySpoiled)
        return suggestion > present ? suggestion : nil
    }
}

extension Duration {
    /// The whole milliseconds in it.
    fileprivate var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
