import ArgumentParser
import Testing

@testable import CLI

/// Help that teaches: every command explains itself and shows a line that works.
struct HelpTests {
    /// A command and the words that lead to it.
    struct Named: CustomTestStringConvertible, Sendable {
        let words: [String]
        let command: any ParsableCommand.Type

        var testDescription: String { words.joined(separator: " ") }
    }

    static let commands = all(Amends.self, ["amends"])
    static let leaves = commands.filter { subcommands($0.command).isEmpty }

    private static func subcommands(
        _ command: any ParsableCommand.Type
    ) -> [any ParsableCommand.Type] {
        let configuration = command.configuration
        return configuration.ungroupedSubcommands
            + configuration.groupedSubcommands.flatMap(\.subcommands)
    }

    private static func all(_ command: any ParsableCommand.Type, _ words: [String]) -> [Named] {
        let below = subcommands(command).flatMap { all($0, words + [$0._commandName]) }
        return [Named(words: words, command: command)] + below
    }

    @Test(arguments: commands)
    func `every command says what it is for`(named: Named) {
        #expect(named.command.configuration.abstract.hasSuffix("."))
    }

    @Test(arguments: leaves)
    func `every command shows an example of itself that parses`(named: Named) throws {
        let lines = CommandLines.examples(in: named.command.configuration.discussion)
        #expect(lines.contains { Array($0.prefix(named.words.count)) == named.words })
        for line in lines {
            _ = try Amends.parseAsRoot(Array(line.dropFirst()))
        }
    }

    @Test(arguments: commands)
    func `help prints and ends well`(named: Named) throws {
        let run = try Program.run(Array(named.words.dropFirst()) + ["--help"])
        #expect(run.status == 0)
        #expect(run.output.contains("USAGE: \(named.testDescription)"))
        #expect(run.complaint.isEmpty)
    }
}

/// Finds command lines in texts.
enum CommandLines {
    /// The lines that begin with `amends`, in words.
    static func examples(in text: String) -> [[String]] {
        text.split(separator: "\n").compactMap { line in
            let words = words(String(line))
            return words.first == "amends" ? words : nil
        }
    }

    /// The words of a line as a shell would take them: quotes hold words together, `#` ends it.
    static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in line {
            if character == quote {
                quote = nil
            } else if quote != nil {
                word?.append(character)
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == "#", word == nil {
                break
            } else if character == " " {
                if let ended = word { words.append(ended) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        return words + (word.map { [$0] } ?? [])
    }
}
