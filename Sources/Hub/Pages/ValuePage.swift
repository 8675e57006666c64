import Hummingbird
import Insight
import Recovery
import Storage
import Web

/// What failures cost and what recovery is worth, in one currency, with all that is assumed.
struct ValuePage {
    let pages: HubPages

    struct View: Decodable, Sendable {
        var weeks: Int?
        var until: String?
        var currency: String?
    }

    func add(to router: RouterGroup<HubContext>) {
        get("/value", router) { try response($0, $1) }
        get("/value.csv", router) { try csv($1) }
        get("/value.json", router) { try json($1) }
        router.post("/value") { request, context in
            let (reader, form) = try await context.form(AssumptionForm.self, request)
            return try await blocking { try keep(form, reader) }
        }
    }

    private func get(
        _ path: String,
        _ router: RouterGroup<HubContext>,
        _ body: @escaping @Sendable (HubReader, View) throws -> Response
    ) {
        router.get(RouterPath(path)) { request, context in
            let reader = try context.signedIn()
            let view = try request.uri.decodeQuery(as: View.self, context: context)
            return try await blocking { try body(reader, view) }
        }
    }

    private struct Content: Sendable {
        var frame: PageFrame
        var heading: String
        var lede: String
        var spans: [FailuresPage.Choice]
        var currencies: [FailuresPage.Choice]
        var currency: String
        var weeks: Int
        var isStated: Bool
        var statedBy: String
        var figures: [RecoveryPage.Figure]
        var sums: [ValueSum]
        var reviews: [ReviewLine]
        var comparison: String
        var isCompared: Bool
        var sensitivity: [SensitivityLine]
        var response: [ResponseLine]
        var paradox: String
        var fields: [AssumptionField]
        var years: Int
        var source: String
        var query: String
        var mayDecide: Bool
        var formToken: String
    }

    /// What is read for one view.
    struct Reading {
        var period: Period
        var currency: Currency
        var currencies: [Currency]
        var siteCount: Int
        var otherSiteCount: Int
        var assumed: ValueAssumptions?
        var kept: KeptAssumptions?
        var figures: ValueFigures?
        /// What the last 13, 26 and 52 weeks brought; empty for a shorter view.
        var reviews: [(weekCount: Int, figures: ValueFigures)]
        var paradox: ParadoxIndex?
        var secondSurveys: Int
        var stayCount: Int
        var query: String { "currency=\(currency.code)&\(period.query)" }
    }

    /// A month, and the programme's reviews after 3, 6 and 12.
    private static let reviewWeeks = Period.weekCounts

    func read(_ view: View, _ now: Timestamp, _ store: StoreReader) throws -> Reading {
        let period = Period(weekCount: view.weeks ?? 52, until: view.until, now: now)
        let sites = try store.currencies()
        let all = Set(sites.values).sorted { $0.code < $1.code }
        let currency = try Self.currency(view.currency, sites)
        let paying = Set(sites.filter { $0.value == currency }.keys)
        let kept = try store.assumptions(for: currency)
        let assumed = kept.flatMap { ValueAssumptions(kept: $0.text, currency: currency) }
        let returns = try store.guestReturns()
        let scores = try store.satisfaction(period.days, sites: paying)
        var spans: [(weekCount: Int, figures: ValueFigures)] = []
        if let assumed, let guest = assumed.guest {
            let cases = try store.workedCases(period.days).filter { paying.contains($0.site) }
            for count in Self.reviewWeeks where count <= period.weekCount {
                let first = period.days.upperBound - Int64(count) * 7 + 1
                spans.append(
                    (
                        count,
                        ValueFigures(
                            count == period.weekCount
                                ? cases : cases.filter { $0.happenedAt.day() >= first },
                            assumed,
                            guest,
                            returns: returns,
                            yearShare: Double(count * 7) / 365.25,
                            now: now
                        )
                    )
                )
            }
        }
        return Reading(
            period: period,
            currency: currency,
            currencies: all,
            siteCount: paying.count,
            otherSiteCount: sites.count - paying.count,
            assumed: assumed,
            kept: kept,
            figures: spans.last?.figures,
            reviews: spans.count > 1 ? spans.filter(\.figures.isCompared) : [],
            paradox: ParadoxIndex(
                recovered: scores.recovered,
                unspoiled: scores.unspoiled,
                seed: UInt64(bitPattern: period.lastMonday)
            ),
            secondSurveys: scores.recovered.count,
            stayCount: returns.stayCount
        )
    }

    /// The currency that an address names; else the one in which most sites pay.
    private static func currency(
        _ code: String?,
        _ sites: [UInt32: Currency]
    ) throws -> Currency {
        if let code, !code.isEmpty {
            guard let one = sites.values.first(where: { $0.code == code }) else {
                throw Problem(.notFound, "currency", ValueAssumptionError.currency.description)
            }
            return one
        }
        let counts = Dictionary(grouping: sites.values, by: { $0 }).mapValues(\.count)
        let most = counts.max { ($0.value, $1.key.code) < ($1.value, $0.key.code) }
        guard let most else {
            throw Problem(
                .notFound,
                "currency",
                "No site says in which currency it pays. Enrol a site on the page Sites first."
            )
        }
        return most.key
    }

    func response(_ reader: HubReader, _ view: View) throws -> Response {
        let now = WallClock.now()
        let standings = try pages.store.standings(now: now)
        let read = try pages.store.read { try self.read(view, now, $0) }
        let parts = ValueParts(read)
        let content = Content(
            frame: pages.frame("Value", .recovery, reader, standings),
            heading: parts.heading,
            lede: parts.lede(now),
            spans: Period.weekCounts.map { count in
                FailuresPage.Choice(
                    words: "\(count) weeks",
                    path: "/value?weeks=\(count)&currency=\(read.currency.code)",
                    isChosen: count == read.period.weekCount
                )
            },
            currencies: read.currencies.map {
                FailuresPage.Choice(words: $0.code, path: $0.code, isChosen: $0 == read.currency)
            },
            currency: read.currency.code,
            weeks: read.period.weekCount,
            isStated: read.figures != nil,
            statedBy: parts.statedBy,
            figures: parts.figures,
            sums: parts.sums,
            reviews: parts.reviews,
            comparison: parts.comparison,
            isCompared: read.figures?.isCompared ?? false,
            sensitivity: parts.sensitivity,
            response: parts.response,
            paradox: parts.paradox,
            fields: parts.fields,
            years: read.assumed?.yearCount ?? 5,
            source: read.assumed?.source ?? "",
            query: read.query,
            mayDecide: reader.mayDecide,
            formToken: reader.formToken
        )
        return try pages.page("hq-value", content)
    }

    // MARK: What is assumed

    private struct AssumptionForm: Decodable, Sendable {
        var currency: String
        var yearlySales: String
        var margin: String
        var returnRate: String
        var discount: String
        var hourlyWage: String
        var minutesPerCase: String
        var fixedPerYear: String
        var years: String
        var source: String

        func text(_ item: ValueAssumptions.Item) -> String {
            switch item {
            case .yearlySales: yearlySales
            case .margin: margin
            case .returnRate: returnRate
            case .discount: discount
            case .hourlyWage: hourlyWage
            case .minutesPerCase: minutesPerCase
            case .fixedPerYear: fixedPerYear
            }
        }
    }

    private func keep(_ form: AssumptionForm, _ reader: HubReader) throws -> Response {
        try ProblemsPage.mayDecide(reader)
        let known = try pages.store.read { try $0.currencies() }.values
        guard let currency = known.first(where: { $0.code == form.currency }) else {
            throw ValueAssumptionError.currency
        }
        var values: [ValueAssumptions.Item: Estimate] = [:]
        for item in ValueAssumptions.Item.allCases { values[item] = Self.estimate(form.text(item)) }
        let assumed = try ValueAssumptions(
            currency: currency,
            values: values,
            yearCount: Int(form.years) ?? 0,
            source: form.source
        )
        try pages.store.keepAssumptions(
            assumed.text,
            for: currency,
            author: reader.name,
            now: WallClock.now()
        )
        return .seeOther("/value?currency=\(currency.code)")
    }

    /// `300 450 900`, or one number for a figure that is known.
    static func estimate(_ text: String) -> Estimate? {
        let words = text.replacing(",", with: ".").split { $0.isWhitespace || $0 == ";" }
        let numbers = words.compactMap { Double($0) }.filter(\.isFinite)
        guard numbers.count == words.count else { return nil }
        return switch numbers.count {
        case 1: Estimate(numbers[0])
        case 3: Estimate(low: numbers[0], mid: numbers[1], high: numbers[2])
        default: nil
        }
    }

    // MARK: For programs and sheets

    func csv(_ view: View) throws -> Response {
        let read = try pages.store.read { try self.read(view, WallClock.now(), $0) }
        return Sheet.csv(
            "value",
            ["figure", "currency", "low", "mid", "high"],
            ValueParts(read).amounts.map { one in
                [one.name, read.currency.code]
                    + [one.value.low, one.value.mid, one.value.high].map { Numbers.fixed($0, 4) }
            }
        )
    }

    func json(_ view: View) throws -> Response {
        let now = WallClock.now()
        let read = try pages.store.read { try self.read(view, now, $0) }
        return Sheet.json([
            "asOf": .text(now.description), "currency": .text(read.currency.code),
            "unit": .text("minor units"),
            "cases": .integer(Int64(read.figures?.caseCount ?? 0)),
            "assumptions": .text(read.assumed?.text ?? ""),
            "figures": .array(
                ValueParts(read).amounts.map { one in
                    [
                        "name": .text(one.name), "low": .decimal(one.value.low, decimals: 4),
                        "mid": .decimal(one.value.mid, decimals: 4),
                        "high": .decimal(one.value.high, decimals: 4),
                    ]
                }
            ),
        ])
    }
}
