import Hummingbird
import Recovery
package import Storage
package import Web

/// The programs that are told what happens in the house.
struct WebhookPages {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var formToken: String
        var heading: String
        var trouble: String?
        var notice: String?
        var hooks: [Line]
        var url: String
    }

    private struct Line: Sendable {
        var number: Int64
        var url: String
        var added: String
        var state: MarkPart
        var detail: String?
    }

    func response(
        _ staff: Staff,
        notice: String? = nil,
        trouble: String? = nil,
        url: String = "",
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let now = WallClock.now()
        let content = try pages.store.read { reader in
            let hooks = try reader.webhooks()
            return Content(
                frame: try pages.frame(say("Webhooks"), .people, staff, reader),
                formToken: staff.session.formToken,
                heading: hooks.isEmpty
                    ? say("No program is told what happens")
                    : hooks.count == 1
                        ? say("1 program is told what happens")
                        : say("\(hooks.count) programs are told what happens"),
                trouble: trouble,
                notice: notice,
                hooks: hooks.map { line($0, now) },
                url: url
            )
        }
        return try pages.page("webhooks", content, status: status)
    }

    private func line(_ hook: Webhook, _ now: Timestamp) -> Line {
        let waiting =
            hook.waitingCount == 1
            ? say("1 event waits")
            : say(
                "\(hook.waitingCount) events wait"
            )
        let state: MarkPart =
            if hook.tries > 0 {
                MarkPart(.paused, icon: "pause", say("\(waiting), tried \(hook.tries) times"))
            } else if hook.waitingCount > 0 {
                MarkPart(.plain, icon: "up", waiting)
            } else if let taken = hook.takenAt {
                MarkPart(
                    .done,
                    icon: "check",
                    say(
                        "Knows all since \(pages.time.near(taken, now))"
                    )
                )
            } else {
                MarkPart(.plain, icon: "clock", say("Nothing to tell yet"))
            }
        return Line(
            number: hook.number,
            url: hook.url,
            added: say("added by \(hook.addedBy), \(pages.time.near(hook.addedAt, now))"),
            state: state,
            detail: hook.detail
        )
    }

    // MARK: Acts

    struct Addition: Decodable, Sendable {
        var url: String
        var secret: String
    }

    func add(_ form: Addition, _ staff: Staff) throws -> Response {
        do {
            _ = try pages.addWebhook(form.url.trimmed, secret: form.secret.trimmed, staff)
            return .seeOther("/webhooks")
        } catch let error as Problem {
            return try response(staff, trouble: error.detail, url: form.url, status: error.status)
        }
    }

    func remove(_ number: Int64, _ staff: Staff) throws -> Response {
        try pages.removeWebhook(number, staff)
        return .seeOther("/webhooks")
    }

    func test(_ number: Int64, _ staff: Staff) async throws -> Response {
        let (isTaken, words) = try await pages.tryWebhook(number)
        return try await blocking {
            try response(staff, notice: isTaken ? words : nil, trouble: isTaken ? nil : words)
        }
    }
}

// MARK: What pages and programs do alike

extension HousePages {
    /// - Throws: a problem that says what to do.
    func addWebhook(_ url: String, secret: String, _ staff: Staff) throws -> Webhook {
        do {
            return try store.addWebhook(
                HookAddress(url, reaching: ways.hookScope).url,
                secret: secret,
                author: staff.name,
                now: WallClock.now()
            )
        } catch let error as HookAddressError {
            throw Problem(.badRequest, "webhook-address", say(error))
        } catch let error as WebhookError {
            throw Problem(.conflict, "webhook", say(error))
        }
    }

    /// - Throws: a problem for one that is not there.
    func removeWebhook(_ number: Int64, _ staff: Staff) throws {
        do {
            try store.removeWebhook(number, author: staff.name, now: WallClock.now())
        } catch let error as WebhookError {
            throw Problem(.notFound, "webhook", say(error))
        }
    }

    /// Sends something to a program and says what came of it.
    fileprivate func tryWebhook(_ number: Int64) async throws -> (isTaken: Bool, words: String) {
        let known = try await blocking { try store.read { try $0.webhooks() } }
        guard let hook = known.first(where: { $0.number == number }) else {
            let error = WebhookError.noSuchWebhook("\(number)")
            throw Problem(.notFound, "webhook", say(error))
        }
        return try await Node.tryWebhook(hook, house: house, reaching: ways.hookScope)
    }
}

extension Webhook {
    /// The members that every listing of webhooks has.
    package var json: JSON {
        [
            "id": .integer(number), "url": .text(url), "addedBy": .text(addedBy),
            "addedAt": .text(addedAt.description), "waiting": .count(waitingCount),
            "lastTakenAt": .text(orNull: takenAt?.description), "trouble": .text(orNull: detail),
        ]
    }
}

// MARK: Routes

extension HousePages {
    /// The templates of what programs are told.
    static let webhookTemplates = ["webhooks": PackageResources.webhooks_mustache]

    /// Adds what those in charge use to let programs be told.
    func addWebhooks(to router: RouterGroup<HouseContext>) {
        router.get("/webhooks") { _, context in
            let staff = try context.signedIn()
            try staff.mustLetProgramsIn()
            return try await blocking { try WebhookPages(pages: self).response(staff) }
        }
        router.post("/webhooks") { request, context in
            let (staff, form) = try await context.form(WebhookPages.Addition.self, request)
            try staff.mustLetProgramsIn()
            return try await blocking { try WebhookPages(pages: self).add(form, staff) }
        }
        router.post("/webhooks/:hook/remove") { request, context in
            let (staff, _) = try await context.form(NoField.self, request)
            try staff.mustLetProgramsIn()
            let number = try context.parameters.require("hook", as: Int64.self)
            return try await blocking { try WebhookPages(pages: self).remove(number, staff) }
        }
        router.post("/webhooks/:hook/test") { request, context in
            let (staff, _) = try await context.form(NoField.self, request)
            try staff.mustLetProgramsIn()
            let number = try context.parameters.require("hook", as: Int64.self)
            return try await WebhookPages(pages: self).test(number, staff)
        }
    }

    /// A form with no field but its token.
    private struct NoField: Decodable, Sendable {}
}

extension Staff {
    /// - Throws: a problem for those who do not decide which programs are told.
    func mustLetProgramsIn() throws {
        guard role.looksAfterPeople else {
            throw Problem(
                .forbidden,
                "role",
                say("Managers and operators say which programs are told. Ask one of them.")
            )
        }
    }
}
