import Recovery
import Storage
import Testing
import Wire

@testable import Node

struct BriefFiguresTests {
    private let node: NodeStore

    init() throws { node = try enrolledNode() }

    private func moment(_ minutes: Int64) -> Timestamp {
        Timestamp(milliseconds: Timestamp.testNow.milliseconds + minutes * 60_000)
    }

    /// Opens a case at a minute and says which.
    private func open(
        _ minute: Int64,
        guest: String? = nil,
        place: String? = nil,
        code: String = "EN-02",
        isDrill: Bool = false
    ) throws -> ChangeID {
        let scenario = PublishedScenario.shipped.first { $0.scenario.code.description == code }
        return try node.change(author: "Ana", now: moment(minute)) { transaction in
            var opening = CaseOpening(
                summary: "Cold",
                receivedAt: transaction.now,
                scenario: scenario
            )
            (opening.guest, opening.place, opening.isDrill) = (guest, place, isDrill)
            return try transaction.openCase(opening).id
        }
    }

    private func act(
        _ minute: Int64,
        _ body: (any RecordTransaction) throws -> Void
    ) throws {
        try node.change(author: "Ana", now: moment(minute), body)
    }

    private func close(_ id: ChangeID, _ minute: Int64, _ outcome: CaseOutcome) throws {
        try act(minute) { transaction in
            guard let row = try transaction.row(Catalogue.recoveryCase, id) else { return }
            try transaction.edit(
                row,
                [
                    CaseField.state: .choice(CaseState.closed), .outcome: .choice(outcome),
                    .closedAt: .time(transaction.now),
                ]
            )
        }
    }

    private func figures() throws -> BriefFigures {
        let house = ClockHouse(
            scenarios: Dictionary(
                uniqueKeysWithValues: PublishedScenario.shipped.map {
                    ($0.scenario.code.description, $0)
                }
            ),
            hours: ServiceHours(alwaysOpenIn: .utc)
        )
        return try node.read { reader in
            let opened = try reader.cases(openedFrom: moment(0), to: moment(10_000))
            let closed = try reader.cases(closedFrom: moment(0), to: moment(10_000))
            return BriefFigures(
                opened: Array(try reader.clocks(of: opened, house).values),
                closed: closed,
                costly: try reader.costly(of: closed),
                now: moment(10_000)
            )
        }
    }

    @Test func `figures say how many of how many, and know no drill`() throws {
        // T1 promises the repair within an hour; a node's clock never goes back.
        let days: [(Int64, Int64, Int64, CaseOutcome, Bool)] = [
            (0, 3, 30, .recovered, false), (100, 110, 190, .notRecovered, false),
            (200, 205, 210, .notAFailure, false), (300, 301, 302, .recovered, true),
        ]
        for (opened, answered, closed, outcome, isDrill) in days {
            let id = try open(opened, isDrill: isDrill)
            try act(answered) { try $0.acknowledgeAlarm(of: id) }
            try close(id, closed, outcome)
        }
        let figures = try figures()
        #expect(figures.firstResponse == BriefFigures.Middle(milliseconds: 5 * 60_000, count: 3))
        #expect(figures.inTarget == BriefFigures.Share(part: 2, all: 3))
        #expect(figures.recovered == BriefFigures.Share(part: 1, all: 2))
        #expect(figures.withoutMoney == BriefFigures.Share(part: 2, all: 2))
        #expect(figures.inTarget.words == "67 %")
    }

    @Test func `a remedy that was delivered and cost money is no settlement without money`() throws
    {
        let id = try open(0)
        try act(1) { transaction in
            let offer = try transaction.create(
                Catalogue.remedyEvent,
                [
                    RemedyEventField.recoveryCase: .reference(id),
                    .state: .choice(RemedyState.proposed), .costMinor: .number(1800),
                ]
            )
            _ = try transaction.create(
                Catalogue.remedyEvent,
                [
                    RemedyEventField.recoveryCase: .reference(id), .offer: .reference(offer),
                    .state: .choice(RemedyState.delivered),
                ]
            )
        }
        try close(id, 2, .recovered)
        #expect(try figures().withoutMoney == BriefFigures.Share(part: 0, all: 1))
    }

    @Test func `a repeat is the same guest, the same failure there, or the same place`() throws {
        _ = try open(0, guest: "Marta Lindqvist", place: "412")
        _ = try open(1, guest: "marta lindqvist", place: "101", code: "HK-04")
        _ = try open(2, guest: "Jonas", place: "412")
        _ = try open(3, place: "101", code: "EN-01")
        _ = try open(4, place: "102", code: "EN-01")
        let all = try node.read { try $0.cases(openedFrom: moment(0), to: moment(10)) }
        #expect(
            all.map { BriefRepeat.words($0, after: all) } == [
                nil, "the same guest as LIS-1", "the same failure there as LIS-1",
                "the same place as LIS-2", nil,
            ]
        )
    }
}
