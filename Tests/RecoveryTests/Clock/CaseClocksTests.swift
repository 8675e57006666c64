import Testing

@testable import Recovery

struct CaseClocksTests {
    private static let start = Timestamp.utc(2026, 3, 6, 14)
    private let hours = ServiceHours(alwaysOpenIn: .utc)

    private func facts(
        _ target: TargetClass = .t1,
        _ changes: [(Int, CaseState)] = []
    ) -> ClockFacts {
        var facts = ClockFacts(start: Self.start, target: target)
        facts.changes = changes.map {
            CaseStateChange(at: Self.start.plus(minutes: $0.0), state: $0.1)
        }
        return facts
    }

    private func next(_ facts: ClockFacts, _ minute: Int) -> ClockTerm? {
        CaseClocks(facts, hours).next(at: Self.start.plus(minutes: minute))?.item.term
    }

    @Test func `first the answer is due, then the visit, the repair and the last word`() {
        var facts = facts()
        #expect(next(facts, 1) == .acknowledge)
        facts.answeredAt = Self.start.plus(minutes: 2)
        #expect(next(facts, 3) == .onScene)
        facts.contacts = [Self.start.plus(minutes: 10)]
        #expect(next(facts, 11) == .fixed)
        facts.changes = [
            CaseStateChange(at: Self.start.plus(minutes: 20), state: .inProgress),
            CaseStateChange(at: Self.start.plus(minutes: 40), state: .remedied),
        ]
        #expect(next(facts, 41) == .followUp)
        facts.settledAt = Self.start.plus(minutes: 50)
        #expect(next(facts, 51) == nil)
    }

    @Test func `a word with the guest before the repair is no last word`() {
        var facts = facts(.t1, [(20, .inProgress), (40, .remedied)])
        facts.contacts = [Self.start.plus(minutes: 5)]
        #expect(next(facts, 41) == .followUp)
        facts.contacts.append(Self.start.plus(minutes: 45))
        #expect(next(facts, 46) == nil)
    }

    @Test func `a promise is due at its moment, also while the case waits for the guest`() throws {
        var facts = facts(.t3, [(5, .inProgress), (6, .waitingGuest)])
        facts.answeredAt = Self.start
        let promise = PromiseFacts(
            id: RecordID(rawValue: 1),
            text: "A call",
            owner: nil,
            madeAt: Self.start.plus(minutes: 5),
            dueAt: Self.start.plus(minutes: 90)
        )
        facts.promises = [promise]
        let next = try #require(
            CaseClocks(facts, hours).next(at: Self.start.plus(minutes: 10))
        )
        #expect(next.item.promise == promise)
        #expect(next.reading.due == promise.dueAt)
        facts.changes.append(
            CaseStateChange(at: Self.start.plus(minutes: 20), state: .closed)
        )
        #expect(self.next(facts, 30) == nil)
    }

    @Test func `a case that was reopened has its repair due again, and no last word`() {
        let facts = facts(.t1, [(10, .inProgress), (20, .remedied), (30, .inProgress)])
        #expect(!CaseClocks(facts, hours).all.contains { $0.term == .followUp })
        #expect(
            CaseClocks(facts, hours).all.first { $0.term == .fixed }?
                .clock.reading(at: Self.start.plus(minutes: 31)).due != nil
        )
    }

    @Test func `after the stay business days count, in the house the clock on the wall`() throws {
        let office = try ServiceHours(text: ServiceHours.standardText, zone: .utc)
        // Friday 20:00, after the office closed.
        var late = ClockFacts(start: .utc(2026, 3, 6, 20), target: .tp)
        let after = CaseClocks(late, office).next(at: .utc(2026, 3, 6, 21))
        #expect(after?.reading.due == .utc(2026, 3, 9, 18))
        late.target = .t2
        let within = CaseClocks(late, office).next(at: .utc(2026, 3, 6, 20, 1))
        #expect(within?.reading.due == .utc(2026, 3, 6, 20, 10))
    }
}
