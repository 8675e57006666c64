import Recovery
import Storage
import Web

/// One clock as pages show it.
struct ClockFace {
    let reading: ClockReading
    private let what: String
    private let now: Timestamp
    private let time: HouseTime

    init(_ term: ClockTerm, _ reading: ClockReading, _ time: HouseTime, _ now: Timestamp) {
        (self.reading, self.time, self.now) = (reading, time, now)
        what = term.due
    }

    /// By what rows are ordered: what is over longest or runs out next comes first, then what
    /// stands still, then what is done.
    var order: Int64 {
        switch reading.state {
        case .running(let due, _), .over(let due, _): due.milliseconds
        case .paused: .max - 2
        case .endless: .max - 1
        case .met, .missed, .withdrawn: .max
        }
    }

    /// Whether it is over, or will be within the hour.
    var isInDanger: Bool {
        switch reading.state {
        case .over: true
        case .running(_, let remaining): remaining < .seconds(3600)
        case .paused, .endless, .met, .missed, .withdrawn: false
        }
    }

    var part: ClockPart {
        switch reading.state {
        case .running(let due, let remaining):
            ClockPart(
                isInDanger ? .act : .calm,
                HouseTime.span(remaining.milliseconds),
                "\(what) \(time.near(due, now))",
                shareLeft: 1 - reading.share
            )
        case .over(let due, let over):
            ClockPart(
                .late,
                say("\(HouseTime.span(over.milliseconds)) over"),
                "\(what) \(time.near(due, now))"
            )
        case .paused(let since, let reason, _):
            ClockPart(.paused, say("Paused since \(time.near(since, now))"), reason.pause)
        case .met(let at, _): ClockPart(.done, say("Met"), time.near(at, now))
        case .missed(let at, let over):
            ClockPart(.done, say("\(HouseTime.span(over.milliseconds)) late"), time.near(at, now))
        case .withdrawn(let at): ClockPart(.done, say("No longer owed"), time.near(at, now))
        case .endless: ClockPart(.calm, say("No end"), say("the office hours never come"))
        }
    }
}

extension ClockFace {
    /// The clock of a case that runs out next; when none runs, one that is paused, else how the
    /// repair ended.
    init(next clocks: CaseClocks, _ time: HouseTime, _ now: Timestamp) {
        if let next = clocks.next(at: now) {
            self.init(next.item.term, next.reading, time, now)
            return
        }
        let faces = clocks.all.map { ClockFace($0.term, $0.clock.reading(at: now), time, now) }
        let still = faces.min { $0.order < $1.order }
        let fixed = zip(clocks.all, faces).first { $0.0.term == .fixed }?.1
        if let still, still.order < .max {
            self = still
        } else if let fixed {
            self = fixed
        } else {
            preconditionFailure("a case has a clock for its repair")
        }
    }
}

extension ClockTerm {
    /// What the clock waits for, as a heading.
    var title: String {
        switch self {
        case .acknowledge: say("Answer the alarm")
        case .onScene: say("Be with the guest")
        case .fixed: say("Put it right")
        case .followUp: say("Ask the guest again")
        case .promise: say("Promised")
        }
    }

    /// What is due at the moment that follows.
    fileprivate var due: String {
        switch self {
        case .acknowledge: say("answer by")
        case .onScene: say("with the guest by")
        case .fixed: say("fixed by")
        case .followUp: say("ask again by")
        case .promise: say("promised by")
        }
    }
}

extension PauseReason {
    /// Why a clock stands still.
    var pause: String {
        switch self {
        case .waitingGuest: say("waiting for the guest")
        case .waitingInternal: say("waiting for another team")
        }
    }
}

extension Duration {
    /// The whole milliseconds in it.
    var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}

extension SeverityPart {
    init(_ severity: Severity) { self.init(Int(severity.rawValue), severity.label) }
}

extension Severity {
    /// The word beside the number.
    var label: String {
        switch self {
        case .annoyance: say("Annoyance")
        case .inconvenience: say("Inconvenience")
        case .serviceDenied: say("Service denied")
        case .staySpoiled: say("Stay spoiled")
        case .safety: say("Safety, dignity")
        }
    }

    /// What it means for the guest.
    var meaning: String {
        switch self {
        case .annoyance: say("a small thing, quickly put right")
        case .inconvenience: say("it cost the guest time or comfort")
        case .serviceDenied: say("they did not get what was promised")
        case .staySpoiled: say("the stay, or the day, is ruined")
        case .safety: say("calls the duty manager at once")
        }
    }
}

extension CaseMarks {
    /// How many phases of the playbook are behind the case, and the one that comes now.
    ///
    /// A phase counts as done when the step it completes is ticked; the first two are done with
    /// the first answer to the guest or the apology.
    func phases(hasAnswered: Bool) -> SeamPart {
        var done = 0
        if hasAnswered || !steps.isEmpty { done = 2 }
        for (index, phase) in PlaybookPhase.allCases.enumerated() {
            guard let step = phase.completes else { continue }
            guard steps.contains(step), done >= index else { break }
            done = index + 1
        }
        let all = PlaybookPhase.allCases
        return SeamPart(done: done, name: done < all.count ? all[done].title : nil)
    }
}

extension PlaybookPhase {
    /// The name with a capital, as in a list.
    var title: String { say(self).capitalizedFirst }
}
