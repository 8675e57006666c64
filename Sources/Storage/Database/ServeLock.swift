import Glibc
import Synchronization

/// The right to serve a directory, held by one process at a time.
///
/// The system gives it back when the process ends, however it ends.
package final class ServeLock: Sendable {
    private let file: Mutex<Int32?>

    /// Takes the right to serve a directory that holds a database.
    ///
    /// - Throws: ``StoreError/notSetUp(path:)`` when the database is not there;
    ///   ``StoreError/inUse(path:process:)`` while another process has the right;
    ///   ``StoreError/readOnly(path:)`` when the directory cannot be written.
    package init(database: String, directory: String) throws {
        guard unsafe access(database, F_OK) == 0 else {
            throw StoreError.notSetUp(path: directory)
        }
        let path = directory + "/serve.lock"
        let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw StoreError.readOnly(path: directory) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            defer { close(file) }
            throw StoreError.inUse(path: directory, process: Self.holder(file))
        }
        let line = "\(getpid())\n"
        // Who holds it is only told to people: the lock itself does not depend on it.
        _ = ftruncate(file, 0)
        _ = unsafe line.withCString { unsafe pwrite(file, $0, line.utf8.count, 0) }
        self.file = Mutex(file)
    }

    deinit { release() }

    /// Gives the right back.
    package func release() {
        file.withLock { file in
            if let open = file { close(open) }
            file = nil
        }
    }

    private static func holder(_ file: Int32) -> String {
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 20) { buffer, count in
            count = unsafe max(0, pread(file, buffer.baseAddress, buffer.count, 0))
        }
        let digits = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        return digits.isEmpty ? "unknown" : digits
    }
}
