import Foundation
import Logging
import Recovery
import Storage
import Testing

@testable import Node

struct EscalationServiceTests {
    /// A service over a node in a file, which goes away with the test.
    private func withService(
        _ body: (EscalationService, NodeStore) throws -> Void
    ) throws {
        let directory = FileManager.default.temporaryDirectory
            .appending(path: "amends-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: directory,
            withIntermediateDirectories: false
        )
        let store = try NodeStore(path: directory.path + "/node.db")
        try store.enrol(.alone)
        let service = EscalationService(
            pages: try HousePages(store, try store.membership(), ways: MessageWays()),
            watch: try store.changeWatch(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        try body(service, store)
        try FileManager.default.removeItem(at: directory)
    }

    private func open(_ store: NodeStore, at moment: Timestamp) throws {
        let scenario = PublishedScenario.shipped.first { $0.scenario.code.description == "EN-02" }
        try store.change(author: "Ana", now: moment) { transaction in
            _ = try transaction.openCase(
                CaseOpening(
                    summary: "Cold",
                    receivedAt: moment,
                    scenario: scenario
                )
            )
        }
    }

    private func later(_ minutes: Int64) -> Timestamp {
        Timestamp(milliseconds: Timestamp.testNow.milliseconds + minutes * 60_000)
    }

    @Test func `it calls when it said it would, and sleeps through the rest`() throws {
        try withService { service, store in
            // The night's check is behind it.
            _ = try service.step(later(-1))
            try open(store, at: later(0))
            #expect(try service.step(later(0)) == later(5))
            #expect(try service.step(later(5)) == later(15))
            // The first level called the duty manager: the second, the duty manager's own, has
            // nobody new once that stands, and the manager's is next.
            #expect(try service.step(later(5)) == later(35))
            let alarms = try store.read { try $0.openAlarms(countMax: 10) }
            #expect(alarms.map(\.level) == [1, 0])
            #expect(alarms.map(\.state) == [.raised, .escalated])
            // After the manager was called nothing is left but the next night's check.
            let next = try #require(try service.step(later(60)))
            #expect(next > later(60))
            #expect(next.milliseconds % 86_400_000 == 3 * 3_600_000)
        }
    }

    @Test func `a house at rest wakes for the night's check alone`() throws {
        try withService { service, _ in
            let next = try #require(try service.step(.testNow))
            #expect(next.milliseconds % 86_400_000 == 3 * 3_600_000)
            #expect(next > .testNow)
        }
    }
}
