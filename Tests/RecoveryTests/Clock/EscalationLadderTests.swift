import Testing

@testable import Recovery

struct EscalationLadderTests {
    private static let start = Timestamp.utc(2026, 3, 6, 14)

    private func steps(
        _ minute: Int,
        raised: [ClockTerm: Int] = [:],
        called: Set<Responder.Lead> = [],
        severity: Severity = .serviceDenied,
        _ change: (inout ClockFacts) -> Void = { _ in }
    ) throws -> (calls: [ClockTerm: LadderCall], next: Timestamp?) {
        var facts = ClockFacts(start: Self.start, target: .t1)
        change(&facts)
        return try EscalationLadder.standard(zone: .utc).steps(
            for: CaseClocks(facts, ServiceHours(alwaysOpenIn: .utc)),
            severity: severity,
            chain: CallChain(
                Responder(lead: .team(.engineering), support: []),
                owner: nil,
                duty: OnDuty([], at: Self.start),
                supervisors: []
            ),
            before: { item in
                raised[item.term].map { CallsBefore(level: $0, leads: called) }
                    ?? CallsBefore(leads: item.term == .acknowledge ? called : [])
            },
            at: Self.start.plus(minutes: minute)
        )
    }

    private static let climb: [(Int, Int?, Int?)] = [
        (4, nil, 5), (5, 1, 15), (14, 1, 15), (15, 2, 35), (35, 3, nil),
    ]

    @Test(arguments: climb)
    func `an alarm that nobody answers goes up its ladder`(
        minute: Int,
        level: Int?,
        next: Int?
    ) throws {
        let steps = try steps(minute)
        #expect(steps.calls[.acknowledge]?.level.number == level)
        #expect(steps.next == next.map { Self.start.plus(minutes: $0) })
    }

    @Test func `after a long sleep only the highest level calls, and only the first matter`() throws
    {
        let steps = try steps(300)
        #expect(steps.calls.keys.sorted { $0.rawValue < $1.rawValue } == [.acknowledge])
        #expect(steps.calls[.acknowledge]?.level.number == 3)
    }

    @Test func `a higher level that was called covers those below it`() throws {
        #expect(try steps(300, raised: [.acknowledge: 3]).calls.isEmpty)
        #expect(try steps(16, raised: [.acknowledge: 2]).calls.isEmpty)
    }

    @Test func `a level that would call the same again waits for the next one`() throws {
        // Nobody helps or leads: the first level calls the duty manager, the second has nobody new.
        #expect(try steps(5).calls[.acknowledge]?.lead == .team(.dutyManager))
        let later = try steps(20, raised: [.acknowledge: 1], called: [.team(.dutyManager)])
        #expect(later.calls.isEmpty)
        #expect(later.next == Self.start.plus(minutes: 35))
        let last = try steps(40, raised: [.acknowledge: 1], called: [.team(.dutyManager)])
        #expect(last.calls[.acknowledge]?.lead == .team(.generalManager))
    }

    @Test func `an answered case calls by its later clocks`() throws {
        let steps = try steps(16) { $0.answeredAt = Self.start.plus(minutes: 1) }
        #expect(steps.calls.mapValues(\.level.number) == [.onScene: 2])
    }

    @Test func `the manager sleeps from 22 to 7, unless there is danger`() throws {
        // Answered and met at once, fixed by 15:00: two hours over at 17:00; late, at 23:00.
        let answered = { (facts: inout ClockFacts) in
            facts.start = .utc(2026, 3, 6, 20)
            facts.answeredAt = facts.start
            facts.contacts = [facts.start]
        }
        let night = try steps(9 * 60 + 30, raised: [.fixed: 3], answered)
        #expect(night.calls.isEmpty)
        #expect(night.next == .utc(2026, 3, 7, 7))
        let danger = try steps(9 * 60 + 30, raised: [.fixed: 3], severity: .safety, answered)
        #expect(danger.calls[.fixed]?.level.role == .manager)
    }

    @Test(arguments: 1...40)
    func `asking when told to, or at any moment, calls each level once and misses none`(
        seed: UInt64
    ) throws {
        var random = SeededRandom(seed: seed)
        let answered = Bool.random(using: &random) ? Int.random(in: 0...90, using: &random) : nil
        let met = Bool.random(using: &random) ? Int.random(in: 0...200, using: &random) : nil
        func facts(_ facts: inout ClockFacts, _ minute: Int) {
            if let answered, answered <= minute {
                facts.answeredAt = Self.start.plus(minutes: answered)
            }
            if let met, met <= minute { facts.contacts = [Self.start.plus(minutes: met)] }
        }
        var raised: [ClockTerm: Int] = [:]
        var called: Set<String> = []
        var asked: Timestamp?
        for minute in 0...400 {
            let now = Self.start.plus(minutes: minute)
            let isTold = asked.map { $0 <= now } ?? true
            let hasChanged = minute == answered || minute == met
            guard isTold || hasChanged || Int.random(in: 0...9, using: &random) == 0 else {
                // Whoever is not told to ask would have learnt nothing.
                #expect(try steps(minute, raised: raised) { facts(&$0, minute) }.calls.isEmpty)
                continue
            }
            let steps = try steps(minute, raised: raised) { facts(&$0, minute) }
            for (term, call) in steps.calls {
                let number = call.level.number
                #expect(called.insert("\(term) \(number)").inserted)
                #expect(number > raised[term] ?? 0)
                raised[term] = number
            }
            asked = steps.next ?? .utc(2027, 1, 1)
        }
    }
}
