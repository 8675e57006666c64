import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// The inbox: unfixed first, then by what runs out next.
struct InboxPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var heading: String
        var lede: String
        var news: [DeskMarks.News]
        var alarms: [AlarmLine]
        var filters: [Filter]
        var show: String?
        var groups: [Group]
        var search: String
        var closed: [Found]
        var empty: Empty?
        var turns: [Turn]
        var views: [View]
        var people: [String]
        var runway: InboxRunway?
        var side: InboxSide
        var formToken: String
    }

    private struct AlarmLine: Sendable {
        /// All that call about the case.
        var ids: String
        var title: String
        var detail: String
        var path: String
    }

    private struct Filter: Sendable {
        var words: String
        var path: String
        var count: Int
        var isCurrent: Bool
    }

    private struct Group: Sendable {
        var title: String
        var count: Int
        var note: String
        var rows: [InboxRow]
    }

    private struct Found: Sendable {
        var path: String
        var title: String
        var snippet: String
    }

    private struct Empty: Sendable {
        var what: String
        var next: String
    }

    private struct View: Sendable {
        var name: String
        var path: String
        var isCurrent: Bool
    }

    private struct Turn: Sendable {
        var path: String
        var words: String
    }

    /// How many rows a page shows.
    static let rowCountMax = 60

    func response(_ staff: Staff, _ view: InboxView) throws -> Response {
        let now = WallClock.now()
        let all = try pages.board.items(pages, now)
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            let desk = try DeskMarks(staff, reader)
            let found =
                try view.search.isEmpty
                ? nil : self.found(view.search, desk, scenarios, reader)
            let items = found.map { found in all.filter { found.open.contains($0.line.id) } }
            let cut = InboxCut(items ?? all, view.filter, staff.session.person.profile, now)
            return Content(
                frame: try pages.frame(say("Inbox, \(all.count) unfixed"), .inbox, staff, reader),
                heading: all.count == 1
                    ? say("1 case still to mend") : say("\(all.count) cases still to mend"),
                lede: "\(pages.time.date(now)), \(pages.time.clock(now)). \(cut.summary)",
                news: try TakenOver.news(reader, pages.time, now) + desk.news,
                alarms: try self.alarms(desk, staff, reader, scenarios, now),
                filters: cut.filters.map { filter, count in
                    Filter(
                        words: filter.words,
                        path: InboxView(filter, search: view.search).path,
                        count: count,
                        isCurrent: filter == view.filter
                    )
                },
                show: view.filter == .all ? nil : view.filter.rawValue,
                groups: try self.groups(cut, view, desk, reader, scenarios, now),
                search: view.search,
                closed: found?.closed ?? [],
                empty: cut.shown.isEmpty ? Self.empty(view, all.count) : nil,
                turns: Self.turns(view, cut.shown.count),
                views: try reader.choices(.view, of: staff.session.person.id)
                    .sorted { $0.key < $1.key }
                    .map { View(name: $0, path: $1, isCurrent: $1 == view.path) },
                people: try reader.people().filter(\.isActive).map(\.name),
                runway: try InboxRunway(all, desk, reader, scenarios, pages.time, now),
                side: try InboxSide(all, desk, reader, scenarios, pages.time, now),
                formToken: staff.session.formToken
            )
        }
        return try pages.page("inbox", content)
    }

    private static func empty(_ view: InboxView, _ openCount: Int) -> Empty {
        if !view.search.isEmpty {
            return Empty(
                what: say("No open case holds these words."),
                next: say(
                    """
                    Names, rooms, references and guests’ words were searched; a part of a word is \
                    enough.
                    """
                )
            )
        }
        if openCount > 0 {
            return Empty(
                what: say("Nothing here under “\(view.filter.words)”."),
                next: say("The other filters hold \(openCount) open.")
            )
        }
        return Empty(
            what: say("Nobody is waiting."),
            next: say(
                """
                When a guest is let down, log it in three taps; the one who must come is called \
                at once.
                """
            )
        )
    }

    // MARK: Rows

    private func groups(
        _ cut: InboxCut,
        _ view: InboxView,
        _ desk: DeskMarks,
        _ reader: StoreReader,
        _ scenarios: [String: PublishedScenario],
        _ now: Timestamp
    ) throws -> [Group] {
        let first = min(cut.shown.count, (view.number - 1) * Self.rowCountMax)
        let page = cut.shown[first...].prefix(Self.rowCountMax)
        return try InboxGroup.allCases.compactMap { group in
            let rows = try page.filter { $0.standing.group(at: now) == group }
                .compactMap { item in
                    // A case may have gone since the board was read.
                    try reader.row(Catalogue.recoveryCase, item.line.id).map { row in
                        let found = RecoveryCase(row)
                        let scenario = scenarios.scenario(of: found)
                        return InboxRow(found, item, scenario, desk, pages.time, now)
                    }
                }
            if rows.isEmpty { return nil }
            return Group(
                title: group.title,
                count: cut.groupCounts[group.rawValue],
                note: group.note,
                rows: rows
            )
        }
    }

    private static func turns(_ view: InboxView, _ count: Int) -> [Turn] {
        let last = max(1, (count + rowCountMax - 1) / rowCountMax)
        func turn(_ number: Int, _ words: String) -> Turn {
            Turn(path: InboxView(view.filter, search: view.search, page: number).path, words: words)
        }
        var turns: [Turn] = []
        if view.number > 1 {
            turns.append(turn(min(view.number - 1, last), say("The \(rowCountMax) before")))
        }
        if view.number < last {
            let left = count - view.number * rowCountMax
            turns.append(turn(view.number + 1, left == 1 ? say("1 more") : say("\(left) more")))
        }
        return turns
    }

    // MARK: Alarms and search

    /// How many alarms stand above the list: more of them are the inbox itself.
    private static let alarmCountMax = 2

    private func alarms(
        _ desk: DeskMarks,
        _ staff: Staff,
        _ reader: StoreReader,
        _ scenarios: [String: PublishedScenario],
        _ now: Timestamp
    ) throws -> [AlarmLine] {
        try AlarmBar(staff.session.person, reader, now).calls.prefix(Self.alarmCountMax)
            .compactMap { alarms in
                guard let latest = alarms.first, let id = latest.recoveryCase,
                    let row = try reader.row(Catalogue.recoveryCase, id)
                else { return nil }
                let found = RecoveryCase(row)
                let scenario = scenarios.scenario(of: found)
                let title =
                    desk.isOpen(found, scenario)
                    ? found.title(scenario) : found.sealedTitle
                let age = now.milliseconds - latest.raisedAt.milliseconds
                let heard = age < 60_000 ? say("just now") : say("\(HouseTime.span(age)) ago")
                let called = alarms.map(\.calledName).joined(separator: ", ")
                return AlarmLine(
                    ids: alarms.map(\.id.description).joined(separator: " "),
                    title: say("New alarm, \(heard): \(title)."),
                    detail: say("Severity \(found.severity.rawValue), for \(called)."),
                    path: "/cases/\(found.reference)"
                )
            }
    }

    /// How many records a search brings at most.
    private static let hitCountMax = 100
    /// How many finished cases a search lists.
    private static let closedCountMax = 20

    private func found(
        _ text: String,
        _ desk: DeskMarks,
        _ scenarios: [String: PublishedScenario],
        _ reader: StoreReader
    ) throws -> (open: Set<ChangeID>, closed: [Found]) {
        var open: Set<ChangeID> = []
        var closed: [Found] = []
        var seen: Set<ChangeID> = []
        let hits = try reader.search(text, countMax: Self.hitCountMax)
        for hit in hits {
            guard let found = hit.recoveryCase, seen.insert(found.id).inserted else { continue }
            // Words that somebody may not read find nothing for them.
            let scenario = scenarios.scenario(of: found)
            guard desk.isOpen(found, scenario) else { continue }
            if found.state.isOpen {
                open.insert(found.id)
            } else if closed.count < Self.closedCountMax {
                closed.append(
                    Found(
                        path: "/cases/\(found.reference)",
                        title: found.reference,
                        snippet: hit.snippet
                    )
                )
            }
        }
        return (open, closed)
    }
}
