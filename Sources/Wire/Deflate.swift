import CZlib

/// Raw deflate (RFC 1951) without a header: the frame has a hash of its own.
enum Deflate {
    private static let windowBits: Int32 = -15
    private static let level: Int32 = 6
    private static let memoryLevel: Int32 = 8

    /// A part shorter than this does not earn a block of its own.
    private static let partByteCountMin = 256

    /// The bytes deflated at level 6; `parts` at the end of them that are long enough begin a
    /// block each, with codes of its own.
    static func deflated(_ plain: [UInt8], parts: [Int]) -> [UInt8] {
        var stream = unsafe z_stream()
        let status = unsafe deflateInit2_(
            &stream,
            level,
            Z_DEFLATED,
            windowBits,
            memoryLevel,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        precondition(status == Z_OK, "zlib has memory for one stream")
        defer { unsafe deflateEnd(&stream) }
        // Half the search of level 6: a fifth less time for half a percent more bytes.
        unsafe deflateTune(&stream, 8, 16, 64, 64)
        // A block's end costs a few bytes more than the bound for one call allows for.
        let room = unsafe Int(deflateBound(&stream, UInt(plain.count))) + 64
        return unsafe [UInt8](unsafeUninitializedCapacity: room) { output, count in
            unsafe plain.withUnsafeBufferPointer { input in
                unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                unsafe stream.next_out = output.baseAddress
                unsafe stream.avail_out = UInt32(room)
                var start = 0
                for end in Self.cuts(plain.count, parts) {
                    unsafe stream.avail_in = UInt32(end - start)
                    let status = unsafe CZlib.deflate(&stream, Z_BLOCK)
                    unsafe precondition(status == Z_OK && stream.avail_in == 0)
                    start = end
                }
                unsafe stream.avail_in = UInt32(plain.count - start)
                let status = unsafe CZlib.deflate(&stream, Z_FINISH)
                precondition(status == Z_STREAM_END, "the bound is enough")
            }
            count = unsafe Int(stream.total_out)
        }
    }

    /// Where blocks end before the end.
    private static func cuts(_ count: Int, _ parts: [Int]) -> [Int] {
        var cuts: [Int] = []
        var end = count
        for part in parts.reversed() {
            end -= part
            let next = cuts.first ?? count
            if next - end >= partByteCountMin, end >= partByteCountMin { cuts.insert(end, at: 0) }
        }
        return cuts
    }

    /// The plain bytes, of which there must be `byteCount`, that `deflated` inflates to.
    static func inflated(
        _ deflated: ArraySlice<UInt8>,
        byteCount: Int
    ) throws(WireError) -> [UInt8] {
        var stream = unsafe z_stream()
        var status = unsafe inflateInit2_(
            &stream,
            windowBits,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        precondition(status == Z_OK, "zlib has memory for one stream")
        defer { unsafe inflateEnd(&stream) }
        // One byte more than declared, so that a longer result shows.
        let plain = unsafe [UInt8](unsafeUninitializedCapacity: byteCount + 1) { output, count in
            unsafe deflated.withUnsafeBufferPointer { input in
                unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                unsafe stream.avail_in = UInt32(input.count)
                unsafe stream.next_out = output.baseAddress
                unsafe stream.avail_out = UInt32(byteCount + 1)
                status = unsafe CZlib.inflate(&stream, Z_FINISH)
            }
            count = unsafe Int(stream.total_out)
        }
        guard status == Z_STREAM_END, plain.count == byteCount else {
            throw .notInflatable(declared: byteCount, produced: plain.count)
        }
        let left = unsafe Int(stream.avail_in)
        guard left == 0 else { throw .trailing(byteCount: left) }
        return plain
    }
}
