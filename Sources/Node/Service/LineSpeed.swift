import Synchronization
import Wire

/// How fast messages get to the hub and are answered, and so how thoroughly they are packed.
final class LineSpeed: Sendable {
    /// A line below it, in bytes a second (one megabit), is worth the time that 3 % fewer bytes
    /// take: some 13 us for a change of 31 bytes.
    static let slowBytesPerSecondMax = 125_000
    /// Shorter messages, in bytes, say more of the way's length than of its width.
    static let tellingByteCountMin = 1 << 15

    private let last = Mutex(WireEffort.quick)

    /// How the next message is packed.
    var effort: WireEffort { last.withLock { $0 } }

    /// A message was sent and answered.
    func carried(_ byteCount: Int, in time: Duration) {
        guard byteCount >= Self.tellingByteCountMin else { return }
        let isSlow = time > .seconds(1) * byteCount / Self.slowBytesPerSecondMax
        last.withLock { $0 = isSlow ? .thorough : .quick }
    }
}
