import Hummingbird
import Recovery
import Storage
import Web

/// Who works here: the manager adds people and lets them go.
struct PeoplePages {
    let pages: HousePages

    func add(to router: RouterGroup<HouseContext>) {
        router.get("/people") { _, context in
            let staff = try context.inCharge()
            return try await blocking { try response(staff) }
        }
        router.post("/people") { request, context in
            let (staff, form) = try await context.form(PersonForm.self, request)
            _ = try context.inCharge()
            return try await blocking(on: .derivations) { try added(form, staff) }
        }
        act("/people/:person", Duties.self, router) { store, id, form, author, now in
            guard let role = StaffRole.named(form.role), role != .headquarters else {
                throw Self.noRole
            }
            guard let former = try store.people().first(where: { $0.id == id })?.profile else {
                throw PersonError.noSuchPerson
            }
            let profile = try Person.Profile(
                name: former.name,
                role: role,
                team: form.team ?? "",
                language: former.language
            )
            try store.changePerson(id, to: profile, author: author, now: now)
        }
        act("/people/:person/leave", Nothing.self, router) { store, id, _, author, now in
            try store.deactivatePerson(id, author: author, now: now)
        }
        act("/people/:person/secret", NewSecret.self, router) { store, id, form, author, now in
            try store.changeSecret(of: id, to: Secret(form.secret), author: author, now: now)
        }
        act("/people/:person/return", NewSecret.self, router) { store, id, form, author, now in
            try store.reactivatePerson(id, secret: Secret(form.secret), author: author, now: now)
        }
    }

    /// Adds what whoever is in charge does about one person; refusals are told on the page.
    private func act<Form: Decodable & Sendable>(
        _ path: String,
        _ type: Form.Type,
        _ router: RouterGroup<HouseContext>,
        _ body: @escaping @Sendable (NodeStore, PersonID, Form, String, Timestamp) throws -> Void
    ) {
        router.post(RouterPath(path)) { request, context in
            let (staff, form) = try await context.form(type, request)
            _ = try context.inCharge()
            let id = PersonID(rawValue: try context.parameters.require("person", as: Int64.self))
            return try await blocking(on: .derivations) {
                try told(staff) { try body(pages.store, id, form, staff.name, WallClock.now()) }
            }
        }
    }

    private struct Nothing: Decodable, Sendable {}

    private struct Duties: Decodable, Sendable {
        var role: String
        var team: String?
    }

    private struct NewSecret: Decodable, Sendable { var secret: String }

    private static var noRole: Problem {
        Problem(.badRequest, "role", say("Choose a role from the list."))
    }

    /// Back to the page, with what was refused and why.
    private func told(_ staff: Staff, _ act: () throws -> Void) throws -> Response {
        do {
            try act()
            return .seeOther("/people")
        } catch let error as PersonError {
            return try response(staff, trouble: say(error), status: .conflict)
        } catch let error as SecretError {
            return try response(staff, trouble: say(error), status: .badRequest)
        }
    }

    private struct Content: Sendable {
        var frame: PageFrame
        var trouble: String?
        var people: [Line]
        var gone: [Line]
        var roles: [Role]
        var formToken: String
    }

    private struct Line: Sendable {
        var id: Int64
        var name: String
        var initials: String
        var duty: String
        var team: String
        var roles: [Role]
        var isSelf: Bool
    }

    private struct Role: Sendable {
        var value: String
        var words: String
        var isChosen = false
    }

    /// Headquarters' people sign in at the hub.
    private static var roles: [Role] {
        StaffRole.allCases.filter { $0 != .headquarters }.map {
            Role(value: $0.name, words: say($0).capitalizedFirst)
        }
    }

    private static func line(_ person: Person, _ staff: Staff) -> Line {
        Line(
            id: person.id.rawValue,
            name: person.name,
            initials: PageFrame.Badge.initials(of: person.name),
            duty: Staff.duty(person),
            team: person.profile.team,
            roles: roles.map { role in
                var role = role
                role.isChosen = role.value == person.role.name
                return role
            },
            isSelf: person.id == staff.session.person.id
        )
    }

    private struct PersonForm: Decodable, Sendable {
        var name: String
        var role: String
        var team: String?
        var secret: String
    }

    private func response(
        _ staff: Staff,
        trouble: String? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let people = try pages.store.people()
        let content = try pages.store.read { reader in
            Content(
                frame: try pages.frame(say("People"), .people, staff, reader),
                trouble: trouble,
                people: people.filter(\.isActive).map { Self.line($0, staff) },
                gone: people.filter { !$0.isActive }.map { Self.line($0, staff) },
                roles: Self.roles,
                formToken: staff.session.formToken
            )
        }
        return try pages.page("people", content, status: status)
    }

    private func added(_ form: PersonForm, _ staff: Staff) throws -> Response {
        guard let role = StaffRole.named(form.role), role != .headquarters else {
            throw Self.noRole
        }
        return try told(staff) {
            _ = try pages.store.addPerson(
                Person.Profile(name: form.name, role: role, team: form.team ?? ""),
                secret: try Secret(form.secret),
                author: staff.name,
                now: WallClock.now()
            )
        }
    }
}

extension HouseContext {
    /// Whoever looks after the people here.
    ///
    /// - Throws: ``NotSignedIn``; a problem for everyone else.
    fileprivate func inCharge() throws -> Staff {
        let staff = try signedIn()
        guard staff.role.looksAfterPeople else {
            throw Problem(
                .forbidden,
                "role",
                say("Managers and operators look after who works here. Ask one of them.")
            )
        }
        return staff
    }
}
