import ArgumentParser
import Hub
import Recovery
import Storage
import Web

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Learn which failures keep coming back, and where.",
        subcommands: [
            Failures.self, Trends.self, Signals.self, Causes.self, Recovery.self, Value.self,
            Brief.self, Cases.self,
        ]
    )
}

extension ReportCommand {
    struct Failures: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Count failures across all sites, the most frequent first.",
            discussion: """
                The few kinds that make up 80 % of all cases are marked. Drills, merged cases and \
                those that were no failure are not counted. Site "*" in JSON stands for all sites \
                together.

                Example:
                  amends report failures --from 2025-03-01 --through 2025-05-31 --data hub
                  amends report failures --site LIS --json --data hub
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

        @Option(help: ArgumentHelp("Only this site.", valueName: "code"))
        var site: String?

        @Flag(help: "Each site by itself as well.")
        var bySite = false

        @Option(
            help: ArgumentHelp(
                "Write a page that stands alone, of the four weeks to --through.",
                valueName: "file"
            ),
            completion: .file()
        )
        var html: String?

        @OptionGroup var data: DataOptions

        func validate() throws {
            if html != nil, from != nil || bySite || data.isJSON {
                throw ValidationError(
                    """
                    A page covers four weeks and all sites or one: leave --from, --by-site and \
                    --json out.
                    """
                )
            }
        }

        func run() async throws {
            let hub = try data.directory.openHub()
            if let html { return try await write(html, hub) }
            let (report, names) = try hub.read { reader in
                let report = try reader.failureReport(
                    from: from?.daysSince1970,
                    through: through?.daysSince1970,
                    asOf: .now
                )
                let names = try reader.scenarios().map {
                    ($0.scenario.code.description, $0.scenario.name)
                }
                return (report, Dictionary(names) { first, _ in first })
            }
            let wanted = try site.map { try known($0, hub) }
            if data.isJSON {
                print(json(report, only: wanted))
            } else {
                tell(report, only: wanted, names)
            }
        }

        private func write(_ file: String, _ hub: HubStore) async throws {
            var report = HubReport(.failures)
            report.site = try site.map { try known($0, hub) }
            report.until = through?.description
            let bytes = try await report.bytes(.html(hub: nil), of: hub)
            try OutputFile(path: file).append(bytes)
            print("\(file) is written, \(Numbers.bytes(bytes.count)).")
        }

        private func known(_ code: String, _ hub: HubStore) throws -> String {
            let sites = try hub.read { try $0.sites() }
            guard let number = sites.number(code: code) else { throw HubError.unknownSite(code) }
            return sites[number].code
        }

        private func json(_ report: FailureReport, only site: String?) -> JSON {
            let rows = report.rows.filter { site == nil || $0.site == site }
            return [
                "asOf": .text(report.asOf.description),
                "from": .text(orNull: from?.description),
                "through": .text(orNull: through?.description),
                "sites": .array(report.sites.map(JSON.text)),
                "rows": .array(
                    rows.map { row in
                        [
                            "site": .text(row.site), "scenario": .text(row.scenario),
                            "cases": .integer(row.cases),
                            "share": .decimal(row.share, decimals: 4),
                            "vital": .bool(row.isVital),
                        ]
                    }
                ),
            ]
        }

        private func tell(
            _ report: FailureReport,
            only site: String?,
            _ names: [String: String]
        ) {
            guard !report.rows.isEmpty else {
                return print(
                    """
                    No cases to count\(from == nil && through == nil ? " yet" : " in this period").
                    They come from the sites: amends hub site list shows when each was heard.
                    """
                )
            }
            let first = site ?? FailureReport.allSites
            let shown = [first] + (bySite && site == nil ? report.sites : [])
            for (index, code) in shown.enumerated() {
                if index > 0 { print() }
                let rows = report.rows.filter { $0.site == code }
                print(title(code, rows, report))
                table(rows, names).print()
            }
        }

        private func title(
            _ code: String,
            _ rows: [FailureReport.Row],
            _ report: FailureReport
        ) -> String {
            let total = rows.reduce(0) { $0 + $1.cases }
            let place =
                code == FailureReport.allSites
                ? Numbers.count(report.sites.count, "site") : code
            let vital = Numbers.count(rows.count(where: \.isVital), "kind")
            return "\(place), \(Numbers.grouped(total)) cases as of \(report.asOf)\(period): "
                + "\(vital) of failure make up 80 %."
        }

        private var period: String {
            let start = from.map { " from \($0)" } ?? ""
            return start + (through.map { " through \($0)" } ?? "")
        }

        private func table(_ rows: [FailureReport.Row], _ names: [String: String]) -> Table {
            var table = Table(
                .number("rank"),
                .text("scenario"),
                .flexible("failure"),
                .number("cases"),
                .number("share"),
                .number("sum"),
                .text("")
            )
            var sum = 0.0
            let shares = Numbers.shares(rows.map { Int($0.cases) })
            for (index, row) in rows.enumerated() {
                sum += row.share
                table.add(
                    Table.Cell("\(index + 1)"),
                    Table.Cell(row.scenario),
                    Table.Cell(names[row.scenario] ?? "not named yet"),
                    Table.Cell(Numbers.grouped(row.cases)),
                    Table.Cell(shares[index]),
                    Table.Cell(percent(sum)),
                    row.isVital ? Table.Cell("vital", .act) : ""
                )
            }
            return table
        }

        private func percent(_ share: Double) -> String { Numbers.fixed(share * 100, 1) + " %" }
    }
}
