import HTTPTypes
import Hummingbird
import Recovery
import Storage
import Web
import Wire

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
                // Who brings a secret waits for others who do; nobody else waits for them.
                endpoint.takesSecret
                    ? try await blocking(on: .derivations) { try api.perform(endpoint, call) }
                    : try await blocking { try api.perform(endpoint, call) }
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
            sessions + people + cases + work + together + talk + remedies + decisions + shift
                + house + failures + rules
                + stays + others + webhooks
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

    /// Does what is asked for, once under one name.
    fileprivate func perform(
        _ endpoint: Endpoint<APICaller>,
        _ call: Call<APICaller>
    ) throws -> Reply {
        do {
            guard let name = call.key, let person = call.caller?.staff.session.person.id else {
                return try endpoint.act(call)
            }
            let key = RequestKey(
                name,
                of: person,
                asking: endpoint.path + call.question(withBody: !endpoint.takesSecret)
            )
            let done = try pages.store.once(key, now: WallClock.now()) {
                try endpoint.act(call).text
            }
            return Reply(repeated: done.answer)
        } catch { throw Self.problem(error) }
    }

    /// An error as a program reads it.
    static func problem(_ error: any Error) -> any Error {
        switch error {
        case is Problem: error
        case let error as SignInError: Problem(.forbidden, "sign-in", error.description)
        case let error as RequestKeyError:
            Problem(.conflict, "idempotency-key", error.description)
        case let error as SearchError: Problem(.badRequest, "search", error.description)
        case let error as SecretError: Problem(.badRequest, "secret", error.description)
        case let error as ServiceHoursError: Problem(.badRequest, "hours", error.description)
        case OverlayError.noSuchScenario, AttachmentRefusal.noSuchFile, PlaceError.noSuchPlace,
            PersonError.noSuchPerson, HandoverError.noSuchHandover,
            DutyError.noSuchDuty, StayError.noSuchStay, WebhookError.noSuchWebhook,
            ConflictError.noSuchConflict:
            Problem(.notFound, "not-found", "\(error)")
        case is OverlayError, is PlaceError, is PersonError, is HandoverError, is DutyError,
            is StayError,
            is WebhookError,
            is ConflictError, is CommitmentRefusal, is ContactRefusal, is MessageRefusal,
            is TemplateError, is MailAddressError, is MoveError<CommitmentState>:
            Problem(.conflict, "refused", "\(error)")
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

    /// A moment that the body names.
    ///
    /// - Throws: a problem for one that the calendar does not have.
    func moment(_ name: String) throws -> Timestamp? {
        guard let text = body[name]?.text else { return nil }
        guard let moment = Timestamp(rfc3339: text) else {
            throw Problem(.badRequest, "moment", "'\(name)' is no moment that the calendar has.")
        }
        return moment
    }

    /// The record that a parameter of the path names.
    ///
    /// - Throws: a problem for what is no record's name.
    func record(_ name: String) throws -> ChangeID {
        let text = self[parameter: name]?.text ?? ""
        guard let id = RecordID(text) else {
            throw Problem(
                .notFound,
                "not-found",
                "There is no \(name) '\(text)'. Ids look like 4.17."
            )
        }
        return ChangeID(rawValue: id.rawValue)
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
                takesSecret: true,
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

extension Timestamp {
    /// Reads a moment in UTC such as `2026-03-12T14:52:00Z`; nil for one that no clock shows.
    init?(rfc3339 text: String) {
        let format = /(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3})\d*)?Z/
        guard let parts = text.wholeMatch(of: format)?.output, let year = Int64(parts.1),
            let month = Int64(parts.2), let day = Int64(parts.3), let hour = Int64(parts.4),
            let minute = Int64(parts.5), let second = Int64(parts.6), hour < 24, minute < 60,
            second < 60, let date = CalendarDay(year: year, month: month, day: day)
        else { return nil }
        let digits = (parts.7.map(String.init) ?? "") + "000"
        let seconds = date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second
        self.init(milliseconds: seconds * 1000 + (Int64(digits.prefix(3)) ?? 0))
    }
}
