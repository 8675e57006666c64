import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// Every site on one line, what two sides differ on, what is kept aside, and enrolment: the verbs
/// of the command line.
struct SitesPage {
    let pages: HubPages

    func add(to router: RouterGroup<HubContext>) {
        router.get("/sites") { _, context in
            let reader = try context.signedIn()
            return try await blocking { try response(reader) }
        }
        JoinSheet(pages: pages).add(to: router)
        act("/sites/conflicts", Choice.self, router) { try settle($0, $1) }
        act("/sites/conflicts/undo", Undoing.self, router) { try undo($0, $1) }
        act("/sites/parked", Parked.self, router) { try retry($0, $1) }
    }

    private func act<Form: Decodable & Sendable>(
        _ path: String,
        _ type: Form.Type,
        _ router: RouterGroup<HubContext>,
        _ body: @escaping @Sendable (Form, HubReader) throws -> Response
    ) {
        router.post(RouterPath(path)) { request, context in
            let (reader, form) = try await context.form(type, request)
            return try await blocking { try body(form, reader) }
        }
    }

    // MARK: The page

    private struct Content: Sendable {
        var frame: PageFrame
        var heading: String
        var lede: String
        var told: String?
        var sites: [Line]
        var conflicts: [SiteDifference]
        var settled: [SettledDifference]
        var parked: [ParkedLine]
        var isSettled: Bool
        var isParked: Bool
        var mayRun: Bool
        var formToken: String
    }

    private func response(_ reader: HubReader, told: String? = nil) throws -> Response {
        let now = WallClock.now()
        let all = try pages.store.standings(now: now)
        let standings = reader.own(all)
        let own = Set(standings.map(\.account.site))
        let content = try pages.store.read { store in
            let open = try store.openCounts()
            let ahead = try store.placesAhead()
            let differences = try SiteDifferences(store, own: reader.region == nil ? nil : own)
            let parked = try store.parked().filter { reader.looksAfter($0.site) }
            let settled = try differences.settled(for: reader, countMax: 20)
            return Content(
                frame: pages.frame("Sites", .sites, reader, all),
                heading: heading(standings),
                lede: "As of \(HubTime.clock(now)). A site counts as late after an hour without "
                    + "a word, and as silent after a day.",
                told: told,
                sites: standings.map {
                    let site = $0.account.site
                    return Line($0, open: open[site] ?? 0, ahead: ahead[site])
                },
                conflicts: try differences.open(for: reader),
                settled: settled,
                parked: parked.map { ParkedLine($0, now) },
                isSettled: !settled.isEmpty,
                isParked: !parked.isEmpty,
                mayRun: reader.mayRun,
                formToken: reader.formToken
            )
        }
        return try pages.page("hq-sites", content)
    }

    private func heading(_ standings: [SiteStanding]) -> String {
        let needing = standings.count(where: \.needsSomeone)
        if standings.isEmpty { return "No site yet" }
        if needing == 0 { return "All \(Numbers.count(standings.count, "site")) are in step" }
        return "\(standings.count - needing) of \(Numbers.count(standings.count, "site")) are in "
            + "step, \(needing) need\(needing == 1 ? "s" : "") someone"
    }

    private struct Line: Sendable {
        var code: String
        var name: String
        var row: String
        var mark: String
        var icon: String
        var state: String
        var lastWord: String
        var open: String?
        /// What goes down to it that it has not taken yet; nil where it has not said.
        var ahead: String?
        var version: String
        var holds: String?
        var next: String

        init(_ standing: SiteStanding, open: Int, ahead: Int64?) {
            code = standing.account.code
            name = standing.account.name
            lastWord =
                standing.silence.map { HubTime.span($0.components.seconds * 1000) } ?? "never"
            self.open = open == 0 ? nil : Numbers.grouped(open)
            version =
                standing.account.version.map { String($0.split(separator: "/").last ?? "") }
                ?? ""
            self.ahead = ahead.map { $0 == 0 ? "all taken" : "\(Numbers.grouped(Int($0))) to take" }
            (mark, icon, state) = (standing.mark.kind, standing.mark.icon, standing.mark.words)
            row =
                standing.kind == .silent
                ? "needs-late" : standing.needsSomeone ? "needs" : "in-step"
            (holds, next) = Self.advice(standing)
        }

        private static func advice(_ standing: SiteStanding) -> (holds: String?, next: String) {
            switch standing.kind {
            case .expected:
                ("Its node has not joined yet", "Use its join code, or make a fresh one")
            case .silent: ("No contact", "Call the house; take over what cannot wait")
            case .late: ("No contact", "It sends by itself when its line is back")
            case .inStep where standing.conflicts > 0:
                (
                    Numbers.count(standing.conflicts, "difference") + " for a person",
                    "Decide below"
                )
            case .inStep where standing.parked > 0:
                (
                    Numbers.count(standing.parked, "change") + " kept aside",
                    "None: they take effect when what they build on arrives"
                )
            case .inStep: (nil, "")
            }
        }
    }

    private struct ParkedLine: Sendable {
        var id: String
        var site: String
        var since: String
        var reason: String
        var sets: String

        init(_ change: ParkedChange, _ now: Timestamp) {
            id = change.id.description
            site = change.site
            since = HubTime.span(now.milliseconds - change.since.milliseconds)
            reason = change.reason
            // What it would set may be the words of a case that is sealed.
            sets = change.values.map(\.field).joined(separator: ", ")
        }
    }

    // MARK: Acts

    private struct Choice: Decodable, Sendable {
        var id: String
        var seen: String
        var value: String
    }

    private func settle(_ form: Choice, _ reader: HubReader) throws -> Response {
        let id = try conflict(form.id)
        let item = try pages.store.read { store in
            let item = try store.conflict(id)
            try SiteDifferences.mustBeOpen(item, store)
            return item
        }
        guard item.versions.map(\.description).joined(separator: ",") == form.seen else {
            throw ConflictError.changed(item.id.description)
        }
        try pages.store.change(author: reader.name, now: WallClock.now()) {
            try $0.resolve(item, to: form.value)
        }
        return .seeOther("/sites")
    }

    private struct Undoing: Decodable, Sendable { var id: String }

    private func undo(_ form: Undoing, _ reader: HubReader) throws -> Response {
        let id = try conflict(form.id)
        try pages.store.read { store in
            guard let item = try store.settledConflicts().first(where: { $0.id == id }) else {
                return
            }
            try SiteDifferences.mustBeOpen(item, store)
        }
        try pages.store.change(author: reader.name, now: WallClock.now()) {
            _ = try $0.undoResolution(of: id)
        }
        return .seeOther("/sites")
    }

    private func conflict(_ text: String) throws -> ConflictID {
        guard let id = ConflictID(text) else { throw ConflictError.noSuchConflict(text) }
        return id
    }

    private struct Parked: Decodable, Sendable { var id: String }

    private func retry(_ form: Parked, _ reader: HubReader) throws -> Response {
        guard let id = RecordID(form.id).map({ ChangeID(rawValue: $0.rawValue) }) else {
            throw Problem(.badRequest, "change", "That is no change. Open the page again.")
        }
        let didApply = try pages.store.write(author: reader.name, now: WallClock.now()) {
            try $0.retryParked(id)
        }
        return try response(
            reader,
            told: didApply
                ? "Change \(form.id) has taken effect."
                : "Change \(form.id) waits on: what it builds on has not arrived."
        )
    }
}
