import Hummingbird
import Recovery
import Storage
import Web

/// Who is at headquarters' desk: signing in and out, and the first person of a new hub.
struct HubDesk {
    let pages: HubPages

    func add(to router: RouterGroup<HubContext>) {
        router.get("/sign-in") { _, context in
            try await blocking { try response(context.reader) }
        }
        router.post("/sign-in") { request, context in
            try SameOrigin.check(request)
            let form = try await SentForm(request).read(SignInForm.self)
            let former = SessionCookie.headquarters.token(of: request)
            return try await blocking(on: .derivations) {
                try signIn(form, replacing: former, context.reader)
            }
        }
        router.post("/set-up") { request, _ in
            try SameOrigin.check(request)
            let form = try await SentForm(request).read(SetUpForm.self)
            return try await blocking(on: .derivations) { try setUp(form) }
        }
        router.post("/sign-out") { request, context in
            _ = try await context.form(NoField.self, request)
            let token = SessionCookie.headquarters.token(of: request)
            return try await blocking {
                if let token { try pages.store.signOut(token) }
                return SessionCookie.headquarters.cleared(.seeOther("/sign-in"))
            }
        }
    }

    private struct Content: Sendable {
        var frame: PageFrame
        var sites: String
        var trouble: String?
        var isFirst: Bool
        var name: String?
        var formToken: String?
    }

    private func response(
        _ reader: HubReader?,
        trouble: String? = nil,
        name: String? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let isFirst = try pages.store.needsFirstPerson()
        let count = try pages.store.listSites().count
        let content = Content(
            frame: pages.plainFrame(isFirst ? "Set up" : "Sign in"),
            sites: count == 0
                ? "No site has been enrolled yet." : "\(Numbers.count(count, "site")) enrolled.",
            trouble: trouble,
            isFirst: isFirst,
            name: name,
            formToken: reader?.formToken
        )
        return try pages.page("hq-sign-in", content, status: status)
    }

    private struct SignInForm: Decodable, Sendable {
        var name: String
        var secret: String
        var shared: String?
    }

    private func signIn(
        _ form: SignInForm,
        replacing former: SessionToken?,
        _ reader: HubReader?
    ) throws -> Response {
        do {
            let begun = try pages.gate.pass {
                try pages.store.signIn(
                    .name(form.name),
                    secret: form.secret,
                    on: form.shared == nil ? .own : .shared,
                    replacing: former,
                    now: WallClock.now()
                )
            }
            return SessionCookie.headquarters.set(begun.token.text, in: .seeOther("/"))
        } catch let error as SignInError {
            return try response(
                reader,
                trouble: error.description,
                name: form.name,
                status: .forbidden
            )
        }
    }

    private struct SetUpForm: Decodable, Sendable {
        var code: String
        var name: String
        var secret: String
    }

    private func setUp(_ form: SetUpForm) throws -> Response {
        let now = WallClock.now()
        do {
            let person = try pages.store.firstPerson(
                code: form.code,
                name: form.name,
                role: .headquarters,
                secret: try Secret(form.secret),
                now: now
            )
            let begun = try pages.store.signIn(
                .id(person.id),
                secret: form.secret,
                on: .own,
                now: now
            )
            return SessionCookie.headquarters.set(begun.token.text, in: .seeOther("/sites"))
        } catch let error as SetUpError {
            return try response(nil, trouble: error.description, status: .forbidden)
        } catch let error as SecretError {
            return try response(nil, trouble: error.description, status: .badRequest)
        } catch let error as PersonError {
            return try response(nil, trouble: error.description, status: .badRequest)
        }
    }
}

/// A form with no field but its token.
struct NoField: Decodable, Sendable {}

extension SessionCookie {
    /// The token that a browser shows; nil when it shows none, or no token.
    func token(of request: Request) -> SessionToken? {
        text(of: request).flatMap { SessionToken($0) }
    }
}

/// Finds out who is at the desk, before anything else is done.
struct HubDeskMiddleware: RouterMiddleware {
    typealias Context = HubContext
    let pages: HubPages

    func handle(
        _ request: Request,
        context: HubContext,
        next: @concurrent (Request, HubContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let token = SessionCookie.headquarters.token(of: request) {
            context.reader = try await blocking {
                let now = WallClock.now()
                guard let session = try pages.store.session(token, now: now) else { return nil }
                try pages.store.touch(session, now: now)
                let region = try pages.store.region(of: session.person.id)
                return HubReader(region: region, session: session)
            }
        }
        return try await next(request, context)
    }
}
