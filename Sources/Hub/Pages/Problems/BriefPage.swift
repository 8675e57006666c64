import Hummingbird
import Insight
import Recovery
import Storage
import Web

/// The week on one sheet, for the whole company or for one site: what to decide, what failed.
struct BriefPage {
    let pages: HubPages

    struct View: Decodable, Sendable {
        var until: String?
        var site: String?
    }

    struct Content: Sendable {
        var frame: PageFrame
        var heading: String
        var lede: String
        var figures: [RecoveryPage.Figure]
        var agenda: [Item]
        var kinds: [Kind]
        var all: Kind
        var sites: [FailuresPage.Choice]
        var earlier: String
        var foot: String
    }

    /// Something to decide or to do.
    struct Item: Sendable {
        var what: String
        var detail: String
        var path: String
        var who: String
        var by: String
        var mark: String
        var icon: String
    }

    struct Kind: Sendable {
        var name: String
        var path: String
        var week: String
        var month: String
        var before: String
    }

    /// So many kinds stand on the sheet; the others are one line.
    private static let kindCountMax = 8

    func response(_ reader: HubReader, _ view: View) throws -> Response {
        try pages.page("hq-brief", try content(reader, view))
    }

    func content(_ reader: HubReader, _ view: View) throws -> Content {
        let now = WallClock.now()
        let standings = try pages.store.standings(now: now)
        let week = Period(weekCount: 1, until: view.until, now: now)
        return try pages.store.read { store in
            let directory = try store.sites()
            let site = try view.site.flatMap { $0.isEmpty ? nil : $0 }.map { code in
                guard let number = directory.number(code: code) else {
                    throw FailuresPage.unknownSite(code)
                }
                return number
            }
            let name = site.map { directory[$0] }
            let month = Period(weekCount: 4, until: view.until, now: now)
            let counts = (
                week: try store.failureCounts(week.days).only(site),
                month: try store.failureCounts(month.days).only(site),
                before: try store.failureCounts(month.earlier(byWeeks: 4).days).only(site)
            )
            let figures = RecoveryFigures(try store.workedCases(month.days, site: site), now: now)
            let agenda = try Agenda(store, standings, now: now, site: name?.code).items
            let behind = standings.filter { standing in
                (site == nil || standing.account.site == site)
                    && standing.account.heardAt.map { $0.day() <= week.days.upperBound } ?? true
            }.map(\.account.code)
            return Content(
                frame: pages.frame("Weekly brief", .week, reader, standings),
                heading: name?.name ?? "All sites",
                lede: "Monday \(HubTime.shortDay(week.days.lowerBound)) to "
                    + "\(HubTime.day(week.days.upperBound)). As of \(HubTime.clock(now)), "
                    + (behind.isEmpty
                        ? "complete."
                        : "not heard since: \(behind.prefix(8).joined(separator: ", "))"
                            + (behind.count > 8 ? " and \(behind.count - 8) more." : ".")),
                figures: Self.figures(counts.week, counts.month, figures, month, name?.code),
                agenda: agenda,
                kinds: Self.kinds(counts, try FailureNames(store), month),
                all: Kind(
                    name: "All",
                    path: "/failures?\(month.query)",
                    week: Numbers.grouped(counts.week.total),
                    month: Numbers.grouped(counts.month.total),
                    before: Numbers.grouped(counts.before.total)
                ),
                sites: [FailuresPage.Choice(words: "All sites", path: "", isChosen: site == nil)]
                    + standings.map(\.account).sorted { $0.code < $1.code }.map {
                        FailuresPage.Choice(
                            words: "\($0.name) (\($0.code))",
                            path: $0.code,
                            isChosen: $0.site == site
                        )
                    },
                earlier: "/brief?until="
                    + CalendarDay(daysSince1970: week.days.upperBound - 7).description
                    + (name.map { "&site=\($0.code)" } ?? ""),
                foot: "Drills, merged cases and those that were no failure are left out. "
                    + "Weeks run by UTC."
            )
        }
    }

    private static func figures(
        _ week: FailureCounts,
        _ month: FailureCounts,
        _ figures: RecoveryFigures,
        _ period: Period,
        _ site: String?
    ) -> [RecoveryPage.Figure] {
        let query = period.query + (site.map { "&site=\($0)" } ?? "")
        func path(_ part: RecoveryFigures.Part) -> String {
            "/recovery/cases?part=\(part.rawValue)&\(query)"
        }
        let won = figures.rate?.recovered
        return [
            RecoveryPage.Figure(
                label: "Let down",
                number: Numbers.grouped(week.total),
                unit: week.total == 1 ? "case" : "cases",
                detail: "\(Numbers.grouped(month.total)) in four weeks",
                path: "/failures?\(query)"
            ),
            RecoveryPage.Figure(
                label: "Still to mend",
                number: Numbers.grouped(figures.count(.open)),
                unit: "",
                detail: "of these four weeks",
                path: path(.open)
            ),
            RecoveryPage.Figure(
                label: "Won back",
                number: won.map { Numbers.share($0.count, of: $0.size) } ?? "-",
                unit: "",
                detail: won.map { "of \(Numbers.count($0.size, "guest")) who scored it" }
                    ?? "nobody has scored it",
                path: path(.recovered)
            ),
            RecoveryPage.Figure(
                label: "Let down twice",
                number: Numbers.grouped(figures.count(.doubled)),
                unit: "",
                detail: "in four weeks",
                path: path(.doubled)
            ),
            RecoveryPage.Figure(
                label: "Half are closed after",
                number: RecoveryPage.hours(figures.openHours().median),
                unit: "",
                detail: "open ones counted in",
                path: nil
            ),
        ]
    }

    private static func kinds(
        _ counts: (week: FailureCounts, month: FailureCounts, before: FailureCounts),
        _ names: FailureNames,
        _ month: Period
    ) -> [Kind] {
        counts.month.scenarios.prefix(kindCountMax).map { code in
            Kind(
                name: names[code],
                path: "/failure?code=\(code)&\(month.query)",
                week: Numbers.grouped(counts.week.total(code)),
                month: Numbers.grouped(counts.month.total(code)),
                before: Numbers.grouped(counts.before.total(code))
            )
        }
    }
}

/// What the huddle talks about: what is overdue, due, back again, or ready to be judged.
struct Agenda {
    let items: [BriefPage.Item]

    /// Actions due within so many days are on it.
    private static let aheadDays: Int64 = 14

    init(
        _ store: StoreReader,
        _ standings: [SiteStanding],
        now: Timestamp,
        site: String?
    ) throws {
        let reading = ActionReading(store, standings, now: now)
        var items: [BriefPage.Item] = []
        for problem in try store.problems() {
            guard site.map({ problem.sites.isEmpty || problem.sites.contains($0) }) ?? true else {
                continue
            }
            if let item = Self.item(problem, now) { items.append(item) }
            for action in try store.actions(of: problem.id) {
                guard site.map({ action.sites.isEmpty || action.sites.contains($0) }) ?? true else {
                    continue
                }
                if let item = Self.owed(action, problem, now) { items.append(item) }
                guard action.state == .done,
                    let effect = try reading.effect(of: action, on: problem.scenario),
                    effect.verdict == .helped || effect.verdict == .worse
                else { continue }
                items.append(
                    Self.line(
                        problem,
                        "Judge “\(action.title)”",
                        EffectWords.verdict(effect),
                        who: problem.owner,
                        by: "this week",
                        ("brass", "act")
                    )
                )
            }
        }
        items += standings.filter { $0.kind == .silent }.filter { silent in
            site.map { $0 == silent.account.code } ?? true
        }.map { silent in
            BriefPage.Item(
                what: "Call \(silent.account.name): it is silent",
                detail: "for \(HubTime.span((silent.silence?.components.seconds ?? 0) * 1000))",
                path: "/cases?site=\(silent.account.code)",
                who: "",
                by: "today",
                mark: "late",
                icon: "late"
            )
        }
        self.items = items.filter { $0.mark == "late" } + items.filter { $0.mark != "late" }
    }

    private static func item(_ problem: RecurringProblem, _ now: Timestamp) -> BriefPage.Item? {
        let age = (now.milliseconds - problem.openedAt.milliseconds) / 86_400_000
        return switch problem.state {
        case .relapsed:
            line(
                problem,
                "\(problem.title) came back",
                "An action had helped, and does no longer",
                who: problem.owner,
                by: "this week",
                ("late", "late")
            )
        case .open where age >= aheadDays:
            line(
                problem,
                "\(problem.title): find the cause",
                "taken up \(age) days ago, no cause is shown yet",
                who: problem.owner,
                by: "this week",
                ("act", "act")
            )
        case .open, .understood, .acting, .watching, .solved: nil
        }
    }

    private static func owed(
        _ action: CorrectiveAction,
        _ problem: RecurringProblem,
        _ now: Timestamp
    ) -> BriefPage.Item? {
        guard action.state.isOwed, action.dueDay <= now.day() + aheadDays else { return nil }
        let isOver = action.isOverdue(on: now.day())
        return line(
            problem,
            action.title,
            isOver
                ? "\(Numbers.count(Int(now.day() - action.dueDay), "day")) over"
                : action.state.words,
            who: action.owner,
            by: HubTime.shortDay(action.dueDay),
            isOver ? ("late", "late") : ("line", "clock")
        )
    }

    private static func line(
        _ problem: RecurringProblem,
        _ what: String,
        _ detail: String,
        who: String,
        by: String,
        _ sign: (mark: String, icon: String)
    ) -> BriefPage.Item {
        BriefPage.Item(
            what: what,
            detail: "\(problem.reference): \(detail)",
            path: "/problems/\(problem.number)",
            who: who,
            by: by,
            mark: sign.mark,
            icon: sign.icon
        )
    }
}
