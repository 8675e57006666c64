import ArgumentParser
import Glibc
import Web

/// The program: reads the command line, runs one command and ends with its exit code.
@main
struct Amends: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "amends",
        abstract: "Make amends when a guest was let down, and learn why it keeps happening.",
        discussion: """
            A node is one hotel's own data; it works with no connection at all. A hub is \
            headquarters: nodes exchange their changes with it. Each lives in a directory of its \
            own, named with --data or once with AMENDS_DATA.

            Try it:
              amends demo --out demo
              amends scenario list

            Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but something needs a person.
            """,
        version: Product.version,
        groupedSubcommands: [
            CommandGroup(
                name: "The guest and the case",
                subcommands: [
                    FeedbackCommand.self, CaseCommand.self, SearchCommand.self,
                    ScenarioCommand.self,
                ]
            ),
            CommandGroup(
                name: "The hotel",
                subcommands: [
                    NodeCommand.self, StayCommand.self, DetectorCommand.self, WebhookCommand.self,
                ]
            ),
            CommandGroup(
                name: "Headquarters",
                subcommands: [HubCommand.self, ReportCommand.self, ExposureCommand.self]
            ),
            CommandGroup(
                name: "In step with the hub",
                subcommands: [
                    SyncCommand.self, ConflictsCommand.self, ParkedCommand.self,
                    JournalCommand.self, SupportSnapshot.self,
                ]
            ),
            CommandGroup(name: "Trying it out", subcommands: [DemoCommand.self]),
        ]
    )

    static func main() async {
        do {
            var command = try await asyncParseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            let ending = Failure.ending(with: error)
            if let output = ending.output { print(output) }
            if let complaint = ending.complaint { StandardError.write(complaint + "\n") }
            Glibc.exit(ending.status.rawValue)
        }
    }
}
