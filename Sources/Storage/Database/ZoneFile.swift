import Glibc
package import Recovery

extension TimeZoneRules {
    private static let folder = "/usr/share/zoneinfo/"

    /// What the system knows of a zone, such as `Europe/Lisbon`; nil when it does not know it.
    package static func system(named name: String) -> TimeZoneRules? {
        let isName = name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "/") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: "+") || Unicode.Scalar(byte).properties.isAlphabetic
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        guard isName, let bytes = contents(folder + name) else { return nil }
        // A file that is no zone is as good as none: times are then read by UTC.
        return try? TimeZoneRules(tzif: bytes)
    }

    private static func contents(_ path: String) -> [UInt8]? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 64 * 1024)
        let count = unsafe read(file, &bytes, bytes.count)
        return count > 0 ? Array(bytes.prefix(count)) : nil
    }
}
