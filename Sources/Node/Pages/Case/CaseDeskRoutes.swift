import Hummingbird
import Storage
import Web

extension HousePages {
    /// The templates of a case's page beside the page itself.
    static let caseTemplates: [String: [UInt8]] = [
        "case-desk": PackageResources.case_desk_mustache,
        "case-family": PackageResources.case_family_mustache,
        "case-name": PackageResources.case_name_mustache,
        "case-sealed": PackageResources.case_sealed_mustache,
        "case-shelf": PackageResources.case_shelf_mustache,
        "case-cause": PackageResources.case_cause_mustache,
        "case-calm": PackageResources.case_calm_mustache,
        "case-failure": PackageResources.case_failure_mustache,
        "case-files": PackageResources.case_files_mustache,
        "case-late": PackageResources.case_late_mustache,
        "case-mood": PackageResources.case_mood_mustache,
        "for-managers": PackageResources.for_managers_mustache,
        "approvals": PackageResources.approvals_mustache,
        "versus": PackageResources.versus_mustache,
        "conflicts": PackageResources.conflicts_mustache,
    ]

    /// Adds what is decided about a case at the desk.
    func addCaseDesk(to router: RouterGroup<HouseContext>) {
        router.get("/cases/:reference/name") { request, context in
            let (staff, reference) = (try context.signedIn(), try context.reference())
            let query = try request.uri.decodeQuery(as: Search.self, context: context)
            return try await blocking {
                try NamingPage(pages: self).response(staff, reference, query.q?.trimmed ?? "")
            }
        }
        act(router, "name", CaseActs.Naming.self) { try $0.name($1) }
        act(router, "severity", CaseActs.Grading.self) { try $0.grade($1) }
        act(router, "pass", CaseActs.Passing.self) { try $0.pass($1) }
        act(router, "merge", CaseActs.Other.self) { try $0.merge($1) }
        act(router, "unmerge", Bare.self) { acts, _ in try acts.unmerge() }
        act(router, "bind", CaseActs.Binding.self) { try $0.bind($1) }
        act(router, "unbind", CaseActs.Other.self) { try $0.unbind($1) }
        act(router, "guest", CaseActs.AnotherGuest.self) { try $0.addGuest($1) }
        act(router, "tell", CaseActs.Telling.self) { try $0.tell($1) }
        act(router, "cause", CaseActs.Finding.self) { try $0.find($1) }
        act(router, "leave", CaseActs.Leaving.self) { try $0.leave($1) }
        act(router, "failure", CaseActs.Failure.self) { try $0.describe($1) }
        act(router, "mood", CaseActs.Feeling.self) { try $0.feel($1) }
        act(router, "late", CaseActs.Late.self) { try $0.explain($1) }
        act(router, "visit", CaseActs.Visit.self) { try $0.visit($1) }
        act(router, "teach", CaseActs.Teaching.self) { try $0.teach($1) }
        act(router, "split", CaseActs.Splitting.self) { try $0.split($1) }
        act(router, "unsplit", Bare.self) { acts, _ in try acts.unsplit() }
        router.get("/for-managers") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try ManagersPage(pages: self).response(staff) }
        }
        addConflicts(to: router)
        addAttachments(to: router)
        addTyping(to: router)
        router.get("/approvals") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try ApprovalsPage(pages: self).response(staff) }
        }
    }

    private func addConflicts(to router: RouterGroup<HouseContext>) {
        router.get("/conflicts") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try ConflictsPage(pages: self).response(staff) }
        }
        router.post("/conflicts") { request, context in
            let (staff, form) = try await context.form(ConflictsPage.Choice.self, request)
            return try await blocking { try ConflictsPage(pages: self).settle(form, staff) }
        }
        router.post("/conflicts/undo") { request, context in
            let (staff, form) = try await context.form(ConflictsPage.Undo.self, request)
            return try await blocking { try ConflictsPage(pages: self).undo(form, staff) }
        }
    }

    private func act<Form: Decodable & Sendable>(
        _ router: RouterGroup<HouseContext>,
        _ path: String,
        _ type: Form.Type,
        _ body: @escaping @Sendable (CaseActs, Form) throws -> Response
    ) {
        router.post(RouterPath("/cases/:reference/\(path)")) { request, context in
            let (staff, form) = try await context.form(type, request)
            let acts = CaseActs(pages: self, staff: staff, reference: try context.reference())
            return try await blocking { try body(acts, form) }
        }
    }

    private struct Search: Decodable { var q: String? }

    /// A form with no field but its token.
    private struct Bare: Decodable, Sendable {}
}
