import Foundation

/// The labelled texts beside the checkout; tests that need them are skipped without.
enum SharedData {
    static func url(_ path: String) -> URL {
        URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "../shared/data").appending(path: path)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: url(path).path)
    }

    /// One labelled text.
    struct Labelled: Decodable {
        struct Label: Decodable {
            let aspect: String
            let polarity: String
        }

        let text: String
        let labels: [Label]
        let annotated: Bool?

        var isNegative: Bool {
            labels.contains { $0.polarity == "negative" || $0.polarity == "conflict" }
        }
    }

    /// The rows of a `.jsonl.gz` that a person has labelled.
    static func labelled(_ path: String) throws -> [Labelled] {
        let gzip = Process()
        gzip.executableURL = URL(filePath: "/usr/bin/env")
        gzip.arguments = ["gzip", "-dc", url(path).path]
        let output = Pipe()
        gzip.standardOutput = output
        try gzip.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        gzip.waitUntilExit()
        return try bytes.split(separator: UInt8(ascii: "\n"))
            .map { try JSONDecoder().decode(Labelled.self, from: $0) }
            .filter { $0.annotated ?? true }
    }
}
