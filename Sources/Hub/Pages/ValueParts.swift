import Insight
import Recovery
import Storage
import Web

/// A line of a sum, as low, mid and high.
struct ValueSum: Sendable {
    var name: String
    var detail: String
    var low: String
    var mid: String
    var high: String
    var isTotal: Bool
}

/// What the programme brought over some months.
struct ReviewLine: Sendable {
    var span: String
    var cases: String
    var kept: String
    var net: String
    var netRange: String
    var returned: String
}

struct SensitivityLine: Sendable {
    var name: String
    var assumed: String
    var atLow: String
    var atHigh: String
}

struct ResponseLine: Sendable {
    var score: Int
    var more: String
    var less: String
    var kind: String
}

struct AssumptionField: Sendable {
    var id: String
    var words: String
    var value: String
}

/// The parts of the value page.
struct ValueParts {
    let read: ValuePage.Reading

    init(_ read: ValuePage.Reading) { self.read = read }

    /// An amount in whole units of the currency.
    private func money(_ minor: Double) -> String {
        let unit = read.assumed?.unit ?? 100
        return Numbers.grouped(Int64((minor / unit).rounded())) + " " + read.currency.code
    }

    private func range(_ value: Estimate) -> String {
        "\(money(value.low)) to \(money(value.high))"
    }

    var heading: String {
        guard let figures = read.figures else { return "What recovery is worth is not known yet" }
        guard figures.isCompared else { return "What recovery keeps cannot be seen yet" }
        let net = figures.programme.net
        if net.low > 0 { return "Recovery brings more than it costs" }
        if net.high < 0 { return "Recovery costs more than it brings" }
        return "Recovery may bring more than it costs, or less"
    }

    func lede(_ now: Timestamp) -> String {
        "\(Numbers.count(read.siteCount, "site")) that pay in \(read.currency.code), the "
            + "\(read.period.words), as of \(HubTime.clock(now))."
            + (read.otherSiteCount == 0
                ? ""
                : " \(Numbers.count(read.otherSiteCount, "site")) of other currencies left out: no "
                    + "exchange rate is assumed.")
    }

    var statedBy: String {
        guard let kept = read.kept, let assumed = read.assumed else { return "" }
        return "Assumed by \(kept.author) on \(HubTime.day(kept.at.day())). Source: "
            + "\(assumed.source). Looked ahead \(Numbers.count(assumed.yearCount, "year"))."
    }

    var figures: [RecoveryPage.Figure] {
        guard let figures = read.figures else { return [] }
        let roi = figures.isCompared ? figures.programme.returnOnInvestment : nil
        func kept(_ label: String, _ value: Estimate) -> RecoveryPage.Figure {
            figures.isCompared
                ? figure(label, value, nil)
                : RecoveryPage.Figure(
                    label: label,
                    number: "-",
                    unit: "",
                    detail: "no guest to compare with yet",
                    path: nil
                )
        }
        return [
            figure("Cost of failure", figures.costOfFailure, "/recovery?\(read.period.query)"),
            figure(
                "Value at risk",
                figures.atRisk,
                "/recovery/cases?part=open&\(read.period.query)"
            ),
            kept("Kept by recovery", figures.programme.retained),
            kept("Net of its cost", figures.programme.net),
            RecoveryPage.Figure(
                label: "Return on the programme",
                number: roi.map { percent($0.mid) } ?? "-",
                unit: "",
                detail: roi.map { "\(percent($0.low)) to \(percent($0.high))" }
                    ?? (figures.isCompared
                        ? "its cost may be nothing" : "no guest to compare with yet"),
                path: nil
            ),
        ]
    }

    private func percent(_ ratio: Double) -> String { Numbers.fixed(ratio * 100, 0) + " %" }

    private func figure(
        _ label: String,
        _ value: Estimate,
        _ path: String?
    ) -> RecoveryPage.Figure {
        RecoveryPage.Figure(
            label: label,
            number: money(value.mid),
            unit: "",
            detail: range(value),
            path: path
        )
    }

    /// Every amount, for files too; the return is a ratio.
    var amounts: [(name: String, value: Estimate)] {
        guard let figures = read.figures else { return [] }
        let spent: [(name: String, value: Estimate)] = [
            ("compensation", Estimate(Double(figures.compensation))),
            ("refunds", Estimate(Double(figures.refunds))), ("handling", figures.handling),
            ("lostMargin", figures.lostMargin), ("costOfFailure", figures.costOfFailure),
            ("valueAtRisk", figures.atRisk), ("guestWorth", figures.guestWorth),
            ("fixedCost", figures.fixed), ("programmeCost", figures.programme.cost),
        ]
        guard figures.isCompared else { return spent }
        return spent + [
            ("extraReturns", figures.extraReturns), ("retained", figures.programme.retained),
            ("net", figures.programme.net),
        ] + (figures.programme.returnOnInvestment.map { [("returnOnInvestment", $0)] } ?? [])
    }

    var sums: [ValueSum] {
        guard let figures = read.figures else { return [] }
        func line(_ name: String, _ detail: String, _ value: Estimate, isTotal: Bool = false)
            -> ValueSum
        {
            ValueSum(
                name: name,
                detail: detail,
                low: money(value.low),
                mid: money(value.mid),
                high: money(value.high),
                isTotal: isTotal
            )
        }
        let spent = Estimate(Double(figures.compensation))
        let cost = [
            line("Given to guests, our cost", "remedies delivered and not taken back", spent),
            line(
                "Refunds",
                "money back for what was not delivered",
                Estimate(Double(figures.refunds))
            ),
            line(
                "Staff time",
                "\(Numbers.grouped(figures.caseCount)) cases, minutes, wage",
                figures.handling
            ),
            line(
                "Margin lost with guests",
                "a guest’s worth by the chance to lose it, by score",
                figures.lostMargin
            ),
            line("Cost of failure", "", figures.costOfFailure, isTotal: true),
            line(
                "A guest’s worth",
                "yearly profit by the years they return",
                figures.guestWorth
            ),
        ]
        guard figures.isCompared else { return cost }
        let minus = Estimate(0) - figures.programme.cost
        return cost + [
            line(
                "Kept by recovery",
                "guests beyond those who would have returned anyway",
                figures.programme.retained
            ),
            line("Programme", "remedies, refunds, staff time and fixed cost", minus),
            line("Net incremental value", "", figures.programme.net, isTotal: true),
        ]
    }

    var reviews: [ReviewLine] {
        let names = [4: "4 weeks", 13: "3 months", 26: "6 months", 52: "12 months"]
        return read.reviews.map { review in
            let programme = review.figures.programme
            return ReviewLine(
                span: names[review.weekCount] ?? "\(review.weekCount) weeks",
                cases: Numbers.grouped(review.figures.caseCount),
                kept: Numbers.fixed(review.figures.kept.extraReturns, 1),
                net: money(programme.net.mid),
                netRange: range(programme.net),
                returned: programme.returnOnInvestment.map {
                    "\(percent($0.mid)) (\(percent($0.low)) to \(percent($0.high)))"
                } ?? "-"
            )
        }
    }

    var comparison: String {
        guard let kept = read.figures?.kept else { return "" }
        let rule =
            "Reached means: somebody answered the call within \(ValueFigures.answerHours) "
            + "hours and the case was closed within \(ValueFigures.closeDays) days. They are held "
            + "against guests with failures of the same severity who came by the same channel and "
            + "bear the same rank, and were not reached, or late. A guest is known again by the "
            + "address or number of their stays. "
        if kept.matchedCount == 0 {
            return rule + "No reached guest has a match (\(Numbers.count(read.stayCount, "stay")) "
                + "known with an address): nothing is claimed. Houses import stays, and cases are "
                + "bound to them."
        }
        return rule + "\(Numbers.count(kept.matchedCount, "reached guest")) with a match, "
            + "\(Numbers.grouped(kept.unmatchedCount)) without one are left out. Returned beyond "
            + "the expected: \(Numbers.fixed(kept.extraReturns, 1)), 95 % "
            + "\(Numbers.fixed(kept.value.low, 1)) to \(Numbers.fixed(kept.value.high, 1)). Who "
            + "was reached was not drawn by lot: what else made the difference is in it."
    }

    var sensitivity: [SensitivityLine] {
        guard let figures = read.figures, let assumed = read.assumed else { return [] }
        let items = Dictionary(
            ValueAssumptions.Item.allCases.map { ($0.words, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        return figures.sensitivity.rows.map { row in
            let value = items[row.name].flatMap { assumed.values[$0] } ?? row.assumed
            return SensitivityLine(
                name: row.name,
                assumed: [value.low, value.mid, value.high].map(Self.plain)
                    .joined(separator: ", "),
                atLow: money(row.atLow),
                atHigh: money(row.atHigh)
            )
        }
    }

    static func plain(_ number: Double) -> String {
        number == number.rounded() ? Numbers.fixed(number, 0) : Numbers.fixed(number, 2)
    }

    var response: [ResponseLine] {
        (1...7).map { score in
            let shares = SpendingResponse().shares(at: score)
            return ResponseLine(
                score: score,
                more: percent(shares.more.mid),
                less: shares.less.low == shares.less.high
                    ? percent(shares.less.mid)
                    : "\(percent(shares.less.low)) to \(percent(shares.less.high))",
                kind: shares.answerCount == 0 ? "prior" : "own, \(shares.answerCount) answers"
            )
        }
    }

    var paradox: String {
        guard let index = read.paradox else {
            return "No figure: \(Numbers.count(read.secondSurveys, "second survey")) of won-back "
                + "guests, and none with guests of the same site, month and channel to compare. "
                + "The score that made a recovery is not counted a second time."
        }
        let words =
            index.isPositive
            ? "Won-back guests are happier than those whom nothing befell."
            : index.interval.high < 0
                ? "Won-back guests are less happy than those whom nothing befell."
                : "No difference is shown."
        return "\(words) \(Numbers.fixed(index.value, 1)) points of 100, 95 % "
            + "\(Numbers.fixed(index.interval.low, 1)) to "
            + "\(Numbers.fixed(index.interval.high, 1)), "
            + "\(Numbers.count(index.matchedCount, "guest")) 90 days after, held against guests of "
            + "the same site, month and channel."
    }

    var fields: [AssumptionField] {
        ValueAssumptions.Item.allCases.map { item in
            AssumptionField(
                id: item.rawValue,
                words: item.words + (item.isMoney ? ", in \(read.currency.code)" : ""),
                value: read.assumed?.values[item].map {
                    [$0.low, $0.mid, $0.high].map(Self.plain).joined(separator: " ")
                } ?? ""
            )
        }
    }
}
