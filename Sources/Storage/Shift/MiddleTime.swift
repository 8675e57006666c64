import Insight

/// The middle of times of which some have not ended.
package enum MiddleTime {
    /// By when half have ended, by Kaplan and Meier: what is still open counts as lasting at least
    /// as long as it has; nil while fewer than half would have ended.
    ///
    /// Leaving the open ones out would flatter a house by its slowest cases.
    package static func milliseconds(ended: [Int64], open: [Int64]) -> Int64? {
        let spells =
            ended.map { KaplanMeier.Spell(length: Double($0), isOver: true) }
            + open.map { KaplanMeier.Spell(length: Double($0), isOver: false) }
        return KaplanMeier(spells).median.map { Int64($0) }
    }
}
