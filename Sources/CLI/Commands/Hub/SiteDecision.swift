import ArgumentParser
import Recovery
import Storage
import Web

extension HubCommand.SiteCommand {
    struct Decide: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write down what management has decided for the programme at a site.",
            discussion: """
                It goes to the site with its next exchange and stands there on /programme, with \
                the days after 3, 6 and 12 months on which management looks back. Earlier \
                decisions stay to be read.

                Example:
                  amends hub site decide LIS --sponsor 'the manager' --goal '4 of 5 won back'
                """
        )

        @Argument(help: "The site's code.")
        var code: String

        @Option(help: "Who of management stands for it.")
        var sponsor: String

        @Option(help: "What is to be reached, in a sentence.")
        var goal: String

        @Option(
            help: ArgumentHelp(
                "Since when it holds; today, by default.",
                valueName: "YYYY-MM-DD"
            )
        )
        var since: String?

        @Option(help: "What may be spent in a year, such as '12000 EUR'.")
        var budget: String?

        @Option(help: "How it was before, so that it can be told whether it helped.")
        var before: String?

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func validate() throws {
            guard !sponsor.allSatisfy(\.isWhitespace), !goal.allSatisfy(\.isWhitespace) else {
                throw ValidationError("Say who stands for it and what is to be reached.")
            }
            _ = try day()
            _ = try money()
        }

        func run() throws {
            let hub = try data.directory.openHub()
            let code = code.uppercased()
            guard let site = try hub.listSites().first(where: { $0.code == code }) else {
                throw HubError.unknownSite(code)
            }
            let draft = ProgrammeDecisionDraft(
                sponsor: sponsor.oneLine,
                decidedAt: try day(),
                budget: try money(),
                baseline: (before ?? "").oneLine,
                goal: goal.oneLine
            )
            try hub.write(author: authorship.author, now: .now) {
                try $0.decideProgramme(draft, at: site.site)
            }
            if data.isJSON {
                print(["site": .text(code), "decided": .bool(true)] as JSON)
            } else {
                print("\(site.name.oneLine) reads it on /programme after its next exchange.")
            }
        }

        /// Noon of the day, by which it is that day at nearly every site.
        private func day() throws -> Timestamp {
            guard let since else { return .now }
            guard let day = CalendarDay(text: since) else {
                throw ValidationError("'\(since)' is no day. Write it like 2026-03-02.")
            }
            return Timestamp(milliseconds: day.daysSince1970 * 86_400_000 + 43_200_000)
        }

        private func money() throws -> Money? {
            do { return try budget.map { try Money($0) } } catch {
                throw ValidationError("\(error)")
            }
        }
    }
}
