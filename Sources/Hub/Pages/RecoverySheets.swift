import Hummingbird
import Insight
import Recovery
import Storage
import Web

extension RecoveryPage {
    /// The rows behind a figure.
    func cases(_ reader: HubReader, _ view: View) throws -> Response {
        let now = WallClock.now()
        let part = RecoveryFigures.Part(rawValue: view.part ?? "") ?? .all
        return try HubCasesPage(pages: pages).list(reader) { store in
            let read = try read(view, now, store)
            let found = read.figures.filtered(part).sorted { $0.openedAt > $1.openedAt }
            return HubCasesPage.Found(
                cases: try store.cases(ids: found.prefix(HubCasesPage.countMax + 1).map(\.id)),
                lede: "\(Self.words(part)), the \(read.period.words)"
                    + (read.site.map { ", at \($0.name.name)" } ?? "") + ": "
                    + "\(Numbers.count(found.count, "case"))."
            )
        }
    }

    private static func words(_ part: RecoveryFigures.Part) -> String {
        switch part {
        case .all: "All cases"
        case .open: "Still open"
        case .closed: "Closed"
        case .recovered: "Scored 6 or 7"
        case .partly: "Scored 4 or 5"
        case .failed: "Scored 1 to 3"
        case .unscored: "Closed without a score"
        case .doubled: "Let down twice"
        case .free: "Settled without money"
        case .paid: "Settled with something that costs"
        case .reopened: "Reopened"
        case .unanswered: "Called, and nobody has answered"
        }
    }

    func csv(_ reader: HubReader, _ view: View) throws -> Response {
        let rows = try siteRows(view)
        return Sheet.csv(
            "recovery",
            ["site"] + RecoveryFigures.Part.allCases.map(\.rawValue)
                + [
                    "medianOpenHours", "currency", "givenMinor", "equity", "equityLow",
                    "equityHigh",
                ],
            rows.map { row in
                [row.code] + row.counts.map { "\($0.1)" } + [
                    row.median.map { Numbers.fixed($0, 2) } ?? "", row.currency, "\(row.given)",
                    row.ratio.map { Numbers.fixed($0, 4) } ?? "",
                    row.interval.map { Numbers.fixed($0.low, 4) } ?? "",
                    row.interval.map { Numbers.fixed($0.high, 4) } ?? "",
                ]
            }
        )
    }

    func json(_ reader: HubReader, _ view: View) throws -> Response {
        let now = WallClock.now()
        let rows = try siteRows(view)
        return Sheet.json([
            "asOf": .text(now.description),
            "sites": .array(
                rows.map { row in
                    .object(
                        [JSON.Member(name: "site", value: .text(row.code))]
                            + row.counts.map {
                                JSON.Member(name: $0.0, value: .integer(Int64($0.1)))
                            } + row.members
                    )
                }
            ),
        ])
    }

    private struct SiteRow {
        var code: String
        var counts: [(String, Int)]
        var median: Double?
        var currency: String
        var given: Int64
        var ratio: Double?
        var interval: Interval?

        var members: [JSON.Member] {
            [
                JSON.Member(
                    name: "medianOpenHours",
                    value: median.map { .decimal($0, decimals: 2) } ?? .null
                ), JSON.Member(name: "currency", value: .text(currency)),
                JSON.Member(name: "givenMinor", value: .integer(given)),
                JSON.Member(
                    name: "equity",
                    value: ratio.map { .decimal($0, decimals: 4) } ?? .null
                ),
            ]
        }
    }

    private func siteRows(_ view: View) throws -> [SiteRow] {
        let now = WallClock.now()
        let read = try pages.store.read { try self.read(view, now, $0) }
        let equity = Dictionary(
            read.equity.map { ($0.site, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        return Dictionary(grouping: read.figures.cases, by: \.site).sorted { $0.key < $1.key }
            .map { site, cases in
                let own = RecoveryFigures(cases, now: now)
                return SiteRow(
                    code: read.directory[site].code,
                    counts: RecoveryFigures.Part.allCases.map { ($0.rawValue, own.count($0)) },
                    median: own.openHours().median,
                    currency: read.currencies[site]?.code ?? "",
                    given: cases.filter(\.isSettled).reduce(0) { $0 + $1.cost },
                    ratio: equity[site]?.ratio,
                    interval: equity[site]?.interval
                )
            }
    }
}
