import HTTPTypes
import Hummingbird
import Insight
import Recovery
import Storage
import Web

/// In what the cases of one kind differ from all other failures, down to the cases.
struct CausesPage {
    let pages: HubPages

    struct View: Decodable, Sendable {
        var code: String?
        var weeks: Int?
        var until: String?
        var site: String?
        /// A factor and a level of it: the cases behind a line.
        var factor: String?
        var level: String?
    }

    private struct Content: Sendable {
        var frame: PageFrame
        var name: String
        var code: String
        var heading: String
        var lede: String
        var spans: [FailuresPage.Choice]
        var sites: [FailuresPage.Choice]
        var weeks: Int
        var until: String
        var plot: IntervalPlot?
        var found: [Line]
        var factors: [FactorPart]
        var note: String
        var query: String
        var failurePath: String
        var mayDecide: Bool
    }

    private struct Line: Sendable {
        var factor: String
        var level: String
        var path: String
        var cases: String
        var expected: String
        var ratio: String
        var interval: String
        /// At how many sites of those that have it; not named as the page's choice of sites is,
        /// which a template would find in its place.
        var spread: String?
        var isFound: Bool
        var isReversed: Bool
        var problemPath: String
    }

    private struct FactorPart: Sendable {
        var name: String
        var known: String
        var lines: [Line]
    }

    /// What is read for one view.
    private struct Reading {
        var period: Period
        var site: UInt32?
        var cases: FactoredCases
        var zones: [UInt32: TimeZoneRules]
        var words: FactorWords
        var names: FailureNames
        var siteCode: String?
    }

    /// So many levels of a factor on the page.
    private static let lineCountMax = 5

    private func read(_ view: View, _ now: Timestamp, _ store: StoreReader) throws -> Reading {
        let period = Period(weekCount: view.weeks ?? 13, until: view.until, now: now)
        let directory = try store.sites()
        let site = try view.site.flatMap { $0.isEmpty ? nil : $0 }.map { code in
            guard let number = directory.number(code: code) else {
                throw FailuresPage.unknownSite(code)
            }
            return number
        }
        let code = view.code ?? ""
        let counts = try store.failureCounts(period.days).only(site)
        return Reading(
            period: period,
            site: site,
            cases: try store.factoredCases(
                of: code,
                period.days,
                site: site,
                others: counts.total - counts.total(code) - (code.isEmpty ? 0 : counts.total(""))
            ),
            zones: try store.zoneNames().compactMapValues(TimeZoneRules.system(named:)),
            words: FactorWords(sites: directory),
            names: try FailureNames(store),
            siteCode: site.map { directory[$0].code }
        )
    }

    func response(_ reader: HubReader, _ view: View) throws -> Response {
        let now = WallClock.now()
        let standings = try pages.store.standings(now: now)
        let content = try pages.store.read { store in
            let read = try read(view, now, store)
            let code = view.code ?? ""
            let findings = FactorFindings(read.cases, zones: read.zones)
            let found = findings.findings.filter(\.isFound).filter { ($0.ratio ?? 2) > 1 }
            let query =
                "code=\(code)&\(read.period.query)"
                + (read.siteCode.map { "&site=\($0)" } ?? "")
            func line(_ one: FactorFindings.Finding) -> Line {
                Self.line(one, read.words, query, code)
            }
            return Content(
                frame: pages.frame(read.names[code], .failures, reader, standings),
                name: read.names[code],
                code: code,
                heading: Self.heading(read.names[code], found, read.words),
                lede: Self.lede(read, now),
                spans: Period.weekCounts.map { count in
                    FailuresPage.Choice(
                        words: "\(count) weeks",
                        path: "/causes?code=\(code)&weeks=\(count)"
                            + (read.siteCode.map { "&site=\($0)" } ?? ""),
                        isChosen: count == read.period.weekCount
                    )
                },
                sites: [FailuresPage.Choice(words: "All sites", path: "", isChosen: site(read))]
                    + standings.map(\.account).sorted { $0.code < $1.code }.map { account in
                        FailuresPage.Choice(
                            words: "\(account.name) (\(account.code))",
                            path: account.code,
                            isChosen: account.site == read.site
                        )
                    },
                weeks: read.period.weekCount,
                until: CalendarDay(daysSince1970: read.period.days.upperBound).description,
                plot: Self.plot(found, read.words, query),
                found: found.prefix(8).map(line),
                factors: findings.known.compactMap { known in
                    let lines = findings.findings.filter { $0.factor == known.factor }
                    guard !lines.isEmpty else { return nil }
                    return FactorPart(
                        name: FactorWords.name(known.factor),
                        known: "known for \(Numbers.share(known.part.count, of: known.part.size))",
                        lines: lines.prefix(Self.lineCountMax).map(line)
                    )
                },
                note: Self.note(findings, read.cases),
                query: query,
                failurePath: "/failure?code=\(code)&\(read.period.query)",
                mayDecide: reader.mayDecide
            )
        }
        return try pages.page("hq-causes", content)
    }

    private func site(_ read: Reading) -> Bool { read.site == nil }

    private static func heading(
        _ name: String,
        _ found: [FactorFindings.Finding],
        _ words: FactorWords
    ) -> String {
        guard let first = found.first(where: { !$0.isReversed }) else {
            return "\(name): nothing stands out among its cases"
        }
        let level = words[first.factor, first.level]
        return "\(name): \(level) stands out"
            + (found.count > 1 ? ", with \(Numbers.count(found.count - 1, "other"))" : "")
    }

    private static func lede(_ read: Reading, _ now: Timestamp) -> String {
        let kind = read.cases.kindCount
        return "\(Numbers.count(kind, "case")) in the \(read.period.words), held against "
            + (read.cases.oneIn > 1
                ? "one in \(read.cases.oneIn) of all other named failures"
                : Numbers.count(read.cases.cases.count - kind, "other named failure"))
            + (read.siteCode.map { " at \($0)" } ?? "") + ". As of \(HubTime.clock(now))."
    }

    private static func note(_ findings: FactorFindings, _ cases: FactoredCases) -> String {
        "\(Numbers.count(findings.findings.count, "level")) looked at together. A level stands out "
            + "when the odds of this failure there, against all other failures, are higher than "
            + "elsewhere: Fisher’s exact test, with the share of false findings held at 10 % "
            + "however the levels hang together (Benjamini and Yekutieli). Intervals are at 95 % "
            + "for each level alone. What follows from the kind itself, its point of the stay and "
            + "its team, is left out. It shows where to look, not yet why."
    }

    private static func line(
        _ one: FactorFindings.Finding,
        _ words: FactorWords,
        _ query: String,
        _ code: String
    ) -> Line {
        let level = words[one.factor, one.level]
        let name = FactorWords.name(one.factor)
        return Line(
            factor: name,
            level: level,
            path: "/causes/cases?\(query)&factor=\(one.factor.rawValue)"
                + "&level=\(one.level.percentEncoded)",
            cases: Numbers.grouped(one.count),
            expected: Numbers.fixed(one.expected, 1),
            ratio: one.ratio.map { Numbers.fixed($0, 2) } ?? "no other",
            interval: EffectWords.interval(one.interval),
            spread: one.factor == .site || one.factor == .place
                ? nil : "\(one.siteCount - one.againstCount) of \(one.siteCount)",
            isFound: one.isFound && (one.ratio ?? 2) > 1 && !one.isReversed,
            isReversed: one.isFound && one.isReversed && one.siteCount > 1,
            problemPath: "/problems?code=\(code)&factor="
                + "\(name.lowercased()), \(level)".percentEncoded + "#new"
        )
    }

    private static func plot(
        _ found: [FactorFindings.Finding],
        _ words: FactorWords,
        _ query: String
    ) -> IntervalPlot? {
        let rows = found.prefix(8).compactMap { one -> IntervalPlot.Row? in
            guard let ratio = one.ratio, ratio > 0, one.interval.low > 0,
                one.interval.high.isFinite
            else { return nil }
            return IntervalPlot.Row(
                words[one.factor, one.level],
                estimate: ratio,
                interval: one.interval.low...one.interval.high,
                address: "/causes/cases?\(query)&factor=\(one.factor.rawValue)"
                    + "&level=\(one.level.percentEncoded)"
            )
        }
        guard !rows.isEmpty else { return nil }
        return IntervalPlot(
            name: "What stands out",
            finding: "\(Numbers.count(found.count, "level")) more than chance",
            unit: "odds against all other failures, as many times as elsewhere, logarithmic",
            referenceWords: "as elsewhere",
            rows: Array(rows)
        )
    }

    // MARK: Down to the cases, and for programs

    func cases(_ reader: HubReader, _ view: View) throws -> Response {
        let now = WallClock.now()
        return try HubCasesPage(pages: pages).list(reader) { store in
            let read = try read(view, now, store)
            guard let factor = view.factor.flatMap(CaseFactor.init(rawValue:)),
                let level = view.level
            else { throw Problem(.notFound, "factor", "There is no such factor. Go back.") }
            let ids = read.cases.cases.filter { one in
                one.isKind && FactorFindings.levels(one, read.zones)[factor] == level
            }.map(\.id)
            return HubCasesPage.Found(
                cases: try store.cases(ids: ids.suffix(HubCasesPage.countMax + 1).reversed()),
                lede: "\(read.names[view.code ?? ""]), \(FactorWords.name(factor).lowercased()): "
                    + "\(read.words[factor, level]). The \(read.period.words)."
            )
        }
    }

    func csv(_ reader: HubReader, _ view: View) throws -> Response {
        let (read, findings) = try findings(view)
        return Sheet.csv(
            "causes",
            ["factor", "level", "cases", "expected", "oddsRatio", "low", "high", "falseDiscovery"],
            findings.findings.map { one in
                [
                    one.factor.rawValue, read.words[one.factor, one.level], "\(one.count)",
                    Numbers.fixed(one.expected, 3), one.ratio.map { Numbers.fixed($0, 4) } ?? "",
                    Numbers.fixed(one.interval.low, 4),
                    one.interval.high.isFinite ? Numbers.fixed(one.interval.high, 4) : "",
                    Numbers.fixed(one.rate, 6),
                ]
            }
        )
    }

    func json(_ reader: HubReader, _ view: View) throws -> Response {
        let (read, findings) = try findings(view)
        return Sheet.json([
            "code": .text(view.code ?? ""), "cases": .integer(Int64(read.cases.kindCount)),
            "othersOneIn": .integer(Int64(read.cases.oneIn)),
            "levels": .array(
                findings.findings.map { one in
                    [
                        "factor": .text(one.factor.rawValue),
                        "level": .text(read.words[one.factor, one.level]),
                        "stored": .text(one.level),
                        "cases": .integer(Int64(one.count)),
                        "expected": .decimal(one.expected, decimals: 3),
                        "oddsRatio": one.ratio.map { .decimal($0, decimals: 4) } ?? .null,
                        "falseDiscovery": .decimal(one.rate, decimals: 6),
                    ]
                }
            ),
        ])
    }

    private func findings(_ view: View) throws -> (Reading, FactorFindings) {
        let now = WallClock.now()
        let read = try pages.store.read { try self.read(view, now, $0) }
        return (read, FactorFindings(read.cases, zones: read.zones))
    }
}
