import ArgumentParser
import Hub
import Recovery
import Storage
import Web

/// Of which weeks a report speaks, in which form, and where it goes.
struct ReportOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Over 4, 13, 26 or 52 weeks.", valueName: "count"))
    var weeks: Int?

    @Option(
        help: ArgumentHelp("A day of the last week.", valueName: "yyyy-mm-dd"),
        transform: CalendarDay.init(argument:)
    )
    var until: CalendarDay?

    @Flag(help: "Rows for a spreadsheet instead of a page.")
    var csv = false

    @Option(
        help: ArgumentHelp("The file to write; else it is printed.", valueName: "file"),
        completion: .file()
    )
    var out: String?

    @Option(
        help: ArgumentHelp(
            "Where headquarters' pages are: the figures of the page lead there.",
            valueName: "url"
        )
    )
    var link: String?

    @OptionGroup var data: DataOptions

    func validate() throws {
        if let weeks, ![4, 13, 26, 52].contains(weeks) {
            throw ValidationError("A report covers 4, 13, 26 or 52 weeks.")
        }
        if csv, data.isJSON { throw ValidationError("Choose one of --csv and --json.") }
        if let link, !link.hasPrefix("https://") && !link.hasPrefix("http://") {
            throw ValidationError("'\(link)' is no address. Write it like https://hub.example.")
        }
    }

    private var form: HubReport.Form {
        if csv { return .csv }
        guard !data.isJSON else { return .json }
        return .html(hub: link.map { String($0.reversed().drop { $0 == "/" }.reversed()) })
    }

    /// Makes a report and writes it where it is to go.
    func write(_ kind: HubReport.Kind, site: String? = nil) async throws {
        let hub = try data.directory.openHub()
        if case .trends(let code) = kind { try Self.check(code, hub) }
        if case .causes(let code) = kind { try Self.check(code, hub) }
        var report = HubReport(kind)
        report.site = site?.uppercased()
        report.weekCount = weeks
        report.until = until?.description
        do {
            let bytes = try await report.bytes(form, of: hub)
            try deliver(bytes)
        } catch let problem as Problem { throw Refusal(problem.detail) }
    }

    private static func check(_ code: String, _ hub: HubStore) throws {
        let known = try hub.read { try $0.scenarios() }
        guard known.contains(where: { $0.scenario.code.description == code }) else {
            throw Refusal("There is no scenario \(code) here. See: amends scenario list")
        }
    }

    private func deliver(_ bytes: [UInt8]) throws {
        guard let out else { return print(String(decoding: bytes, as: UTF8.self)) }
        try OutputFile(path: out).append(bytes)
        print("\(out) is written, \(Numbers.bytes(bytes.count)).")
    }
}

extension CalendarDay {
    /// Reads a day as it is typed on the command line.
    init(argument text: String) throws {
        guard let day = CalendarDay(text: text) else {
            throw ValidationError("'\(text)' is no day. Write it like 2025-03-01.")
        }
        self = day
    }
}

/// One site of a report, or all.
struct ReportSite: ParsableArguments {
    @Option(help: ArgumentHelp("Only this site.", valueName: "code"))
    var site: String?
}

extension ReportCommand {
    struct Trends: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one kind of failure week by week, and the sites beside each other.",
            discussion: """
                The page stands alone: it opens in any browser and prints on A4. Its figures lead \
                to headquarters' pages where --link says where those are.

                Example:
                  amends report trends EN-02 --out hot-water.html --data hub
                  amends report trends EN-02 --csv --data hub
                """
        )

        @Argument(help: "The scenario's code.")
        var scenario: String

        @OptionGroup var options: ReportOptions

        func run() async throws { try await options.write(.trends(scenario.uppercased())) }
    }

    struct Signals: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what is more than chance and waits for a verdict.",
            discussion: """
                Example:
                  amends report signals --out signals.html --data hub
                """
        )

        @OptionGroup var options: ReportOptions

        func run() async throws { try await options.write(.signals) }
    }

    struct Causes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show in what the cases of one kind differ from all other failures.",
            discussion: """
                Example:
                  amends report causes EN-02 --weeks 26 --out why.html --data hub
                """
        )

        @Argument(help: "The scenario's code.")
        var scenario: String

        @OptionGroup var place: ReportSite
        @OptionGroup var options: ReportOptions

        func run() async throws {
            try await options.write(.causes(scenario.uppercased()), site: place.site)
        }
    }

    struct Recovery: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how well failures were put right.",
            discussion: """
                Example:
                  amends report recovery --weeks 13 --csv --out recovery.csv --data hub
                """
        )

        @OptionGroup var place: ReportSite
        @OptionGroup var options: ReportOptions

        func run() async throws { try await options.write(.recovery, site: place.site) }
    }

    struct Value: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what failures cost and what recovery is worth, with all assumptions.",
            discussion: """
                Example:
                  amends report value --weeks 52 --out value.html --data hub
                """
        )

        @OptionGroup var options: ReportOptions

        func run() async throws { try await options.write(.value) }
    }

    struct Brief: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the week on one sheet: what to decide, what failed.",
            discussion: """
                Example:
                  amends report brief --out brief.html --data hub
                  amends report brief --site LIS --until 2026-03-08 --out lis.html --data hub
                """
        )

        @OptionGroup var place: ReportSite
        @OptionGroup var options: ReportOptions

        func validate() throws {
            if options.csv || options.data.isJSON {
                throw ValidationError("The brief is a page: leave --csv and --json out.")
            }
        }

        func run() async throws { try await options.write(.brief, site: place.site) }
    }
}
