import Hummingbird
import Recovery
import Storage
import Web

extension HubPages {
    /// Adds headquarters' pages to a hub's router.
    func add(to router: Router<HubContext>) {
        Assets.add(to: router)
        let pages = router.group()
            .add(middleware: HubTroublePages(pages: self))
            .add(middleware: HubDeskMiddleware(pages: self))
            .add(middleware: HubAccessMiddleware())
        HubDesk(pages: self).add(to: pages)
        HubPeople(pages: self).add(to: pages)
        SitesPage(pages: self).add(to: pages)
        SignalsPage(pages: self).add(to: pages)
        ProblemsPage(pages: self).add(to: pages)
        ProblemActs(pages: self).add(to: pages)
        ValuePage(pages: self).add(to: pages)
        ScenarioDesk(pages: self).add(to: pages)
        TakeoverActs(pages: self).add(to: pages)
        RegionsPage(pages: self).add(to: pages)
        read("/", pages, NoField.self) { try WeekPage(pages: $0).response($1) }
        read("/failures", pages, FailuresPage.View.self) {
            try FailuresPage(pages: $0).response($1, $2)
        }
        read("/failures.csv", pages, FailuresPage.View.self) {
            try FailuresPage(pages: $0).csv($1, $2)
        }
        read("/failures.json", pages, FailuresPage.View.self) {
            try FailuresPage(pages: $0).json($1, $2)
        }
        read("/failure", pages, FailurePage.View.self) {
            try FailurePage(pages: $0).response($1, $2)
        }
        read("/failure.csv", pages, FailurePage.View.self) { try FailurePage(pages: $0).csv($2) }
        read("/failure.json", pages, FailurePage.View.self) { try FailurePage(pages: $0).json($2) }
        read("/causes", pages, CausesPage.View.self) { try CausesPage(pages: $0).response($1, $2) }
        read("/causes.csv", pages, CausesPage.View.self) { try CausesPage(pages: $0).csv($1, $2) }
        read("/causes.json", pages, CausesPage.View.self) { try CausesPage(pages: $0).json($1, $2) }
        read("/causes/cases", pages, CausesPage.View.self) {
            try CausesPage(pages: $0).cases($1, $2)
        }
        addRecovery(to: pages)
        read("/cases", pages, HubCasesPage.View.self) {
            try HubCasesPage(pages: $0).response($1, $2)
        }
    }

    private func addRecovery(to pages: RouterGroup<HubContext>) {
        read("/brief", pages, BriefPage.View.self) { try BriefPage(pages: $0).response($1, $2) }
        read("/recovery", pages, RecoveryPage.View.self) {
            try RecoveryPage(pages: $0).response($1, $2)
        }
        read("/recovery.csv", pages, RecoveryPage.View.self) {
            try RecoveryPage(pages: $0).csv($1, $2)
        }
        read("/recovery.json", pages, RecoveryPage.View.self) {
            try RecoveryPage(pages: $0).json($1, $2)
        }
        read("/recovery/cases", pages, RecoveryPage.View.self) {
            try RecoveryPage(pages: $0).cases($1, $2)
        }
    }

    private func read<View: Decodable & Sendable>(
        _ path: String,
        _ router: RouterGroup<HubContext>,
        _ type: View.Type,
        _ body: @escaping @Sendable (HubPages, HubReader, View) throws -> Response
    ) {
        router.get(RouterPath(path)) { request, context in
            let reader = try context.signedIn()
            let view = try request.uri.decodeQuery(as: type, context: context)
            return try await blocking { try body(self, reader, view) }
        }
    }

    private func read(
        _ path: String,
        _ router: RouterGroup<HubContext>,
        _ type: NoField.Type,
        _ body: @escaping @Sendable (HubPages, HubReader) throws -> Response
    ) {
        router.get(RouterPath(path)) { _, context in
            let reader = try context.signedIn()
            return try await blocking { try body(self, reader) }
        }
    }
}

/// Shows what went wrong as a page: what is so, and what to do next.
struct HubTroublePages: RouterMiddleware {
    typealias Context = HubContext
    let pages: HubPages

    private struct Content: Sendable {
        var frame: PageFrame
        var heading: String
        var detail: String
        var back = "/"
        var backName = "Back to this week"
    }

    func handle(
        _ request: Request,
        context: HubContext,
        next: @concurrent (Request, HubContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch is NotSignedIn {
            return .seeOther("/sign-in")
        } catch {
            guard let (status, heading, detail) = Self.words(error) else { throw error }
            return try pages.page(
                "hq-trouble",
                Content(frame: pages.plainFrame(heading), heading: heading, detail: detail),
                status: status
            )
        }
    }

    static func words(
        _ error: any Error
    ) -> (status: HTTPResponse.Status, heading: String, detail: String)? {
        switch error {
        case let error as ConflictError: (.conflict, "Look once more", error.description)
        case let error as ParkedError: (.notFound, "It waits no more", error.description)
        case ProblemRefusal.noSuchProblem, ProblemRefusal.noSuchAction:
            (.notFound, "It is not here", "\(error)")
        case let error as ProblemRefusal: (.badRequest, "That did not work", error.description)
        case let error as ValueAssumptionError:
            (.badRequest, "That did not work", error.description)
        case let error as CauseTreeError: (.badRequest, "That did not work", error.description)
        case let error as MoveError<CorrectiveActionState>:
            (.conflict, "Look once more", error.description)
        case let error as HubError: (.badRequest, "That did not work", error.description)
        case ScenarioRefusal.noSuchScenario, ScenarioRefusal.badCode:
            (.notFound, "It is not here", "\(error)")
        case CaseworkError.noSuchCase: (.notFound, "It is not here", "\(error)")
        case let error as Problem: (error.status, "That did not work", error.detail)
        default: nil
        }
    }
}
