import CDeflate

/// How much time packing a message may take.
package enum WireEffort: Hashable, Sendable {
    /// As little as gives nearly all that there is to save.
    case quick
    /// Up to five times as much for 3 % fewer bytes: for a line that is slower than this.
    case thorough
}

/// Raw deflate (RFC 1951) without a header: the frame has a hash of its own.
///
/// By libdeflate, which takes a whole stream at once: against zlib at its level 6 it makes fewer
/// bytes in half the time and reads them in a third.
enum Deflate {
    /// libdeflate's level 6 is the last that searches greedily.
    ///
    /// Those from 7 to 9 cost twice the time for 1 %; level 10 weighs ways to write the bytes.
    private static func level(_ effort: WireEffort) -> Int32 {
        switch effort {
        case .quick: 6
        case .thorough: 10
        }
    }

    /// A part shorter than this does not earn a stream of its own.
    private static let partByteCountMin = 256

    /// The bytes as one or more deflate streams end to end; nil when those are not shorter than
    /// `byteCountMax`.
    ///
    /// `parts` are the lengths of parts of unlike bytes: long ones get a stream, and so codes, of
    /// their own.
    static func deflated(
        _ plain: [UInt8],
        parts: [Int],
        below byteCountMax: Int,
        _ effort: WireEffort = .quick
    ) -> [UInt8]? {
        let compressor = unsafe libdeflate_alloc_compressor(level(effort))
        unsafe precondition(compressor != nil, "there is memory for one compressor")
        defer { unsafe libdeflate_free_compressor(compressor) }
        let room = byteCountMax
        let deflated = unsafe [UInt8](unsafeUninitializedCapacity: room) { output, count in
            unsafe plain.withUnsafeBytes { input in
                for part in streams(plain.count, parts) {
                    let added = unsafe libdeflate_deflate_compress(
                        compressor,
                        input.baseAddress?.advanced(by: part.lowerBound),
                        part.count,
                        output.baseAddress?.advanced(by: count),
                        room - count
                    )
                    guard added > 0 else {
                        count = room
                        return
                    }
                    count += added
                }
            }
        }
        return deflated.count < byteCountMax ? deflated : nil
    }

    /// What each stream holds of `count` bytes.
    private static func streams(_ count: Int, _ parts: [Int]) -> [Range<Int>] {
        var cuts = [count]
        var end = count
        for part in parts.reversed() {
            end -= part
            if cuts[0] - end >= partByteCountMin, end >= partByteCountMin {
                cuts.insert(end, at: 0)
            }
        }
        return zip([0] + cuts, cuts).map { $0..<$1 }
    }

    /// The plain bytes, of which there must be `byteCount`, that `deflated` inflates to.
    static func inflated(
        _ deflated: ArraySlice<UInt8>,
        byteCount: Int
    ) throws(WireError) -> [UInt8] {
        let decompressor = unsafe libdeflate_alloc_decompressor()
        unsafe precondition(decompressor != nil, "there is memory for one decompressor")
        defer { unsafe libdeflate_free_decompressor(decompressor) }
        var left = deflated.count
        let plain = unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { output, count in
            unsafe deflated.withUnsafeBytes { input in
                while count < byteCount {
                    var (taken, added) = (0, 0)
                    let result = unsafe libdeflate_deflate_decompress_ex(
                        decompressor,
                        input.baseAddress?.advanced(by: input.count - left),
                        left,
                        output.baseAddress?.advanced(by: count),
                        byteCount - count,
                        &taken,
                        &added
                    )
                    // A stream of nothing would let a body keep us busy for nothing.
                    guard result == LIBDEFLATE_SUCCESS, added > 0 else { return }
                    left -= taken
                    count += added
                }
            }
        }
        guard plain.count == byteCount else { throw .notInflatable(declared: byteCount) }
        guard left == 0 else { throw .trailing(byteCount: left) }
        return plain
    }
}
