import Hummingbird
import Insight
import Recovery
import Storage
import Web

/// How well failures were put right, at all sites or at one.
struct RecoveryPage {
    let pages: HubPages

    struct View: Decodable, Sendable {
        var weeks: Int?
        var until: String?
        var site: String?
        /// Which of the cases, for the rows behind a figure.
        var part: String?
    }

    private struct Content: Sendable {
        var frame: PageFrame
        var heading: String
        var lede: String
        var spans: [FailuresPage.Choice]
        var sites: [FailuresPage.Choice]
        var weeks: Int
        var figures: [Figure]
        var survival: SurvivalPlot
        var scores: [Score]
        var scoreNote: String
        var cares: [Cares]
        var caresNote: String
        var equity: [Equity]
        var definitions: [Definition]
        var query: String
        var isEmpty: Bool
    }

    struct Figure: Sendable {
        var label: String
        var number: String
        var unit: String
        var detail: String
        var path: String?
    }

    private struct Score: Sendable {
        var name: String
        var length: String
        var count: String
        var path: String
    }

    private struct Cares: Sendable {
        var name: String
        var guests: String
        var leaders: String
    }

    private struct Equity: Sendable {
        var name: String
        var code: String
        var path: String
        var settled: String
        var free: String
        var freePath: String
        var paidPath: String
        var middle: String
        var ratio: String
        var interval: String
        var isApart: Bool
    }

    struct Definition: Sendable {
        var term: String
        var words: String
    }

    struct Reading {
        var period: Period
        var figures: RecoveryFigures
        var cares: [(items: CaresItems, isGuest: Bool)]
        var equity: [RemedyEquity.Row]
        var directory: SiteDirectory
        var currencies: [UInt32: Currency]
        var site: (number: UInt32, name: SiteName)?

        var query: String {
            "\(period.query)" + (site.map { "&site=\($0.name.code)" } ?? "")
        }
    }

    func read(_ view: View, _ now: Timestamp, _ store: StoreReader) throws -> Reading {
        let period = Period(weekCount: view.weeks ?? 13, until: view.until, now: now)
        let directory = try store.sites()
        var site: (UInt32, SiteName)?
        if let code = view.site, !code.isEmpty {
            guard let number = directory.number(code: code) else {
                throw FailuresPage.unknownSite(code)
            }
            site = (number, directory[number])
        }
        // Alike cases are looked for at all sites, also where one is shown.
        let all = try store.workedCases(period.days, site: nil)
        let cases = site.map { chosen in all.filter { $0.site == chosen.0 } } ?? all
        let currencies = try store.currencies()
        return Reading(
            period: period,
            figures: RecoveryFigures(cases, now: now),
            cares: try store.caresAnswers(period.days, site: site?.0),
            equity: RemedyEquity(all, currencies: currencies.mapValues(\.code)).rows.filter {
                site == nil || $0.site == site?.0
            },
            directory: directory,
            currencies: currencies,
            site: site
        )
    }

    func response(_ reader: HubReader, _ view: View) throws -> Response {
        let now = WallClock.now()
        let standings = try pages.store.standings(now: now)
        let content = try pages.store.read { store in
            let read = try read(view, now, store)
            let scores = Self.scores(read)
            return Content(
                frame: pages.frame("Recovery", .recovery, reader, standings),
                heading: Self.heading(read),
                lede: "\(Numbers.count(read.figures.cases.count, "case")) of the "
                    + "\(read.period.words)" + (read.site.map { " at \($0.name.name)" } ?? "")
                    + ", as of \(HubTime.clock(now)). Drills, merged cases and those that were no "
                    + "failure are left out.",
                spans: Period.weekCounts.map { count in
                    FailuresPage.Choice(
                        words: "\(count) weeks",
                        path: "/recovery?weeks=\(count)"
                            + (read.site.map { "&site=\($0.name.code)" } ?? ""),
                        isChosen: count == read.period.weekCount
                    )
                },
                sites: [
                    FailuresPage.Choice(words: "All sites", path: "", isChosen: read.site == nil)
                ]
                    + standings.map(\.account).sorted { $0.code < $1.code }.map { account in
                        FailuresPage.Choice(
                            words: "\(account.name) (\(account.code))",
                            path: account.code,
                            isChosen: account.site == read.site?.number
                        )
                    },
                weeks: read.period.weekCount,
                figures: Self.figures(read),
                survival: Self.survival(read.figures),
                scores: scores,
                scoreNote: Self.scoreNote(read.figures),
                cares: Self.cares(read.cares),
                caresNote: Self.caresNote(read.cares),
                equity: read.equity.map { Self.equity($0, read) },
                definitions: Self.definitions,
                query: read.query,
                isEmpty: read.figures.cases.isEmpty
            )
        }
        return try pages.page("hq-recovery", content)
    }

    private static func heading(_ read: Reading) -> String {
        guard let rate = read.figures.rate, let recovered = rate.recovered else {
            return "No guest has scored a recovery yet"
        }
        return "\(Numbers.share(recovered.count, of: recovered.size)) of "
            + "\(Numbers.count(recovered.size, "guest")) who scored it were won back"
    }

    static func hours(_ value: Double?) -> String {
        value.map { $0 < 48 ? "\(Numbers.fixed($0, 1)) h" : "\(Numbers.fixed($0 / 24, 1)) days" }
            ?? "not yet"
    }

    private static func percent(_ part: Insight.Part?) -> (number: String, interval: String) {
        guard let part else { return ("-", "nothing to count yet") }
        let bounds = Interval.share(of: part)
        return (
            Numbers.share(part.count, of: part.size),
            "\(Numbers.grouped(part.count)) of \(Numbers.grouped(part.size)), 95 % "
                + "\(Numbers.fixed(bounds.low * 100, 0)) to "
                + "\(Numbers.fixed(bounds.high * 100, 0)) %"
        )
    }

    private static func figures(_ read: Reading) -> [Figure] {
        let figures = read.figures
        func path(_ part: RecoveryFigures.Part) -> String {
            "/recovery/cases?part=\(part.rawValue)&\(read.query)"
        }
        let open = figures.openHours()
        let answers = figures.answerMinutes
        let (doubled, free) = (percent(figures.doubleDeviation), percent(figures.settledFree))
        let answered = answers.median.map { Numbers.fixed($0, 0) }
        return [
            Figure(
                label: "Half are closed after",
                number: hours(open.median),
                unit: "",
                detail: "the slowest tenth after \(hours(open.time(ended: 0.9))); "
                    + "\(Numbers.grouped(figures.count(.open))) still open are counted in",
                path: path(.open)
            ),
            Figure(
                label: "Half of the calls answered after",
                number: answered ?? "not yet",
                unit: answered == nil ? "" : "min",
                detail: "\(Numbers.grouped(figures.count(.unanswered))) calls without an answer",
                path: path(.unanswered)
            ),
            Figure(
                label: "Let down twice",
                number: doubled.number,
                unit: "",
                detail: doubled.interval,
                path: path(.doubled)
            ),
            Figure(
                label: "Settled without money",
                number: free.number,
                unit: "",
                detail: free.interval,
                path: path(.free)
            ),
            Figure(
                label: "CARES index",
                number: Self.index(read.cares).map { Numbers.fixed($0, 2) } ?? "-",
                unit: "of 7",
                detail: "\(Numbers.count(read.cares.count, "answer")), from reviews and guests",
                path: nil
            ),
        ]
    }

    private static func index(_ cares: [(items: CaresItems, isGuest: Bool)]) -> Double? {
        let known = cares.compactMap(\.items.index)
        return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }

    private static func survival(_ figures: RecoveryFigures) -> SurvivalPlot {
        let groups: [(String, (WorkedCase) -> Bool)] = [
            ("Severity 4 and 5", { $0.severity >= 4 }), ("Severity 3", { $0.severity == 3 }),
            ("Severity 1 and 2", { $0.severity <= 2 }),
        ]
        return SurvivalPlot(
            name: "How long cases stay open",
            finding: "Half are closed after \(hours(figures.openHours().median))",
            unit: "hours since it was received, two weeks shown",
            groups: groups.compactMap { name, isOne in
                let spells = figures.cases.filter(isOne).map { shownSpell(figures.openSpell($0)) }
                guard !spells.isEmpty else { return nil }
                let curve = KaplanMeier(spells)
                return SurvivalPlot.Group(
                    name,
                    steps: thinned(curve.steps).map { step in
                        let interval = step.interval()
                        return SurvivalPlot.Step(
                            time: step.time,
                            share: step.open,
                            interval: interval.low...interval.high
                        )
                    },
                    closed: spells.filter(\.isOver).map(\.length),
                    stillOpen: spells.filter { !$0.isOver }.map(\.length),
                    median: curve.median
                )
            }
        )
    }

    /// A case is followed for two weeks in the drawing: what matters happens in them.
    private static func shownSpell(_ spell: KaplanMeier.Spell) -> KaplanMeier.Spell {
        let hours = 14 * 24.0
        return spell.length <= hours ? spell : KaplanMeier.Spell(length: hours, isOver: false)
    }

    /// Steps as a drawing shows them: one where the share has moved by half a percent.
    private static func thinned(_ steps: [KaplanMeier.Step]) -> [KaplanMeier.Step] {
        var kept: [KaplanMeier.Step] = []
        for step in steps where (kept.last?.open ?? 1) - step.open >= 0.005 { kept.append(step) }
        return kept
    }

    private static func scores(_ read: Reading) -> [Score] {
        let scores = read.figures.scores
        let bands: [(String, RecoveryFigures.Part, ClosedRange<Int>)] = [
            ("6 and 7, won back", .recovered, 6...7), ("4 and 5, partly", .partly, 4...5),
            ("1 to 3, lost", .failed, 1...3),
        ]
        let unscored = read.figures.count(.unscored)
        let counts = bands.map { band in band.2.reduce(0) { $0 + (scores[$1] ?? 0) } } + [unscored]
        let most = counts.max() ?? 1
        return zip(bands.map { ($0.0, $0.1) } + [("closed without a score", .unscored)], counts).map
        {
            band,
            count in
            Score(
                name: band.0,
                length: Numbers.fixed(Double(count) * 100 / Double(max(1, most)), 1),
                count: Numbers.grouped(count),
                path: "/recovery/cases?part=\(band.1.rawValue)&\(read.query)"
            )
        }
    }

    private static func scoreNote(_ figures: RecoveryFigures) -> String {
        guard let rate = figures.rate else { return "No case is closed yet." }
        return "\(Numbers.share(rate.scored.count, of: rate.scored.size)) of "
            + "\(Numbers.count(rate.scored.size, "closed case")) are scored. Were all others lost, "
            + "\(Numbers.fixed(rate.bounds.low * 100, 0)) % would be won back; were all of them "
            + "won, \(Numbers.fixed(rate.bounds.high * 100, 0)) %."
    }

    private static func cares(_ answers: [(items: CaresItems, isGuest: Bool)]) -> [Cares] {
        CaresItems.Item.allCases.map { item in
            func mean(_ isGuest: Bool) -> String {
                let scores = answers.filter { $0.isGuest == isGuest }
                    .compactMap { $0.items.scores[item]?.value }
                return scores.isEmpty
                    ? "-"
                    : Numbers.fixed(Double(scores.reduce(0, +)) / Double(scores.count), 2)
                        + " (\(Numbers.grouped(scores.count)))"
            }
            let name = "\(item)"
            return Cares(
                name: name.prefix(1).uppercased() + name.dropFirst(),
                guests: mean(true),
                leaders: mean(false)
            )
        }
    }

    private static func caresNote(_ answers: [(items: CaresItems, isGuest: Bool)]) -> String {
        let guests = answers.count(where: \.isGuest)
        return "Means from 1 to 7, and how many. \(Numbers.count(guests, "guest")) and "
            + "\(Numbers.count(answers.count - guests, "review")) of those who lead."
    }

    private static func equity(_ row: RemedyEquity.Row, _ read: Reading) -> Equity {
        let site = read.directory[row.site]
        let currency = read.currencies[row.site]
        func money(_ minor: Int64) -> String {
            currency.map { Money(minorUnits: minor, currency: $0).description } ?? "\(minor)"
        }
        func path(_ part: RecoveryFigures.Part) -> String {
            "/recovery/cases?part=\(part.rawValue)&\(read.period.query)&site=\(site.code)"
        }
        return Equity(
            name: site.name,
            code: site.code,
            path: "/recovery?\(read.period.query)&site=\(site.code)",
            settled: Numbers.grouped(row.settled),
            free: Numbers.share(row.settled - row.paid, of: row.settled),
            freePath: path(.free),
            paidPath: path(.paid),
            middle: "\(money(row.quartiles.middle)) (\(money(row.quartiles.low)) to "
                + "\(money(row.quartiles.high)))",
            ratio: row.ratio.map { Numbers.fixed($0, 2) } ?? "too few",
            interval: row.interval.map(EffectWords.interval) ?? "",
            isApart: row.interval.map { $0.high < 1 || $0.low > 1 } ?? false
        )
    }

    private static let definitions = [
        Definition(
            term: "Half are closed after",
            words: "The Kaplan-Meier median from receiving to closing. Open cases count as long as "
                + "they have been open; the mean of closed ones alone would be too short."
        ),
        Definition(
            term: "Let down twice",
            words: "Recoveries that ended with a score of 1 to 3, were reopened, or were followed "
                + "by the same failure in the same stay, of all attempted (double deviation)."
        ),
        Definition(
            term: "Settled without money",
            words: "Closed cases in which nothing that costs the house was given and kept, of all "
                + "closed ones in which the house agreed that it let the guest down."
        ),
        Definition(
            term: "Given against alike cases",
            words: "What a site’s guests were given, divided by what the same mix of severities "
                + "was given at all sites of its currency. From \(RemedyEquity.settledMin) settled "
                + "cases on; the interval is by drawing its cases again."
        ),
        Definition(
            term: "CARES",
            words: "Communication, accountability, responsiveness, empathy and solution, each from "
                + "1 to 7, by guests after closing and by those who lead in their reviews."
        ),
    ]
}
