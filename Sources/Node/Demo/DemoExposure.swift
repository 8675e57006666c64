package import Recovery

/// How busy a hotel was on one day.
package struct DemoExposure: Sendable {
    package let day: CalendarDay
    package let occupiedRoomNights: Int
    package let arrivals: Int

    /// 0 = Monday.
    var weekday: Int {
        let days = day.daysSince1970 + 3
        return Int((days % 7 + 7) % 7)
    }
}

/// The days of one hotel, made as they are read.
package struct DemoExposures: Sequence, IteratorProtocol, Sendable {
    private let site: DemoSite
    private let days: Range<Int64>
    private var day: Int64
    private var random: DemoRandom

    init(site: DemoSite, days: Range<Int64>, random: DemoRandom) {
        self.site = site
        self.days = days
        self.random = random
        day = days.lowerBound
    }

    /// The next day, or nil after the last.
    package mutating func next() -> DemoExposure? {
        guard day < days.upperBound else { return nil }
        defer { day += 1 }
        let date = CalendarDay(daysSince1970: day)
        let empty = DemoExposure(day: date, occupiedRoomNights: 0, arrivals: 0)
        let month = site.climate.northernMonth(Int(date.month))
        let expected =
            site.kind.occupancy(northernMonth: month) * site.kind.week(empty.weekday)
            + random.normal() * 0.05
        let occupied = Int(Double(site.rooms) * Swift.min(0.99, Swift.max(0.05, expected)))
        let arrivals = Double(occupied) / site.kind.nights * (1 + random.normal() * 0.08)
        return DemoExposure(
            day: date,
            occupiedRoomNights: occupied,
            arrivals: Swift.min(occupied, Int(arrivals))
        )
    }
}
