import HTTPTypes
import Hummingbird
import Recovery
import Storage
import Web

/// A sheet for the envelope to a new site, or to one whose node was lost: its code, shown once.
struct JoinSheet {
    let pages: HubPages

    func add(to router: RouterGroup<HubContext>) {
        act("/sites", Enrolment.self, router) { form, reader, sheet in
            let code = form.code.uppercased()
            _ = try pages.store.addSite(
                code: code,
                name: form.name,
                timeZone: form.timeZone,
                currency: try currency(form.currency),
                joinCode: sheet,
                author: reader.name,
                now: WallClock.now()
            )
            return Site(code: code, name: form.name, isNew: true)
        }
        act("/sites/rejoin", Rejoining.self, router) { form, reader, sheet in
            let code = form.code.uppercased()
            _ = try pages.store.rejoin(
                code: code,
                joinCode: sheet,
                author: reader.name,
                now: WallClock.now()
            )
            let name = try pages.store.listSites().first { $0.code == code }?.name
            return Site(code: code, name: name ?? code, isNew: false)
        }
    }

    private struct Enrolment: Decodable, Sendable {
        var code: String
        var name: String
        var timeZone: String
        var currency: String
    }

    private struct Rejoining: Decodable, Sendable { var code: String }

    /// For whom a sheet is.
    private struct Site: Sendable {
        var code: String
        var name: String
        var isNew: Bool
    }

    private struct Content: Sendable {
        var frame: PageFrame
        var site: String
        var name: String
        var code: String
        var hub: String
        var command: String
        var serve: String
        var isNew: Bool
        var told: String
    }

    private func act<Form: Decodable & Sendable>(
        _ path: String,
        _ type: Form.Type,
        _ router: RouterGroup<HubContext>,
        _ body: @escaping @Sendable (Form, HubReader, JoinCode) throws -> Site
    ) {
        router.post(RouterPath(path)) { request, context in
            let (reader, form) = try await context.form(type, request)
            // The address by which this browser reached the hub, as it says itself.
            let origin = request.headers[.origin].flatMap { $0 == "null" ? nil : $0 }
            return try await blocking {
                var random = SystemRandomNumberGenerator()
                let code = JoinCode(using: &random)
                let site = try body(form, reader, code)
                return try response(reader, site, code, hub: origin ?? "ADDRESS")
            }
        }
    }

    private func response(
        _ reader: HubReader,
        _ site: Site,
        _ code: JoinCode,
        hub: String
    ) throws -> Response {
        let now = WallClock.now()
        let words = try pages.store.invitation(code).description
        let data = site.code.lowercased()
        let content = Content(
            frame: pages.frame(
                "\(site.name) may join",
                .sites,
                reader,
                try pages.store.standings(now: now)
            ),
            site: site.code,
            name: site.name,
            code: words,
            hub: hub,
            command: "amends node init --data \(data) --hub \(hub) --join \(words)",
            serve: "amends node serve --data \(data)",
            isNew: site.isNew,
            told: "\(reader.name), \(HubTime.day(now.day())), \(HubTime.clock(now))"
        )
        return try pages.page("hq-join", content)
    }

    private func currency(_ text: String) throws -> String {
        do { return try Currency(text.uppercased()).code } catch {
            throw Problem(.badRequest, "currency", error.description)
        }
    }
}
