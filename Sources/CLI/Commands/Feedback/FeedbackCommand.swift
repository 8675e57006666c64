import ArgumentParser
import Node
import Recovery
import Storage
import Web
import Wire

struct FeedbackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedback",
        abstract: "Take in what guests say.",
        subcommands: [Add.self, Import.self, List.self, SetAsideCommand.self]
    )
}

/// A piece of feedback as it is printed.
enum FeedbackView {
    /// A score as it was given, such as `2 of 5`.
    static func score(_ item: FeedbackItem) -> String {
        guard let hundredths = item.scoreHundredths else { return "-" }
        let isWhole = hundredths.isMultiple(of: 100)
        let score = Numbers.fixed(Double(hundredths) / 100, isWhole ? 0 : 1)
        return item.scale.map { "\(score) of \($0.range.upperBound)" } ?? score
    }
}

extension FeedbackCommand {
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what guests said, the newest first.",
            discussion: """
                Tables end after 50 rows unless --limit says otherwise; JSON holds them all.

                Example:
                  amends feedback list --limit 20
                """
        )

        @Option(help: ArgumentHelp("So many at most.", valueName: "count"))
        var limit: Int?

        @OptionGroup var data: DataOptions

        func run() throws {
            let store = try data.directory.open().store
            let countMax = limit ?? (data.isJSON ? .max : 50)
            let items = try store.read { try $0.feedback(countMax: countMax) }
            if data.isJSON {
                print(JSON.array(items.map(\.json)))
            } else if items.isEmpty {
                print(
                    """
                    No feedback yet. Take some in with:
                      amends feedback add "The shower is cold" --place 412
                      amends feedback import FILE
                    """
                )
            } else {
                table(items).print()
                if items.count == countMax {
                    print("\nThese are \(countMax); --limit shows more.")
                }
            }
        }

        private func table(_ items: [FeedbackItem]) -> Table {
            var table = Table(
                .text("received"),
                .text("channel"),
                .text("score"),
                .text("place"),
                .flexible("words")
            )
            for item in items {
                table.add(
                    Table.Cell(item.receivedAt.ago(at: .now)),
                    Table.Cell(item.channel.words),
                    Table.Cell(FeedbackView.score(item)),
                    Table.Cell(item.place ?? "-"),
                    Table.Cell(item.text)
                )
            }
            return table
        }
    }
}
