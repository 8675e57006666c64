import HTTPTypes
import Storage
import Web

extension NodeAPI {
    /// The programs that are told what happens.
    var webhooks: [Endpoint<APICaller>] {
        [
            Endpoint(
                .get,
                Self.root + "/webhooks",
                "The programs that are told what happens, and how far they are.",
                .ok(.list(Schemas.webhook))
            ) { call in
                try call.staff().mustLetProgramsIn()
                return .array(try pages.store.read { try $0.webhooks() }.map(\.json))
            },
            Endpoint(
                .post,
                Self.root + "/webhooks",
                "Tell a program from now on what happens.",
                takesSecret: true,
                body: .object([
                    .needs("url", .text(1...HookAddress.lengthMax)),
                    .needs("secret", .text(16...200), "What signs what it is told."),
                ]),
                .created(Schemas.webhook)
            ) { call in
                let staff = try call.staff()
                try staff.mustLetProgramsIn()
                return try pages.addWebhook(
                    call.body["url"]?.text ?? "",
                    secret: call.body["secret"]?.text ?? "",
                    staff
                ).json
            },
            Endpoint(
                .delete,
                Self.root + "/webhooks/{webhook}",
                "Tell a program nothing more.",
                parameters: [
                    Endpoint.Parameter(
                        "webhook",
                        in: .path,
                        .integer(1...Int64.max),
                        "The webhook's number."
                    )
                ],
                .ok(.object([]))
            ) { call in
                let staff = try call.staff()
                try staff.mustLetProgramsIn()
                try pages.removeWebhook(call[parameter: "webhook"]?.integer ?? 0, staff)
                return .object([])
            },
        ]
    }
}
