/// A message as it travels: what it is, how long it is, its hash, and its bytes.
///
///     magic "AMDS"  version  kind  coding  plain length (varint)  SHA-256 of plain, 8 bytes  body
///
/// The body of a worded frame begins with the length of what its streams inflate to (varint).
enum Frame {
    static let magic: [UInt8] = Array("AMDS".utf8)
    static let version: UInt8 = 1

    enum Kind: UInt8 {
        case exchangeRequest = 1, exchangeReply, enrolRequest, enrolReply
        case compareRequest, compareReply
    }

    private enum Coding: UInt8 {
        case stored, deflated
        /// Deflated, with the common words of the texts by number.
        case worded
    }

    /// Packs a message: deflated if that makes it shorter, with its words by number if those are
    /// many.
    static func packed(
        _ message: PlainWriter,
        as kind: Kind,
        _ effort: WireEffort = .quick
    ) -> [UInt8] {
        let plain = message.joined()
        let (coding, body) = body(of: message, plain, effort)
        var frame = ByteWriter()
        frame.bytes = magic
        frame.byte(version)
        frame.byte(kind.rawValue)
        frame.byte(coding.rawValue)
        frame.varint(plain.count)
        frame.fixed(ChainHash(sha256Of: plain).high)
        frame.bytes.append(contentsOf: body)
        return frame.bytes
    }

    private static func body(
        of message: PlainWriter,
        _ plain: [UInt8],
        _ effort: WireEffort
    ) -> (Coding, [UInt8]) {
        let words = WordCode.coded(message.texts)
        let isWorded = words.count < message.texts.count * 7 / 8
        let columns = isWorded ? message.head() + words : plain
        let parts = message.numberByteCounts + [isWorded ? words.count : message.texts.count]
        guard
            let deflated = Deflate.deflated(columns, parts: parts, below: plain.count, effort)
        else { return (.stored, plain) }
        guard isWorded else { return (.deflated, deflated) }
        var body = ByteWriter()
        body.varint(columns.count)
        return (.worded, body.bytes + deflated)
    }

    /// What stands before a message's bytes.
    private struct Head {
        let coding: UInt8
        let plainByteCount: Int
        let hash: UInt64
        let bodyPosition: Int
    }

    /// The length that a frame declares for its message, which is not unpacked.
    static func plainByteCount(
        _ bytes: [UInt8],
        as kind: Kind,
        limits: WireLimits
    ) throws(WireError) -> Int {
        try head(bytes, as: kind, limits: limits).plainByteCount
    }

    private static func head(
        _ bytes: [UInt8],
        as kind: Kind,
        limits: WireLimits
    ) throws(WireError) -> Head {
        guard bytes.count <= limits.bodyByteCountMax else {
            throw .tooLarge(
                .body,
                found: UInt64(bytes.count),
                max: UInt64(limits.bodyByteCountMax)
            )
        }
        guard bytes.starts(with: magic) else { throw .notAFrame }
        var reader = ByteReader(bytes[magic.count...])
        let version = try reader.byte()
        guard version == Self.version else { throw .unknownVersion(version) }
        let found = try reader.byte()
        guard found == kind.rawValue else {
            throw .wrongKind(expected: kind.rawValue, found: found)
        }
        return Head(
            coding: try reader.byte(),
            plainByteCount: try reader.count(.plain, max: limits.plainByteCountMax),
            hash: try reader.fixed(),
            bodyPosition: reader.position
        )
    }

    /// Unpacks a message of the given kind.
    static func unpacked(
        _ bytes: [UInt8],
        as kind: Kind,
        limits: WireLimits
    ) throws(WireError) -> PlainReader {
        let head = try head(bytes, as: kind, limits: limits)
        let length = head.plainByteCount
        let body = bytes[head.bodyPosition...]
        let plain: [UInt8]
        switch Coding(rawValue: head.coding) {
        case .stored where body.count < length:
            throw .truncated(needed: length - body.count, available: 0)
        case .stored where body.count > length:
            throw .trailing(byteCount: body.count - length)
        case .stored: plain = Array(body)
        case .deflated: plain = try Deflate.inflated(body, byteCount: length)
        case .worded: plain = try unworded(body, byteCount: length, limits: limits)
        case nil: throw .unknownCoding(head.coding)
        }
        let actual = ChainHash(sha256Of: plain).high
        guard actual == head.hash else {
            throw .corrupted(expected: head.hash, found: actual)
        }
        return try PlainReader(plain, limits: limits)
    }
    /// The plain bytes of a worded body, of which there may be at most `byteCount`.
    private static func unworded(
        _ body: ArraySlice<UInt8>,
        byteCount: Int,
        limits: WireLimits
    ) throws(WireError) -> [UInt8] {
        var reader = ByteReader(body)
        let wordedByteCount = try reader.count(.plain, max: byteCount)
        let worded = try Deflate.inflated(body[reader.position...], byteCount: wordedByteCount)
        let texts = try PlainReader.parts(worded, limits: limits).longNumbers.upperBound
        var plain: [UInt8] = []
        plain.reserveCapacity(byteCount)
        plain.append(contentsOf: worded[..<texts])
        try WordCode.expand(worded[texts...], into: &plain, byteCountMax: byteCount)
        guard plain.count == byteCount else { throw .notInflatable(declared: byteCount) }
        return plain
    }
}
