import Hummingbird
import Storage
import Web

/// What somebody sees to for themselves: the own PIN or password.
struct MyPage {
    let pages: HousePages

    func add(to router: RouterGroup<HouseContext>) {
        router.get("/me") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try response(staff) }
        }
        router.post("/me/language") { request, context in
            let (staff, form) = try await context.form(Choice.self, request)
            return try await blocking { try speak(form.language, staff) }
        }
        router.post("/me/secret") { request, context in
            let (staff, form) = try await context.form(Secrets.self, request)
            let former = SessionCookie.house.token(of: request)
            return try await blocking(on: .derivations) {
                try changed(form, staff, replacing: former)
            }
        }
    }

    private struct Content: Sendable {
        var frame: PageFrame
        var name: String
        var trouble: String?
        var languages: [LanguageChoice]
        var followsBrowser: Bool
        var formToken: String
    }

    private struct Choice: Decodable, Sendable { var language: String }

    private struct Secrets: Decodable, Sendable {
        var present: String
        var secret: String
    }

    private func response(
        _ staff: Staff,
        trouble: String? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let content = try pages.store.read { reader in
            Content(
                frame: try pages.frame(staff.name, .people, staff, reader),
                name: staff.name,
                trouble: trouble,
                languages: LanguageChoice.all(chosen: staff.session.person.profile.language),
                followsBrowser: staff.session.person.profile.language == nil,
                formToken: staff.session.formToken
            )
        }
        return try pages.page("me", content, status: status)
    }

    /// Keeps somebody's language; no word that is a language follows the browser.
    private func speak(_ code: String, _ staff: Staff) throws -> Response {
        let former = staff.session.person.profile
        let profile = try Person.Profile(
            name: former.name,
            role: former.role,
            team: former.team,
            language: Language.named(code, of: Language.desk)?.code
        )
        _ = try pages.store.changePerson(
            staff.session.person.id,
            to: profile,
            author: staff.name,
            now: WallClock.now()
        )
        return .seeOther("/me")
    }

    /// Whoever knows the present secret sets another; every other session of theirs ends.
    private func changed(
        _ form: Secrets,
        _ staff: Staff,
        replacing former: SessionToken?
    ) throws -> Response {
        let (person, terminal) = (staff.session.person.id, staff.session.terminal)
        do {
            let secret = try Secret(form.secret)
            let now = WallClock.now()
            _ = try pages.gate.pass {
                try pages.store.signIn(
                    .id(person),
                    secret: form.present,
                    on: terminal,
                    replacing: former,
                    now: now
                )
            }
            try pages.store.changeSecret(of: person, to: secret, author: staff.name, now: now)
            let begun = try pages.store.signIn(
                .id(person),
                secret: form.secret,
                on: terminal,
                now: now
            )
            return SessionCookie.house.set(begun.token.text, in: .seeOther("/"))
        } catch let error as SecretError {
            return try response(staff, trouble: say(error), status: .badRequest)
        } catch let error as SignInError {
            return try response(staff, trouble: say(error), status: .forbidden)
        }
    }
}
