import FoundationEssentials

/// The manual, as far as tests read it.
enum Manual {
    /// The addresses in the first column of the tables under a heading.
    static func paths(under heading: String) throws -> [String] {
        let manual = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Deploy/Operating.md")
        let text = String(decoding: try Data(contentsOf: manual), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.drop { $0 != heading }.dropFirst().prefix { !$0.hasPrefix("## ") }
            .filter { $0.hasPrefix("| `/") }
            .flatMap { line in
                line.split(separator: "|")[0].split(separator: "`").map(String.init)
                    .filter { $0.hasPrefix("/") }
            }
    }
}
