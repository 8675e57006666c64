import Crypto
package import Recovery
import Wire

/// Which text of the house's process somebody has read: ten hexadecimal digits of its SHA-256.
package struct ProcessVersion: Hashable, Sendable, CustomStringConvertible {
    /// The digits.
    package let description: String

    /// The version of a text; the same text always has the same.
    package init(of text: String) {
        let hex = SHA256.hash(data: Array(text.utf8)).prefix(5).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
        description = hex.joined()
    }
}

/// That somebody has read the process of the house as it stood.
package struct ProcessReading: Hashable, Sendable {
    /// Who.
    package let person: String
    /// Which version.
    package let version: String
    /// When.
    package let readAt: Timestamp
}

extension StoreReader {
    /// What was read of the process by whom, oldest first.
    package func processReadings() throws -> [ProcessReading] {
        try rows(Catalogue.processReading, "ORDER BY readAt, _id", []).map { row in
            ProcessReading(
                person: row.text(ProcessReadingField.person) ?? row.author,
                version: row.text(ProcessReadingField.version) ?? "",
                readAt: row.time(ProcessReadingField.readAt)
                    ?? Timestamp(milliseconds: row.stamp.milliseconds)
            )
        }
    }
}

extension RecordTransaction {
    /// Writes down that the author has read a version; once for each.
    package func readProcess(_ version: ProcessVersion) throws {
        let known = try rows(
            Catalogue.processReading,
            where: ProcessReadingField.person,
            is: .text(author)
        )
        guard !known.contains(where: { $0.text(ProcessReadingField.version) == "\(version)" })
        else { return }
        _ = try create(
            Catalogue.processReading,
            [
                ProcessReadingField.person: .text(author), .version: .text("\(version)"),
                .readAt: .time(now),
            ]
        )
    }
}
