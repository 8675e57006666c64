import Testing

@testable import Recovery

@Suite struct CaseClockTests {
    private static let start = Timestamp.utc(2026, 3, 6, 10)
    private static let day = Duration.minutes(1440)

    private func clock(
        _ target: ClockTarget,
        term: ClockTerm = .fixed,
        _ changes: [(Int, CaseState)] = [],
        versions: [(Int, ClockRule)] = [],
        done: Int? = nil,
        calendar: ServiceCalendar? = nil
    ) throws -> CaseClock {
        CaseClock(
            term: term,
            log: ClockLog(
                term: term,
                start: Self.start,
                changes: changes.map { CaseStateChange(at: at($0.0), state: $0.1) },
                done: done.map(at)
            ),
            policy: ClockPolicy(
                ClockRule(target),
                changes: versions.map { ClockPolicy.Change(from: at($0.0), rule: $0.1) }
            ),
            calendar: try calendar ?? Calendars.office()
        )
    }

    private func at(_ minute: Int) -> Timestamp { Self.start.plus(minutes: minute) }

    @Test func `a running clock says when it is due, and is over after that`() throws {
        let clock = try clock(.minutes(60, .wallClock))
        #expect(clock.reading(at: at(20)).state == .running(due: at(60), remaining: .minutes(40)))
        #expect(clock.reading(at: at(60)).state == .running(due: at(60), remaining: .zero))
        #expect(clock.reading(at: at(61)).state == .over(due: at(60), by: .minutes(1)))
        #expect(clock.reading(at: at(-9)).state == .running(due: at(60), remaining: .minutes(60)))
        #expect(clock.reading(at: at(90)).share == 1.5)
    }

    @Test func `a pause pauses and moves the due moment by what it lasted`() throws {
        let clock = try clock(
            .minutes(60, .wallClock),
            [(0, .inProgress), (20, .waitingGuest), (50, .inProgress)]
        )
        let paused = ClockReading.State.paused(
            since: at(20),
            reason: .waitingGuest,
            remaining: .minutes(40)
        )
        #expect(clock.reading(at: at(20)).state == paused)
        #expect(clock.reading(at: at(49)).state == paused)
        #expect(clock.reading(at: at(70)).state == .running(due: at(90), remaining: .minutes(20)))
        #expect(clock.reading(at: at(91)).state == .over(due: at(90), by: .minutes(1)))
    }

    @Test func `a stopped clock does not run on, and reopening goes on with what was used`() throws
    {
        let changes: [(Int, CaseState)] = [
            (0, .inProgress), (20, .remedied), (100, .closed), (200, .inProgress),
        ]
        let clock = try clock(.minutes(60, .wallClock), changes)
        let met = ClockReading.State.met(at: at(20), toSpare: .minutes(40))
        #expect(clock.reading(at: at(20)).state == met)
        #expect(clock.reading(at: at(199)).state == met)
        #expect(clock.reading(at: at(210)).state == .running(due: at(240), remaining: .minutes(30)))
        #expect(clock.reading(at: at(241)).state == .over(due: at(240), by: .minutes(1)))
        let late = try self.clock(.minutes(15, .wallClock), changes)
        #expect(late.reading(at: at(150)).state == .missed(at: at(20), by: .minutes(5)))
    }

    @Test func `a merged case owes nothing`() throws {
        let clock = try clock(.minutes(5, .wallClock), [(20, .merged)])
        #expect(clock.reading(at: at(30)).state == .withdrawn(at: at(20)))
    }

    @Test func `a new policy keeps what was used and judges by its own target`() throws {
        // Two of four hours are used when the priority rises to one hour, then falls to three.
        let clock = try clock(
            .minutes(240, .wallClock),
            versions: [
                (120, ClockRule(.minutes(60, .wallClock))),
                (130, ClockRule(.minutes(180, .wallClock))),
            ]
        )
        #expect(
            clock.reading(at: at(119)).state == .running(due: at(240), remaining: .minutes(121))
        )
        #expect(clock.reading(at: at(120)).state == .over(due: at(60), by: .minutes(60)))
        #expect(
            clock.reading(at: at(130)).state == .running(due: at(180), remaining: .minutes(50))
        )
    }

    @Test func `a clock met under one policy stays met under the next`() throws {
        let clock = try clock(
            .minutes(60, .wallClock),
            [(50, .remedied)],
            versions: [(55, ClockRule(.minutes(10, .wallClock)))]
        )
        #expect(clock.reading(at: at(99)).state == .met(at: at(50), toSpare: .minutes(10)))
    }

    @Test func `each version counts its own hours and its own pauses`() throws {
        // Friday 10:00. By the wall clock to 13:00, lunch counts; then in service hours to Monday.
        let clock = try clock(
            .minutes(480, .wallClock),
            [(60, .waitingInternal), (90, .inProgress)],
            versions: [(180, ClockRule(.minutes(1200, .serviceHours), pauses: []))]
        )
        let reading = clock.reading(at: .utc(2026, 3, 9, 9))
        #expect(reading.used == .minutes(150 + 240 + 480))
        let impatient = CaseClock(
            term: .fixed,
            log: clock.log,
            policy: ClockPolicy(ClockRule(.minutes(480, .wallClock), pauses: [.waitingGuest])),
            calendar: clock.calendar
        )
        #expect(
            impatient.reading(at: at(70)).state == .running(due: at(480), remaining: .minutes(410))
        )
    }

    @Test func `service hours leave lunch, night and weekend out`() throws {
        // Friday 10:00 and 10 hours: 2 + 4 + 4 of Saturday's night, which ends on Sunday at 02:00.
        let clock = try clock(.minutes(600, .serviceHours))
        #expect(
            clock.reading(at: at(150)).state
                == .running(due: .utc(2026, 3, 7, 22), remaining: .minutes(480))
        )
        #expect(
            clock.explanation(until: .utc(2026, 3, 7, 18, 30)).map(\.verdict)
                == [.counted, .closed, .counted, .closed, .counted]
        )
    }

    @Test func `the same day ends at local midnight, the business day with its last span`() throws {
        let sameDay = try clock(.sameDay)
        #expect(
            sameDay.reading(at: at(60)).state
                == .running(due: .utc(2026, 3, 7), remaining: .minutes(780))
        )
        let clock = try clock(ClockTarget(.businessDays(0)))
        #expect(
            clock.reading(at: at(60)).state
                == .running(due: .utc(2026, 3, 6, 17), remaining: .minutes(300))
        )
        // After closing no minute counts, and still it is too late.
        #expect(
            clock.reading(at: .utc(2026, 3, 6, 20)).state
                == .over(due: .utc(2026, 3, 6, 17), by: .zero)
        )
        let late = try self.clock(.businessDays(0), [(600, .remedied)])
        #expect(late.reading(at: at(601)).state == .missed(at: at(600), by: .zero))
    }

    @Test func `a promised moment does not move, and no pause stops the way to it`() throws {
        let clock = try clock(.at(at(60)), [(10, .waitingGuest), (80, .remedied)])
        #expect(clock.reading(at: at(30)).state == .running(due: at(60), remaining: .minutes(30)))
        #expect(clock.reading(at: at(30)).share == 0.5)
        #expect(clock.reading(at: at(90)).state == .missed(at: at(80), by: .minutes(20)))
        let early = try self.clock(.at(at(60)), [(60, .remedied)])
        #expect(early.reading(at: at(90)).state == .met(at: at(60), toSpare: .zero))
        let past = try self.clock(.at(at(-60)))
        #expect(past.reading(at: at(0)).state == .over(due: at(-60), by: .minutes(60)))
        #expect(past.reading(at: at(0)).share == 1)
    }

    @Test func `a closed calendar makes an endless clock`() throws {
        let closed = try ServiceCalendar(week: [:], zone: .utc)
        for target in [ClockTarget.minutes(1, .serviceHours), .businessDays(1)] {
            let clock = try clock(target, calendar: closed)
            #expect(clock.reading(at: at(60)).state == .endless)
            #expect(clock.reading(at: at(60)).used == .zero)
        }
    }

    @Test func `what happens once does not happen again`() throws {
        let changes: [(Int, CaseState)] = [
            (3, .assigned), (4, .inProgress), (9, .assigned), (20, .remedied), (30, .inProgress),
        ]
        let acknowledge = try clock(.minutes(5, .wallClock), term: .acknowledge, changes)
        #expect(acknowledge.reading(at: at(60)).state == .met(at: at(4), toSpare: .minutes(1)))
        let onScene = try clock(.minutes(5, .wallClock), term: .onScene, changes, done: 8)
        #expect(onScene.reading(at: at(60)).state == .missed(at: at(8), by: .minutes(3)))
        let promise = try clock(.minutes(50, .wallClock), term: .promise, changes)
        #expect(promise.reading(at: at(40)).state == .running(due: at(50), remaining: .minutes(10)))
    }

    @Test func `a phase that lasted no time leaves no trace`() throws {
        let clock = try clock(
            .minutes(60, .wallClock),
            [(20, .waitingGuest), (30, .inProgress), (30, .waitingGuest)]
        )
        #expect(
            clock.reading(at: at(40)).state
                == .paused(since: at(20), reason: .waitingGuest, remaining: .minutes(40))
        )
    }

    @Test func `moments at the ends of time do not stop the process`() throws {
        let ends = [Timestamp(milliseconds: .min), Timestamp(milliseconds: .max)]
        for start in ends {
            for end in ends {
                let clock = CaseClock(
                    term: .fixed,
                    log: ClockLog(
                        start: start,
                        entries: ends.map { ClockLog.Entry(at: $0, phase: .running) }
                    ),
                    policy: ClockPolicy(
                        ClockRule(.minutes(.max, .serviceHours)),
                        changes: [ClockPolicy.Change(from: end, rule: ClockRule(.at(start)))]
                    ),
                    calendar: try Calendars.office(Zones.lisbon2026())
                )
                let lines = clock.explanation(until: end)
                let sum = lines.reduce(Duration.zero) { $0 + $1.counted }
                #expect(clock.reading(at: end).used == sum)
            }
        }
    }
}
