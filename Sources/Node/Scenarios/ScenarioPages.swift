import Hummingbird
import Recovery
import Storage
import Web
import Wire

extension HousePages {
    /// The templates of the scenario desk.
    static let scenarioTemplates: [String: [UInt8]] = [
        "scenarios": PackageResources.scenarios_mustache,
        "scenario": PackageResources.scenario_mustache,
        "scenario-edit": PackageResources.scenario_edit_mustache,
        "scenario-coverage": PackageResources.scenario_coverage_mustache,
        "scenario-routing": PackageResources.scenario_routing_mustache,
        "scenario-triage": PackageResources.scenario_triage_mustache,
        "worksheet": PackageResources.worksheet_mustache,
    ]

    /// The way to the library from every page.
    static func scenarioSection(isCurrent: Bool) -> PageFrame.Section {
        PageFrame.Section(say("Scenarios"), "/scenarios", icon: "book", isCurrent: isCurrent)
    }

    /// Adds the library of failures, what the house makes of it, and where failures go.
    func addScenarios(to router: RouterGroup<HouseContext>) {
        addLibrary(to: router)
        addOverlays(to: router)
        addRouting(to: router)
    }

    private func addLibrary(to router: RouterGroup<HouseContext>) {
        router.get("/scenarios") { request, context in
            let staff = try context.signedIn()
            let query = try request.uri.decodeQuery(
                as: ScenarioListPage.Query.self,
                context: context
            )
            return try await blocking { try ScenarioListPage(pages: self).response(staff, query) }
        }
        router.get("/scenarios/coverage") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try CoveragePage(pages: self).response(staff) }
        }
        router.get("/scenarios/worksheet") { request, context in
            let staff = try context.signedIn()
            let query = try request.uri.decodeQuery(as: WorksheetPage.Query.self, context: context)
            return try await blocking { try WorksheetPage(pages: self).response(staff, query) }
        }
        router.get("/scenarios/:code") { _, context in
            let (staff, code) = (try context.signedIn(), try context.scenarioCode())
            return try await blocking { try ScenarioPage(pages: self).response(staff, code) }
        }
    }

    private func addOverlays(to router: RouterGroup<HouseContext>) {
        router.get("/scenarios/:code/edit") { _, context in
            let (staff, code) = (try context.signedIn(), try context.scenarioCode())
            try staff.mustManage()
            return try await blocking { try OverlayPage(pages: self).response(staff, code) }
        }
        router.post("/scenarios/:code/edit") { request, context in
            let (staff, form) = try await context.form(OverlayForm.self, request)
            let code = try context.scenarioCode()
            try staff.mustManage()
            return try await blocking { try OverlayPage(pages: self).take(form, staff, code) }
        }
        router.post("/scenarios/:code/withdraw") { request, context in
            let (staff, _) = try await context.form(ShiftForm.self, request)
            let code = try context.scenarioCode()
            try staff.mustManage()
            return try await blocking { try OverlayPage(pages: self).withdraw(staff, code) }
        }
    }

    private func addRouting(to router: RouterGroup<HouseContext>) {
        router.get("/routing") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try RoutingPage(pages: self).response(staff) }
        }
        router.post("/routing") { request, context in
            let (staff, form) = try await context.form(RoutingPage.Switching.self, request)
            try staff.mustManage()
            return try await blocking { try RoutingPage(pages: self).take(form, staff) }
        }
        router.get("/triage") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try TriagePage(pages: self).response(staff) }
        }
    }
}

extension HouseContext {
    fileprivate func scenarioCode() throws -> String {
        try parameters.require("code").uppercased()
    }
}

extension FeedbackDesk {
    /// How a scenario stands here.
    ///
    /// - Throws: a problem where there is none of the code.
    func standing(_ code: String) throws -> ScenarioStanding {
        let standing = try standings().first { $0.headquarters.code.description == code }
        guard let standing else {
            throw Problem(
                .notFound,
                "scenario",
                say("There is no scenario \(code) here. The library lists those there are.")
            )
        }
        return standing
    }
}

/// The ways between the pages of the scenario desk.
struct ScenarioTabs: Sendable {
    let tabs: [Tab]

    struct Tab: Sendable {
        let name: String
        let path: String
        let isCurrent: Bool
    }

    init(current: String) {
        tabs = [
            (say("Library"), "/scenarios"), (say("Triage"), "/triage"),
            (say("Who gets it first"), "/routing"),
            (say("What has no name"), "/scenarios/coverage"),
            (say("Worksheet"), "/scenarios/worksheet"),
        ].map { Tab(name: $0, path: $1, isCurrent: $1 == current) }
    }
}

/// A share as people read it: whole percent, and "under 1 %" for less.
func percent(_ share: Double) -> String {
    let whole = Int((share * 100).rounded())
    return whole == 0 && share > 0 ? "under 1 %" : "\(whole) %"
}
