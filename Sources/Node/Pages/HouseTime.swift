import Recovery
import Storage
import Synchronization

/// Times as people at the site read them.
struct HouseTime: Sendable {
    let zone: TimeZoneRules

    private static let weekdays: [Sentence] = [
        "Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday",
    ]
    private static let shortWeekdays: [Sentence] = [
        "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed",
    ]
    private static let months: [Sentence] = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    private func day(_ moment: Timestamp) -> Int64 { zone.day(at: moment).daysSince1970 }

    /// Such as `14:52`.
    func clock(_ moment: Timestamp) -> String {
        let seconds = moment.milliseconds / 1000 + zone.offsetSeconds(at: moment)
        let minute = (seconds % 86_400 + 86_400) % 86_400 / 60
        return "\(Self.twoDigits(minute / 60)):\(Self.twoDigits(minute % 60))"
    }

    private static func twoDigits(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// Such as `Thursday 12 March`.
    func date(_ moment: Timestamp) -> String {
        let date = zone.day(at: moment)
        let weekday = Self.weekdays[Self.weekday(day(moment))]
        return say("\(weekday) \(date.day) \(Self.months[Int(date.month) - 1])")
    }

    /// Such as `12 March 2026`.
    func full(_ moment: Timestamp) -> String { full(zone.day(at: moment)) }

    /// Such as `12 March 2026`.
    func full(_ day: CalendarDay) -> String {
        say("\(day.day) \(Self.months[Int(day.month) - 1]) \(day.year)")
    }

    /// How far a day is behind the Thursday before it.
    private static func weekday(_ day: Int64) -> Int { Int((day % 7 + 7) % 7) }

    /// A moment near `now`: `14:52` on the same day, `Sat 11:00` within a week, else `12 March`.
    func near(_ moment: Timestamp, _ now: Timestamp) -> String {
        let days = day(moment) - day(now)
        if days == 0 { return clock(moment) }
        if abs(days) < 7 {
            return say(Self.shortWeekdays[Self.weekday(day(moment))]) + " " + clock(moment)
        }
        let date = zone.day(at: moment)
        return say("\(date.day) \(Self.months[Int(date.month) - 1])")
    }

    /// A span of time in its two largest parts: `under 1 min`, `36 min`, `3 h 14`, `2 days`.
    static func span(_ milliseconds: Int64) -> String {
        let minutes = max(0, milliseconds / 60_000)
        if minutes == 0 { return say("under 1 min") }
        if minutes < 60 { return say("\(minutes) min") }
        if minutes < 48 * 60 {
            let rest = minutes % 60
            return say("\(minutes / 60) h \(twoDigits(rest))")
        }
        return say("\(minutes / 1440) days")
    }
}

/// The site's time zone, read anew when the hub names another.
final class HouseZone: Sendable {
    private let latest = Mutex<(name: String, time: HouseTime)>(("UTC", HouseTime(zone: .utc)))
    private static let folder = "/usr/share/zoneinfo/"

    /// Times as read at the site; by UTC until its zone is known here.
    var time: HouseTime { latest.withLock { $0.time } }

    /// The zone's name, and times by it.
    var named: (name: String, time: HouseTime) { latest.withLock { $0 } }

    func refresh(_ reader: StoreReader) throws {
        let name = try reader.ownTimeZone() ?? "UTC"
        guard latest.withLock({ $0.name }) != name else { return }
        let zone = TimeZoneRules.system(named: name) ?? .utc
        latest.withLock { $0 = (name, HouseTime(zone: zone)) }
    }
}
