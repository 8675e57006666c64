import GRDB
import Glibc
package import Recovery
package import Wire

/// A small file beside the hub's database that remembers how far the database had come, so that
/// a database copied back from a backup is noticed at the start.
package struct HubSidecar: Hashable, Sendable {
    package var epoch: Epoch
    package var generation: Int64

    package init(epoch: Epoch, generation: Int64) {
        self.epoch = epoch
        self.generation = generation
    }

    /// Reads a directory's sidecar; nil when there is none that can be read.
    package init?(directory: String) {
        let file = unsafe open(Self.path(directory), O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 256) { buffer, count in
            count = unsafe max(0, read(file, buffer.baseAddress, buffer.count))
        }
        let words = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }
        guard words.count == 4, words[0] == "epoch", words[2] == "generation",
            let epoch = UInt64(words[1], radix: 16), let generation = Int64(words[3])
        else { return nil }
        self.init(epoch: Epoch(rawValue: epoch), generation: generation)
    }

    /// Replaces a directory's sidecar; it is on disk, whole, when this returns.
    ///
    /// - Throws: ``StoreError`` when the directory cannot be written.
    package func write(directory: String) throws {
        let path = Self.path(directory)
        let text = "epoch \(String(epoch.rawValue, radix: 16))\ngeneration \(generation)\n"
        let file = unsafe open(path + ".new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw StoreError.readOnly(path: directory) }
        let written = unsafe text.withCString {
            unsafe Glibc.write(file, $0, text.utf8.count)
        }
        let isDurable = written == text.utf8.count && fsync(file) == 0
        close(file)
        guard isDurable else { throw StoreError.diskFull(path: directory) }
        guard unsafe rename(path + ".new", path) == 0 else {
            throw StoreError.readOnly(path: directory)
        }
        // The new name is on disk when the directory is.
        let folder = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw StoreError.readOnly(path: directory) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw StoreError.readOnly(path: directory) }
    }

    private static func path(_ directory: String) -> String { directory + "/hub.sidecar" }
}

extension HubStore {
    /// Compares the database with its sidecar and begins a new epoch when the database is older.
    ///
    /// - Returns: whether the database had gone back in time.
    package func meet(
        _ sidecar: HubSidecar?,
        newEpoch: Epoch,
        now: Timestamp
    ) throws -> Bool {
        guard let sidecar, try news(for: 0).generation < sidecar.generation else { return false }
        try database.write { database in
            try HubRestore.begin(newEpoch, database, rules: rules, now: now)
            try Settings.set(.generation, sidecar.generation + 1, in: database)
        }
        return true
    }
}
