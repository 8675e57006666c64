import ArgumentParser
import Recovery
import Storage
import Web

extension CaseCommand {
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List cases, unfixed first, then the newest.",
            discussion: """
                Tables end after 50 cases unless --limit says otherwise; JSON holds them all.

                Example:
                  amends case list --open --severity 3
                  amends case list --scenario HK-01 --json
                """
        )

        @Flag(help: "Only cases on which work may still be needed.")
        var open = false

        @Option(help: "Only cases in this state; give it again for another.")
        var state: [Word<CaseState>] = []

        @Option(help: ArgumentHelp("Only this scenario; none for unnamed ones.", valueName: "code"))
        var scenario: String?

        @Option(help: ArgumentHelp("Only this site.", valueName: "code"))
        var site: String?

        @Option(help: "Only cases at least so bad, 1 to 5.")
        var severity: SeverityWord?

        @Option(help: ArgumentHelp("So many at most.", valueName: "count"))
        var limit: Int?

        @OptionGroup var data: DataOptions

        private static let rowCountMax = 50

        func run() throws {
            let place = try data.directory.open()
            let countMax = limit ?? (data.isJSON ? .max : Self.rowCountMax)
            let views = try place.store.read { reader in
                let sites = try reader.sites()
                return try reader.cases(try filter(sites, countMax)).map { CaseView($0, sites) }
            }
            if data.isJSON {
                print(JSON.array(views.map(\.json)))
            } else if views.isEmpty {
                print(emptyState)
            } else {
                table(views).print()
                if views.count == countMax {
                    print("\nThese are \(countMax); --limit shows more.")
                }
            }
        }

        private func filter(_ sites: SiteDirectory, _ countMax: Int) throws -> CaseFilter {
            var filter = CaseFilter()
            filter.isOpenOnly = open
            filter.states = Set(state.map(\.choice))
            filter.scenario = scenario.map { $0.lowercased() == "none" ? "" : $0.uppercased() }
            filter.severityMin = severity?.severity
            filter.countMax = countMax
            if let site {
                guard let number = sites.number(code: site) else {
                    throw Refusal("There is no site \(site) here. Leave --site out to see all.")
                }
                filter.site = number
            }
            return filter
        }

        private var emptyState: String {
            if open || !state.isEmpty || scenario != nil || site != nil || severity != nil {
                return "No case fits. Leave a filter out to see more: amends case list"
            }
            return """
                No cases yet. Log one with:
                  amends feedback add "The shower is cold" --place 412
                  amends case open "No hot water in 412" --scenario EN-02
                """
        }

        private func table(_ views: [CaseView]) -> Table {
            var table = Table(
                .text("case"),
                .text("site"),
                .number("severity"),
                .text("state"),
                .text("scenario"),
                .text("opened"),
                .text("with"),
                .flexible("about")
            )
            for view in views {
                let one = view.recoveryCase
                table.add(
                    Table.Cell(one.reference),
                    Table.Cell(view.site),
                    Table.Cell("\(one.severity.rawValue)", one.severity.tone),
                    Table.Cell(one.state.words, one.state.tone),
                    Table.Cell(one.scenario ?? "-"),
                    Table.Cell(one.openedAt.ago(at: .now)),
                    Table.Cell(one.owner ?? one.team ?? "-"),
                    Table.Cell(one.summary)
                )
            }
            return table
        }
    }
}
