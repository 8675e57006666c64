import Recovery
import Storage

/// The house's own figures over a stretch of time (domain rules of the field: shares with their
/// counts, medians and ninetieth percentiles by nearest rank, bounds for what nobody said).
struct HouseNumbers: Sendable {
    let all: [HouseNumber]
    /// What must be said before any figure is believed; nil for nothing.
    let warning: String?

    init(all: [HouseNumber], warning: String?) { (self.all, self.warning) = (all, warning) }

    /// A case with what is known of it.
    struct Line: Sendable {
        let found: RecoveryCase
        let clocks: CaseClocks
        let traces: CaseTraces
    }

    /// Cases that turned out to be no failure are in none of the figures, and named once.
    ///
    /// - Parameters:
    ///   - opened: the cases of which the house heard in those days.
    ///   - closed: the cases that were closed in those days.
    ///   - now: the moment of the question.
    init(opened: [Line], closed: [Line], now: Timestamp) {
        let failures = closed.filter { $0.found.outcome != .notAFailure }
        let heardCount = opened.count
        let opened = opened.filter { $0.found.outcome != .notAFailure }
        all = HouseNumber.Kind.allCases.map { kind in
            switch kind {
            case .cases: Self.count(opened, notFailures: heardCount - opened.count)
            case .noticed: Self.noticed(opened)
            case .caughtInStay: Self.caught(opened)
            case .answered: Self.answered(opened)
            case .contacted: Self.contacted(opened, now)
            case .contactInTarget:
                // A case that was closed without any contact stops the clock and measures none.
                Self.inTarget(
                    kind,
                    opened.filter { $0.hasContact || $0.traces.firstContact.isOwed(now) }
                        .map { ($0, $0.traces.firstContact) },
                    now
                )
            case .wayWished: Self.wayWished(opened)
            case .mendedInTarget:
                Self.inTarget(
                    kind,
                    opened.compactMap { line in line.fixed.map { (line, $0) } },
                    now
                )
            case .timeToMend: Self.timeToMend(opened, now)
            case .late: Self.late(opened, now)
            case .notPassedUp:
                Self.share(kind, failures, say("closed")) {
                    $0.traces.hasClimbed
                        ? (false, say("passed up"))
                        : (
                            true,
                            say(
                                "settled where it began"
                            )
                        )
                }
            case .settledAtC0:
                Self.share(kind, failures, say("closed")) { line in
                    let given = line.traces.given ?? .c0
                    return (given == .c0, given == .c0 ? say("C0, or nothing") : given.words)
                }
            case .asked: Self.asked(failures)
            case .recovered: Self.recovered(failures)
            }
        }
        warning = Self.warning(opened)
    }

    /// How many cases guests' own words must have opened before silence of the staff is odd.
    private static let guestCountMin = 3

    private static func warning(_ opened: [Line]) -> String? {
        let known = opened.compactMap(\.traces.feedback)
        guard !known.contains(where: \.isLoggedByStaff), known.count >= guestCountMin else {
            return nil
        }
        return say(
            """
            Guests wrote of \(known.count) failures in these days, and staff have written down \
            none. Nothing goes unsaid at a desk for that long: ask who logs, and make it easy.
            """
        )
    }
}

extension HouseNumbers.Line {
    fileprivate var fixed: CaseClock? { clocks.all.first { $0.term == .fixed }?.clock }
}

extension HouseNumbers {
    private typealias Row = HouseNumber.Row

    // MARK: Shares

    /// A share of lines, by whether each is in it.
    private static func share(
        _ kind: HouseNumber.Kind,
        _ lines: [Line],
        _ of: String,
        _ judge: (Line) -> (isIn: Bool, words: String)?
    ) -> HouseNumber {
        let rows = lines.compactMap { line in
            judge(line).map { Row(found: line.found, words: $0.words, isIn: $0.isIn) }
        }
        let part = rows.count { $0.isIn == true }
        return HouseNumber(
            kind: kind,
            value: BriefFigures.Share(part: part, all: rows.count).words,
            note: say("\(part) of \(rows.count) \(of)"),
            rows: rows.filter { $0.isIn == false } + rows.filter { $0.isIn == true }
        )
    }

    private static func count(_ lines: [Line], notFailures: Int) -> HouseNumber {
        let open = lines.count { $0.found.state.isOpen }
        let rest = notFailures == 0 ? [] : [say("\(notFailures) more were no failure")]
        return HouseNumber(
            kind: .cases,
            value: "\(lines.count)",
            note: ([say("\(open) still open")] + rest).joined(separator: "; "),
            rows: lines.map { line in
                let state = line.found.state
                let words = line.found.outcome.map { say($0) } ?? state.words
                return Row(found: line.found, words: words, isIn: nil)
            }
        )
    }

    private static func noticed(_ lines: [Line]) -> HouseNumber {
        share(.noticed, lines, say("cases")) { line in
            line.traces.feedback.map { feedback in
                switch feedback.origin {
                case .staffNoticed: (true, say("seen by staff"))
                case .systemDetected: (true, say("found by the program"))
                case .guestReported: (false, say("told by the guest"))
                }
            }
        }
    }

    private static func caught(_ lines: [Line]) -> HouseNumber {
        share(.caughtInStay, lines, say("cases")) { line in
            let isBefore: Bool
            if let departsAt = line.traces.departsAt {
                isBefore = line.found.openedAt < departsAt
            } else if let touchpoint = line.found.touchpoint {
                isBefore = touchpoint != .postStay
            } else {
                return nil
            }
            return (isBefore, isBefore ? say("during the stay") : say("after the stay"))
        }
    }

    /// The clocks that ended in time, of those that ended or are over.
    private static func inTarget(
        _ kind: HouseNumber.Kind,
        _ clocks: [(line: Line, clock: CaseClock)],
        _ now: Timestamp
    ) -> HouseNumber {
        let rows = clocks.compactMap { line, clock -> Row? in
            switch clock.reading(at: now).state {
            case .met: Row(found: line.found, words: say("in time"), isIn: true)
            case .missed(_, let by):
                Row(found: line.found, words: say("\(by.words) late"), isIn: false)
            case .over(_, let by):
                Row(found: line.found, words: say("\(by.words) over, not done yet"), isIn: false)
            case .running, .paused, .withdrawn, .endless: nil
            }
        }
        let part = rows.count { $0.isIn == true }
        return HouseNumber(
            kind: kind,
            value: BriefFigures.Share(part: part, all: rows.count).words,
            note: say("\(part) of \(rows.count) due"),
            rows: rows.filter { $0.isIn == false } + rows.filter { $0.isIn == true }
        )
    }

    private static func wayWished(_ lines: [Line]) -> HouseNumber {
        let rows = lines.flatMap { line -> [Row] in
            guard let wished = line.traces.feedback?.preferredChannel else { return [] }
            return line.traces.attempts.compactMap { attempt in
                guard let channel = attempt.channel else { return nil }
                let reason = attempt.reason.map { ": \($0)" } ?? say(", no reason given")
                return channel == wished
                    ? Row(found: line.found, words: say("by \(wished)"), isIn: true)
                    : Row(
                        found: line.found,
                        words: say("by \(channel), not \(wished)\(reason)"),
                        isIn: false
                    )
            }
        }
        let part = rows.count { $0.isIn == true }
        return HouseNumber(
            kind: .wayWished,
            value: BriefFigures.Share(part: part, all: rows.count).words,
            note: say("\(part) of \(rows.count) contacts"),
            rows: rows.filter { $0.isIn == false } + rows.filter { $0.isIn == true }
        )
    }

    private static func asked(_ failures: [Line]) -> HouseNumber {
        share(.asked, failures, say("closed")) { line in
            line.found.recoveryScore.map { (true, say("gave \($0) of 7")) }
                ?? (false, line.found.outcome.map { say($0) } ?? say("said nothing"))
        }
    }

    private static func recovered(_ failures: [Line]) -> HouseNumber {
        let scored = share(.recovered, failures, say("who said")) { line in
            line.found.recoveryScore.map { ($0 >= 6, say("gave \($0) of 7")) }
        }
        let part = scored.rows.count { $0.isIn == true }
        let silent = failures.count - scored.rows.count
        let bounds = [part, part + silent].map {
            BriefFigures.Share(part: $0, all: failures.count).words
        }
        let span =
            silent == 0
            ? ""
            : say(
                ", between \(bounds[0]) and \(bounds[1]) of all closed"
            )
        return HouseNumber(
            kind: .recovered,
            value: scored.value,
            note: scored.note + span,
            rows: scored.rows
        )
    }

    // MARK: Times

    /// The middle and the ninetieth percentile by nearest rank, and the longest first below.
    private static func times(
        _ kind: HouseNumber.Kind,
        _ times: [(line: Line, milliseconds: Int64)],
        open: Int,
        _ waiting: String
    ) -> HouseNumber {
        let sorted = times.sorted { $0.milliseconds < $1.milliseconds }
        func rank(_ percent: Int) -> String {
            let index = (sorted.count * percent + 99) / 100 - 1
            return HouseTime.span(sorted[max(0, index)].milliseconds)
        }
        let known =
            sorted.isEmpty
            ? [] : [say("nine of ten within \(rank(90)), middle of \(sorted.count)")]
        let rest = open == 0 ? [] : ["\(open) \(waiting)"]
        return HouseNumber(
            kind: kind,
            value: sorted.isEmpty ? "–" : rank(50),
            note: (known + rest).joined(separator: "; "),
            rows: sorted.reversed().map {
                Row(found: $0.line.found, words: HouseTime.span($0.milliseconds), isIn: nil)
            }
        )
    }

    private static func answered(_ lines: [Line]) -> HouseNumber {
        let known = lines.compactMap { line in
            line.traces.answeredAfter.map { (line: line, milliseconds: $0) }
        }
        return times(
            .answered,
            known,
            open: lines.count { $0.traces.answeredAfter == nil && $0.found.state.isOpen },
            say("not answered yet")
        )
    }

    private static func contacted(_ lines: [Line], _ now: Timestamp) -> HouseNumber {
        let known = lines.compactMap { line in
            line.hasContact
                ? line.traces.firstContact.usedMilliseconds(now).map {
                    (line: line, milliseconds: $0)
                } : nil
        }
        return times(
            .contacted,
            known,
            open: lines.count { !$0.hasContact && $0.found.state.isOpen },
            say("without any yet")
        )
    }

    private static func timeToMend(_ lines: [Line], _ now: Timestamp) -> HouseNumber {
        var mended: [(line: Line, milliseconds: Int64)] = []
        var open: [Int64] = []
        for line in lines {
            guard let fixed = line.fixed else { continue }
            if let used = fixed.usedMilliseconds(now) {
                mended.append((line, used))
            } else {
                open.append(fixed.reading(at: now).used.components.seconds * 1000)
            }
        }
        let middle = MiddleTime.milliseconds(ended: mended.map(\.milliseconds), open: open)
        let number = times(.timeToMend, mended, open: open.count, say("still open"))
        return HouseNumber(
            kind: .timeToMend,
            value: middle.map(HouseTime.span) ?? "–",
            note: open.isEmpty
                ? say("middle of \(mended.count)")
                : say("\(mended.count) put right, \(open.count) still open and counted so far"),
            rows: number.rows
        )
    }
}

extension HouseNumbers.Line {
    /// Whether a person of the house has met, spoken or written to the guest.
    fileprivate var hasContact: Bool {
        traces.attempts.contains { $0.result == .reached || $0.result == .leftMessage }
            || found.marks.steps.contains(.apologise)
            || !found.marks.contacts.isDisjoint(with: [.reached, .answered])
    }
}

extension CaseClock {
    /// Whether what it waits for has not come, and is waited for now.
    fileprivate func isOwed(_ now: Timestamp) -> Bool { reading(at: now).due != nil }

    /// The time used until what it waits for came; nil while it has not.
    fileprivate func usedMilliseconds(_ now: Timestamp) -> Int64? {
        let reading = reading(at: now)
        switch reading.state {
        case .met, .missed:
            return reading.used.components.seconds * 1000
        case .running, .paused, .over, .withdrawn, .endless: return nil
        }
    }
}

extension Duration {
    /// As people read it, such as `3 h 14`.
    fileprivate var words: String { HouseTime.span(components.seconds * 1000) }
}
