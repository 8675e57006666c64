import Foundation
import Recovery
import Storage
import Sync
import Testing
import Wire

/// A hub and two sites, all in memory, and a clock that goes on by a second at every step.
final class TestHouse {
    let hub: HubStore
    let lisbon: NodeStore
    let porto: NodeStore
    private var milliseconds: Int64 = 1_790_000_000_000
    private var token: UInt64 = 1000

    init() throws {
        hub = try HubStore(inMemoryWith: .all)
        try hub.begin(epoch: Epoch(rawValue: 7))
        var nodes: [NodeStore] = []
        for (number, code) in [(UInt32(1), "LIS"), (2, "OPO")] {
            let place = try hub.addSiteForSimulation(number: number)
            let node = try NodeStore(inMemoryWith: .all)
            try node.enrol(.test(place, code: code))
            nodes.append(node)
        }
        lisbon = nodes[0]
        porto = nodes[1]
        try hub.write(author: "ops", now: now) { transaction in
            for (number, code, name) in [(1, "LIS", "Lisbon"), (2, "OPO", "Porto")] {
                _ = try transaction.create(
                    Catalogue.site,
                    scope: .everyone,
                    [
                        SiteField.number: .number(number), .code: .text(code),
                        .name: .text(name),
                    ]
                )
            }
        }
    }

    /// A moment later than the last.
    var now: Timestamp {
        milliseconds += 1000
        return Timestamp(milliseconds: milliseconds)
    }

    /// Lets a node and the hub exchange until both have all.
    func exchange(_ nodes: NodeStore...) throws {
        for node in nodes { try exchangeUntilLevel(node) }
    }

    private func exchangeUntilLevel(_ node: NodeStore) throws {
        for _ in 0..<20 {
            token += 1
            let request = try node.nextRequest(
                next: Token(rawValue: token),
                waitSeconds: 0
            )
            let reply = try hub.exchange(
                [request],
                now: now,
                newEpoch: Epoch(rawValue: token)
            )[0].get()
            guard case .exchanged(let progress) = try node.apply(reply, now: now) else {
                Issue.record("the exchange was not a plain one")
                return
            }
            if progress.isComplete, progress.acknowledged == 0 {
                #expect(progress.isVerified == true)
                return
            }
        }
        Issue.record("the exchange comes to no end")
    }

    /// Opens a case at a store and says which.
    func openCase(
        _ store: some RecordStore,
        _ summary: String = "The room was cold",
        scenario: String? = nil,
        change: (inout CaseOpening) -> Void = { _ in }
    ) throws -> ChangeID {
        let published = scenario.flatMap { code in
            PublishedScenario.shipped.first { $0.scenario.code.description == code }
        }
        let now = self.now
        return try store.change(author: "ana", now: now) { transaction in
            var opening = CaseOpening(summary: summary, receivedAt: now, scenario: published)
            change(&opening)
            return try transaction.openCase(opening).id
        }
    }

    /// Does something at a store.
    @discardableResult
    func act<Result>(
        _ store: some RecordStore,
        author: String = "ana",
        _ body: (any RecordTransaction) throws -> Result
    ) throws -> Result {
        try store.change(author: author, now: now, body)
    }
}

extension NodeStore.Enrolment {
    static func test(
        _ place: (site: UInt32, writer: WriterNumber, epoch: Epoch),
        code: String
    ) -> Self {
        Self(
            site: place.site,
            siteCode: code,
            siteName: code,
            hubURL: "",
            credential: "",
            writer: place.writer,
            epoch: place.epoch,
            hubLives: [WriterNumber(rawValue: 1)]
        )
    }
}

extension RecordStore {
    func found(_ id: ChangeID) throws -> RecoveryCase {
        try read { try $0.recoveryCase(named: id.description) }
    }

    func detail(_ id: ChangeID) throws -> CaseDetail {
        try read { try $0.detail(of: try $0.recoveryCase(named: id.description)) }
    }
}

/// A directory that goes away with the test.
final class TemporaryDirectory {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/amends-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: false
        )
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch {
            Issue.record("\(path) stays behind: \(error)")
        }
    }
}
