import Insight
import Recovery
import Storage

/// What failures cost and what recovery keeps, at sites that pay in one currency.
///
/// Amounts are in the smallest unit of the currency.
struct ValueFigures {
    let caseCount: Int
    let openCount: Int
    let compensation: Int64
    let refunds: Int64
    /// Minutes of all cases times the wage.
    let handling: Estimate
    /// Margin that is expected to be lost with guests.
    let lostMargin: Estimate
    /// Of the cases still open.
    let atRisk: Estimate
    /// What one guest is worth.
    let guestWorth: Estimate
    /// Guests who returned beyond those who would have anyway.
    let kept: RetainedValue
    /// By luck of the counts alone.
    var extraReturns: Estimate { kept.value }
    /// Whether any guest could be compared; else nothing is known of what was kept.
    var isCompared: Bool { kept.matchedCount > 0 }
    let programme: ProgrammeValue
    /// The programme's fixed cost for the time.
    let fixed: Estimate
    let sensitivity: Sensitivity

    /// Reached: somebody answered the call within so many hours, and the case was closed in time.
    ///
    /// All others are what they are compared with.
    static let answerHours: Int64 = 4
    /// In time: within so many days.
    static let closeDays: Int64 = 7

    init(
        _ cases: [WorkedCase],
        _ assumed: ValueAssumptions,
        _ guest: GuestValue,
        returns: GuestReturns,
        yearShare: Double,
        now: Timestamp
    ) {
        let cases = cases.filter(\.isUpheld)
        let response = SpendingResponse()
        caseCount = cases.count
        openCount = cases.count(where: \.state.isOpen)
        let given = cases.flatMap(\.given)
        let refunded = given.filter { $0.kind == .refund }.reduce(0) { $0 + $1.costMinor }
        refunds = refunded
        compensation = given.reduce(0) { $0 + $1.costMinor } - refunded
        let (minutes, wage) = (assumed.counted(.minutesPerCase), assumed.counted(.hourlyWage))
        handling = minutes * wage * Estimate(Double(cases.count) / 60)
        let worth = guest.lifetime
        guestWorth = worth
        lostMargin = worth * Self.losses(cases.filter { !$0.state.isOpen }, response)
        atRisk = worth * Self.losses(cases.filter(\.state.isOpen), response)
        let kept = RetainedValue(Self.strata(cases, returns, now))
        self.kept = kept
        fixed = assumed.counted(.fixedPerYear) * Estimate(yearShare)
        let spent = Double(compensation + refunds)
        programme = ProgrammeValue(
            retained: kept.value * worth,
            cost: Estimate(spent) + handling + fixed
        )
        let items = ValueAssumptions.Item.allCases
        let count = Double(cases.count)
        let years = assumed.yearCount
        sensitivity = Sensitivity(
            items.map { (name: $0.words, value: assumed.counted($0)) }
                + [(name: "Guests kept, by luck of the counts", value: kept.value)]
        ) { taken in
            let worth =
                GuestValue(
                    yearlySales: Estimate(taken[0]),
                    margin: Estimate(taken[1]),
                    returnRate: Estimate(taken[2]),
                    discount: Estimate(taken[3]),
                    yearCount: years
                )?.lifetime.mid ?? 0
            return taken[7] * worth - spent - count * taken[5] / 60 * taken[4]
                - taken[6] * yearShare
        }
    }

    /// What failures have cost and will cost: spent, and expected to be lost.
    var costOfFailure: Estimate {
        Estimate(Double(compensation + refunds)) + handling + lostMargin
    }

    /// How many guests' worth goes with cases: by the score of each, unscored as not won back.
    private static func losses(
        _ cases: [WorkedCase],
        _ response: SpendingResponse
    ) -> Estimate {
        cases.reduce(Estimate(0)) { sum, one in
            sum + response.shares(at: one.score ?? unscored).less
        }
    }

    /// What a recovery counts as that nobody scored: gains begin at 4.
    static let unscored = 3

    private static func strata(
        _ cases: [WorkedCase],
        _ returns: GuestReturns,
        _ now: Timestamp
    ) -> [RetainedValue.Stratum] {
        struct Key: Hashable {
            var severity: Int
            var tier: String
            var channel: Int64
        }
        struct Sums {
            var reached = (back: 0, all: 0)
            var late = (back: 0, all: 0)
        }
        var sums: [Key: Sums] = [:]
        for one in cases {
            guard let back = one.stay.flatMap({ returns.returned(after: $0, until: now) }) else {
                continue
            }
            let key = Key(
                severity: one.severity,
                tier: one.tier.lowercased(),
                channel: one.channel
            )
            if one.wasReached {
                sums[key, default: Sums()].reached.all += 1
                sums[key, default: Sums()].reached.back += back ? 1 : 0
            } else {
                sums[key, default: Sums()].late.all += 1
                sums[key, default: Sums()].late.back += back ? 1 : 0
            }
        }
        return sums.values.compactMap { sum in
            Part(count: sum.reached.back, of: sum.reached.all).map { reached in
                RetainedValue.Stratum(
                    recovered: reached,
                    comparison: Part(count: sum.late.back, of: sum.late.all),
                    guestValue: Estimate(1)
                )
            }
        }
    }
}

extension WorkedCase {
    /// Whether somebody answered in time and brought it to an end in time.
    var wasReached: Bool {
        guard state == .closed, let closedAt, let answeredAfter, outcome != .unreachable,
            outcome != .contactDeclined
        else { return false }
        return answeredAfter <= ValueFigures.answerHours * 3_600_000
            && closedAt.milliseconds - openedAt.milliseconds
                <= ValueFigures.closeDays * 86_400_000
    }
}

extension ParadoxIndex {
    /// Holds guests who were won back against those whom nothing befell, site by site, month by
    /// month, channel by channel; nil where there is nothing to compare.
    init?(recovered: [SatisfactionScore], unspoiled: [SatisfactionScore], seed: UInt64) {
        struct Key: Hashable {
            var site: UInt32
            var month: Int64
            var channel: Int64

            init(_ score: SatisfactionScore) {
                (site, month, channel) = (score.site, score.month, score.channel)
            }
        }
        let happy = Dictionary(grouping: unspoiled, by: Key.init)
        let strata = Dictionary(grouping: recovered, by: Key.init).map { key, scores in
            (
                key,
                Stratum(
                    recovered: scores.map(\.value),
                    unspoiled: (happy[key] ?? []).map(\.value)
                )
            )
        }.sorted { ($0.0.site, $0.0.month, $0.0.channel) < ($1.0.site, $1.0.month, $1.0.channel) }
        self.init(strata.map(\.1), seed: seed)
    }
}
