import Hummingbird
import Recovery
import Storage
import Web

/// The inbox: unfixed first, then by what runs out next.
struct InboxPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var heading: String
        var lede: String
        var alarms: [AlarmLine]
        var groups: [Group]
        var isEmpty: Bool
        var search: String
        var found: [Found]
        var isSearch: Bool
        var formToken: String
        var more: String?
    }

    private struct AlarmLine: Sendable {
        var title: String
        var detail: String
        var path: String
    }

    private struct Group: Sendable {
        var title: String
        var note: String
        var rows: [Row]
    }

    private struct Row: Sendable {
        var isLate: Bool
        var path: String
        var title: String
        var clock: ClockPart
        var severity: SeverityPart
        var marks: [MarkPart]
        var words: String
        var guest: String?
        var heard: String
        var reference: String
        var seam: SeamPart
        var owner: String
        var initials: String
        var isOwned: Bool
        var team: String
        var due: Int64
    }

    private struct Found: Sendable {
        var path: String
        var title: String
        var snippet: String
    }

    /// How many cases are put in order: what is older runs out no more.
    private static let caseCountMax = 400
    /// How many rows a page shows.
    private static let rowCountMax = 60

    func response(_ staff: Staff, search: String?) throws -> Response {
        let now = WallClock.now()
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            let list = try self.rows(reader, scenarios, now)
            let over = list.filter(\.isLate).count
            let soon = list.filter { $0.clock.kind == "act" }.count
            let found = try search.map { try self.found($0, reader) } ?? []
            let total = try reader.openCaseCount()
            return Content(
                frame: try pages.frame("Inbox, \(total) unfixed", .inbox, staff, reader),
                heading: total == 1 ? "1 case still to mend" : "\(total) cases still to mend",
                lede: "\(pages.time.date(now)), \(pages.time.clock(now)). "
                    + Self.summary(over: over, soon: soon),
                alarms: try self.alarms(reader, scenarios, now),
                groups: Self.groups(Array(list.prefix(Self.rowCountMax))),
                isEmpty: total == 0,
                search: search ?? "",
                found: found,
                isSearch: search != nil,
                formToken: staff.session.formToken,
                more: list.count > Self.rowCountMax
                    ? "\(total - Self.rowCountMax) more wait behind these. Search finds them."
                    : nil
            )
        }
        return try pages.page("inbox", content)
    }

    private static func summary(over: Int, soon: Int) -> String {
        let late =
            over == 0
            ? "Nothing is over" : over == 1 ? "One clock is over" : "\(over) clocks are over"
        let next =
            soon == 0
            ? "nothing runs out within the hour"
            : soon == 1 ? "one runs out within the hour" : "\(soon) run out within the hour"
        return "\(late), \(next)."
    }

    // MARK: Rows

    private func rows(
        _ reader: StoreReader,
        _ scenarios: [String: PublishedScenario],
        _ now: Timestamp
    ) throws -> [Row] {
        try reader.inbox(countMax: Self.caseCountMax).map { self.row($0, scenarios, now) }
            .sorted { ($0.due, $0.reference) < ($1.due, $1.reference) }
    }

    private func row(
        _ entry: InboxEntry,
        _ scenarios: [String: PublishedScenario],
        _ now: Timestamp
    ) -> Row {
        let found = entry.recoveryCase
        let scenario = found.scenario.flatMap { scenarios[$0]?.scenario }
        let next = NextDue(
            found,
            hasOpenAlarm: entry.hasOpenAlarm,
            target: scenario?.target(afterStay: found.touchpoint == .postStay) ?? .t2,
            changes: entry.changes,
            pages.time,
            now
        )
        let clock = next.part
        var marks: [MarkPart] = []
        if entry.hasOpenAlarm { marks.append(MarkPart(.act, icon: "bell", "No answer yet")) }
        if found.state == .triage { marks.append(MarkPart(.act, icon: "split", "To be named")) }
        if found.state == .waitingGuest {
            marks.append(MarkPart(.paused, icon: "pause", "Waiting for the guest"))
        }
        if found.state == .waitingInternal {
            marks.append(MarkPart(.paused, icon: "pause", "Waiting for another team"))
        }
        if found.state == .remedied { marks.append(MarkPart(.done, icon: "check", "Put right")) }
        if found.row.revision == 0 {
            marks.append(MarkPart(.plain, icon: "up", "Not at the hub yet"))
        }
        return Row(
            isLate: clock.kind == "late",
            path: "/cases/\(found.reference)",
            title: found.title(scenario),
            clock: clock,
            severity: SeverityPart(found.severity),
            marks: Array(marks.prefix(3)),
            words: found.summary == scenario?.name ? "" : found.summary,
            guest: found.guest,
            heard: pages.time.near(found.openedAt, now),
            reference: found.reference,
            seam: found.marks.phases(hasAnswered: found.marks.contact != .notReached(attempts: 0)),
            owner: found.owner ?? "No owner",
            initials: PageFrame.Badge.initials(of: found.owner ?? ""),
            isOwned: found.owner != nil,
            team: found.team ?? "",
            due: next.order
        )
    }

    private static func groups(_ rows: [Row]) -> [Group] {
        func group(_ title: String, _ note: String, _ kind: String) -> Group {
            Group(title: title, note: note, rows: rows.filter { $0.clock.kind == kind })
        }
        return [
            group("Over", "we said a time and it has passed", "late"),
            group("Runs out within the hour", "in the order of their clocks", "act"),
            group("Later", "on course", "calm"),
            group("Paused", "someone else has the next step; the clock stands still", "paused"),
            group("Put right", "ask the guest, find out why, then close", "done"),
        ].filter { !$0.rows.isEmpty }
    }

    // MARK: Alarms and search

    /// How long a new alarm stands above the list.
    private static let alarmMilliseconds: Int64 = 15 * 60_000

    private func alarms(
        _ reader: StoreReader,
        _ scenarios: [String: PublishedScenario],
        _ now: Timestamp
    ) throws -> [AlarmLine] {
        // Two at most: a list of alarms is the inbox itself.
        try reader.openAlarms(countMax: 2)
            .filter { $0.raisedAt.milliseconds > now.milliseconds - Self.alarmMilliseconds }
            .compactMap { alarm in
                guard let id = alarm.recoveryCase,
                    let row = try reader.row(Catalogue.recoveryCase, id)
                else { return nil }
                let found = RecoveryCase(row)
                let scenario = found.scenario.flatMap { scenarios[$0]?.scenario }
                let age = HouseTime.span(now.milliseconds - alarm.raisedAt.milliseconds)
                return AlarmLine(
                    title: "New alarm, \(age) ago: \(found.title(scenario)).",
                    detail: "Severity \(found.severity.rawValue), for \(alarm.responder).",
                    path: "/cases/\(found.reference)"
                )
            }
    }

    private func found(_ text: String, _ reader: StoreReader) throws -> [Found] {
        try reader.search(text, countMax: 20).compactMap { hit in
            guard let reference = hit.reference else { return nil }
            return Found(path: "/cases/\(reference)", title: reference, snippet: hit.snippet)
        }
    }
}

extension RecoveryCase {
    /// What went wrong and where, as a row's title.
    func title(_ scenario: FailureScenario?) -> String {
        let what =
            scenario?.name ?? (summary.isEmpty ? "Not named yet" : String(summary.prefix(60)))
        return place.map { "\(what), \($0.asPlace)" } ?? what
    }
}
