import Recovery
import Storage

extension Timestamp {
    /// The present, by the machine's clock.
    static var now: Timestamp { WallClock.now() }

    /// How long ago this was, such as `just now`, `12 min ago`, `3 h ago`, `5 days ago`; from a
    /// month on, the day.
    func ago(at now: Timestamp) -> String {
        let seconds = (now.milliseconds - milliseconds) / 1000
        switch seconds {
        case ..<(-60): return "in " + Self.span(seconds: -seconds)
        case ..<60: return "just now"
        case ..<(30 * 86_400): return Self.span(seconds: seconds) + " ago"
        default: return CalendarDay(daysSince1970: day()).description
        }
    }

    /// A length of time in its two largest units at most: `40 s`, `36 min`, `3 h 14`, `2 days`.
    static func span(seconds: Int64) -> String {
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3600: return "\(seconds / 60) min"
        case ..<36_000:
            let minutes = seconds / 60 % 60
            return "\(seconds / 3600) h" + (minutes < 10 ? " 0" : " ") + "\(minutes)"
        case ..<172_800: return "\(seconds / 3600) h"
        default: return "\(seconds / 86_400) days"
        }
    }
}
