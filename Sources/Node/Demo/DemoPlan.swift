package import Recovery

/// Everything a demonstration will contain, decided by a seed; the rows are made as they are read.
package struct DemoPlan: Sendable {
    package let seed: UInt64
    package let sites: [DemoSite]
    package let truths: [DemoTruth]
    /// The first day of each month, and at the end the day after the last.
    let months: [CalendarDay]

    /// Plans `siteCount` hotels (1 to 1,000) over `monthCount` months (1 to 120) from the month
    /// of `start` on.
    ///
    /// - Throws: ``DemoPlanError`` when there are too few or too many of either.
    package init(
        seed: UInt64,
        siteCount: Int,
        monthCount: Int,
        start: CalendarDay
    ) throws(DemoPlanError) {
        guard (1...1000).contains(siteCount) else { throw .siteCount(siteCount) }
        guard (1...120).contains(monthCount) else { throw .monthCount(monthCount) }
        let firstMonth = start.year * 12 + start.month - 1
        let months = (0...Int64(monthCount)).map { later -> CalendarDay in
            var month = start
            month.day = 1
            month.year = (firstMonth + later) / 12
            month.month = (firstMonth + later) % 12 + 1
            return month
        }
        let planting = DemoPlanting(count: siteCount, seed: seed)
        let sites = DemoSite.make(
            count: siteCount,
            seed: seed,
            modest: Set(planting.underReporting)
        )
        self.seed = seed
        self.sites = sites
        self.months = months
        truths = DemoTruth.plant(planting, sites: sites, months: months)
    }

    /// The days of the plan, since 1970.
    package var days: Range<Int64> {
        months[0].daysSince1970..<months[months.count - 1].daysSince1970
    }

    /// Occupied room nights and arrivals of a hotel, day by day.
    package func exposure(site: DemoSite) -> DemoExposures {
        DemoExposures(site: site, days: days, random: DemoRandom(seed: seed, stream: stream(site)))
    }

    /// What the guests of a hotel say, in the order in which it arrives.
    package func feedback(site: DemoSite) -> DemoFeedbackSequence {
        DemoFeedbackSequence(
            site: site,
            truths: truths.filter { $0.sites.contains(site.code) },
            exposure: exposure(site: site),
            random: DemoRandom(seed: seed, stream: stream(site) + 1)
        )
    }

    /// The planted truths as JSON, to judge reports by.
    package func truthsJSON() -> String {
        let lines = truths.map { "    " + $0.json }.joined(separator: ",\n")
        return """
            {"seed":\(seed),"sites":\(sites.count),"from":"\(months[0])",
             "to":"\(CalendarDay(daysSince1970: days.upperBound - 1))","truths":[
            \(lines)
            ]}

            """
    }

    /// The planted truths for people, one a line.
    package func truthsText() -> String {
        truths.map { "\($0.from) to \($0.to)  \($0.words)\n" }.joined()
    }

    private func stream(_ site: DemoSite) -> UInt64 { UInt64(site.index) * 2 }
}

/// Why there can be no such plan.
package enum DemoPlanError: Error, Equatable, CustomStringConvertible {
    /// There are to be 1 to 1,000 hotels.
    case siteCount(Int)
    /// There are to be 1 to 120 months.
    case monthCount(Int)

    /// What to ask for instead.
    package var description: String {
        switch self {
        case .siteCount(let count): "Ask for 1 to 1,000 hotels, not \(count)."
        case .monthCount(let count): "Ask for 1 to 120 months, not \(count)."
        }
    }
}
