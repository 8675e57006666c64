import ArgumentParser
import Recovery
import Storage
import Web

extension SyncCommand {
    struct Pause: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop syncing on this node until 'amends sync resume'.",
            discussion: """
                For a line that something more urgent needs. Work in the house goes on, and what \
                is made meanwhile is sent afterwards. 'amends sync why' names the pause.

                Example:
                  amends sync pause --as ana --data lis
                """
        )

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let node = try data.directory.openNode()
            try node.pause(author: authorship.author, now: .now)
            if data.isJSON { return print(["paused": .bool(true)] as JSON) }
            print("Syncing stops with the next exchange. 'amends sync resume' lets it go on.")
        }
    }

    struct Resume: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let syncing go on.",
            discussion: """
                A serving node goes on within a minute; 'amends sync now' does not wait for it.

                Example:
                  amends sync resume --data lis
                """
        )

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let node = try data.directory.openNode()
            try node.resume(author: authorship.author, now: .now)
            if data.isJSON { return print(["paused": .bool(false)] as JSON) }
            print("Syncing goes on.")
        }
    }

    struct Peek: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Look at what waits to be sent, without sending it.",
            discussion: """
                Example:
                  amends sync peek --data lis
                """
        )

        @OptionGroup var data: DataOptions

        func run() throws {
            let node = try data.directory.openNode()
            _ = try node.membership()
            let unsent = try node.unsentChanges()
            guard !data.isJSON else {
                return print(
                    [
                        "changes": .count(unsent.count), "bytes": .count(unsent.byteCount),
                        "oldestAt": .text(orNull: unsent.oldestAt?.description),
                        "kinds": .array(
                            unsent.kinds.map {
                                ["type": .text($0.type), "changes": .count($0.count)]
                            }
                        ),
                    ] as JSON
                )
            }
            guard let oldest = unsent.oldestAt else { return print("Nothing waits to be sent.") }
            var table = Table(.number("changes"), .text("of"))
            for kind in unsent.kinds {
                table.add(Table.Cell("\(kind.count)"), Table.Cell(kind.type))
            }
            table.print()
            print(
                "\(Numbers.count(unsent.count, "change")), \(Numbers.bytes(unsent.byteCount)) "
                    + "before packing; the oldest was made \(oldest.ago(at: .now))."
            )
        }
    }
}
