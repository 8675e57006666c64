import Insight
package import Recovery

/// How often the program sent a kind of failure to the wrong place.
package struct MisrouteCount: Hashable, Sendable {
    /// How many were routed, and judged by what people did.
    package let routed: Int
    /// Of how many people changed the first team.
    package let misrouted: Int

    /// A count; `misrouted` is part of `routed`.
    package init(routed: Int, misrouted: Int) {
        precondition((0...routed).contains(misrouted), "misrouted is part of routed")
        (self.routed, self.misrouted) = (routed, misrouted)
    }

    /// The misroute rate, first team changed by people over routed; nil of none.
    package var share: Double? { routed == 0 ? nil : Double(misrouted) / Double(routed) }

    /// The exact 95 % interval of the rate after Clopper and Pearson; nil of none.
    package var interval: ClosedRange<Double>? {
        guard let part = Part(count: misrouted, of: routed) else { return nil }
        let interval = Interval.share(of: part)
        return interval.low...interval.high
    }
}

/// What the counts advise.
package enum RoutingAdvice: Hashable, Sendable {
    /// Too little was routed: so many more are needed to judge.
    case wait(more: Int)
    /// Go direct: the first team was nearly always the right one.
    case goDirect
    /// Go on with triage: the first team is too often the wrong one.
    case keepTriage
    /// Go on directly.
    case stayDirect
    /// Back to triage, at once: it goes wrong too often for chance.
    case fallBack
}

/// When a kind of failure goes straight to its team, and when it comes back to triage.
///
/// Going direct needs a low rate over many cases; coming back needs certainty that it is high.
/// Between the two lies what chance may do, so that a scenario does not swing to and fro. Cases
/// count from the last change of the mode.
package enum RoutingRule {
    /// The misroute rate under which a failure may go direct.
    package static let misrouteShareMax = 0.05
    /// How many cases must have been judged before.
    package static let judgedCountMin = 50
    /// How many judged cases count, the newest.
    package static let recentCountMax = 100
    /// How many must have gone direct before they can be too many wrong ones.
    package static let fallBackCountMin = 5
    /// How rare so many wrong ones must be at the limit, before it goes back by itself.
    ///
    /// It is asked again with every case: at a rate just at the limit a failure comes back by
    /// chance in 2 of 100 runs of 100 cases. At 1 in 20 it would be in 15.
    package static let fallBackChanceMax = 0.005

    /// What the counts since the last change of a mode advise.
    package static func advice(_ mode: RoutingMode, _ count: MisrouteCount) -> RoutingAdvice {
        let share = count.share ?? 0
        switch mode {
        case .triage:
            if count.routed < judgedCountMin { return .wait(more: judgedCountMin - count.routed) }
            return share < misrouteShareMax ? .goDirect : .keepTriage
        case .direct:
            // So many, if the rate were just at the limit, would be too rare for chance.
            let chance = Binomial(trials: count.routed, chance: misrouteShareMax)
                .atLeast(count.misrouted)
            let isSure = count.routed >= fallBackCountMin && chance <= fallBackChanceMax
            return isSure ? .fallBack : .stayDirect
        }
    }
}
