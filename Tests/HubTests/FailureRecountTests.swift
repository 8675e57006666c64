import Foundation
import Recovery
import Storage
import TestSupport
import Testing

/// The failures page beside a script that counts the hub's raw rows for itself.
@Suite(.serialized) struct FailureRecountTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Recount/failures.py").path()

    /// Some hundred cases over half a year: named and not, drills and merged ones, told late.
    private static func fill(_ hub: HubStore, _ node: NodeStore, seed: UInt64) throws {
        var random = Seeded(state: seed)
        let now = WallClock.now()
        let day = Int64(86_400_000)
        let kinds = PublishedScenario.shipped.prefix(6)
        try node.change(author: "desk", now: now) { transaction in
            for _ in 0..<300 {
                let told = now.milliseconds - .random(in: 0..<200, using: &random) * day
                var opening = CaseOpening(
                    summary: "cold",
                    receivedAt: Timestamp(milliseconds: told),
                    scenario: Int.random(in: 0..<5, using: &random) == 0
                        ? nil : kinds.randomElement(using: &random)
                )
                if Bool.random(using: &random) {
                    opening.occurredAt = Timestamp(
                        milliseconds: told - .random(in: 0..<20, using: &random) * day
                    )
                }
                opening.isDrill = Int.random(in: 0..<10, using: &random) == 0
                let id = try transaction.openCase(opening).id
                guard let row = try transaction.row(Catalogue.recoveryCase, id) else { continue }
                switch Int.random(in: 0..<10, using: &random) {
                case 0: try transaction.edit(row, [CaseField.state: .choice(CaseState.merged)])
                case 1:
                    let outcome = CaseOutcome.notAFailure
                    try transaction.edit(
                        row,
                        [
                            CaseField.state: .choice(CaseState.closed), .outcome: .choice(outcome),
                        ]
                    )
                default: continue
                }
            }
        }
        // All nights of the last eight weeks are known, of those before every other.
        let today = now.day()
        let days = (0..<200).filter { $0 < 56 || $0.isMultiple(of: 2) }.map {
            DailyExposure(day: today - Int64($0), roomNights: .random(in: 60...90, using: &random))
        }
        // Headquarters had told some of them before, and the house's word is the later one.
        let site = try node.membership().site
        _ = try hub.change(author: "hq", now: Timestamp(milliseconds: now.milliseconds - 1000)) {
            let other = days.prefix(30).map { DailyExposure(day: $0.day, roomNights: 10) }
            return try $0.tellExposure(other, site: site)
        }
        _ = try node.change(author: "desk", now: now) { try $0.tellExposure(days, site: nil) }
    }

    private struct Seeded: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state
        }
    }

    private static func recount(_ database: String, _ page: String) async throws -> (Int32, String)
    {
        let file = database + "-page.json"
        try page.write(toFile: file, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script, database, file]
        let output = Pipe()
        process.standardOutput = output
        try Launch.start(process)
        let said = try await Task.detached { try output.fileHandleForReading.readToEnd() }.value
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said ?? Data(), as: UTF8.self))
    }

    @Test(arguments: [UInt64(1), 2])
    func `counts, shares and rates are those of the raw rows`(seed: UInt64) async throws {
        try await withHeadquarters({ try Self.fill($0, $1, seed: seed) }) { _, path, browser in
            for weeks in [4, 26] {
                let page = try await browser.get("/failures.json?weeks=\(weeks)").text
                #expect(page.contains("\"rate\":null") == (weeks == 26))
                let (status, said) = try await Self.recount(path, page)
                #expect(status == 0, "\(said)")
            }
            // The script would tell.
            let page = try await browser.get("/failures.json?weeks=26").text
                .replacing("\"cases\":", with: "\"cases\":1", maxReplacements: 1)
            let (status, said) = try await Self.recount(path, page)
            #expect(status == 1 && said.contains(" 1 differ"), "\(said)")
        }
    }
}
