import ArgumentParser
import Hub
import Hummingbird
import Logging
import Recovery
import Storage
import Web
import Wire

struct HubCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hub",
        abstract: "Set up and run headquarters' hub.",
        subcommands: [
            Init.self, Serve.self, SiteCommand.self, ScenarioPublishing.self, Recount.self,
            RotateKey.self, Backup.self, Restore.self, HubMailCommand.self,
        ]
    )
}

extension HubCommand {
    struct Init: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new hub in an empty directory.",
            discussion: """
                It begins with the library of failures that comes with the program.

                Example:
                  amends hub init --data hub
                """
        )

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let directory = try data.directory
            try directory.prepareForNew()
            let store = try HubStore(path: directory.file(.hub))
            try store.begin(epoch: Epoch(rawValue: .random(in: .min ... .max)))
            let publication = try store.write(author: authorship.author, now: .now) {
                try $0.publishScenarios(ScenarioLibrary.files)
            }
            let count = publication.published.count
            if data.isJSON {
                print(
                    ["data": .text(directory.path), "scenarios": .count(count)] as JSON
                )
            } else {
                print(
                    """
                    The hub in \(directory.path) is ready, with \(count) scenarios. Next:
                      amends hub site add LIS --name 'Hotel Lisboa' --data \(directory.path)
                      amends hub serve --data \(directory.path)
                    """
                )
            }
        }
    }

    struct Serve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Serve the hub until it is asked to stop.",
            discussion: """
                Prints one line when it is ready. SIGTERM and Ctrl-C stop it cleanly; whatever \
                was acknowledged is on disk already.

                With a certificate and its key it speaks TLS 1.3, and takes renewed files by \
                itself; without, leave that to a proxy.

                Examples:
                  amends hub serve --data hub --certificate hub.pem --key hub-key.pem
                  amends hub serve --data hub --listen 127.0.0.1:8080
                """
        )

        @OptionGroup var listening: ListenOptions
        @OptionGroup var certificates: CertificateOptions
        @OptionGroup var mail: HubMailOptions
        @OptionGroup var data: DataOptions

        func run() async throws {
            let directory = try data.directory
            _ = try directory.openHub()
            var settings = HubSettings(
                directory: directory.path,
                listen: listening.address(default: 8080),
                logger: .amends,
                announce: announce
            )
            settings.certificate = try certificates.certificate(settings.logger)
            settings.mail = try mail.mail()
            if settings.certificate == nil, !settings.listen.isThisMachineOnly {
                settings.logger.warning(
                    """
                    It speaks plain HTTP beyond this machine. Give it --certificate and --key, or \
                    put a proxy that ends TLS in front.
                    """
                )
            }
            try await buildHub(settings).runService()
        }
    }

    struct Recount: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Count all cases anew and compare with the running totals.",
            discussion: """
                There must be no difference; one would be mended, shown and end with 3.

                Example:
                  amends hub recount --data hub
                """
        )

        @OptionGroup var data: DataOptions

        func run() throws {
            let differences = try data.directory.openHub().recount()
            if data.isJSON {
                print(["differences": .array(differences.map(json))] as JSON)
            } else if differences.isEmpty {
                print("The running totals agree with the cases.")
            } else {
                for one in differences {
                    print(
                        "site \(one.site), \(one.scenario), \(CalendarDay(daysSince1970: one.day)):"
                            + " the total said \(one.kept), there are \(one.counted)"
                    )
                }
                print("The totals are right now. Report this with the hub's log: it is a fault.")
            }
            if !differences.isEmpty { throw NeedsPerson() }
        }

        private func json(_ one: TotalDifference) -> JSON {
            [
                "site": .integer(Int64(one.site)), "scenario": .text(one.scenario),
                "day": .text(CalendarDay(daysSince1970: one.day).description),
                "kept": .integer(one.kept), "counted": .integer(one.counted),
            ]
        }
    }

    struct ScenarioPublishing: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "scenario",
            abstract: "Publish failures and their playbooks to every site.",
            subcommands: [Publish.self]
        )
    }
}

extension HubCommand.ScenarioPublishing {
    struct Publish: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Publish scenario files to every site.",
            discussion: """
                A changed scenario gets the next version and the former one is retired; one that \
                the files do not hold stays. Nothing is published while there is an error.

                Example:
                  amends hub scenario publish house.scenarios --data hub
                """
        )

        @Argument(
            help: ArgumentHelp("The files to publish together.", valueName: "file"),
            completion: .file(extensions: ["scenarios"])
        )
        var files: [String]

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let files = try files.map(ScenarioFile.init(path:))
            let publication = try data.directory.openHub()
                .write(author: authorship.author, now: .now) { try $0.publishScenarios(files) }
            let published = publication.published.sorted { $0.key < $1.key }
            if data.isJSON {
                print(
                    [
                        "published": .array(
                            published.map {
                                ["code": .text($0.key.description), "version": .count($0.value)]
                            }
                        ),
                        "unchanged": .array(
                            publication.unchanged.map { .text($0.description) }
                        ),
                    ] as JSON
                )
            } else {
                for (code, version) in published {
                    print("\(code) is published as version \(version).")
                }
                let count = publication.unchanged.count
                if count > 0 { print("\(Numbers.count(count, "scenario")) unchanged.") }
            }
        }
    }
}
