import Crypto
import GRDB
import Glibc

/// The SHA-256 of a file's bytes, as 64 lowercase digits: its name on disk.
package struct FileDigest: Hashable, Sendable {
    /// The digits.
    package let text: String

    /// Reads a digest; nil for anything else, so that no name leads out of the folder.
    package init?(_ text: String) {
        let isDigest =
            text.utf8.count == 64
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
        guard isDigest else { return nil }
        self.text = text
    }

    /// The digest of some bytes.
    package init(of bytes: [UInt8]) {
        text = SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

/// A file that is on disk.
package struct KeptFile: Hashable, Sendable {
    /// Its name there.
    package let digest: FileDigest
    /// Its size in bytes.
    package let byteCount: Int
}

/// The bytes of pictures and recordings, one file each, beside a node's database.
///
/// They are not synced. What is copied or moved with the database must be copied with it.
package struct AttachmentFiles: Sendable {
    private let folder: String

    /// The files in `attachments` of a node's directory.
    package init(directory: String) { folder = directory + "/attachments" }

    /// The files beside a store's database.
    package init(of store: NodeStore) {
        let path = store.database.path
        let end = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        self.init(directory: end.map { String(path[..<$0]) } ?? ".")
    }

    /// Keeps bytes under their digest; they are on disk, whole, when this returns.
    ///
    /// - Throws: ``AttachmentRefusal/tooLarge(byteCountMax:)``; ``StoreError`` when the folder
    ///   cannot be written.
    package func keep(_ bytes: [UInt8]) throws -> KeptFile {
        guard bytes.count <= Attachment.byteCountMax else {
            throw AttachmentRefusal.tooLarge(byteCountMax: Attachment.byteCountMax)
        }
        let kept = KeptFile(digest: FileDigest(of: bytes), byteCount: bytes.count)
        let path = path(kept.digest)
        if try self.bytes(kept.digest) == bytes { return kept }
        guard unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw StoreError.readOnly(path: folder)
        }
        // A name of its own: two who send the same at once do not write into one file.
        let draft = "\(path).\(UInt64.random(in: .min ... .max))"
        try write(bytes, draft)
        guard unsafe rename(draft, path) == 0 else {
            _ = unsafe unlink(draft)
            throw StoreError.readOnly(path: folder)
        }
        try sync(folder: folder)
        return kept
    }

    /// Whether there is a file under a digest.
    package func has(_ digest: FileDigest) -> Bool { unsafe access(path(digest), R_OK) == 0 }

    /// Removes the file under a digest, if there is one.
    func remove(_ digest: FileDigest) { _ = unsafe unlink(path(digest)) }

    /// The bytes under a digest; nil when they are not here, or not what they were.
    package func bytes(_ digest: FileDigest) throws -> [UInt8]? {
        let file = unsafe open(path(digest), O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        let end = lseek(file, 0, SEEK_END)
        guard end >= 0, end <= Attachment.byteCountMax else { return nil }
        var count = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: end) { buffer, filled in
            while count < end, let start = buffer.baseAddress {
                let read = unsafe pread(file, start + count, end - count, off_t(count))
                guard read > 0 else { break }
                count += read
            }
            filled = count
        }
        return FileDigest(of: bytes) == digest ? bytes : nil
    }

    /// All files that are here.
    func digests() throws -> [FileDigest] {
        try Folder.names(folder).compactMap { FileDigest($0) }
    }

    private func path(_ digest: FileDigest) -> String { "\(folder)/\(digest.text)" }

    private func write(_ bytes: [UInt8], _ path: String) throws {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw StoreError.readOnly(path: folder) }
        var count = 0
        unsafe bytes.withUnsafeBytes { buffer in
            while count < buffer.count, let start = buffer.baseAddress {
                let written = unsafe Glibc.write(file, start + count, buffer.count - count)
                guard written > 0 else { break }
                count += written
            }
        }
        let isDurable = count == bytes.count && fsync(file) == 0
        close(file)
        guard isDurable else {
            _ = unsafe unlink(path)
            throw StoreError.diskFull(path: folder)
        }
    }

    /// A new name is on disk when its folder is, and the folder's when the directory is.
    private func sync(folder: String) throws {
        for path in [folder, folder + "/.."] {
            let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard descriptor >= 0 else { throw StoreError.readOnly(path: path) }
            defer { close(descriptor) }
            guard fsync(descriptor) == 0 else { throw StoreError.readOnly(path: path) }
        }
    }
}
