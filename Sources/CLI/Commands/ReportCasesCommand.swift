import ArgumentParser
import Recovery
import Storage
import Web

extension ReportCommand {
    struct Cases: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the cases behind the figures, all of them.",
            discussion: """
                Rows of CSV, or with --json one object a line, the newest first. What guests \
                wrote is not among them.

                Example:
                  amends report cases --from 2025-03-01 --through 2025-05-31 --data hub
                  amends report cases --scenario EN-02 --json --data hub
                """
        )

        @Option(
            help: ArgumentHelp("The first day.", valueName: "yyyy-mm-dd"),
            transform: CalendarDay.init(argument:)
        )
        var from: CalendarDay?

        @Option(
            help: ArgumentHelp("The last day.", valueName: "yyyy-mm-dd"),
            transform: CalendarDay.init(argument:)
        )
        var through: CalendarDay?

        @Option(help: ArgumentHelp("Only this kind of failure.", valueName: "code"))
        var scenario: String?

        @OptionGroup var place: ReportSite
        @OptionGroup var data: DataOptions

        func run() throws {
            let hub = try data.directory.openHub()
            let days = (from?.daysSince1970 ?? 0)...(through?.daysSince1970 ?? Self.dayMax)
            if !data.isJSON { Swift.print(CSVField.line(Self.names), terminator: "") }
            try hub.read { reader in
                let directory = try reader.sites()
                let asked = CountedCases(
                    days: days,
                    site: try place.site.map { code in
                        guard let number = directory.number(code: code) else {
                            throw HubError.unknownSite(code)
                        }
                        return number
                    },
                    scenario: scenario?.uppercased(),
                    countMax: 0
                )
                try reader.forEachCase(asked) { found in
                    tell(Self.values(found, directory[found.row.site].code))
                }
            }
        }

        func validate() throws {
            if let from, let through, from.daysSince1970 > through.daysSince1970 {
                throw ValidationError("The first day comes after the last. Swap them.")
            }
        }

        /// The last day that a moment in milliseconds can name, by far.
        private static let dayMax: Int64 = 100_000_000

        private static let names = [
            "reference", "site", "happened", "scenario", "severity", "channel", "state", "outcome",
            "score", "opened", "closed",
        ]

        private static func values(_ found: RecoveryCase, _ site: String) -> [String] {
            [
                found.reference, site, found.countedAt.description, found.scenario ?? "",
                "\(found.severity.rawValue)", found.learnedBy?.name ?? "",
                found.state.name, found.outcome?.name ?? "",
                found.recoveryScore.map { "\($0)" } ?? "", found.openedAt.description,
                found.closedAt?.description ?? "",
            ]
        }

        private func tell(_ values: [String]) {
            guard data.isJSON else {
                return Swift.print(CSVField.line(values), terminator: "")
            }
            print(
                JSON.object(
                    zip(Self.names, values).map { name, value in
                        JSON.Member(name: name, value: value.isEmpty ? .null : .text(value))
                    }
                )
            )
        }
    }
}
