import Testing

@testable import Recovery

@Suite struct EscalationTests {
    private static let start = Timestamp.utc(2026, 3, 6, 21)

    private func plan(_ zone: TimeZoneRules = .utc) throws -> EscalationPlan {
        try EscalationPlan(
            levels: [
                EscalationLevel(number: 1, threshold: .share(percent: 50), role: .supervisor),
                EscalationLevel(
                    number: 2,
                    threshold: .share(percent: 100),
                    role: .dutyManager,
                    isUrgent: true
                ),
                EscalationLevel(number: 7, threshold: .minutesOver(30), role: .manager),
            ],
            quietHours: [
                .dutyManager: QuietHours(DaySpan(from: 1320, to: 1860), zone: zone),
                .manager: QuietHours(DaySpan(from: 1320, to: 1860), zone: zone),
            ]
        )
    }

    private func reading(at now: Timestamp, _ entries: [ClockLog.Entry] = []) -> ClockReading {
        CaseClock(
            term: .fixed,
            log: ClockLog(start: Self.start, entries: entries),
            policy: ClockPolicy(ClockRule(.minutes(60, .wallClock))),
            calendar: ServiceCalendar(alwaysOpenIn: .utc)
        ).reading(at: now)
    }

    private func numbers(
        _ minute: Int,
        raised: Set<Int> = [],
        _ entries: [ClockLog.Entry] = []
    ) throws -> [Int] {
        let now = Self.start.plus(minutes: minute)
        return try plan().calls(
            for: reading(at: now, entries),
            severity: .serviceDenied,
            raised: raised,
            at: now
        ).map(\.level.number)
    }

    @Test(arguments: [
        (29, []), (30, [1]), (59, [1]), (60, [1, 2]), (89, [1, 2]), (90, [1, 2, 7]),
    ])
    func `a level is due from its threshold on`(minute: Int, due: [Int]) throws {
        #expect(try numbers(minute) == due)
    }

    @Test(arguments: 1...20)
    func `asking at any moments raises each level once`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var raised: Set<Int> = []
        var calls: [Int] = []
        var minute = 0
        while minute < 200 {
            let due = try numbers(minute, raised: raised)
            calls += due
            raised.formUnion(due)
            minute += Int.random(in: 1...60, using: &random)
        }
        #expect(calls == [1, 2, 7])
    }

    @Test func `a met clock raises nothing, a paused one only what it reached before`() throws {
        let stop = ClockLog.Entry(at: Self.start.plus(minutes: 70), phase: .stopped(.done))
        #expect(try numbers(69, [stop]) == [1, 2])
        #expect(try numbers(71, [stop]) == [])
        let pause = ClockLog.Entry(
            at: Self.start.plus(minutes: 40),
            phase: .paused(.waitingGuest)
        )
        #expect(try numbers(500, [pause]) == [1])
    }

    @Test func `quiet hours postpone what is not urgent, but never severity 5`() throws {
        // 22:30: the supervisor has no quiet hours, level 2 is urgent, the manager sleeps to 07:00.
        let now = Self.start.plus(minutes: 90)
        let call = { (severity: Severity) in
            try plan().calls(for: reading(at: now), severity: severity, raised: [], at: now)
                .map(\.at)
        }
        #expect(try call(.staySpoiled) == [now, now, .utc(2026, 3, 7, 7)])
        #expect(try call(.safety) == [now, now, now])
        let morning = Timestamp.utc(2026, 3, 7, 7)
        let calls = try plan().calls(
            for: reading(at: morning),
            severity: .annoyance,
            raised: [1, 2],
            at: morning
        )
        #expect(calls.map(\.at) == [morning])
    }

    @Test func `quiet hours are those of the local day, also when clocks change`() throws {
        let quiet = try QuietHours(DaySpan(from: 1320, to: 1860), zone: Zones.lisbon2026())
        #expect(quiet.end(at: .utc(2026, 3, 28, 21, 59)) == nil)
        #expect(quiet.end(at: .utc(2026, 3, 28, 22)) == .utc(2026, 3, 29, 6))
        #expect(quiet.end(at: .utc(2026, 3, 29, 5, 59)) == .utc(2026, 3, 29, 6))
        #expect(quiet.end(at: .utc(2026, 3, 29, 6)) == nil)
        #expect(quiet.end(at: .utc(2026, 3, 29, 21)) == .utc(2026, 3, 30, 6))
    }

    @Test func `plans that cannot be kept are refused`() throws {
        let half = EscalationLevel(number: 1, threshold: try .share(percent: 50), role: .staff)
        let over = EscalationLevel(number: 2, threshold: try .minutesOver(1), role: .staff)
        let again = EscalationLevel(number: 3, threshold: half.threshold, role: .manager)
        let twice = EscalationLevel(number: 1, threshold: over.threshold, role: .manager)
        #expect(throws: EscalationError.order(1)) { try EscalationPlan(levels: [over, half]) }
        #expect(throws: EscalationError.order(3)) { try EscalationPlan(levels: [half, again]) }
        #expect(throws: EscalationError.numberTwice(1)) {
            try EscalationPlan(levels: [half, twice])
        }
        #expect(throws: EscalationError.percent(0)) { try EscalationThreshold.share(percent: 0) }
        #expect(throws: EscalationError.percent(101)) {
            try EscalationThreshold.share(percent: 101)
        }
        #expect(throws: EscalationError.minutesOver(0)) { try EscalationThreshold.minutesOver(0) }
        #expect(throws: EscalationError.alwaysQuiet) {
            try QuietHours(DaySpan(from: 60, to: 1500), zone: .utc)
        }
    }
}
