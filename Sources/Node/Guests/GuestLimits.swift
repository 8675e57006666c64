import Recovery
import Storage
import Synchronization

/// How many forms guests may send before a person looks at further ones first.
///
/// None is thrown away: those over a limit are kept aside. What was sent is remembered as long as
/// the process runs.
final class GuestLimits: Sendable {
    /// So many forms within so long.
    struct Limit: Sendable {
        let count: Int
        let within: Duration
    }

    /// One guest's telephone.
    static let device = Limit(count: 5, within: .seconds(600))
    /// A shared screen, at which one guest comes after the other.
    static let kiosk = Limit(count: 40, within: .seconds(600))
    /// All telephones at one place: more than a full lift has passengers.
    static let place = Limit(count: 25, within: .seconds(600))
    /// The most devices and places that are remembered; then those of the past are forgotten.
    static let rememberedCountMax = 10_000

    private let sent = Mutex<[String: [Timestamp]]>([:])

    /// Notes a form; the reason to keep it aside, when it is one too many.
    func note(
        device: String,
        at place: PlaceToken,
        by channel: FeedbackChannel,
        now: Timestamp
    ) -> KeptForm.Reason? {
        let isKiosk = channel == .kiosk
        return sent.withLock { sent in
            if sent.count > Self.rememberedCountMax {
                sent = sent.filter { Self.isRecent($0.value.last, Self.place, now) }
            }
            let byDevice = Self.add(
                now,
                to: &sent["device \(isKiosk ? "\(place) " : "")\(device)", default: []],
                isKiosk ? Self.kiosk : Self.device
            )
            let atPlace =
                isKiosk
                ? false : Self.add(now, to: &sent["place \(place)", default: []], Self.place)
            return byDevice ? .device : atPlace ? .place : nil
        }
    }

    /// Whether the moments are more than the limit allows.
    private static func add(_ now: Timestamp, to moments: inout [Timestamp], _ limit: Limit) -> Bool
    {
        moments.removeAll { !isRecent($0, limit, now) }
        // One over the limit says as much as a thousand.
        if moments.count > limit.count { moments.removeFirst() }
        moments.append(now)
        return moments.count > limit.count
    }

    /// A moment after now is one of a clock that was set back, and counts.
    private static func isRecent(_ moment: Timestamp?, _ limit: Limit, _ now: Timestamp) -> Bool {
        moment.map {
            .milliseconds(now.milliseconds - $0.milliseconds) < limit.within
        } ?? false
    }
}
