import Hummingbird
import NIOCore
import Recovery
import Storage
import Web
import Wire

/// What a request to the house's pages carries with it.
struct HouseContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who is at the desk; nil before somebody signs in.
    var staff: Staff?

    /// The address of whoever asks, empty when it is not known.
    let device: String

    init(source: Source) {
        coreContext = .init(source: source)
        device = source.channel.remoteAddress?.ipAddress ?? ""
    }

    /// - Throws: a problem that leads to the sign-in page.
    func signedIn() throws -> Staff {
        guard let staff else { throw NotSignedIn() }
        return staff
    }
}

/// Nobody has signed in, or the session has ended.
struct NotSignedIn: Error {}

extension HousePages {
    /// Adds the house's pages to a node's router.
    func add(to router: Router<HouseContext>) {
        Assets.add(to: router)
        let pages = router.group()
            .add(middleware: DeskMiddleware(pages: self))
            .add(middleware: TroublePages(pages: self))
        SignInPages(pages: self).add(to: pages)
        PeoplePages(pages: self).add(to: pages)
        MyPage(pages: self).add(to: pages)
        addWork(to: pages)
        addLogging(to: pages)
        addActs(to: pages)
        addCaseDesk(to: pages)
        addMessages(to: pages)
        addPlaces(to: pages)
        addWebhooks(to: pages)
        addShift(to: pages)
        addScenarios(to: pages)
        addLive(to: pages)
        addDeskChoices(to: pages)
        addBulk(to: pages)
        addStays(to: pages)
        addGuests(to: router)
        addAPI(to: router)
    }

    private func addWork(to router: RouterGroup<HouseContext>) {
        router.get("/") { request, context in
            let staff = try context.signedIn()
            let view = try request.uri.decodeQuery(as: InboxView.self, context: context)
            return try await blocking { try InboxPage(pages: self).response(staff, view) }
        }
        router.get("/cases/:reference") { request, context in
            let (staff, reference) = (try context.signedIn(), try context.reference())
            let call = CaseCall(request)
            return try await blocking {
                try CasePage(pages: self).response(staff, reference, call)
            }
        }
        router.get("/cases/:reference/words") { _, context in
            let (staff, reference) = (try context.signedIn(), try context.reference())
            return try await blocking {
                try LogPages(pages: self).wordsResponse(staff, reference)
            }
        }
    }

    private func addLogging(to router: RouterGroup<HouseContext>) {
        router.get("/log") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try LogPages(pages: self).whereResponse(staff) }
        }
        router.get("/log/what") { request, context in
            let staff = try context.signedIn()
            let choice = try request.uri.decodeQuery(as: LogPages.Choice.self, context: context)
            return try await blocking {
                try LogPages(pages: self).whatResponse(staff, choice.cleaned)
            }
        }
        router.get("/log/how-bad") { request, context in
            let staff = try context.signedIn()
            let choice = try request.uri.decodeQuery(as: LogPages.Choice.self, context: context)
            return try await blocking {
                try LogPages(pages: self).howBadResponse(staff, choice.cleaned)
            }
        }
        router.post("/log") { request, context in
            guard context.staff != nil else { return try await LogPages.signIn(request) }
            let (staff, form) = try await context.form(LogPages.Complaint.self, request)
            return try await blocking { try LogPages(pages: self).save(form, staff) }
        }
    }

    private func addActs(to router: RouterGroup<HouseContext>) {
        func act<Form: Decodable & Sendable>(
            _ path: String,
            _ type: Form.Type,
            _ body: @escaping @Sendable (CaseActs, Form) throws -> Response
        ) {
            router.post(RouterPath("/cases/:reference/\(path)")) { request, context in
                let (staff, form) = try await context.form(type, request)
                let acts = CaseActs(
                    pages: self,
                    staff: staff,
                    reference: try context.reference()
                )
                return try await blocking { try body(acts, form) }
            }
        }
        act("acknowledge", Nothing.self) { acts, _ in try acts.acknowledge() }
        act("take", Nothing.self) { acts, _ in try acts.takeOver() }
        act("undo", Nothing.self) { acts, _ in try acts.undo() }
        act("move", CaseActs.Move.self) { try $0.move($1) }
        act("remedy", CaseActs.Proposal.self) { try $0.propose($1) }
        act("remedy-step", CaseActs.RemedyMove.self) { try $0.moveRemedy($1) }
        act("close", CaseActs.Closing.self) { try $0.close($1) }
        act("reopen", CaseActs.Reason.self) { try $0.reopen($1) }
    }

    /// A form with no field but its token.
    private struct Nothing: Decodable, Sendable {}
}

extension HouseContext {
    func reference() throws -> String { try parameters.require("reference") }

    /// Reads a form that this session made, and says whose it is.
    ///
    /// - Throws: ``NotSignedIn``; a problem when the form was made for another session, or lacks
    ///   a field.
    func form<Form: Decodable>(_ type: Form.Type, _ request: Request) async throws -> (Staff, Form)
    {
        let staff = try signedIn()
        let form = try await SentForm(request)
        return (staff, try form.read(type) { staff.session.accepts(formToken: $0) })
    }

    /// Reads a form that anybody may send.
    static func openForm<Form: Decodable>(_ type: Form.Type, _ request: Request) async throws
        -> Form
    {
        try await SentForm(request).read(type)
    }
}

/// Shows what went wrong as a page: what is so, and what to do next.
struct TroublePages: RouterMiddleware {
    typealias Context = HouseContext
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var heading: String
        var detail: String
        var back: String
        var backName: String
    }

    func handle(
        _ request: Request,
        context: HouseContext,
        next: @concurrent (Request, HouseContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch is NotSignedIn {
            return .seeOther(DeskReturn.signIn(request))
        } catch {
            guard let (status, heading, detail) = Self.words(error) else { throw error }
            let segments = request.uri.path.split(separator: "/")
            let isAct = segments.first == "cases" && segments.count == 3
            return try pages.page(
                "trouble",
                Content(
                    frame: PageFrame(title: heading, house: pages.house),
                    heading: heading,
                    detail: detail,
                    back: !isAct
                        ? "/" : "/cases/\(segments[1])\(segments[2] == "words" ? "/words" : "")",
                    backName: isAct ? say("Back to the case") : say("Back to the inbox")
                ),
                status: status
            )
        }
    }

    static func words(
        _ error: any Error
    ) -> (status: HTTPResponse.Status, heading: String, detail: String)? {
        switch error {
        case CaseworkError.noSuchCase(let name):
            (
                .notFound, say("There is no case \(name) here"),
                say(
                    """
                    Check the reference, or search for the guest, the room or the words in the \
                    inbox.
                    """
                )
            )
        case let error as CaseworkError: (.conflict, say("Not yet"), say(error))
        case let kept as WordsKept:
            words(kept.cause).map { status, heading, detail in
                (
                    status, heading,
                    say(
                        "\(detail) What you wrote is safe, and waits where you wrote it."
                    )
                )
            }
        case let error as AttachmentRefusal: (.conflict, say("Not kept"), say(error))
        case let error as MediaRefusal: (.badRequest, say("Not kept"), say(error))
        case let error as CaseMoveError:
            (.conflict, say("That step does not follow"), say(error))
        case let error as ConflictError: (.conflict, say("Look once more"), say(error))
        case let error as RemedyRefusal: (.conflict, say("Not yet"), say(error))
        case let error as RemedyCapError:
            (.conflict, say("More than helps"), say(error))
        case let error as MoneyError: (.badRequest, say("That is no amount"), say(error))
        case let error as Problem: (error.status, say("That did not work"), error.detail)
        default: nil
        }
    }
}
