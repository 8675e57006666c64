/// The baselines of a stream over time: what is watched is never part of what it is held against.
///
/// Phase I sets a baseline from past days and fixes it on a date; phase II watches the days after.
/// A new baseline needs a recorded decision (ISO 7870-2, retrospective and prospective charts).
package struct Phases: Hashable, Sendable {
    /// A span of days that later ones are held against, counted from any fixed day.
    package struct Baseline: Hashable, Sendable {
        /// The days it was computed from.
        package let days: ClosedRange<Int>
        /// The day on which it was fixed, after the last of `days`.
        package let fixedOn: Int
        /// Who decided it and why, by the decision's own record.
        package let decision: String
    }

    /// What a day is to the chart.
    package enum Role: Hashable, Sendable {
        /// Part of a baseline's own data.
        case baseline
        /// Held against a baseline.
        case monitoring(Baseline)
        /// Neither: before the first baseline, or after its data but before it was fixed.
        case unwatched
    }

    /// In order of the day they were fixed.
    package private(set) var baselines: [Baseline] = []

    /// A stream without a baseline.
    package init() {}

    /// Fixes a new baseline, from which later days are held against it.
    ///
    /// - Throws: ``PhaseError`` naming the rule it breaks.
    package mutating func fix(
        _ days: ClosedRange<Int>,
        on day: Int,
        decision: String
    ) throws(PhaseError) {
        guard day > days.upperBound else { throw .fixedBeforeItsEnd }
        guard day > baselines.last?.fixedOn ?? .min else { throw .notLater }
        guard decision.contains(where: { !$0.isWhitespace }) else { throw .undecided }
        baselines.append(Baseline(days: days, fixedOn: day, decision: decision))
    }

    /// What `day` is to the chart: once watched, it stays so when it serves a later baseline.
    package func role(of day: Int) -> Role {
        if let baseline = baselines.last(where: { $0.fixedOn <= day }) {
            return .monitoring(baseline)
        }
        return baselines.first?.days.contains(day) == true ? .baseline : .unwatched
    }
}

/// Which rule a new baseline breaks.
package enum PhaseError: Error, Hashable, CustomStringConvertible {
    case fixedBeforeItsEnd
    case notLater
    case undecided

    /// What to do next.
    package var description: String {
        switch self {
        case .fixedBeforeItsEnd: "A baseline is fixed after its last day: choose a later date."
        case .notLater: "A newer baseline is fixed already: choose a later date."
        case .undecided: "A baseline needs a decision: say who decided it and why."
        }
    }
}
