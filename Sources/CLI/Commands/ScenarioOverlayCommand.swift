import ArgumentParser
import Node
import Recovery
import Storage
import Web

extension ScenarioCommand {
    struct Overlay: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "See and change what this house does in another way than headquarters.",
            subcommands: [Show.self, Set.self, Withdraw.self]
        )
    }
}

extension ScenarioCommand.Overlay {
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the fields in which this house differs.",
            discussion: """
                Without a code it lists every scenario with ways of this house. Ends with 3 when \
                headquarters has changed a field that the house changed too, or when one no \
                longer fits.

                Example:
                  amends scenario overlay show EN-02
                """
        )

        @Argument(help: "The scenario, such as EN-02; all when left out.")
        var code: String?

        @OptionGroup var data: DataOptions

        func run() throws {
            let standings = try data.directory.openNode().read { try $0.scenarioStandings() }
            if let code, !standings.contains(where: { $0.isCalled(code) }) {
                throw OverlayError.noSuchScenario(code)
            }
            let shown = standings.filter { standing in
                standing.overlay != nil && (code.map(standing.isCalled) ?? true)
            }
            if data.isJSON {
                print(JSON.array(shown.map(\.json)))
            } else if shown.isEmpty {
                print("All as headquarters wrote it.")
            } else {
                for standing in shown { standing.print() }
            }
            if shown.contains(where: \.needsLook) { throw NeedsPerson() }
        }
    }

    struct Set: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep what this house does in another way.",
            discussion: """
                The file names one scenario and the fields that differ, as 'amends scenario show' \
                writes them. It takes the place of what the house had kept for that scenario. \
                Cases that are open keep the words with which they began.

                Example:
                  amends scenario overlay set house.scenarios --why 'An engineer lives here'
                """
        )

        @Argument(
            help: ArgumentHelp("One scenario's fields that differ.", valueName: "file"),
            completion: .file(extensions: ["scenarios"])
        )
        var file: String

        @Option(help: "Why this house does it so.")
        var why: String

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let store = try data.directory.openNode()
            let text = try ScenarioFile(path: file).text
            guard let written = ScenarioOverlay(partOf: text, base: 0, why: why) else {
                throw Refusal(
                    "\(file) names no scenario. Begin it with a line such as scenario: EN-02."
                )
            }
            let standing = try store.read {
                try $0.scenarioStanding(written.code.description)
            }
            guard let standing else {
                throw OverlayError.noSuchScenario(written.code.description)
            }
            let overlay = ScenarioOverlay(
                over: standing.headquarters,
                version: standing.version,
                why: why,
                written: written.fields
            )
            let edition = try store.write(author: authorship.author, now: .now) {
                try $0.keepOverlay(overlay)
            }
            if data.isJSON {
                print(
                    [
                        "code": .text(overlay.code.description),
                        "version": .count(edition.version), "revision": .count(edition.revision),
                    ] as JSON
                )
            } else {
                print(
                    """
                    \(overlay.code) has revision \(edition.revision) of this house, over version \
                    \(edition.version).
                    """
                )
            }
        }
    }

    struct Withdraw: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Go back to what headquarters wrote.",
            discussion: """
                Example:
                  amends scenario overlay withdraw EN-02
                """
        )

        @Argument(help: "The scenario, such as EN-02.")
        var code: String

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let code = code.uppercased()
            try data.directory.openNode().write(author: authorship.author, now: .now) {
                try $0.withdrawOverlay(of: code)
            }
            if data.isJSON {
                print(["code": .text(code), "withdrawn": .bool(true)] as JSON)
            } else {
                print("\(code) stands here as headquarters wrote it.")
            }
        }
    }
}

extension ScenarioStanding {
    fileprivate func isCalled(_ code: String) -> Bool {
        headquarters.code.description == code.uppercased()
    }

    fileprivate var json: JSON {
        [
            "code": .text(headquarters.code.description), "version": .count(version),
            "revision": .count(overlay?.overlay.revision ?? 0),
            "why": .text(overlay?.overlay.why ?? ""),
            "definition": .text(overlay?.overlay.text ?? ""),
            "changedByBoth": .array(met.map { .text($0.rawValue) }),
            "refused": .array(refusals.map { .text($0) }),
        ]
    }

    private var refusals: [String] {
        laid.refused.map { "\($0.key.rawValue): \($0.value)" }.sorted()
    }

    fileprivate func print() {
        Swift.print(overlay?.overlay.text ?? "", terminator: "")
        for key in met {
            Swift.print("# \(key.rawValue): headquarters has changed this as well since.")
        }
        for refusal in refusals { Swift.print("# \(refusal)") }
        Swift.print("")
    }
}
