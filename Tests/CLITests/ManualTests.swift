import ArgumentParser
import Foundation
import Testing

@testable import CLI

/// The operator's manual says what the program does.
struct ManualTests {
    private static let text: String = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let bytes = FileManager.default.contents(
            atPath: root.appendingPathComponent("Deploy/Operating.md").path
        )
        return String(decoding: bytes ?? Data(), as: UTF8.self)
    }()

    /// Every command line of the manual: the indented ones, and those between backticks.
    static let lines: [String] = {
        let indented = text.split(separator: "\n").filter { $0.hasPrefix("    amends ") }
        let quoted = text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .filter { !$0.offset.isMultiple(of: 2) && $0.element.hasPrefix("amends ") }
            .map(\.element)
        return Set((indented + quoted).map { $0.trimmingCharacters(in: .whitespaces) }).sorted()
    }()

    @Test(arguments: lines)
    func `every command line of the manual parses`(line: String) throws {
        let words = Array(CommandLines.words(line).dropFirst())
        guard !words.contains("--generate-completion-script") else { return }
        _ = try Amends.parseAsRoot(words)
    }

    @Test(arguments: HelpTests.leaves)
    func `every command is in the manual`(named: HelpTests.Named) {
        #expect(
            Self.lines.contains {
                $0.hasPrefix(named.words.joined(separator: " ") + " ")
                    || $0 == named.words.joined(separator: " ")
            }
        )
    }
}
