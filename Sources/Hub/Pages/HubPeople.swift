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
                    let now = WallClock.now()
                    let person = try pages.store.addPerson(
                        Person.Profile(name: form.name, role: try role(form.role), team: form.team),
                        secret: try Secret(form.secret),
                        author: reader.name,
                        now: now
                    )
                    guard let region = Int64(form.region ?? "") else { return }
                    try pages.store.setRegion(
                        region,
                        of: person.id,
                        author: reader.name,
                        now: now
                    )
                }
            }
        }
        addActs(to: router)
    }

    /// What may be done about one of them.
    private func addActs(to router: RouterGroup<HubContext>) {
        act("role", NewRole.self, router) { id, form, reader, now in
            let former = try pages.store.person(id).profile
            guard former.name != reader.name else {
                throw Problem(.conflict, "own", "Ask another to change what you may do.")
            }
            try pages.store.changePerson(
                id,
                to: Person.Profile(
                    name: former.name,
                    role: try role(form.role),
                    team: former.team,
                    language: former.language
                ),
                author: reader.name,
                now: now
            )
            try pages.store.setRegion(Int64(form.region), of: id, author: reader.name, now: now)
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
        /// Empty for all sites.
        var region: String?
    }

    private struct NewRole: Decodable, Sendable {
        var role: String
        /// Empty for all sites.
        var region: String
    }

    private struct NewSecret: Decodable, Sendable { var secret: String }

    private func role(_ name: String) throws -> StaffRole {
        guard let role = HeadquartersRole(rawValue: name) else {
            throw Problem(.badRequest, "role", "Choose a role from the list.")
        }
        return role.staffRole
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
        } catch let error as RegionRefusal {
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
        /// What somebody new may be.
        var roles: [Choice]
        var regions: [Choice]
        var formToken: String
    }

    private struct Line: Sendable {
        var id: Int64
        var name: String
        var initials: String
        var duty: String
        var isSelf: Bool
        var roles: [Choice]
        var regions: [Choice]
    }

    private struct Choice: Sendable {
        var value: String
        var words: String
        var isChosen: Bool
    }

    private static func roles(_ present: HeadquartersRole?) -> [Choice] {
        HeadquartersRole.allCases.map {
            Choice(
                value: $0.rawValue,
                words: "\($0.rawValue.capitalizedFirst): \($0.meaning)",
                isChosen: $0 == present
            )
        }
    }

    private func response(
        _ reader: HubReader,
        trouble: String? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let people = try pages.store.people()
        let regions = try pages.store.regions()
        let looksAfter = try pages.store.peopleOfRegions()
        func choices(_ present: Int64?) -> [Choice] {
            regions.map {
                Choice(value: "\($0.id)", words: $0.name, isChosen: $0.id == present)
            }
        }
        func line(_ person: Person) -> Line {
            Line(
                id: person.id.rawValue,
                name: person.name,
                initials: PageFrame.Badge.initials(of: person.name),
                duty: ([HubReader.duty(person)]
                    + regions.filter { $0.id == looksAfter[person.id] }.map(\.name))
                    .joined(separator: ", "),
                isSelf: person.name == reader.name,
                roles: Self.roles(HeadquartersRole(person.role)),
                regions: choices(looksAfter[person.id])
            )
        }
        let content = Content(
            frame: pages.frame(
                "People",
                .sites,
                reader,
                try pages.store.standings(now: WallClock.now())
            ),
            trouble: trouble,
            people: people.filter(\.isActive).map(line),
            gone: people.filter { !$0.isActive }.map(line),
            roles: Self.roles(nil),
            regions: choices(nil),
            formToken: reader.formToken
        )
        return try pages.page("hq-people", content, status: status)
    }
}
