/// When an effect check will be able to tell an effect from chance.
package struct EffectForecast: Hashable, Sendable {
    /// The effect asked about: 0.5 where the rate is halved.
    package let ratio: Double
    /// So many periods after the action show it, at the counts that are then to be expected.
    package let periodCount: Int

    /// Looks ahead for the first number of periods after which a change to `ratio` would be found,
    /// were every count what is expected of it; nothing where `periodCountMax` are not enough.
    ///
    /// `exposure` is that of a period to come; without `untreated` the sites are their own measure.
    package init?(
        before treated: ExposedCount,
        exposure: Double,
        untreated: (before: ExposedCount, exposure: Double)? = nil,
        ratio: Double = 0.5,
        periodCountMax: Int = 104
    ) {
        guard exposure > 0, ratio > 0 else { return nil }
        func after(_ before: ExposedCount, _ exposure: Double, by factor: Double) -> RateRatio? {
            let count = Int((before.rate * exposure * factor).rounded())
            return ExposedCount(count: count, exposure: exposure).map { RateRatio($0, to: before) }
        }
        var periods = 1
        while periods <= periodCountMax {
            let length = Double(periods)
            if let change = after(treated, exposure * length, by: ratio) {
                let usual = untreated.flatMap { after($0.before, $0.exposure * length, by: 1) }
                if EffectCheck(treated: change, untreated: usual).verdict == .effective {
                    self.ratio = ratio
                    periodCount = periods
                    return
                }
            }
            // A year ahead, a few weeks more or less no longer matter.
            periods += max(1, periods / 8)
        }
        return nil
    }
}
