import ArgumentParser
import Node
import Recovery
import Storage
import Web
import Wire

struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find feedback, cases, notes and remedies by any part of their words.",
        discussion: """
            Accents and capitals do not matter; all words must occur.

            Example:
              amends search boiler 412
            """
    )

    @Argument(help: "The words to look for.")
    var words: [String]

    @Option(help: ArgumentHelp("So many at most.", valueName: "count"))
    var limit = 50

    @OptionGroup var data: DataOptions

    func run() throws {
        let hits = try data.directory.open().store.read {
            try $0.search(words.joined(separator: " "), countMax: limit)
        }
        if data.isJSON {
            print(JSON.array(hits.map(\.json)))
        } else if hits.isEmpty {
            print("Nothing here holds these words. Fewer words, or a part of one, find more.")
        } else {
            var table = Table(.text("case"), .text("kind"), .text("when"), .flexible("words"))
            for hit in hits {
                table.add(
                    Table.Cell(hit.reference ?? "-"),
                    Table.Cell(kind(hit.type)),
                    Table.Cell(hit.at.ago(at: .now)),
                    Table.Cell(hit.snippet)
                )
            }
            table.print()
        }
    }

    private func kind(_ type: String) -> String {
        type == Catalogue.recoveryCase.name
            ? "case" : String(type.map { $0 == "_" ? " " : $0 })
    }
}
