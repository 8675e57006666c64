import Hummingbird
import Recovery
import Storage
import Web

extension HousePages {
    /// The templates of the inbox beside its own.
    static let inboxTemplates: [String: [UInt8]] = [
        "keys": PackageResources.keys_mustache, "bulk": PackageResources.bulk_mustache,
    ]

    /// Adds what somebody sets at the own desk: keys, views, and alarms put off.
    func addDeskChoices(to router: RouterGroup<HouseContext>) {
        router.get("/keys") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try KeysPage(pages: self).response(staff) }
        }
        router.post("/keys") { request, context in
            let (staff, form) = try await context.form(KeysPage.Form.self, request)
            return try await blocking { try KeysPage(pages: self).save(form, staff) }
        }
        router.post("/snooze") { request, context in
            let (staff, form) = try await context.form(Snooze.self, request)
            return try await blocking { try snooze(form, staff) }
        }
        router.post("/views") { request, context in
            let (staff, form) = try await context.form(SavedView.self, request)
            return try await blocking { try save(form, staff) }
        }
    }

    private struct Snooze: Decodable, Sendable { var alarms: String }

    /// So many alarms are put off by one tap at most.
    private static let snoozeCountMax = 20

    private func snooze(_ form: Snooze, _ staff: Staff) throws -> Response {
        let ids = form.alarms.split(separator: " ").map { RecordID(String($0)) }
        guard !ids.isEmpty, !ids.contains(nil), ids.count <= Self.snoozeCountMax else {
            throw Problem(
                .badRequest,
                "alarm",
                say("There is no such alarm. Open the inbox again.")
            )
        }
        let until = WallClock.now().milliseconds + AlarmBar.snoozeMilliseconds
        for case let id? in ids {
            try store.choose(.snooze, id.description, "\(until)", for: staff.session.person.id)
        }
        return .seeOther("/")
    }

    private struct SavedView: Decodable, Sendable {
        var name: String
        var show: String?
        var q: String?
        var forget: String?
    }

    /// The longest name of a view, in characters, and how many views somebody has at most.
    private static let (viewNameLengthMax, viewCountMax) = (40, 20)

    private func save(_ form: SavedView, _ staff: Staff) throws -> Response {
        let person = staff.session.person.id
        let name = String(form.name.trimmed.prefix(Self.viewNameLengthMax))
        if form.forget != nil {
            try store.choose(.view, name, nil, for: person)
            return .seeOther("/")
        }
        let known = try store.read { try $0.choices(.view, of: person) }
        guard !name.isEmpty, known[name] != nil || known.count < Self.viewCountMax else {
            throw Problem(
                .badRequest,
                "view",
                say("Write a name for the view; \(Self.viewCountMax) of them at most.")
            )
        }
        let view = InboxView(form.show.flatMap(InboxFilter.init) ?? .all, search: form.q ?? "")
        try store.choose(.view, name, view.path, for: person)
        return .seeOther(view.path)
    }

    /// Adds what is done to many cases at once.
    func addBulk(to router: RouterGroup<HouseContext>) {
        router.get("/bulk") { request, context in
            let staff = try context.signedIn()
            let query = request.uri.queryParameters
            let choice = BulkPages.Choice(
                act: query.get("act") ?? "",
                to: query.get("act") == "team" ? query.get("team") : query.get("person"),
                cases: query.getAll("case").joined(separator: " ")
            )
            return try await blocking {
                try BulkPages(pages: self, staff: staff).preview(choice)
            }
        }
        router.post("/bulk") { request, context in
            let (staff, choice) = try await context.form(BulkPages.Choice.self, request)
            return try await blocking {
                try BulkPages(pages: self, staff: staff).perform(choice)
            }
        }
        router.get("/bulk/:number") { _, context in
            let (staff, number) = (
                try context.signedIn(), try context.parameters.require("number")
            )
            return try await blocking { try BulkPages(pages: self, staff: staff).done(number) }
        }
        router.post("/bulk/:number/undo") { request, context in
            let (staff, _) = try await context.form(Nothing.self, request)
            let number = try context.parameters.require("number")
            return try await blocking {
                try BulkPages(pages: self, staff: staff).takeBack(number)
            }
        }
    }

    /// A form with no field but its token.
    private struct Nothing: Decodable, Sendable {}
}
