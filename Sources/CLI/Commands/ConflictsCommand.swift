import ArgumentParser
import Node
import Recovery
import Storage
import Web
import Wire

struct ConflictsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conflicts",
        abstract: "See where two sides differ, and decide.",
        subcommands: [List.self, Show.self, Resolve.self, Undo.self]
    )
}

/// A disagreement as it is printed.
enum ConflictView {
    /// What became of a disagreement.
    static func decision(_ id: ConflictID, _ value: String, _ state: ConflictItem.State) -> JSON {
        ["id": .text(id.description), "value": .text(value), "state": .text(state.rawValue)]
    }

    static func id(_ text: String) throws -> ConflictID {
        guard let id = ConflictID(text) else {
            throw Refusal.usage(
                "'\(text)' names no conflict. 'amends conflicts list' shows ids such as 4.17:state."
            )
        }
        return id
    }
}

extension ConflictsCommand {
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List where two sides differ, the oldest first.",
            discussion: """
                Work goes on meanwhile: one of the values stands until a person decides. Ends \
                with 3 when there is something to decide.

                Example:
                  amends conflicts list
                  amends conflicts list --all --json
                """
        )

        @Flag(
            help: "Also decisions of the past, and what the program's rules settle by themselves."
        )
        var all = false

        @OptionGroup var data: DataOptions

        func run() throws {
            let items = try data.directory.open().store.read { reader in
                try reader.conflicts(isComplete: all) + (all ? reader.settledConflicts() : [])
            }
            if data.isJSON {
                print(JSON.array(items.map(\.json)))
            } else if items.isEmpty {
                print("No two sides differ. Nothing to decide.")
            } else {
                table(items).print()
            }
            if items.contains(where: { $0.state == .open }) { throw NeedsPerson() }
        }

        private func table(_ items: [ConflictItem]) -> Table {
            var table = Table(
                .text("id"),
                .text("of"),
                .text("field"),
                .text("state"),
                .flexible("values")
            )
            for item in items {
                table.add(
                    Table.Cell(item.id.description),
                    Table.Cell(item.record),
                    Table.Cell(item.id.field),
                    Table.Cell(item.state.rawValue, item.state == .open ? .act : .quiet),
                    Table.Cell(
                        item.values.map { "\($0.value) (\($0.site ?? "?"))" }
                            .joined(separator: " / ")
                    )
                )
            }
            return table
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one difference: who set what, where and when.",
            discussion: """
                Example:
                  amends conflicts show 4.17:owner
                """
        )

        @Argument(help: "The conflict, as the list shows it.")
        var id: String

        @OptionGroup var data: DataOptions

        func run() throws {
            let id = try ConflictView.id(id)
            let item = try data.directory.open().store.read { try $0.conflict(id) }
            guard !data.isJSON else { return print(item.json) }
            print("\(item.id.field) of \(item.record): \(item.standing.oneLine) stands.\n")
            var table = Table(
                .text("site"),
                .flexible("value"),
                .text("by"),
                .text("when")
            )
            for value in item.values {
                table.add(
                    Table.Cell(value.site ?? "?"),
                    Table.Cell(value.value),
                    Table.Cell(value.author),
                    Table.Cell("\(value.at), \(value.at.ago(at: .now))")
                )
            }
            table.print()
            print("\nDecide with: amends conflicts resolve \(item.id) --site CODE")
        }
    }

    struct Resolve: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Decide which value stands.",
            discussion: """
                Keep the value of a site, or give any value the field can hold. It is refused \
                when the values have changed since they were read.

                Example:
                  amends conflicts resolve 4.17:owner --site LIS
                  amends conflicts resolve 4.17:owner --value ana
                """
        )

        @Argument(help: "The conflict, as the list shows it.")
        var id: String

        @Option(
            help: ArgumentHelp("Keep this site's value; HQ is headquarters.", valueName: "code")
        )
        var site: String?

        @Option(help: "The value that is to stand.")
        var value: String?

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func validate() throws {
            guard (site == nil) != (value == nil) else {
                throw ValidationError("Say which value stands: --site CODE or --value VALUE.")
            }
        }

        func run() throws {
            let id = try ConflictView.id(id)
            let store = try data.directory.open().store
            let item = try store.read { try $0.conflict(id) }
            let words = try chosen(item)
            try store.change(author: authorship.author, now: .now) {
                try $0.resolve(item, to: words)
            }
            if data.isJSON {
                print(ConflictView.decision(item.id, words, .resolved))
            } else {
                print(
                    "\(item.id.field) of \(item.record) is \(words.oneLine) now. "
                        + "Take it back with: amends conflicts undo \(item.id)"
                )
            }
        }

        private func chosen(_ item: ConflictItem) throws -> String {
            if let value { return value }
            let code = (site ?? "").uppercased()
            let values = item.values.filter { $0.site?.uppercased() == code }
            guard let first = values.first else {
                let sites = item.values.compactMap(\.site).joined(separator: ", ")
                throw Refusal("\(code) set no value of it. Choose one of \(sites), or use --value.")
            }
            guard values.allSatisfy({ $0.value == first.value }) else {
                throw Refusal("\(code) set several values of it. Say which one with --value.")
            }
            return first.value
        }
    }

    struct Undo: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a decision back.",
            discussion: """
                What stood before the decision stands again; the values that lost are in the \
                record's history. It is refused when the field was edited since.

                Example:
                  amends conflicts undo 4.17:owner
                """
        )

        @Argument(help: "The conflict that was decided.")
        var id: String

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let id = try ConflictView.id(id)
            let value = try data.directory.open().store.change(
                author: authorship.author,
                now: .now
            ) { try $0.undoResolution(of: id) }
            if data.isJSON {
                print(ConflictView.decision(id, value, .undone))
            } else {
                print("\(id.field) is \(value.oneLine) again.")
            }
        }
    }
}
