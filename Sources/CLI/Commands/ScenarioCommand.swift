import ArgumentParser
import Recovery

struct ScenarioCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario",
        abstract: "See and check the catalogue of failures.",
        subcommands: [Lint.self]
    )
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
                "message": .text(finding.message),
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
