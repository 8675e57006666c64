import ArgumentParser
import Node
import Recovery
import Storage
import Web

struct ScenarioCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario",
        abstract: "See and check the catalogue of failures.",
        subcommands: [List.self, Show.self, Lint.self, Overlay.self, Routing.self]
    )

    /// The scenarios in use here; the program's own library where no directory is named.
    fileprivate static func inUse(_ data: DataOptions) throws -> [PublishedScenario] {
        guard let directory = data.namedDirectory else { return PublishedScenario.shipped }
        return try directory.open().store.read { try $0.scenarios() }
    }
}

extension ScenarioCommand {
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the failures that are known here.",
            discussion: """
                Without --data it is the library that comes with the program.

                Example:
                  amends scenario list
                """
        )

        @OptionGroup var data: DataOptions

        func run() throws {
            let scenarios = try ScenarioCommand.inUse(data)
            guard !data.isJSON else { return print(JSON.array(scenarios.map(\.json))) }
            var table = Table(
                .text("code"),
                .number("severity"),
                .flexible("name"),
                .text("responder"),
                .number("version")
            )
            for published in scenarios {
                let scenario = published.scenario
                table.add(
                    Table.Cell(scenario.code.description),
                    Table.Cell(scenario.severity.words),
                    Table.Cell(scenario.name),
                    Table.Cell(scenario.responder.lead.words),
                    Table.Cell("\(published.version)")
                )
            }
            table.print()
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one failure as a scenario file writes it.",
            discussion: """
                What it prints can be changed, checked with 'amends scenario lint' and published \
                at the hub with 'amends hub scenario publish'.

                Example:
                  amends scenario show EN-02
                """
        )

        @Argument(help: "The scenario, such as EN-02.")
        var code: String

        @OptionGroup var data: DataOptions

        func run() throws {
            let wanted = code.uppercased()
            let found = try ScenarioCommand.inUse(data)
                .first { $0.scenario.code.description == wanted }
            guard let found else { throw Refusal.noScenario(code) }
            if data.isJSON {
                print(found.json.with([("definition", .text(found.scenario.text))]))
            } else {
                print(found.scenario.text, terminator: "")
            }
        }
    }
}

extension Refusal {
    static func noScenario(_ code: String) -> Refusal {
        Refusal("There is no scenario \(code) here. 'amends scenario list' shows those there are.")
    }
}

extension ScenarioCommand {
    struct Lint: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check scenario files before they are published.",
            discussion: """
                Says file, line and what to write instead. Ends with 1 when there is an error; \
                warnings alone let it end with 0.

                Example:
                  amends scenario lint house.scenarios
                """
        )

        @Argument(
            help: ArgumentHelp("The files to publish together.", valueName: "file"),
            completion: .file(extensions: ["scenarios"])
        )
        var files: [String]

        @Flag(name: .customLong("json"), help: "Print JSON for programs.")
        var isJSON = false

        func run() throws {
            let files = try files.map(ScenarioFile.init(path:))
            let findings = ScenarioLint.findings(in: files)
            if isJSON {
                print(JSON.array(findings.map(json)))
            } else {
                for finding in findings { print(finding.description.oneLine) }
                let scenarios = files.reduce(0) { $0 + $1.scenarios.count }
                let errors = findings.count { $0.severity == .error }
                print(
                    "\(Numbers.count(scenarios, "scenario")), "
                        + "\(Numbers.count(errors, "error")), "
                        + "\(Numbers.count(findings.count - errors, "warning"))."
                )
            }
            if findings.contains(where: { $0.severity == .error }) {
                throw Refusal("Mend the errors above; nothing was published.")
            }
        }

        private func json(_ finding: LintFinding) -> JSON {
            [
                "file": .text(finding.file), "line": .count(finding.line),
                "severity": .text(finding.severity.name),
                "scenario": .text(orNull: finding.scenario?.description),
                "message": .text(finding.message.description),
            ]
        }
    }
}

extension ScenarioFile {
    /// The most that is read as a scenario file, in bytes.
    private static let byteCountMax = 4 << 20

    /// Reads a file of scenarios.
    ///
    /// - Throws: ``Refusal`` when it cannot be read or is not text.
    init(path: String) throws {
        let bytes = try InputFile.bytes(path, max: Self.byteCountMax)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Refusal("\(path) is not UTF-8 text. Save it as UTF-8 and try again.")
        }
        self.init(name: path, text: text)
    }
}
