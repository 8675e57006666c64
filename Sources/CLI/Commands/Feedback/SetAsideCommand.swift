import ArgumentParser
import Node
import Recovery
import Storage
import Web

extension FeedbackCommand {
    struct SetAsideCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set-aside",
            abstract: "See and mend the rows of files that could not be taken in.",
            subcommands: [List.self, Export.self]
        )
    }
}

extension FeedbackCommand.SetAsideCommand {
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the rows that wait to be mended, and why.",
            discussion: """
                Ends with 3 when a row waits.

                Example:
                  amends feedback set-aside list --source reviews.csv
                """
        )

        @Option(help: "Only the rows of this source.")
        var source: String?

        @OptionGroup var data: DataOptions

        func run() throws {
            let rows = try data.directory.openNode().read { try $0.setAside(source: source) }
            if data.isJSON {
                print(
                    JSON.array(
                        rows.map {
                            [
                                "source": .text($0.source), "line": .count($0.line),
                                "reason": .text($0.reason),
                            ]
                        }
                    )
                )
            } else if rows.isEmpty {
                print("No row waits to be mended.")
            } else {
                var table = Table(.text("source"), .number("line"), .flexible("why"))
                for row in rows {
                    table.add(
                        Table.Cell(row.source),
                        Table.Cell("\(row.line)"),
                        Table.Cell(row.reason, .act)
                    )
                }
                table.print()
            }
            if !rows.isEmpty { throw NeedsPerson() }
        }
    }

    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the rows of a file that wait to a file of their own, to be mended.",
            discussion: """
                The new file has the header of the one that was imported, which must still be \
                there. Imported again under the same source, its rows take the place of those \
                that wait.

                Example:
                  amends feedback set-aside export reviews.csv --out mend.csv
                  amends feedback import mend.csv --source reviews.csv
                """
        )

        @Argument(help: "The file that was imported.", completion: .file())
        var file: String

        @Option(help: "The file to write; by default beside the other.", completion: .file())
        var out: String?

        @Option(help: "What the source was called; by default as the file.")
        var source: String?

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let node = try data.directory.openNode()
            let mapped = MappedFile(file, source: source)
            let rows = try node.read { try $0.setAside(source: mapped.source) }
            guard !rows.isEmpty else {
                throw Refusal(
                    "No row of \(mapped.source) waits. 'amends feedback set-aside list' shows all."
                )
            }
            let plan = try mapped.session(node, mapping: nil, utcOffsetSeconds: 0).plan
            let path = out ?? file + ".mend"
            guard path != file else { throw Refusal.usage("Write to another file than \(file).") }
            let output = try OutputFile(path: path)
            try output.append(plan.headerRaw)
            for row in rows { try output.append(row.bytes) }
            // A few bad rows are no ground for a guess: they are read as the whole file was.
            try node.write(author: authorship.author, now: .now) {
                try $0.saveMapping(plan.mapping.text, named: mapped.source)
            }
            if data.isJSON {
                print(["file": .text(path), "rows": .count(rows.count)] as JSON)
            } else {
                print(
                    """
                    \(Numbers.count(rows.count, "row")) in \(path). Mend them there, then:
                      amends feedback import \(path) --source \(mapped.source)
                    """
                )
            }
        }
    }
}
