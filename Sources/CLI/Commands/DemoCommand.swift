import ArgumentParser
import Foundation
import Node
import Recovery
import Web

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Write believable guests' feedback of made-up hotels to files.",
        discussion: """
            For each hotel there is a feedback file, in one of three shapes that real exports \
            have, and a file of occupied rooms by day. truths.json tells what was planted in \
            them, so that a report can be judged by it. The same seed always gives the same bytes.

            Example:
              amends demo --out demo --sites 3 --months 6
              amends feedback import demo/LIS-feedback.csv --preview
            """
    )

    @Option(
        help: ArgumentHelp("The directory to write to.", valueName: "dir"),
        completion: .directory
    )
    var out: String

    @Option(help: "How many hotels, 1 to 1,000.")
    var sites = 3

    @Option(help: "How many months, 1 to 120.")
    var months = 6

    @Option(help: "Another number gives other guests.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("The first month.", valueName: "yyyy-mm"), transform: month)
    var start = CalendarDay(daysSince1970: 20_089)  // 2025-01-01

    @Flag(name: .customLong("json"), help: "Print JSON for programs.")
    var isJSON = false

    func run() throws {
        let plan = try DemoPlan(seed: seed, siteCount: sites, monthCount: months, start: start)
        do {
            try FileManager.default.createDirectory(
                atPath: out,
                withIntermediateDirectories: true
            )
        } catch { throw Refusal.file(out, "cannot be made") }
        let writer = DemoWriter(plan)
        let progress = ProgressBar("pieces of feedback")
        var written: [Written] = []
        for site in plan.sites {
            written.append(try write(site, with: writer))
            progress.show(
                share: Double(written.count) / Double(plan.sites.count),
                count: written.reduce(0) { $0 + $1.count }
            )
        }
        progress.end()
        try write(plan.truthsJSON(), to: "truths.json")
        if isJSON { print(json(written)) } else { tell(written, plan) }
    }

    /// What was written for one hotel.
    private struct Written {
        let site: DemoSite
        let feedbackPath: String
        let exposurePath: String
        let count: Int
    }

    private func write(_ site: DemoSite, with writer: DemoWriter) throws -> Written {
        let feedbackPath = "\(out)/\(site.code)-feedback.\(site.export.fileExtension)"
        let exposurePath = "\(out)/\(site.code)-exposure.csv"
        let feedback = try OutputFile(path: feedbackPath)
        let count = try writer.feedback(of: site, append: feedback.append)
        let exposure = try OutputFile(path: exposurePath)
        try writer.exposure(of: site, append: exposure.append)
        return Written(
            site: site,
            feedbackPath: feedbackPath,
            exposurePath: exposurePath,
            count: count
        )
    }

    private func write(_ text: String, to name: String) throws {
        try OutputFile(path: "\(out)/\(name)").append(Array(text.utf8))
    }

    private func json(_ written: [Written]) -> JSON {
        [
            "truths": .text("\(out)/truths.json"),
            "sites": .array(
                written.map { one in
                    [
                        "site": .text(one.site.code), "name": .text(one.site.name),
                        "timeZone": .text(one.site.zone), "rows": .count(one.count),
                        "feedback": .text(one.feedbackPath),
                        "exposure": .text(one.exposurePath),
                    ]
                }
            ),
        ]
    }

    private func tell(_ written: [Written], _ plan: DemoPlan) {
        var table = Table(
            .text("site"),
            .flexible("hotel"),
            .text("time zone"),
            .number("feedback"),
            .text("file")
        )
        for one in written {
            table.add(
                Table.Cell(one.site.code),
                Table.Cell(one.site.name),
                Table.Cell(one.site.zone),
                Table.Cell(Numbers.grouped(one.count)),
                Table.Cell(one.feedbackPath)
            )
        }
        table.print()
        print("\nPlanted, for reports to find (\(out)/truths.json):")
        print(plan.truthsText(), terminator: "")
        guard let first = written.first else { return }
        print(
            """

            Next:
              amends hub init --data hub
              amends hub site add \(first.site.code) --name '\(first.site.name)' --data hub
              amends hub serve --data hub
              amends node init --data \(first.site.code) --hub http://127.0.0.1:8080 --join CODE
              amends feedback import \(first.feedbackPath) --data \(first.site.code)
              amends sync now --data \(first.site.code)
              amends report failures --data hub
            """
        )
    }

    private static func month(_ text: String) throws -> CalendarDay {
        let parts = text.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, let year = Int64(parts[0]), let month = Int64(parts[1]),
            let day = CalendarDay(year: year, month: month, day: 1)
        else { throw ValidationError("'\(text)' is no month. Write it like 2025-01.") }
        return day
    }
}
