import Recovery
import Storage
import Web

/// All clocks of a case beside it, each with the account that leads to its moment.
struct ClockList: Sendable {
    let heard: String
    let lines: [Line]

    struct Line: Sendable {
        let name: String
        let clock: ClockPart
        let isOpen: Bool
        let question: String
        let why: [Reason]
    }

    struct Reason: Sendable {
        let name: String
        let value: String
    }

    init(
        _ found: RecoveryCase,
        _ house: ClockHouse,
        _ reader: StoreReader,
        _ time: HouseTime,
        _ now: Timestamp
    ) throws {
        heard = say("heard \(time.near(found.openedAt, now))")
        let clocks = try reader.clocks(of: [found], house)[found.id]?.all ?? []
        let faces = clocks.map { ClockFace($0.term, $0.clock.reading(at: now), time, now) }
        let danger = zip(clocks, faces).filter { $0.1.isInDanger }
            .min { $0.1.order < $1.1.order }?.0
        let words = ClockAccount(target: house.target(of: found), time: time, now: now)
        lines =
            zip(clocks, faces).map { item, face in
                Line(
                    name: item.promise.map { say("Promised: \($0.text)") } ?? item.term.title,
                    clock: face.part,
                    isOpen: item == danger,
                    question: words.question(face.reading),
                    why: words.reasons(item, face.reading)
                )
            } + (try Line.checkOut(of: found, reader, time, now))
    }
}

extension ClockList.Line {
    /// The time until the guest leaves; nothing once all is put right, or without a stay.
    fileprivate static func checkOut(
        of found: RecoveryCase,
        _ reader: StoreReader,
        _ time: HouseTime,
        _ now: Timestamp
    ) throws -> [Self] {
        guard let stay = try reader.stay(of: found), let clock = found.checkOut(stay) else {
            return []
        }
        let words = StayWords(stay, time, now)
        return [
            Self(
                name: say("Before they leave"),
                clock: clock.part(time, now),
                isOpen: false,
                question: say("Why \(time.near(clock.departsAt, now))?"),
                why: words.account
            )
        ]
    }
}

/// Says in lines how a clock comes to what it shows.
struct ClockAccount {
    let target: TargetClass
    let time: HouseTime
    let now: Timestamp

    /// How many stretches are told one by one, before the middle is told as a sum.
    private static let lineCountMax = 8

    func question(_ reading: ClockReading) -> String {
        switch reading.state {
        case .running(let due, _), .over(let due, _): say("Why \(time.near(due, now))?")
        case .paused: say("Why does it stand still?")
        case .met, .missed, .withdrawn, .endless: say("How it went")
        }
    }

    func reasons(_ item: CaseClocks.Item, _ reading: ClockReading) -> [ClockList.Reason] {
        let clock = item.clock
        let start = clock.log.start
        var reasons = [reason(item.beginning, time.near(start, now))]
        if let promise = item.promise {
            reasons.append(reason(say("Owed by"), promise.owner ?? say("nobody yet")))
        } else {
            let rule = clock.policy.rule(at: now)
            reasons.append(reason(say("Target \(target.words)"), rule.target.words))
        }
        reasons += stretches(clock.explanation(until: reading.end ?? now))
        if let remaining = reading.remaining, item.promise == nil {
            let words = HouseTime.span(abs(remaining.milliseconds))
            reasons.append(reason(remaining < .zero ? say("Over by") : say("Left of it"), words))
        }
        return reasons + [total(reading)]
    }

    private func stretches(_ lines: [ClockLine]) -> [ClockList.Reason] {
        let shown = lines.prefix(Self.lineCountMax).map { line in
            reason(
                say(
                    """
                    \(time.near(line.from, now)) to \(time.near(line.to, now)), \
                    \(line.verdict.words)
                    """
                ),
                HouseTime.span(line.counted.milliseconds)
            )
        }
        let rest = lines.dropFirst(Self.lineCountMax)
        guard !rest.isEmpty else { return shown }
        let sum = rest.reduce(Duration.zero) { $0 + $1.counted }
        let words = say("\(rest.count) more stretches, counted")
        return shown + [reason(words, HouseTime.span(sum.milliseconds))]
    }

    private func total(_ reading: ClockReading) -> ClockList.Reason {
        switch reading.state {
        case .running(let due, _): reason(say("Due"), time.near(due, now))
        case .over(let due, _): reason(say("Was due"), time.near(due, now))
        case .paused(let since, let reason, _):
            self.reason(reason.pause.capitalizedFirst, say("since \(time.near(since, now))"))
        case .met(let at, _): reason(say("Met"), time.near(at, now))
        case .missed(let at, _): reason(say("Done late"), time.near(at, now))
        case .withdrawn(let at): reason(say("No longer owed"), say("since \(time.near(at, now))"))
        case .endless: reason(say("Due"), say("never"))
        }
    }

    private func reason(_ name: String, _ value: String) -> ClockList.Reason {
        ClockList.Reason(name: name, value: value)
    }
}

extension CaseClocks.Item {
    /// What happened when the clock began.
    fileprivate var beginning: String {
        switch term {
        case .acknowledge, .onScene, .fixed: say("Heard")
        case .followUp: say("Put right")
        case .promise: say("Promised")
        }
    }
}

extension ClockReading {
    /// When the clock stopped; nil while it has not.
    fileprivate var end: Timestamp? {
        switch state {
        case .met(let at, _), .missed(let at, _), .withdrawn(let at): at
        case .running, .paused, .over, .endless: nil
        }
    }
}

extension ClockTarget {
    /// The promised time as people say it.
    var words: String {
        switch self {
        case .minutes(let minutes, .wallClock): HouseTime.span(Int64(minutes) * 60_000)
        case .minutes(let minutes, .serviceHours):
            say("\(HouseTime.span(Int64(minutes) * 60_000)) of office hours")
        case .sameDay: say("the same day")
        case .businessDays(0): say("the same business day")
        case .businessDays(1): say("1 business day")
        case .businessDays(let count): say("\(count) business days")
        case .at: say("the promised moment")
        }
    }
}

extension ClockLine.Verdict {
    fileprivate var words: String {
        switch self {
        case .counted: say("counted")
        case .closed: say("office closed")
        case .paused(let reason): reason.pause
        case .stopped: say("stopped")
        }
    }
}
