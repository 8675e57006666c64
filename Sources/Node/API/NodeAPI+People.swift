import HTTPTypes
import Recovery
import Storage
import Web

extension NodeAPI {
    /// Who asks, who works here, and which teams there are.
    var people: [Endpoint<APICaller>] { own + staffing }

    private var own: [Endpoint<APICaller>] {
        [
            Endpoint(.get, Self.root + "/me", "Who asks.", .ok(Schemas.person)) { call in
                try call.staff().session.person.json
            },
            Endpoint(
                .post,
                Self.root + "/me/secret",
                "Set another PIN or password; every session but the one answered ends.",
                takesSecret: true,
                body: .object([
                    .needs("present", .text(1...200)), .needs("secret", .text(1...200)),
                ]),
                .ok(.object([.needs("token", .text())]))
            ) { call in try setSecret(call) },
            Endpoint(
                .get,
                Self.root + "/teams",
                "The teams that answer for failures, as cases name them.",
                .ok(.list(.text()))
            ) { _ in .array(ResponseTeam.allCases.map { .text($0.words) }) },
        ]
    }

    private func setSecret(_ call: Call<APICaller>) throws -> JSON {
        guard let caller = call.caller else { throw NotSignedIn() }
        let (session, now) = (caller.staff.session, WallClock.now())
        let (present, fresh) = (call.body["present"]?.text ?? "", call.body["secret"]?.text ?? "")
        let secret = try Secret(fresh)
        let person = Claimant.id(session.person.id)
        _ = try pages.gate.pass {
            try pages.store.signIn(
                person,
                secret: present,
                on: session.terminal,
                replacing: caller.token,
                now: now
            )
        }
        try pages.store.changeSecret(
            of: session.person.id,
            to: secret,
            author: caller.staff.name,
            now: now
        )
        let begun = try pages.store.signIn(person, secret: fresh, on: session.terminal, now: now)
        return ["token": .text(begun.token.text)]
    }

    /// Headquarters' people sign in at the hub.
    private static let roles = JSONSchema.choice(
        StaffRole.allCases.filter { $0 != .headquarters }.map(\.name)
    )
    private static let secret = JSONSchema.Property.needs(
        "secret",
        .text(1...200),
        "A first PIN or password, which the person changes."
    )
    private static let team = JSONSchema.Property.may(
        "team",
        .text(0...Person.Profile.characterCountMax)
    )

    private var staffing: [Endpoint<APICaller>] {
        [
            Endpoint(
                .get,
                Self.root + "/people",
                "Who works here and who did: those who may sign in first.",
                .ok(.list(Schemas.person))
            ) { call in
                try call.staff().mustLookAfterPeople()
                return .array(try pages.store.people().map(\.json))
            },
            Endpoint(
                .post,
                Self.root + "/people",
                "Let somebody new sign in.",
                takesSecret: true,
                body: .object([
                    .needs("name", .text(1...Person.Profile.characterCountMax)),
                    .needs("role", Self.roles), Self.team, Self.secret,
                ]),
                .created(Schemas.person)
            ) { call in
                let staff = try call.staff()
                try staff.mustLookAfterPeople()
                let profile = try Person.Profile(
                    name: call.body["name"]?.text ?? "",
                    role: call.choice("role", StaffRole.self) ?? .staff,
                    team: call.body["team"]?.text ?? ""
                )
                return try pages.store.addPerson(
                    profile,
                    secret: Secret(call.body["secret"]?.text ?? ""),
                    author: staff.name,
                    now: WallClock.now()
                ).json
            },
            Endpoint(
                .put,
                Self.root + "/people/{person}",
                "Give somebody another role or team.",
                parameters: [Self.person],
                body: .object([.needs("role", Self.roles), Self.team]),
                .ok(Schemas.person)
            ) { call in
                try change(call) { store, former, author, now in
                    let profile = try Person.Profile(
                        name: former.name,
                        role: call.choice("role", StaffRole.self) ?? former.role,
                        team: call.body["team"]?.text ?? "",
                        language: former.profile.language
                    )
                    try store.changePerson(former.id, to: profile, author: author, now: now)
                }
            },
            act("leave", "Let somebody sign in no more.") { call, store, person, author, now in
                try store.deactivatePerson(person.id, author: author, now: now)
            },
            act("return", "Let somebody back in.", .object([Self.secret])) {
                call,
                store,
                person,
                author,
                now in
                let secret = try Secret(call.body["secret"]?.text ?? "")
                try store.reactivatePerson(person.id, secret: secret, author: author, now: now)
            },
            act("secret", "Give somebody another PIN or password.", .object([Self.secret])) {
                call,
                store,
                person,
                author,
                now in
                let secret = try Secret(call.body["secret"]?.text ?? "")
                try store.changeSecret(of: person.id, to: secret, author: author, now: now)
            },
        ]
    }

    private static let person = Endpoint<APICaller>.Parameter(
        "person",
        in: .path,
        .integer(1...Int64.max),
        "The person's number."
    )

    private func act(
        _ name: String,
        _ summary: String,
        _ body: JSONSchema? = nil,
        _ act:
            @escaping @Sendable (
                Call<APICaller>, NodeStore, Person, String, Timestamp
            ) throws -> Void
    ) -> Endpoint<APICaller> {
        Endpoint(
            .post,
            Self.root + "/people/{person}/" + name,
            summary,
            takesSecret: body != nil,
            parameters: [Self.person],
            body: body,
            .ok(Schemas.person)
        ) { call in
            try change(call) { try act(call, $0, $1, $2, $3) }
        }
    }

    private func change(
        _ call: Call<APICaller>,
        _ body: (NodeStore, Person, String, Timestamp) throws -> Void
    ) throws -> JSON {
        let staff = try call.staff()
        try staff.mustLookAfterPeople()
        let id = PersonID(rawValue: call[parameter: "person"]?.integer ?? 0)
        try body(pages.store, try pages.store.person(id), staff.name, WallClock.now())
        return try pages.store.person(id).json
    }
}

extension Staff {
    /// - Throws: a problem for those who do not look after people.
    fileprivate func mustLookAfterPeople() throws {
        guard role.looksAfterPeople else {
            throw Problem(
                .forbidden,
                "role",
                "Managers and operators look after who works here. Ask one of them."
            )
        }
    }
}
