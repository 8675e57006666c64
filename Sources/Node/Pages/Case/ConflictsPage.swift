import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// Everything at the site on which two places differ, and what was decided lately.
struct ConflictsPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var heading: String
        var formToken: String
        var conflicts: [ConflictPart]
        var hidden: String?
        var settled: [SettledPart]
        var isSettled: Bool
        var isEmpty: Bool
        var from = "all"
    }

    func response(_ staff: Staff) throws -> Response {
        let now = WallClock.now()
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            let all = try reader.conflicts()
            let shown = try all.filter { try isShown($0, staff, scenarios, reader) }
            let settled = try reader.settledConflicts().filter {
                try isShown($0, staff, scenarios, reader)
            }
            let parts = ConflictParts(pages: pages, scenarios: scenarios, now: now)
            let sites = try reader.sites()
            let hidden = all.count - shown.count
            return Content(
                frame: try pages.frame(say("Two sides differ"), .inbox, staff, reader),
                heading: all.isEmpty
                    ? say("Both sides agree everywhere")
                    : all.count == 1
                        ? say("Two sides differ in one place")
                        : say("Two sides differ in \(all.count) places"),
                formToken: staff.session.formToken,
                conflicts: try shown.flatMap { item in
                    parts.parts([item], try history(of: item, reader, sites), sites)
                },
                hidden: hidden == 0
                    ? nil
                    : say("\(hidden) more concern sealed cases; the duty manager decides those."),
                settled: settled.map { SettledPart($0, FieldWords(scenarios)) },
                isSettled: !settled.isEmpty,
                isEmpty: all.isEmpty
            )
        }
        return try pages.page("conflicts", content)
    }

    private func history(
        of item: ConflictItem,
        _ reader: StoreReader,
        _ sites: SiteDirectory
    ) throws -> [HistoryLine] {
        guard let type = Catalogue.types.first(where: { $0.name == item.type }),
            let row = try reader.row(type, item.id.record)
        else { return [] }
        return try reader.history(of: row, sites)
    }

    private func isShown(
        _ item: ConflictItem,
        _ staff: Staff,
        _ scenarios: [String: PublishedScenario],
        _ reader: StoreReader
    ) throws -> Bool {
        guard let found = try reader.caseBehind(item) else { return true }
        let scenario = scenarios.scenario(of: found)
        return found.isOpen(to: staff.session.person, scenario)
    }

    // MARK: Deciding

    struct Choice: Decodable, Sendable {
        var id: String
        var seen: String
        var value: String
        var from: String?
    }

    /// Lets one side's value stand.
    func settle(_ form: Choice, _ staff: Staff) throws -> Response {
        guard let id = ConflictID(form.id) else { throw ConflictError.noSuchConflict(form.id) }
        let item = try mine(id, staff) { try $0.conflict(id) }
        guard item.seen == form.seen else { throw ConflictError.changed(item.id.description) }
        try pages.store.change(author: staff.name, now: WallClock.now()) {
            try $0.resolve(item, to: form.value)
        }
        return .seeOther(form.from == "case" ? "/cases/\(item.record)" : "/conflicts")
    }

    struct Undo: Decodable, Sendable {
        var id: String
        var from: String?
    }

    /// Takes the latest decision about a field back.
    func undo(_ form: Undo, _ staff: Staff) throws -> Response {
        guard let id = ConflictID(form.id) else { throw ConflictError.noSuchConflict(form.id) }
        let item = try mine(id, staff) { reader in
            guard let item = try reader.settledConflicts().first(where: { $0.id == id }) else {
                throw ConflictError.nothingToUndo(id.description)
            }
            return item
        }
        try pages.store.change(author: staff.name, now: WallClock.now()) {
            _ = try $0.undoResolution(of: id)
        }
        return .seeOther(form.from == "case" ? "/cases/\(item.record)" : "/conflicts")
    }

    private func mine(
        _ id: ConflictID,
        _ staff: Staff,
        _ find: (StoreReader) throws -> ConflictItem
    ) throws -> ConflictItem {
        let scenarios = try pages.desk.scenarios()
        return try pages.store.read { reader in
            let item = try find(reader)
            guard try isShown(item, staff, scenarios, reader) else {
                throw Problem(
                    .forbidden,
                    "sealed",
                    say("\(item.record) is sealed. The duty manager decides this.")
                )
            }
            return item
        }
    }
}
