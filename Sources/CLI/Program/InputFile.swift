import Glibc
import Web

/// Reads small files whole.
enum InputFile {
    /// The bytes of a file, `byteCountMax` at most.
    ///
    /// - Throws: ``Refusal`` when it cannot be read or is larger.
    static func bytes(_ path: String, max byteCountMax: Int) throws -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Refusal.file(path, "cannot be opened") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { buffer in
                unsafe read(descriptor, buffer.baseAddress, buffer.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Refusal.file(path, "cannot be read") }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= byteCountMax else {
                throw Refusal(
                    "\(path) is larger than \(Numbers.bytes(byteCountMax)). Split it in parts."
                )
            }
        }
    }
}
