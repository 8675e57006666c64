import Glibc

/// A file that is written from its beginning to its end.
final class OutputFile {
    private let path: String
    private let descriptor: Int32

    /// Makes the file, in place of one that is there.
    init(path: String) throws {
        self.path = path
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Refusal.file(path, "cannot be written") }
    }

    deinit { close(descriptor) }

    func append(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { buffer in
                unsafe write(descriptor, buffer.baseAddress, buffer.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Refusal.file(path, "cannot be written on") }
            rest = rest.dropFirst(count)
        }
    }
}

extension Refusal {
    /// What the system says about a file, after a call that failed.
    static func file(_ path: String, _ trouble: String) -> Refusal {
        let code = errno
        let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
        return Refusal(
            "\(path) \(trouble): \(reason). Check the path, its permissions and the disk's space."
        )
    }
}
