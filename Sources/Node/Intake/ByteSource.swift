import Glibc

/// The bytes of a feedback file, chunk by chunk, unpacked on the way when they begin as gzip does.
package final class ByteSource {
    /// Bytes taken from the file so far, before unpacking.
    package private(set) var byteCountRead = 0
    /// Bytes of the file, before unpacking; nil when it is a pipe.
    package let byteCountTotal: Int?

    private let origin: Origin
    private let chunkByteCount: Int
    private var inflater: Inflater?
    private var hasStarted = false

    private enum Origin {
        case file(Int32)
        case memory([UInt8])
    }

    /// Opens the file at `path`.
    ///
    /// - Throws: ``IntakeError/cannotOpen(path:reason:)``.
    package init(path: String) throws(IntakeError) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .cannotOpen(path: path, reason: Self.systemReason())
        }
        let directory = unsafe open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
        guard directory < 0 else {
            close(directory)
            close(descriptor)
            throw .cannotOpen(path: path, reason: "it is a directory")
        }
        // Only a file has an end to go to.
        let end = lseek(descriptor, 0, SEEK_END)
        byteCountTotal = end >= 0 && lseek(descriptor, 0, SEEK_SET) == 0 ? end : nil
        origin = .file(descriptor)
        chunkByteCount = IntakeLimits.chunkByteCount
    }

    /// Reads from memory, `chunkByteCount` bytes at a time.
    package init(bytes: [UInt8], chunkByteCount: Int = IntakeLimits.chunkByteCount) {
        precondition(chunkByteCount > 0, "a chunk has at least one byte")
        byteCountTotal = bytes.count
        origin = .memory(bytes)
        self.chunkByteCount = chunkByteCount
    }

    deinit {
        if case .file(let descriptor) = origin { close(descriptor) }
    }

    /// The next chunk, empty at the end.
    ///
    /// - Throws: ``IntakeError/cannotRead(byteCount:reason:)`` or one of the gzip cases.
    package func next() throws(IntakeError) -> [UInt8] {
        guard hasStarted else { return try start() }
        guard let inflater else { return try read() }
        return try inflater.next(from: self)
    }

    private func start() throws(IntakeError) -> [UInt8] {
        hasStarted = true
        var head = try read()
        while head.count < Inflater.magic.count {
            let more = try read()
            guard !more.isEmpty else { return head }
            head += more
        }
        guard head.starts(with: Inflater.magic) else { return head }
        let inflater = Inflater(head: head)
        self.inflater = inflater
        return try inflater.next(from: self)
    }

    /// The next chunk as it is stored.
    func read() throws(IntakeError) -> [UInt8] {
        switch origin {
        case .memory(let bytes):
            let end = min(byteCountRead + chunkByteCount, bytes.count)
            defer { byteCountRead = end }
            return Array(bytes[byteCountRead..<end])
        case .file(let descriptor):
            return try readFile(descriptor)
        }
    }

    private func readFile(_ descriptor: Int32) throws(IntakeError) -> [UInt8] {
        var byteCount = 0
        let chunk = unsafe [UInt8](unsafeUninitializedCapacity: chunkByteCount) { buffer, count in
            repeat {
                byteCount = unsafe Glibc.read(descriptor, buffer.baseAddress, chunkByteCount)
            } while byteCount < 0 && errno == EINTR
            count = max(0, byteCount)
        }
        guard byteCount >= 0 else {
            throw .cannotRead(byteCount: byteCountRead, reason: Self.systemReason())
        }
        byteCountRead += byteCount
        return chunk
    }

    private static func systemReason() -> String {
        guard let text = unsafe strerror(errno) else { return "error \(errno)" }
        return unsafe String(cString: text)
    }
}
