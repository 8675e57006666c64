import ArgumentParser
import Recovery
import Storage
import Web

struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "Read what happened here that an operator may want to know.",
        discussion: """
            Copies and restores that were noticed, keys and sites that came and went, people who \
            may sign in, repairs. The journal belongs to this node or hub alone.

            Example:
              amends journal --last 50 --data hub
            """
    )

    @Option(help: ArgumentHelp("How many lines, counted from the latest.", valueName: "count"))
    var last = 30

    @OptionGroup var data: DataOptions

    func validate() throws {
        guard (1...100_000).contains(last) else {
            throw ValidationError("Say a number of lines from 1 to 100000.")
        }
    }

    func run() throws {
        let lines = try data.directory.open().store.read { try $0.journal(last: last) }
        if data.isJSON {
            print(
                JSON.array(
                    lines.map { ["at": .text($0.at.description), "line": .text($0.line)] }
                )
            )
        } else if lines.isEmpty {
            print("Nothing has happened yet that is worth a line.")
        } else {
            for line in lines { print("\(line.at)  \(line.line.oneLine)") }
        }
    }
}
