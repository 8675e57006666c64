import Testing

/// A source that makes pages, and where it tells of an error without asking the language.
struct PageSource: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String

    var testDescription: String { name }

    /// The sources of the house's pages.
    ///
    /// What programs, mail and the log read is English.
    static let all: [PageSource] = folders.flatMap { folder in
        SpokenTexts.sources(in: "Sources/Node/\(folder)")
            .filter { !othersRead.contains($0.name) }
    }

    private static let folders = [
        "Attachments", "Guests", "Live", "Messages", "Pages", "Scenarios", "Shift", "Stays",
        "Webhooks",
    ]

    /// Hand messages on, take them in, or read lists for a program.
    private static let othersRead: Set<String> = [
        "Carriers.swift", "TextDrop.swift", "HookService.swift", "StaySheet.swift",
    ]

    /// The places at fault: an error's own English words, a refusal that is a bare literal, and
    /// words that are said once for all languages.
    var unspoken: [String] {
        let found =
            text.matches(of: /\b(error|fault|trouble)\.description\b/).map(\.range)
            + text.matches(of: /Problem\(\s*\.\w+,\s*"[^"]*",\s*"/).map(\.range)
            + text.matches(of: /static let \w+ = [^\n]*(\n        [^\n]*)*\bsay\(/).map(\.range)
        return found.map { String(text[$0]) }
    }
}
