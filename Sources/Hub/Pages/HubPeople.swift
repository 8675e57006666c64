import Hummingbird
import Recovery
import Storage
import Web

/// Who works at headquarters: whoever is in charge adds people and lets them go.
struct HubPeople {
    let pages: HubPages

    func add(to router: RouterGroup<HubContext>) {
        router.get("/people") { _, context in
            let reader = try inCharge(context)
            return try await blocking { try response(reader) }
        }
        router.post("/people") { request, context in
            let (reader, form) = try await context.form(NewPerson.self, request)
            _ = try inCharge(context)
            return try await blocking(on: .derivations) {
                try told(reader) {
                    _ = try pages.store.addPerson(
                        Person.Profile(name: form.name, role: try role(form.role), team: form.team),
                        secret: try Secret(form.secret),
                        author: reader.name,
                        now: WallClock.now()
                    )
                }
            }
        }
        act("leave", NoField.self, router) { id, _, reader, now in
            try pages.store.deactivatePerson(id, author: reader.name, now: now)
        }
        act("secret", NewSecret.self, router) { id, form, reader, now in
            try pages.store.changeSecret(
                of: id,
                to: Secret(form.secret),
                author: reader.name,
                now: now
            )
        }
        act("return", NewSecret.self, router) { id, form, reader, now in
            try pages.store.reactivatePerson(
                id,
                secret: Secret(form.secret),
                author: reader.name,
                now: now
            )
        }
    }

    private func act<Form: Decodable & Sendable>(
        _ verb: String,
        _ type: Form.Type,
        _ router: RouterGroup<HubContext>,
        _ body: @escaping @Sendable (PersonID, Form, HubReader, Timestamp) throws -> Void
    ) {
        router.post(RouterPath("/people/:person/\(verb)")) { request, context in
            let (reader, form) = try await context.form(type, request)
            _ = try inCharge(context)
            let id = PersonID(rawValue: try context.parameters.require("person", as: Int64.self))
            return try await blocking(on: .derivations) {
                try told(reader) { try body(id, form, reader, WallClock.now()) }
            }
        }
    }

    private struct NewPerson: Decodable, Sendable {
        var name: String
        var role: String
        var team: String
        var secret: String
    }

    private struct NewSecret: Decodable, Sendable { var secret: String }

    /// What people at the hub may be: houses have the other roles.
    private static let roles: [StaffRole] = [.headquarters, .operator]

    private func role(_ name: String) throws -> StaffRole {
        guard let role = StaffRole.named(name), Self.roles.contains(role) else {
            throw Problem(.badRequest, "role", "Choose a role from the list.")
        }
        return role
    }

    private func inCharge(_ context: HubContext) throws -> HubReader {
        let reader = try context.signedIn()
        guard reader.mayRun else {
            throw Problem(.forbidden, "role", "Ask somebody who looks after people here.")
        }
        return reader
    }

    /// Back to the page, with what was refused and why.
    private func told(_ reader: HubReader, _ act: () throws -> Void) throws -> Response {
        do {
            try act()
            return .seeOther("/people")
        } catch let error as PersonError {
            return try response(reader, trouble: error.description, status: .conflict)
        } catch let error as SecretError {
            return try response(reader, trouble: error.description, status: .badRequest)
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
        var isSelf: Bool
    }

    private struct Role: Sendable {
        var value: String
        var words: String
    }

    private func response(
        _ reader: HubReader,
        trouble: String? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let people = try pages.store.people()
        func line(_ person: Person) -> Line {
            Line(
                id: person.id.rawValue,
                name: person.name,
                initials: PageFrame.Badge.initials(of: person.name),
                duty: HubReader.duty(person),
                isSelf: person.id == reader.session.person.id
            )
        }
        let content = Content(
            frame: pages.frame(
                "People",
                .people,
                reader,
                try pages.store.standings(now: WallClock.now())
            ),
            trouble: trouble,
            people: people.filter(\.isActive).map(line),
            gone: people.filter { !$0.isActive }.map(line),
            roles: Self.roles.map { Role(value: $0.name, words: $0.words) },
            formToken: reader.formToken
        )
        return try pages.page("hq-people", content, status: status)
    }
}
