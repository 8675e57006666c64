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
        act("/sites", Enrolment.self, router) { try enrol($0, $1) }
        act("/sites/rejoin", Rejoining.self, router) { try rejoin($0, $1) }
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
        var invitation: Slip?
        var sites: [Line]
        var conflicts: [Difference]
        var settled: [Settled]
        var parked: [ParkedLine]
        var isSettled: Bool
        var isParked: Bool
        var mayRun: Bool
        var formToken: String
    }

    struct Slip: Sendable {
        var site: String
        var name: String
        var code: String
        var command: String
    }

    private func response(
        _ reader: HubReader,
        told: String? = nil,
        invitation: Slip? = nil
    ) throws -> Response {
        let now = WallClock.now()
        let standings = try pages.store.standings(now: now)
        let content = try pages.store.read { store in
            let open = try store.openCounts()
            let conflicts = try store.conflicts()
            let settled = try store.settledConflicts(countMax: 20)
            let parked = try store.parked()
            let seals = try Seals(store)
            return Content(
                frame: pages.frame("Sites", .sites, reader, standings),
                heading: heading(standings),
                lede: "As of \(HubTime.clock(now)). A site counts as late after an hour without "
                    + "a word, and as silent after a day.",
                told: told,
                invitation: invitation,
                sites: standings.map { Line($0, open: open[$0.account.site] ?? 0) },
                conflicts: try conflicts.map {
                    let isSealed = try seals.hold($0)
                    return Difference($0, isSealed, mayDecide: reader.mayDecide && !isSealed)
                },
                settled: try settled.map {
                    let isSealed = try seals.hold($0)
                    return Settled($0, isSealed, mayDecide: reader.mayDecide && !isSealed)
                },
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
        var version: String
        var holds: String?
        var next: String

        init(_ standing: SiteStanding, open: Int) {
            code = standing.account.code
            name = standing.account.name
            lastWord =
                standing.silence.map { HubTime.span($0.components.seconds * 1000) } ?? "never"
            self.open = open == 0 ? nil : Numbers.grouped(open)
            version =
                standing.account.version.map { String($0.split(separator: "/").last ?? "") }
                ?? ""
            switch standing.kind {
            case .silent: (row, mark, icon, state) = ("needs-late", "late", "late", "Silent")
            case .late: (row, mark, icon, state) = ("needs", "act", "act", "Late")
            case .expected: (row, mark, icon, state) = ("needs", "line", "clock", "Expected")
            case .inStep where standing.conflicts > 0:
                (row, mark, icon, state) = ("needs", "info", "split", "Differs")
            case .inStep where standing.parked > 0:
                (row, mark, icon, state) = ("needs", "act", "act", "Kept aside")
            case .inStep: (row, mark, icon, state) = ("in-step", "done", "check", "In step")
            }
            (holds, next) = Self.advice(standing)
        }

        private static func advice(_ standing: SiteStanding) -> (holds: String?, next: String) {
            switch standing.kind {
            case .expected:
                ("Its node has not joined yet", "Use its join code, or make a fresh one")
            case .silent: ("No contact", "Call the house; its cases can wait for it there")
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

    /// Tells the differences of sealed cases, whose words stay with those named for them.
    private struct Seals {
        private let store: StoreReader
        private let scenarios: [String: FailureScenario]

        init(_ store: StoreReader) throws {
            self.store = store
            scenarios = Dictionary(
                try store.scenarios().map { ($0.scenario.code.description, $0.scenario) },
                uniquingKeysWith: { first, _ in first }
            )
        }

        func hold(_ item: ConflictItem) throws -> Bool {
            guard let found = try store.caseBehind(item) else { return false }
            return found.isSealed(found.scenario.flatMap { scenarios[$0] })
        }
    }

    private static let sealed = "Sealed"

    private struct Difference: Sendable {
        var id: String
        var seen: String
        var title: String
        var standing: String
        var sides: [Side]
        var isSealed: Bool
        var mayDecide: Bool

        struct Side: Sendable {
            var place: String
            var value: String
            var told: String
            var holds: Bool
        }

        init(_ item: ConflictItem, _ isSealed: Bool, mayDecide: Bool) {
            (self.isSealed, self.mayDecide) = (isSealed, mayDecide)
            id = item.id.description
            seen = item.versions.map(\.description).joined(separator: ",")
            title = "\(item.record), \(item.id.field): \(Numbers.count(item.values.count, "value"))"
            standing = isSealed ? SitesPage.sealed : item.standing
            sides = item.values.map { value in
                Side(
                    place: value.site ?? "A site",
                    value: isSealed ? SitesPage.sealed : value.value,
                    told: "\(value.author), \(HubTime.shortDay(value.at.day())) "
                        + HubTime.clock(value.at),
                    holds: value.value == item.standing
                )
            }
        }
    }

    private struct Settled: Sendable {
        var id: String
        var record: String
        var field: String
        var between: String
        var kept: String
        var isUndone: Bool
        var mayDecide: Bool

        init(_ item: ConflictItem, _ isSealed: Bool, mayDecide: Bool) {
            self.mayDecide = mayDecide
            id = item.id.description
            record = item.record
            field = item.id.field
            between =
                isSealed ? SitesPage.sealed : item.values.map(\.value).joined(separator: " and ")
            kept = isSealed ? SitesPage.sealed : item.standing
            isUndone = item.state == .undone
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

    private struct Enrolment: Decodable, Sendable {
        var code: String
        var name: String
        var timeZone: String
        var currency: String
    }

    private func enrol(_ form: Enrolment, _ reader: HubReader) throws -> Response {
        try requireRunning(reader)
        let code = form.code.uppercased()
        let joinCode = Self.joinCode()
        do {
            _ = try pages.store.addSite(
                code: code,
                name: form.name,
                timeZone: form.timeZone,
                currency: try Currency(form.currency.uppercased()).code,
                joinCode: joinCode,
                author: reader.name,
                now: WallClock.now()
            )
        } catch let error as MoneyError {
            throw Problem(.badRequest, "currency", error.description)
        }
        return try response(reader, invitation: try invitation(code, form.name, joinCode))
    }

    private struct Rejoining: Decodable, Sendable { var code: String }

    private func rejoin(_ form: Rejoining, _ reader: HubReader) throws -> Response {
        try requireRunning(reader)
        let code = form.code.uppercased()
        let joinCode = Self.joinCode()
        _ = try pages.store.rejoin(
            code: code,
            joinCode: joinCode,
            author: reader.name,
            now: WallClock.now()
        )
        return try response(reader, invitation: try invitation(code, code, joinCode))
    }

    private func invitation(_ code: String, _ name: String, _ joinCode: JoinCode) throws -> Slip {
        let words = try pages.store.invitation(joinCode).description
        return Slip(
            site: code,
            name: name,
            code: words,
            command: "amends node init --data \(code.lowercased()) --hub ADDRESS --join "
                + words
        )
    }

    private static func joinCode() -> JoinCode {
        var random = SystemRandomNumberGenerator()
        return JoinCode(using: &random)
    }

    private func requireRunning(_ reader: HubReader) throws {
        guard reader.mayRun else {
            throw Problem(.forbidden, "role", "Ask somebody who runs the sites.")
        }
    }

    private struct Choice: Decodable, Sendable {
        var id: String
        var seen: String
        var value: String
    }

    private func settle(_ form: Choice, _ reader: HubReader) throws -> Response {
        let id = try conflict(form.id, reader)
        let item = try pages.store.read { store in
            let item = try store.conflict(id)
            try Self.mustBeOpen(item, store)
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
        let id = try conflict(form.id, reader)
        try pages.store.read { store in
            guard let item = try store.settledConflicts().first(where: { $0.id == id }) else {
                return
            }
            try Self.mustBeOpen(item, store)
        }
        try pages.store.change(author: reader.name, now: WallClock.now()) {
            _ = try $0.undoResolution(of: id)
        }
        return .seeOther("/sites")
    }

    private func conflict(_ text: String, _ reader: HubReader) throws -> ConflictID {
        guard reader.mayDecide else {
            throw Problem(.forbidden, "role", "Operators decide nothing about guests. Ask another.")
        }
        guard let id = ConflictID(text) else { throw ConflictError.noSuchConflict(text) }
        return id
    }

    private static func mustBeOpen(_ item: ConflictItem, _ store: StoreReader) throws {
        guard try !Seals(store).hold(item) else {
            throw Problem(
                .forbidden,
                "sealed",
                "\(item.record) is sealed. The duty manager of its house decides this."
            )
        }
    }

    private struct Parked: Decodable, Sendable { var id: String }

    private func retry(_ form: Parked, _ reader: HubReader) throws -> Response {
        try requireRunning(reader)
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
