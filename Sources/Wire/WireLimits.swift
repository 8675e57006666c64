/// What a reader accepts at most.
///
/// Every size is checked before anything is allocated for it. A writer keeps within the same
/// limits: authors, texts and transactions are refused at the door, requests cut between
/// transactions.
package struct WireLimits: Sendable {
    package static let standard = WireLimits()

    /// Bytes of a frame as it travels: 8 MiB.
    package var bodyByteCountMax = 8 << 20
    /// Bytes of a message after inflating, and of all its texts written out: 64 MiB.
    package var plainByteCountMax = 64 << 20
    /// Changes of one message, over all its sections and its salvage.
    package var changeCountMax = 200_000
    /// Fields set by all changes of a message, or versions of all its rows.
    package var cellCountMax = 2_000_000
    /// Bases named by all cells of a message.
    package var baseCountMax = 2_000_000
    /// Bases of one cell: more sites than this cannot have edited one field at once.
    package var basesPerCellMax = 4_096
    /// Bytes of one text: 1 MiB.
    package var textByteCountMax = 1 << 20
    /// Different authors of one batch of changes or rows.
    package var authorCountMax = 10_000
    /// Bytes of an author's name.
    package var authorByteCountMax = 255
    /// A writer's lives carried in one request.
    package var sectionCountMax = 64
    /// Tokens tried since the last confirmed one.
    package var triedCountMax = 256
    /// Older tokens shown to a hub that went back in time.
    package var historyCountMax = 4_096
    /// Rows of one reply.
    package var rowCountMax = 100_000
    /// Departures, runs of installed changes, and parked notices of one reply, each.
    package var noticeCountMax = 200_000
    /// Positions, chains, and links of one chain in a reply, each.
    package var positionCountMax = 10_000
    /// Ranges of one comparison.
    package var rangeCountMax = 256
    /// Bytes of a code, a name or a credential in an enrolment.
    package var enrolmentByteCountMax = 4_096

    package init() {}
}

extension WireLimits {
    /// A field's number is 1 to 63, so a change has at most 63 fields.
    package static let fieldNumberMax: UInt8 = 63
}
