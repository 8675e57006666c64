import HTTPTypes
import Hummingbird
import Recovery
import Storage
import Web

/// Who is at the desk: signing in and out, changing places, and the first manager of a new house.
struct SignInPages {
    let pages: HousePages

    func add(to router: RouterGroup<HouseContext>) {
        router.get("/sign-in") { request, context in
            let back = request.uri.queryParameters["to"].map { DeskReturn(to: String($0)) }
            let page = try await blocking { try response(context.staff, back: back) }
            return SpokenLanguage.asked(request).map { SpokenLanguage.keep($0, in: page) } ?? page
        }
        router.post("/sign-in") { request, context in
            try SameOrigin.check(request)
            let form = try await HouseContext.openForm(SignInForm.self, request)
            let former = SessionCookie.house.token(of: request)
            return try await blocking(on: .derivations) {
                try signIn(form, replacing: former, context.staff)
            }
        }
        router.post("/set-up") { request, context in
            try SameOrigin.check(request)
            let form = try await HouseContext.openForm(SetUpForm.self, request)
            return try await blocking(on: .derivations) { try setUp(form) }
        }
        router.post("/sign-out") { request, context in
            _ = try await context.form(Nothing.self, request)
            let token = SessionCookie.house.token(of: request)
            return try await blocking {
                if let token { try pages.store.signOut(token) }
                return SessionCookie.house.cleared(.seeOther("/sign-in"))
            }
        }
    }

    private struct Nothing: Decodable, Sendable {}

    // MARK: The page

    private struct Content: Sendable {
        var frame: PageFrame
        var waiting: String
        var trouble: String?
        var isFirst: Bool
        var people: [Choice]
        var signedIn: Bool
        var languages: [LanguageChoice]
        var formToken: String
        var back: DeskReturn?
    }

    private struct Choice: Sendable {
        var id: Int64
        var name: String
        var initials: String
        var duty: String
        var isChosen: Bool
    }

    func response(
        _ staff: Staff?,
        trouble: String? = nil,
        chosen: Int64? = nil,
        back: DeskReturn? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let open = try pages.store.read { try $0.openCaseCount() }
        let isFirst = try pages.store.needsFirstPerson()
        let people = try pages.store.people().filter(\.isActive).map { person in
            Choice(
                id: person.id.rawValue,
                name: person.name,
                initials: PageFrame.Badge.initials(of: person.name),
                duty: Staff.duty(person),
                isChosen: person.id.rawValue == chosen
            )
        }
        let content = Content(
            frame: PageFrame(title: isFirst ? say("Set up") : say("Sign in"), house: pages.house),
            waiting: open == 0
                ? say("Nobody is waiting.")
                : open == 1 ? say("One case is open.") : say("\(open) cases are open."),
            trouble: trouble,
            isFirst: isFirst,
            people: people,
            signedIn: staff != nil,
            languages: LanguageChoice.all(chosen: Language.spoken.code),
            formToken: staff?.session.formToken ?? "",
            back: back
        )
        return try pages.page("sign-in", content, status: status)
    }

    // MARK: Acts

    private struct SignInForm: Decodable, Sendable {
        let person: Int64
        let secret: String
        let shared: String?
        let back: DeskReturn

        private enum CodingKeys: CodingKey { case person, secret, shared }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            person = try fields.decode(Int64.self, forKey: .person)
            secret = try fields.decode(String.self, forKey: .secret)
            shared = try fields.decodeIfPresent(String.self, forKey: .shared)
            back = try DeskReturn(from: decoder)
        }
    }

    private func signIn(
        _ form: SignInForm,
        replacing former: SessionToken?,
        _ staff: Staff?
    ) throws -> Response {
        do {
            let begun = try pages.gate.pass {
                try pages.store.signIn(
                    .id(PersonID(rawValue: form.person)),
                    secret: form.secret,
                    on: form.shared == nil ? .own : .shared,
                    replacing: former,
                    now: WallClock.now()
                )
            }
            let path = try form.back.resume(begun.session.person, pages.store) ?? "/"
            return SessionCookie.house.set(begun.token.text, in: .seeOther(path))
        } catch let error as SignInError {
            return try response(
                staff,
                trouble: say(error),
                chosen: form.person,
                back: form.back,
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
                secret: try Secret(form.secret),
                now: now
            )
            let begun = try pages.store.signIn(
                .id(person.id),
                secret: form.secret,
                on: .own,
                now: now
            )
            return SessionCookie.house.set(begun.token.text, in: .seeOther("/people"))
        } catch let error as SetUpError {
            return try response(nil, trouble: say(error), status: .forbidden)
        } catch let error as SecretError {
            return try response(nil, trouble: say(error), status: .badRequest)
        } catch let error as PersonError {
            return try response(nil, trouble: say(error), status: .badRequest)
        }
    }
}

/// Finds out who is at the desk, before anything else is done.
struct DeskMiddleware: RouterMiddleware {
    typealias Context = HouseContext
    let pages: HousePages

    func handle(
        _ request: Request,
        context: HouseContext,
        next: @concurrent (Request, HouseContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let token = SessionCookie.house.token(of: request)
        context.staff = try await blocking {
            try pages.store.read { try pages.zone.refresh($0) }
            let now = WallClock.now()
            guard let token, let session = try pages.store.session(token, now: now) else {
                return nil
            }
            if !request.isByItself { try pages.store.touch(session, now: now) }
            return Staff(session: session, edition: try pages.live.edition())
        }
        let staff = context.staff
        let language = try await blocking {
            try SpokenLanguage.asked(request)
                ?? SpokenLanguage.of(request, staff, pages.store)
        }
        return try await Language.$spoken.withValue(language) {
            try await next(request, context)
        }
    }
}

/// Who is at the desk.
struct Staff: Sendable {
    let session: Session
    /// What the page that is asked for will stand for: known before anything of it is read.
    var edition: String?

    var name: String { session.person.name }
    var role: StaffRole { session.person.role }
    var duty: String { Self.duty(session.person) }

    static func duty(_ person: Person) -> String {
        let role = say(person.role).capitalizedFirst
        return person.profile.team.isEmpty ? role : "\(role), \(person.profile.team)"
    }
}

extension SessionCookie {
    /// The token that a browser shows; nil when it shows none, or no token.
    func token(of request: Request) -> SessionToken? {
        text(of: request).flatMap { SessionToken($0) }
    }
}
