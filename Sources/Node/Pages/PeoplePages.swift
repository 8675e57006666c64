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
        router.post("/people/:person/leave") { request, context in
            let (staff, _) = try await context.form(Nothing.self, request)
            _ = try context.inCharge()
            let id = try context.parameters.require("person", as: Int64.self)
            return try await blocking {
                try pages.store.deactivatePerson(
                    PersonID(rawValue: id),
                    author: staff.name,
                    now: WallClock.now()
                )
                return Response.seeOther("/people")
            }
        }
    }

    private struct Nothing: Decodable, Sendable {}

    private struct Content: Sendable {
        var frame: PageFrame
        var trouble: String?
        var people: [Line]
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
        let people = try pages.store.people().filter(\.isActive)
        let content = try pages.store.read { reader in
            Content(
                frame: try pages.frame("People", .people, staff, reader),
                trouble: trouble,
                people: people.map { person in
                    Line(
                        id: person.id.rawValue,
                        name: person.name,
                        initials: PageFrame.Badge.initials(of: person.name),
                        duty: Staff.duty(person),
                        isSelf: person.id == staff.session.person.id
                    )
                },
                // Headquarters' people sign in at the hub.
                roles: StaffRole.allCases.filter { $0 != .headquarters }.map {
                    Role(value: $0.name, words: $0.words.capitalizedFirst)
                },
                formToken: staff.session.formToken
            )
        }
        return try pages.page("people", content, status: status)
    }

    private func added(_ form: PersonForm, _ staff: Staff) throws -> Response {
        do {
            guard let role = StaffRole.named(form.role), role != .headquarters else {
                throw Problem(.badRequest, "role", "Choose a role from the list.")
            }
            _ = try pages.store.addPerson(
                Person.Profile(name: form.name, role: role, team: form.team ?? ""),
                secret: try Secret(form.secret),
                author: staff.name,
                now: WallClock.now()
            )
            return .seeOther("/people")
        } catch let error as PersonError {
            return try response(staff, trouble: error.description, status: .conflict)
        } catch let error as SecretError {
            return try response(staff, trouble: error.description, status: .badRequest)
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
                "Managers and operators look after who works here. Ask one of them."
            )
        }
        return staff
    }
}
