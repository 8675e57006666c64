import Testing

@testable import Recovery

/// Clocks with logs, policies and calendars drawn from seeds.
@Suite struct CaseClockPropertyTests {
    private static let start = Timestamp.utc(2026, 3, 20, 7, 13)

    private struct Draw {
        var entries: [ClockLog.Entry] = []
        var changes: [ClockPolicy.Change] = []
        var first = ClockRule(.sameDay)
        var calendar = ServiceCalendar(alwaysOpenIn: .utc)

        var clock: CaseClock {
            CaseClock(
                term: .fixed,
                log: ClockLog(start: CaseClockPropertyTests.start, entries: entries),
                policy: ClockPolicy(first, changes: changes),
                calendar: calendar
            )
        }
    }

    private func minutes(_ range: ClosedRange<Int>, _ random: inout SeededRandom) -> Timestamp {
        Self.start.plus(minutes: Int.random(in: range, using: &random))
    }

    private func target(_ random: inout SeededRandom) -> ClockTarget {
        switch Int.random(in: 0...4, using: &random) {
        case 0: .sameDay
        case 1: .businessDays(Int.random(in: 0...5, using: &random))
        case 2: .at(minutes(0...20_000, &random))
        case 3: .minutes(Int.random(in: 0...9000, using: &random), .serviceHours)
        default: .minutes(Int.random(in: 0...20_000, using: &random), .wallClock)
        }
    }

    private func draw(_ random: inout SeededRandom) throws -> Draw {
        var draw = Draw(calendar: try Calendars.random(using: &random))
        let phases: [ClockPhase] = [
            .running, .running, .paused(.waitingGuest), .paused(.waitingInternal), .stopped(.done),
        ]
        for _ in 0..<Int.random(in: 0...8, using: &random) {
            let phase = phases.randomElement(using: &random) ?? .running
            draw.entries.append(ClockLog.Entry(at: minutes(-9...15_000, &random), phase: phase))
        }
        draw.first = ClockRule(target(&random))
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let pauses = Set(PauseReason.allCases.filter { _ in Bool.random(using: &random) })
            let rule = ClockRule(target(&random), pauses: pauses)
            draw.changes.append(
                ClockPolicy.Change(from: minutes(-9...15_000, &random), rule: rule)
            )
        }
        return draw
    }

    @Test(arguments: 1...100)
    func `splitting a phase or a version anywhere changes nothing`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let whole = try draw(&random)
        var split = whole
        for _ in 0..<5 {
            let cut = minutes(0...15_000, &random)
            let phase = whole.clock.log.entry(at: cut).phase
            let rule = whole.clock.policy.rule(at: cut)
            split.entries.append(ClockLog.Entry(at: cut, phase: phase))
            split.changes.append(ClockPolicy.Change(from: cut, rule: rule))
        }
        for _ in 0..<10 {
            let now = minutes(0...20_000, &random)
            #expect(split.clock.reading(at: now) == whole.clock.reading(at: now))
            #expect(split.clock.explanation(until: now) == whole.clock.explanation(until: now))
        }
    }

    @Test(arguments: 1...100)
    func `the order in which changes become known does not matter`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let ordered = try draw(&random)
        var shuffled = ordered
        shuffled.entries.shuffle(using: &random)
        shuffled.changes.shuffle(using: &random)
        guard Set(ordered.entries.map(\.at)).count == ordered.entries.count,
            Set(ordered.changes.map(\.from)).count == ordered.changes.count
        else { return }
        let now = minutes(0...20_000, &random)
        #expect(shuffled.clock.reading(at: now) == ordered.clock.reading(at: now))
    }

    @Test(arguments: 1...100)
    func `the explanation has no holes and sums to the time used`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let clock = try draw(&random).clock
        for _ in 0..<10 {
            let now = minutes(0...20_000, &random)
            let lines = clock.explanation(until: now)
            let sum = lines.reduce(Duration.zero) { $0 + $1.counted }
            #expect(sum == clock.reading(at: now).used)
            var end = Self.start
            for line in lines {
                #expect(line.from == end && line.from < line.to)
                end = line.to
            }
            #expect(end == now)
            #expect(zip(lines, lines.dropFirst()).allSatisfy { $0.verdict != $1.verdict })
        }
    }

    @Test(arguments: 1...100)
    func `a pause moves the due moment of the wall clock by exactly its length`(
        seed: UInt64
    ) throws {
        var random = SeededRandom(seed: seed)
        let length = Int.random(in: 1...5000, using: &random)
        let allowance = Int.random(in: 2...5000, using: &random)
        let from = minutes(1...allowance - 1, &random)
        for target in [ClockTarget.minutes(allowance, .wallClock), .sameDay] {
            var draw = Draw(first: ClockRule(target))
            let now = Self.start.plus(minutes: 20_000)
            let due = try #require(self.due(draw.clock.reading(at: now)))
            guard from < due else { continue }
            draw.entries = [
                ClockLog.Entry(at: from, phase: .paused(.waitingGuest)),
                ClockLog.Entry(at: from.plus(minutes: length), phase: .running),
            ]
            #expect(self.due(draw.clock.reading(at: now)) == due.plus(minutes: length))
        }
    }

    @Test(arguments: 1...100)
    func `a longer target is never due earlier`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var draw = try draw(&random)
        draw.changes = []
        draw.entries.append(ClockLog.Entry(at: minutes(15_001...15_002, &random), phase: .running))
        let counting = Bool.random(using: &random) ? ClockCounting.wallClock : .serviceHours
        let now = minutes(15_003...16_000, &random)
        var last = Timestamp(milliseconds: .min)
        for allowance in stride(from: 0, to: 20_000, by: 97) {
            draw.first = ClockRule(.minutes(allowance, counting))
            // An endless clock is later than all others.
            let due = self.due(draw.clock.reading(at: now)) ?? Timestamp(milliseconds: .max)
            #expect(due >= last)
            last = due
        }
    }

    @Test(arguments: 1...100)
    func `the due moment is when the time is used up, and says so all along`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var draw = try draw(&random)
        draw.changes = []
        draw.entries = []
        let clock = draw.clock
        guard case .running(let due, _) = clock.reading(at: Self.start).state else { return }
        for _ in 0..<10 {
            let now = minutes(0...30_000, &random)
            #expect(self.due(clock.reading(at: now)) == due)
        }
        #expect(clock.reading(at: due).remaining == .zero)
        if due > Self.start {
            let before = try #require(clock.reading(at: due.advanced(by: -1)).remaining)
            #expect(before > .zero)
        }
    }

    @Test(arguments: 1...40)
    func `a calendar of 24 hours equals the wall clock, also when clocks change`(
        seed: UInt64
    ) throws {
        var random = SeededRandom(seed: seed)
        let allowance = Int.random(in: 0...20_000, using: &random)
        let zone = try Zones.lisbon2026()
        var draw = try draw(&random)
        draw.changes = []
        draw.first = ClockRule(.minutes(allowance, .wallClock))
        let now = minutes(0...30_000, &random)
        let wall = draw.clock.reading(at: now)
        draw.first = ClockRule(.minutes(allowance, .serviceHours))
        for calendar in [ServiceCalendar(alwaysOpenIn: zone), try Calendars.everyDay(zone)] {
            draw.calendar = calendar
            #expect(draw.clock.reading(at: now) == wall)
        }
    }

    private func due(_ reading: ClockReading) -> Timestamp? {
        switch reading.state {
        case .running(let due, _), .over(let due, _): due
        default: nil
        }
    }
}
