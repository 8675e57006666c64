import Recovery

@testable import Node

/// What happened in a demonstration, kept in a form that many tests can count.
struct DemoHistory {
    let plan: DemoPlan
    private(set) var said: [Said] = []
    private(set) var days: [Day] = []

    struct Said {
        let site: String
        let day: CalendarDay
        let failures: [DemoFailure]
        let isLogged: Bool
        /// 0...100.
        let score: Int?
    }

    struct Day {
        let site: String
        let day: CalendarDay
        let nights: Int
    }

    /// Two plans of ten hotels over a year, each made once.
    static let samples = [11, 12].map { DemoHistory(seed: $0) }

    private init(seed: UInt64) {
        plan = sample(seed: seed, sites: 10, months: 12)
        for site in plan.sites {
            let scale = site.export.scale
            for feedback in plan.feedback(site: site) {
                said.append(
                    Said(
                        site: site.code,
                        day: feedback.day,
                        failures: feedback.failures,
                        isLogged: feedback.channel.isLoggedByStaff,
                        score: feedback.score.flatMap(scale.normalised)
                    )
                )
            }
            for exposure in plan.exposure(site: site) {
                days.append(
                    Day(
                        site: site.code,
                        day: exposure.day,
                        nights: exposure.occupiedRoomNights
                    )
                )
            }
        }
    }

    /// How often `codes` were reported per occupied room night, at the hotels and days asked for.
    func rate(
        of codes: [String],
        where isWanted: (_ site: String, _ day: CalendarDay) -> Bool
    ) -> (rate: Double, count: Double) {
        var count = 0
        for row in said where isWanted(row.site, row.day) {
            count += row.failures.count { codes.contains($0.code) }
        }
        let nights = days.reduce(0) { isWanted($1.site, $1.day) ? $0 + $1.nights : $0 }
        return (Double(count) / Double(nights), Double(count))
    }

    /// The rate of `codes` on the days of `second` by that on the days of `first`, and its
    /// relative standard error.
    func ratio(
        of codes: [String],
        at sites: [String],
        first: (CalendarDay) -> Bool,
        second: (CalendarDay) -> Bool
    ) -> (value: Double, error: Double) {
        let before = rate(of: codes) { sites.contains($0) && first($1) }
        let after = rate(of: codes) { sites.contains($0) && second($1) }
        return (
            after.rate / before.rate, (1 / before.count + 1 / after.count).squareRoot()
        )
    }
}

/// A plan that starts in January 2024; `sites` and `months` must be allowed.
func sample(seed: UInt64, sites: Int, months: Int) -> DemoPlan {
    guard
        let start = CalendarDay(year: 2024, month: 1, day: 1),
        let plan = try? DemoPlan(seed: seed, siteCount: sites, monthCount: months, start: start)
    else { preconditionFailure("A sample has 1 to 1,000 hotels and 1 to 120 months.") }
    return plan
}

extension CalendarDay {
    /// 0 = Monday.
    var weekday: Int64 { ((daysSince1970 + 3) % 7 + 7) % 7 }

    /// True for the day itself and all later ones.
    func isFrom(_ other: Self) -> Bool { daysSince1970 >= other.daysSince1970 }
}
