/// A message as it travels: what it is, how long it is, its hash, and its bytes.
///
///     magic "AMDS"  version  kind  coding  plain length (varint)  SHA-256 of plain, 8 bytes  body
enum Frame {
    static let magic: [UInt8] = Array("AMDS".utf8)
    static let version: UInt8 = 1

    enum Kind: UInt8 {
        case exchangeRequest = 1, exchangeReply, enrolRequest, enrolReply
    }

    private enum Coding: UInt8 {
        case stored, deflated
    }

    /// Packs a message, deflated if that makes it shorter.
    static func packed(_ message: PlainWriter, as kind: Kind) -> [UInt8] {
        let plain = message.joined()
        let deflated = Deflate.deflated(plain, parts: message.partByteCounts)
        let coding: Coding = deflated == nil ? .stored : .deflated
        var frame = ByteWriter()
        frame.bytes = magic
        frame.byte(version)
        frame.byte(kind.rawValue)
        frame.byte(coding.rawValue)
        frame.varint(plain.count)
        frame.fixed(ChainHash(sha256Of: plain).high)
        frame.bytes.append(contentsOf: deflated ?? plain)
        return frame.bytes
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
        case nil: throw .unknownCoding(head.coding)
        }
        let actual = ChainHash(sha256Of: plain).high
        guard actual == head.hash else {
            throw .corrupted(expected: head.hash, found: actual)
        }
        return try PlainReader(plain, limits: limits)
    }
}
