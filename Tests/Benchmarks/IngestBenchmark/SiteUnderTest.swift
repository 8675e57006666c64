import Foundation
import GRDB
import Node
import Recovery
import Storage
import Sync
import Wire

/// A node in a process of its own, which does what it is told line by line and says what came
/// of it in JSON.
///
///     fill N    writes N feedback items with their cases, 1,000 in a transaction
///     edit N    edits the first N cases in one transaction
///     sync      syncs until nothing is left
///     desk N    takes N guests' words in, one by one, as staff type them
///     import N  imports a file of N rows
///     usage     says what the process has used so far
final class SiteUnderTest {
    private let store: NodeStore
    private let directory: String
    private var workload: Workload

    /// The child's side: `DIRECTORY HUB_URL SEED`.
    static func run(_ words: [String]) async throws {
        guard words.count == 3, let seed = UInt64(words[2]) else {
            throw Complaint("usage: site DIRECTORY HUB_URL SEED")
        }
        let site = try SiteUnderTest(directory: words[0], hubURL: words[1], seed: seed)
        put("ready")
        while let line = readLine() { try await site.obey(line) }
    }

    private init(directory: String, hubURL: String, seed: UInt64) throws {
        store = try NodeStore(path: directory + "/node.db")
        self.directory = directory
        // The hub's port was not known when the node joined.
        try store.database.write { database in
            try database.execute(
                sql: "UPDATE setting SET value = ? WHERE name = 'hubURL'",
                arguments: [hubURL]
            )
        }
        workload = Workload(seed: seed)
    }

    private func obey(_ line: String) async throws {
        let words = line.split(separator: " ")
        let count = words.count > 1 ? Int(words[1]) ?? 0 : 0
        switch words.first {
        case "fill": say(try timed { try fill(count) })
        case "edit": say(try timed { try edit(count) })
        case "sync": say(try await sync())
        case "desk": say(try desk(count))
        case "import": say(try importFile(rowCount: count))
        case "usage": try Usage.now().print()
        default: throw Complaint("'\(line)' is not known")
        }
    }

    private func say(_ answer: some Encodable) {
        do { put(String(decoding: try JSONEncoder().encode(answer), as: UTF8.self)) } catch {
            put("{}")
        }
    }

    private func timed(_ work: () throws -> Void) rethrows -> [String: Double] {
        let start = ContinuousClock.now
        try work()
        return ["seconds": (ContinuousClock.now - start) / .seconds(1)]
    }

    // MARK: Writing

    private func fill(_ count: Int) throws {
        for start in stride(from: 0, to: count, by: 1_000) {
            try store.write(author: "import", now: WallClock.now()) { transaction in
                for _ in start..<min(start + 1_000, count) {
                    try transaction.add(workload.item(), scope: nil)
                }
            }
        }
    }

    private func edit(_ count: Int) throws {
        try store.write(author: "desk", now: WallClock.now()) { transaction in
            for id in try store.database.read({ try Self.cases(count, $0) }) {
                guard let row = try transaction.row(Catalogue.recoveryCase, id) else { continue }
                try transaction.edit(row, fields: workload.edit())
            }
        }
    }

    /// The first cases.
    static func cases(_ count: Int, _ database: Database) throws -> [ChangeID] {
        try Int64.fetchAll(
            database,
            sql: "SELECT _id FROM recovery_case ORDER BY _id LIMIT ?",
            arguments: [count]
        ).map(ChangeID.init(rawValue:))
    }

    // MARK: Syncing

    /// What syncing came to.
    struct Synced: Codable {
        var seconds: Double
        var pushed: Int64
        var pulled: Int
        var bytesUp: Int
        var bytesDown: Int
        var verified: Bool
        var blocker: String?
    }

    private func sync() async throws -> Synced {
        let transport = try HTTPTransport(store)
        let start = ContinuousClock.now
        let result = try await syncNow(store, transport, within: .seconds(600))
        let time = ContinuousClock.now - start
        try await transport.shutdown()
        return Synced(
            seconds: time / .seconds(1),
            pushed: result.pushed,
            pulled: result.pulled,
            bytesUp: result.bytesUp,
            bytesDown: result.bytesDown,
            verified: result.verified,
            blocker: result.blocker?.trouble.sentence
        )
    }

    // MARK: Taking feedback in

    /// How long staff wait.
    private struct Waits: Codable {
        var count: Int
        var casesOpened: Int
        var medianMilliseconds: Double
        var slowestOfHundredMilliseconds: Double
    }

    private func desk(_ count: Int) throws -> Waits {
        let desk = FeedbackDesk(store)
        var times: [Double] = []
        var casesOpened = 0
        for _ in 0..<count {
            var draft = FeedbackDraft(channel: .kiosk)
            draft.passages = [.init(kind: .text, text: Self.text(workload.item()))]
            draft.score = .init(hundredths: 100, scale: .oneToFive)
            let start = ContinuousClock.now
            let receipt = try desk.take(draft, author: "desk", now: WallClock.now())
            times.append((ContinuousClock.now - start) / .milliseconds(1))
            if receipt.openedCase != nil { casesOpened += 1 }
        }
        times.sort()
        return Waits(
            count: count,
            casesOpened: casesOpened,
            medianMilliseconds: times[count / 2],
            slowestOfHundredMilliseconds: times[count * 99 / 100]
        )
    }

    /// What importing a file came to.
    private struct Imported: Codable {
        var imported: Int
        var casesOpened: Int
        var seconds: Double
    }

    private func importFile(rowCount: Int) throws -> Imported {
        let path = directory + "/feedback.jsonl"
        try lines(rowCount).write(toFile: path, atomically: false, encoding: .utf8)
        let session = try ImportSession(
            ByteSource(path: path),
            options: ImportOptions(utcOffsetSeconds: 0, now: WallClock.now().milliseconds)
        )
        let start = ContinuousClock.now
        let result = try FeedbackImport(
            FeedbackDesk(store),
            source: "feedback.jsonl",
            author: "import"
        ).run(session, now: WallClock.now)
        return Imported(
            imported: result.imported,
            casesOpened: result.casesOpened,
            seconds: (ContinuousClock.now - start) / .seconds(1)
        )
    }

    /// Rows of a survey, one in five of them unhappy enough for a case.
    private func lines(_ count: Int) throws -> String {
        struct Line: Encodable {
            var date: String
            var rating: Int
            var comment: String
        }
        let encoder = JSONEncoder()
        return try (0..<count).map { number in
            let day = 1 + number / 60 / 24 % 28
            let line = Line(
                date: String(
                    format: "2025-10-%02d %02d:%02d",
                    day,
                    number / 60 % 24,
                    number % 60
                ),
                rating: number.isMultiple(of: 5) ? 1 : 5,
                comment: Self.text(workload.item()) + " \(number)"
            )
            return String(decoding: try encoder.encode(line), as: UTF8.self) + "\n"
        }.joined()
    }

    private static func text(_ item: Workload.Item) -> String {
        for case (FeedbackField.text.rawValue, .text(let text)) in item.feedback { return text }
        return ""
    }
}

extension RecordTransaction {
    /// Writes an item and its case; a nil scope is the place's own.
    func add(_ item: Workload.Item, scope: Scope?) throws {
        let feedback = try create(Catalogue.feedback, scope: scope, fields: item.feedback)
        let reference = (CaseField.feedback.rawValue, Cell.integer(feedback.rawValue))
        _ = try create(
            Catalogue.recoveryCase,
            scope: scope,
            fields: [reference] + item.recoveryCase
        )
    }
}
