import ArgumentParser
import Foundation
import Hummingbird
import Logging
import Node
import Recovery
import Storage
import Web

struct NodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "node",
        abstract: "Set up and run one hotel's node.",
        subcommands: [Init.self, Serve.self, Hub.self, Rejoin.self, Backup.self, Restore.self]
    )
}

extension NodeCommand {
    struct Init: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new node in an empty directory, and join the hub.",
            discussion: """
                The code comes from 'amends hub site add' and works once. From then on the node \
                works with or without the hub.

                Example:
                  amends node init --data lis --hub https://hub:8080 --join CODE
                """
        )

        @Option(help: ArgumentHelp("The hub's address.", valueName: "url"))
        var hub: String

        @Option(
            help: ArgumentHelp("The code that the hub printed for this site.", valueName: "code")
        )
        var join: String

        @OptionGroup var trust: AuthorityOptions
        @OptionGroup var data: DataOptions

        func validate() throws { try AuthorityOptions.check(hub) }

        func run() async throws {
            let directory = try data.directory
            let authority = try trust.authority()
            try directory.prepareForNew()
            let enrolment = try await enrol(hubURL: hub, joinCode: join, authority: authority)
            try NodeStore(path: directory.file(.node)).enrol(enrolment)
            if data.isJSON {
                print(
                    [
                        "site": .text(enrolment.siteCode), "name": .text(enrolment.siteName),
                        "hub": .text(hub), "data": .text(directory.path),
                    ] as JSON
                )
            } else {
                print(
                    """
                    \(enrolment.siteName.oneLine) has joined as \(enrolment.siteCode). Next:
                      amends node serve --data \(directory.path)
                      amends feedback import FILE --data \(directory.path)
                    """
                )
            }
        }
    }

    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Serve the node, and keep it in step with the hub, until asked to stop.",
            discussion: """
                Prints one line when it is ready. SIGTERM and Ctrl-C stop it cleanly. Other \
                commands may work on the same directory meanwhile.

                Messages to guests leave by the ways that are named; by others staff send them \
                themselves. The secret that signs what goes to a gateway is read from \
                AMENDS_WEBHOOK_SECRET or from --webhook-secret-file.

                Example:
                  amends node serve --data lis --listen 0.0.0.0:8081
                  amends node serve --sendmail /usr/sbin/sendmail --from desk@hotel.example
                """
        )

        @OptionGroup var listening: ListenOptions
        @OptionGroup var messages: MessageOptions
        @OptionGroup var data: DataOptions

        func run() async throws {
            let directory = try data.directory
            _ = try directory.openNode()
            var settings = NodeSettings(
                directory: directory.path,
                listen: listening.address(default: 8081),
                logger: .amends,
                announce: announce
            )
            settings.ways = try messages.ways()
            let node = try await buildNode(settings)
            try await node.runService()
        }
    }
}
