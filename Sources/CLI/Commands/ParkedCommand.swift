import ArgumentParser
import Recovery
import Storage
import Web
import Wire

struct ParkedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parked",
        abstract: "See the changes that the hub keeps aside, and decide about them.",
        subcommands: [List.self, Show.self, Retry.self, Discard.self]
    )

    fileprivate static func change(_ text: String) throws -> ChangeID {
        guard let id = RecordID(text) else {
            throw ValidationError(
                "'\(text)' names no change. 'amends parked list' shows ids such as 4.17."
            )
        }
        return ChangeID(rawValue: id.rawValue)
    }

    fileprivate static func json(_ change: ParkedChange) -> JSON {
        [
            "id": .text(change.id.description), "site": .text(change.site),
            "reason": .text(change.reason), "since": .text(change.since.description),
            "type": .text(orNull: change.type),
            "record": .text(orNull: change.record?.description),
            "values": .array(
                change.values.map { ["field": .text($0.field), "value": .text($0.value)] }
            ),
        ]
    }
}

extension ParkedCommand {
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List changes that wait, the oldest first.",
            discussion: """
                At the hub all of them, at a node its own. What was parked is never lost: it \
                takes effect by itself when what it builds on arrives. Ends with 3 when something \
                waits.

                Example:
                  amends parked list
                """
        )

        @OptionGroup var data: DataOptions

        func run() throws {
            let changes = try data.directory.open().store.read { try $0.parked() }
            if data.isJSON {
                print(JSON.array(changes.map(ParkedCommand.json)))
            } else if changes.isEmpty {
                print("Nothing is parked. Every change that arrived has taken effect.")
            } else {
                var table = Table(
                    .text("id"),
                    .text("site"),
                    .text("type"),
                    .text("since"),
                    .flexible("why")
                )
                for change in changes {
                    table.add(
                        Table.Cell(change.id.description),
                        Table.Cell(change.site),
                        Table.Cell(change.type ?? "?"),
                        Table.Cell(change.since.ago(at: .now)),
                        Table.Cell(change.reason, .act)
                    )
                }
                table.print()
            }
            if !changes.isEmpty { throw NeedsPerson() }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one parked change and what it would set.",
            discussion: """
                Example:
                  amends parked show 4.17
                """
        )

        @Argument(help: "The change, as the list shows it.", transform: ParkedCommand.change)
        var id: ChangeID

        @OptionGroup var data: DataOptions

        func run() throws {
            let change = try data.directory.open().store.read { try $0.parkedChange(id) }
            guard !data.isJSON else { return print(ParkedCommand.json(change)) }
            var facts = FactSheet()
            facts.add("change", change.id.description)
            facts.add("from", change.site)
            facts.add("waits since", "\(change.since), \(change.since.ago(at: .now))")
            facts.add("because", change.reason, .act)
            facts.add("record", change.record.map { "\(change.type ?? "?") \($0)" })
            for (field, value) in change.values { facts.add(field, value) }
            facts.print()
        }
    }

    struct Retry: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a parked change take effect, if nothing stands in its way any more.",
            discussion: """
                Example:
                  amends parked retry 4.17 --data hub
                """
        )

        @Argument(help: "The change, as the list shows it.", transform: ParkedCommand.change)
        var id: ChangeID

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let hasEffect = try data.directory.openHub()
                .write(author: authorship.author, now: .now) { try $0.retryParked(id) }
            if data.isJSON {
                print(["id": .text(id.description), "applied": .bool(hasEffect)] as JSON)
            } else {
                print(
                    hasEffect
                        ? "\(id) has taken effect."
                        : "\(id) waits on: what it builds on is still missing."
                )
            }
            if !hasEffect { throw NeedsPerson() }
        }
    }

    struct Discard: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Drop a parked change for good.",
            discussion: """
                It had no effect and never will have; its site keeps it in its log, and the act \
                is journalled. --dry-run shows what would be dropped.

                Example:
                  amends parked discard 4.17 --dry-run --data hub
                """
        )

        @Argument(help: "The change, as the list shows it.", transform: ParkedCommand.change)
        var id: ChangeID

        @Flag(help: "Only show what would be dropped.")
        var dryRun = false

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let hub = try data.directory.openHub()
            let change = try hub.read { try $0.parkedChange(id) }
            if !dryRun {
                try hub.write(author: authorship.author, now: .now) { try $0.discardParked(id) }
            }
            if data.isJSON {
                print(ParkedCommand.json(change).with([("discarded", .bool(!dryRun))]))
            } else {
                print(
                    "\(id) of \(change.site) \(dryRun ? "would be" : "is") dropped: "
                        + "\(change.reason.oneLine)"
                )
            }
        }
    }
}
