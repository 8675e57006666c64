import HTTPTypes
import Hummingbird
import Recovery
import Storage
import Web

/// Who asks over HTTP.
struct APICaller: Sendable {
    let staff: Staff
    let token: SessionToken
}

extension HousePages {
    /// Adds the JSON form of everything the pages do.
    func addAPI(to router: Router<HouseContext>) {
        let api = NodeAPI(pages: self)
        api.description.add(
            to: router,
            caller: { request in try await api.caller(request) },
            perform: { endpoint, call in
                // Whoever signs in waits for others who do; nobody else waits for them.
                endpoint.isOpen
                    ? try await blocking(on: .derivations) { try NodeAPI.perform(endpoint, call) }
                    : try await blocking { try NodeAPI.perform(endpoint, call) }
            }
        )
    }
}

/// What programs can ask of a node: the same acts, rules and refusals as on the pages.
struct NodeAPI: Sendable {
    let pages: HousePages

    static let root = "/api/v1"

    var description: API<APICaller> {
        API(
            title: "Amends, the house's own desk",
            descriptionPath: Self.root + "/openapi.json",
            sessions + cases + work + remedies + others
        )
    }

    /// Whose session a request's token belongs to.
    func caller(_ request: Request) async throws -> APICaller? {
        let words = request.headers[.authorization]?.split(separator: " ") ?? []
        guard words.count == 2, words[0].lowercased() == "bearer",
            let token = SessionToken(String(words[1]))
        else { return nil }
        return try await blocking {
            let now = WallClock.now()
            guard let session = try pages.store.session(token, now: now) else { return nil }
            try pages.store.touch(session, now: now)
            return APICaller(staff: Staff(session: session), token: token)
        }
    }

    fileprivate static func perform(
        _ endpoint: Endpoint<APICaller>,
        _ call: Call<APICaller>
    ) throws -> JSON {
        do { return try endpoint.act(call) } catch { throw problem(error) }
    }

    /// An error as a program reads it.
    static func problem(_ error: any Error) -> any Error {
        switch error {
        case is Problem: error
        case let error as SignInError: Problem(.forbidden, "sign-in", error.description)
        case let error as ConflictError: Problem(.conflict, "conflict", error.description)
        case let error as SearchError: Problem(.badRequest, "search", error.description)
        default:
            TroublePages.words(error).map { status, heading, detail in
                Problem(status, status == .notFound ? "not-found" : "refused", detail)
            } ?? error
        }
    }
}

extension Call<APICaller> {
    /// Whoever asks.
    func staff() throws -> Staff {
        guard let caller else { throw NotSignedIn() }
        return caller.staff
    }

    /// A choice that the schema has checked.
    func choice<Choice: CatalogueChoice>(_ name: String, _ type: Choice.Type) -> Choice? {
        body[name]?.text.flatMap(Choice.named)
    }
}

// MARK: Sessions

extension NodeAPI {
    var sessions: [Endpoint<APICaller>] {
        [
            Endpoint(
                .post,
                Self.root + "/session",
                "Begin a session. Its token goes into 'Authorization: Bearer' from then on.",
                isOpen: true,
                body: .object([
                    .needs("name", .text(1...Person.Profile.characterCountMax)),
                    .needs("secret", .text(1...200), "The person's PIN or password."),
                ]),
                .created(
                    .named(
                        "Session",
                        .object([
                            .needs("token", .text()), .needs("name", .text()),
                            .needs("role", .choice(StaffRole.names)), .needs("team", .text()),
                        ])
                    )
                )
            ) { call in
                let begun = try pages.gate.pass {
                    try pages.store.signIn(
                        .name(call.body["name"]?.text ?? ""),
                        secret: call.body["secret"]?.text ?? "",
                        on: .own,
                        now: WallClock.now()
                    )
                }
                let person = begun.session.person
                return [
                    "token": .text(begun.token.text), "name": .text(person.name),
                    "role": .text(person.role.name), "team": .text(person.profile.team),
                ]
            },
            Endpoint(
                .delete,
                Self.root + "/session",
                "End the session.",
                .ok(.object([]))
            ) { call in
                if let token = call.caller?.token { try pages.store.signOut(token) }
                return .object([])
            },
        ]
    }
}
