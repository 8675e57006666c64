import Glibc

/// A folder into which a program of the host puts what came in, one file each.
///
/// It is laid out as a maildir: what lies in `new` is taken in and moved to `cur`, or to `aside`,
/// which only people read.
struct DropFolder: Sendable {
    let path: String

    /// What waits, in the order of the files' names.
    func names() throws -> [String] {
        guard let directory = unsafe opendir("\(path)/new") else { throw DropError(folder: path) }
        defer { unsafe closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }

    /// What a file holds; nil for one that is larger than `max` bytes or cannot be read.
    func bytes(_ name: String, max: Int) -> [UInt8]? {
        let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
        let file = unsafe open("\(path)/new/\(name)", flags)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= max {
            let count = unsafe read(file, &chunk, chunk.count)
            if count < 0 { return nil }
            if count == 0 { return bytes }
            bytes += chunk.prefix(count)
        }
        return nil
    }

    /// Puts a file away that was looked at.
    func move(_ name: String, isTaken: Bool) throws {
        let place = isTaken ? "cur" : "aside"
        unsafe mkdir("\(path)/\(place)", 0o700)
        guard unsafe rename("\(path)/new/\(name)", "\(path)/\(place)/\(name)") == 0 else {
            throw DropError(folder: path)
        }
    }
}

/// A folder for what comes in cannot be used.
struct DropError: Error, CustomStringConvertible {
    let folder: String

    var description: String {
        "Make \(folder) and \(folder)/new, readable and writable by who runs the node."
    }
}
