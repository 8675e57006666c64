import CZlib

extension ByteSource {
    /// Unpacks gzip a chunk at a time, so that a bomb costs time and never memory.
    @safe final class Inflater {
        /// The bytes that begin every gzip member.
        static let magic: [UInt8] = [0x1F, 0x8B]

        private let stream: UnsafeMutablePointer<z_stream>
        private var input: [UInt8]
        private var position = 0
        private var byteCountOut = 0
        private var state = State.inMember

        private enum State {
            case inMember, betweenMembers, ended
        }

        /// Starts with the first bytes of the file, the magic included.
        init(head: [UInt8]) {
            input = head
            unsafe stream = .allocate(capacity: 1)
            unsafe stream.initialize(to: z_stream())
            // 15 bits of window, plus 16 for the gzip wrapper and nothing else.
            let status = unsafe inflateInit2_(
                stream,
                31,
                ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)
            )
            precondition(status == Z_OK, "zlib refuses to start: out of memory or a wrong version")
        }

        deinit {
            unsafe inflateEnd(stream)
            unsafe stream.deinitialize(count: 1)
            unsafe stream.deallocate()
        }

        /// The next unpacked chunk, empty at the end.
        func next(from source: borrowing ByteSource) throws(IntakeError) -> [UInt8] {
            while state != .ended {
                if position == input.count {
                    input = try source.read()
                    position = 0
                    if input.isEmpty { return try finish(source.byteCountRead) }
                }
                if state == .betweenMembers {
                    // Padding after the last member is allowed; another member continues the text.
                    guard input[position] == Self.magic[0] else {
                        state = .ended
                        return []
                    }
                    unsafe inflateReset(stream)
                    state = .inMember
                }
                let chunk = try inflateSome(source.byteCountRead)
                if !chunk.isEmpty { return chunk }
            }
            return []
        }

        private func finish(_ byteCountRead: Int) throws(IntakeError) -> [UInt8] {
            guard state == .betweenMembers else {
                throw .gzipDamaged(byteCount: byteCountRead, reason: "it ends early")
            }
            state = .ended
            return []
        }

        private func inflateSome(_ byteCountRead: Int) throws(IntakeError) -> [UInt8] {
            var status = Z_OK
            let size = IntakeLimits.chunkByteCount
            let chunk = unsafe [UInt8](unsafeUninitializedCapacity: size) { output, count in
                unsafe input.withUnsafeMutableBufferPointer { source in
                    unsafe stream.pointee.next_in = source.baseAddress?.advanced(by: position)
                    unsafe stream.pointee.avail_in = UInt32(source.count - position)
                    unsafe stream.pointee.next_out = output.baseAddress
                    unsafe stream.pointee.avail_out = UInt32(size)
                    unsafe status = inflate(stream, Z_NO_FLUSH)
                    unsafe position = source.count - Int(stream.pointee.avail_in)
                }
                unsafe count = size - Int(stream.pointee.avail_out)
            }
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                throw .gzipDamaged(byteCount: byteCountRead, reason: "zlib error \(status)")
            }
            if status == Z_STREAM_END { state = .betweenMembers }
            byteCountOut += chunk.count
            guard byteCountOut <= IntakeLimits.inflatedByteCountMax else { throw .gzipTooLarge }
            return chunk
        }
    }
}
