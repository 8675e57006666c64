import Recovery
import Storage
import Wire

/// How the house did over some days, every share with its count.
struct BriefFigures: Hashable, Sendable {
    /// The middle time until the alarm was answered; nil when none was.
    let firstResponse: Middle?
    /// Cases put right in the promised time.
    let inTarget: Share
    /// Guests who scored the recovery 6 or 7, of those who said anything.
    let recovered: Share
    /// Cases that were settled without anything that cost the house money.
    let withoutMoney: Share

    struct Middle: Hashable, Sendable {
        let milliseconds: Int64
        let count: Int
    }

    struct Share: Hashable, Sendable {
        let part: Int
        let all: Int

        /// Such as `66 %`; a dash for nothing of nothing.
        var words: String { all == 0 ? "–" : "\((part * 100 + all / 2) / all) %" }
    }

    /// - Parameters:
    ///   - opened: the clocks of the cases that were opened in those days.
    ///   - closed: the cases that were closed in those days.
    ///   - costly: those of the closed ones in which the guest got something that cost money.
    ///   - now: the moment of the question.
    init(
        opened: [CaseClocks],
        closed: [RecoveryCase],
        costly: Set<ChangeID>,
        now: Timestamp
    ) {
        let answers = opened.compactMap { $0.milliseconds(to: .acknowledge, now) }.sorted()
        firstResponse =
            answers.isEmpty
            ? nil : Middle(milliseconds: answers[(answers.count - 1) / 2], count: answers.count)
        let repairs = opened.compactMap { $0.wasKept(.fixed, now) }
        inTarget = Share(part: repairs.count { $0 }, all: repairs.count)
        let scored = closed.filter { found in
            [.recovered, .partlyRecovered, .notRecovered].contains(found.outcome)
        }
        recovered = Share(part: scored.count { $0.outcome == .recovered }, all: scored.count)
        let failures = closed.filter { $0.outcome != .notAFailure }
        withoutMoney = Share(
            part: failures.count { !costly.contains($0.id) },
            all: failures.count
        )
    }
}

extension CaseClocks {
    /// How long it took to what a clock waits for; nil while it has not come.
    fileprivate func milliseconds(to term: ClockTerm, _ now: Timestamp) -> Int64? {
        guard let clock = all.first(where: { $0.term == term })?.clock else { return nil }
        switch clock.reading(at: now).state {
        case .met(let at, _), .missed(let at, _):
            return at.milliseconds - clock.log.start.milliseconds
        case .running, .paused, .over, .withdrawn, .endless: return nil
        }
    }

    /// Whether what a clock waits for came in time; nil while it has not come.
    fileprivate func wasKept(_ term: ClockTerm, _ now: Timestamp) -> Bool? {
        guard let clock = all.first(where: { $0.term == term })?.clock else { return nil }
        switch clock.reading(at: now).state {
        case .met: return true
        case .missed: return false
        case .running, .paused, .over, .withdrawn, .endless: return nil
        }
    }
}

/// Why a new case is a repeat: what was the same within so many days before.
enum BriefRepeat {
    /// How far back a repeat is looked for, in days.
    static let dayCount: Int64 = 30

    /// What a case has in common with an earlier one; nil for a first time.
    static func words(_ found: RecoveryCase, after earlier: [RecoveryCase]) -> String? {
        let before = earlier.filter {
            $0.id != found.id && ($0.openedAt, $0.id) < (found.openedAt, found.id)
        }
        func same(_ value: (RecoveryCase) -> String?) -> RecoveryCase? {
            guard let own = value(found)?.foldedForSearch, !own.isEmpty else { return nil }
            return before.last { value($0)?.foldedForSearch == own }
        }
        if let other = same({ $0.guest }) { return say("the same guest as \(other.reference)") }
        let place = { (found: RecoveryCase) in
            found.place.flatMap { place in found.scenario.map { "\(place) \($0)" } }
        }
        if let other = same(place) { return say("the same failure there as \(other.reference)") }
        if let other = same({ $0.place }) { return say("the same place as \(other.reference)") }
        return nil
    }
}
