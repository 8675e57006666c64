import Recovery
import Storage
import Testing
import Wire

@testable import Node

/// A small house whose figures are worked out by hand.
struct HouseNumbersTests {
    private let node: NodeStore

    init() throws { node = try enrolledNode() }

    private func moment(_ minutes: Int64) -> Timestamp {
        Timestamp(milliseconds: Timestamp.testNow.milliseconds + minutes * 60_000)
    }

    private func act(
        _ minute: Int64,
        _ body: (any RecordTransaction) throws -> Void
    ) throws {
        try node.change(author: "Ana", now: moment(minute), body)
    }

    /// Opens a case of EN-02 (T1: answered in 5, met in 15, put right in 60 minutes).
    private func open(
        _ minute: Int64,
        origin: FeedbackOrigin = .guestReported,
        by channel: FeedbackChannel = .webForm,
        contact: String? = nil,
        isDrill: Bool = false
    ) throws -> ChangeID {
        let scenario = PublishedScenario.shipped.first { $0.scenario.code.description == "EN-02" }
        return try node.change(author: "Ana", now: moment(minute)) { transaction in
            let feedback = try transaction.create(
                Catalogue.feedback,
                [
                    FeedbackField.origin: .choice(origin), .channel: .choice(channel),
                    .contact: .words(contact), .receivedAt: .time(transaction.now),
                ]
            )
            var opening = CaseOpening(
                summary: "Cold",
                receivedAt: transaction.now,
                scenario: scenario
            )
            opening.isDrill = isDrill
            let id = try transaction.openCase(opening).id
            guard let row = try transaction.row(Catalogue.recoveryCase, id) else { return id }
            try transaction.edit(row, [CaseField.feedback: .reference(feedback)])
            return id
        }
    }

    private func close(
        _ id: ChangeID,
        _ minute: Int64,
        _ outcome: CaseOutcome,
        score: Int? = nil
    ) throws {
        try act(minute) { transaction in
            guard let row = try transaction.row(Catalogue.recoveryCase, id) else { return }
            try transaction.edit(
                row,
                [
                    CaseField.state: .choice(CaseState.closed), .outcome: .choice(outcome),
                    .closedAt: .time(transaction.now), .recoveryScore: .number(score),
                ]
            )
        }
    }

    /// A remedy of a rung that the guest got.
    private func give(_ level: RemedyLevel, in id: ChangeID, _ minute: Int64) throws {
        try act(minute) { transaction in
            let offer = try transaction.create(
                Catalogue.remedyEvent,
                [
                    RemedyEventField.recoveryCase: .reference(id),
                    .state: .choice(RemedyState.proposed), .level: .choice(level),
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
    }

    private func numbers(at minute: Int64 = 5000) throws -> HouseNumbers {
        let house = ClockHouse(
            scenarios: Dictionary(
                uniqueKeysWithValues: PublishedScenario.shipped.map {
                    ($0.scenario.code.description, $0)
                }
            ),
            hours: ServiceHours(alwaysOpenIn: .utc)
        )
        return try node.read { reader in
            func lines(_ cases: [RecoveryCase]) throws -> [HouseNumbers.Line] {
                let clocks = try reader.clocks(of: cases, house)
                let traces = try reader.traces(of: cases, house)
                return try cases.map {
                    HouseNumbers.Line(
                        found: $0,
                        clocks: try #require(clocks[$0.id]),
                        traces: try #require(traces[$0.id])
                    )
                }
            }
            return HouseNumbers(
                opened: try lines(try reader.cases(openedFrom: moment(0), to: moment(minute))),
                closed: try lines(try reader.cases(closedFrom: moment(0), to: moment(minute))),
                now: moment(minute)
            )
        }
    }

    private func figure(_ numbers: HouseNumbers, _ kind: HouseNumber.Kind) throws -> HouseNumber {
        try #require(numbers.all.first { $0.kind == kind })
    }

    /// What each figure says of the four cases, and its note.
    private static let told: [(HouseNumber.Kind, String, String)] = [
        (.cases, "4", "1 still open; 1 more were no failure"),
        (.noticed, "25 %", "1 of 4 cases"),
        (.answered, "8 min", "nine of ten within 15 min, middle of 3; 1 not answered yet"),
        (.contacted, "10 min", "nine of ten within 20 min, middle of 2; 1 without any yet"),
        // Met within 15: the first; late: the second; over: the open one.
        (.contactInTarget, "33 %", "1 of 3 due"),
        (.wayWished, "50 %", "1 of 2 contacts"),
        // 30, 80 and 40 minutes, and one over.
        (.mendedInTarget, "50 %", "2 of 4 due"),
        // Of four a quarter each by 30 and 40: half by 40.
        (.timeToMend, "40 min", "3 put right, 1 still open and counted so far"),
        (.late, "3", "1 nobody was free; 2 without a reason yet"),
        (.notPassedUp, "67 %", "2 of 3 closed"),
        (.settledAtC0, "67 %", "2 of 3 closed"),
        (.asked, "67 %", "2 of 3 closed"),
        (.recovered, "50 %", "1 of 2 who said, between 33 % and 67 % of all closed"),
    ]

    @Test func `a house of four cases says what its cases say`() throws {
        // Answered after 3, met after 10, put right after 30, scored 7, nothing given.
        let first = try open(0, origin: .staffNoticed, by: .inPerson, contact: "m@example.com")
        try act(3) { try $0.acknowledgeAlarm(of: first) }
        try act(10) { try $0.logContact(with: first, ContactTry(.email, .reached)) }
        try close(first, 30, .recovered, score: 7)
        // Answered after 8, written to by the other way after 20, put right after 80, scored 3.
        let second = try open(100, contact: "m@example.com")
        try act(108) { try $0.acknowledgeAlarm(of: second) }
        try act(120) {
            let attempt = ContactTry(.phone, .leftMessage, reason: "no answer by mail")
            try $0.logContact(with: second, attempt)
        }
        try give(.c1, in: second, 150)
        try act(151) { try $0.explainLateness(of: second, .nobodyFree) }
        try close(second, 180, .notRecovered, score: 3)
        // Answered after 5 by a clock's second call, closed after 40 without a word to anybody.
        let third = try open(200)
        _ = try node.escalate(
            ClockHouse(
                scenarios: [:],
                hours: ServiceHours(alwaysOpenIn: .utc)
            ),
            try .standard(zone: .utc),
            now: moment(212)
        )
        try act(215) { try $0.acknowledgeAlarm(of: third) }
        try close(third, 240, .closedUnscored)
        // Still open; a drill and what was no failure.
        _ = try open(300)
        let drill = try open(310, isDrill: true)
        try close(drill, 320, .recovered, score: 7)
        let nothing = try open(330)
        try close(nothing, 340, .notAFailure)

        let numbers = try numbers()
        for (kind, value, note) in Self.told {
            let number = try figure(numbers, kind)
            #expect(number.value == value, "\(kind)")
            #expect(number.note == note, "\(kind)")
        }
        #expect(numbers.warning == nil)
        let way = try figure(numbers, .wayWished)
        #expect(way.rows.map(\.words) == ["by phone, not email: no answer by mail", "by email"])
        // What is not counted in a share is named before what is.
        let passed = try figure(numbers, .notPassedUp)
        #expect(passed.rows.map(\.isIn) == [false, true, true])
        #expect(passed.rows.first?.found.id == third)
    }

    @Test func `nothing of nothing is a dash, and no figure is left out`() throws {
        let numbers = try numbers()
        #expect(numbers.all.map(\.kind) == HouseNumber.Kind.allCases)
        #expect(numbers.all.dropFirst().allSatisfy { $0.value == "–" && $0.rows.isEmpty })
        #expect(numbers.warning == nil)
    }

    @Test func `guests who write while staff log nothing are told of`() throws {
        for minute in 0..<3 { _ = try open(Int64(minute)) }
        #expect(try numbers().warning != nil)
        _ = try open(10, by: .phone)
        #expect(try numbers().warning == nil)
    }
}
