import HTTPTypes
import Recovery
import Storage
import Web
import Wire

extension NodeAPI {
    /// By what the house works: who gets first what is recognised, its ways over headquarters'
    /// scenarios, and where alarms go that nobody answers.
    var rules: [Endpoint<APICaller>] { routing + overlays + alarmTexts }

    private static let code = Endpoint<APICaller>.Parameter(
        "code",
        in: .path,
        .text(1...20),
        "The scenario's code, such as EN-02."
    )

    // MARK: Who gets it first

    private var routing: [Endpoint<APICaller>] {
        [
            Endpoint(
                .get,
                Self.root + "/routing",
                "How each kind of failure goes that is recognised, and what the figures advise.",
                .ok(Schemas.routing)
            ) { _ in try routingTable() },
            Endpoint(
                .put,
                Self.root + "/routing",
                "Let one kind of failure, or all without a way of their own, go another way.",
                body: .object([
                    .may("scenario", .text(1...20), "The kind; left out for the whole house."),
                    .needs("mode", .choice(RoutingMode.names + ["house"]), "house: as the house."),
                ]),
                .ok(Schemas.routing)
            ) { call in
                let staff = try call.staff()
                try staff.mustManage()
                let form = RoutingPage.Switching(
                    scenario: call.body["scenario"]?.text,
                    mode: call.body["mode"]?.text
                )
                _ = try RoutingPage(pages: pages).take(form, staff)
                return try routingTable()
            },
        ]
    }

    private func routingTable() throws -> JSON {
        let present = Array(try pages.desk.scenarios().values)
        return try pages.store.read { try RoutingTable(present, $0).json }
    }

    // MARK: The house's own ways

    private var overlays: [Endpoint<APICaller>] {
        [
            Endpoint(
                .get,
                Self.root + "/scenarios/{code}/overlay",
                "In which fields the house does otherwise than headquarters.",
                parameters: [Self.code],
                .ok(Schemas.overlay)
            ) { call in try standing(call).overlayJSON },
            Endpoint(
                .put,
                Self.root + "/scenarios/{code}/overlay",
                "Keep what the house does otherwise, in place of what it had kept before.",
                parameters: [Self.code],
                body: .object([
                    .needs("why", .text(1...TextMax.reason)),
                    .needs("fields", .list(Schemas.overlayField)),
                ]),
                .ok(Schemas.overlay)
            ) { call in
                let staff = try call.staff()
                try staff.mustManage()
                let standing = try standing(call)
                let overlay = ScenarioOverlay(
                    over: standing.headquarters,
                    version: standing.version,
                    why: call.body["why"]?.text ?? "",
                    written: Self.written(call.body)
                )
                _ = try pages.store.write(author: staff.name, now: WallClock.now()) {
                    try $0.keepOverlay(overlay)
                }
                return try self.standing(call).overlayJSON
            },
            Endpoint(
                .delete,
                Self.root + "/scenarios/{code}/overlay",
                "Go back to what headquarters wrote.",
                parameters: [Self.code],
                .ok(Schemas.overlay)
            ) { call in
                let staff = try call.staff()
                try staff.mustManage()
                let code = try standing(call).headquarters.code.description
                try pages.store.write(author: staff.name, now: WallClock.now()) {
                    try $0.withdrawOverlay(of: code)
                }
                return try self.standing(call).overlayJSON
            },
        ]
    }

    private func standing(_ call: Call<APICaller>) throws -> ScenarioStanding {
        try pages.desk.standing(call[parameter: "code"]?.text ?? "")
    }

    private static func written(_ body: JSON) -> [ScenarioKey: [String]] {
        var written: [ScenarioKey: [String]] = [:]
        for field in body["fields"]?.elements ?? [] {
            guard let key = field["field"]?.text.flatMap(ScenarioKey.init) else { continue }
            written[key] = (field["values"]?.elements ?? []).compactMap(\.text)
        }
        return written
    }

    // MARK: When nobody answers

    private var alarmTexts: [Endpoint<APICaller>] {
        let schema = JSONSchema.object([
            .needs("number", .optional(.text(1...40)), "Null: no texts."),
            .needs("isQuietAtNight", .boolean, "From 22:00 to 07:00 only where there is danger."),
        ])
        return [
            Endpoint(
                .get,
                Self.root + "/alarms/texts",
                "To which telephone alarms are texted that nobody answers.",
                .ok(schema)
            ) { _ in try alarmTextSettings() },
            Endpoint(
                .put,
                Self.root + "/alarms/texts",
                "Say to which telephone alarms are texted that nobody answers.",
                body: schema,
                .ok(schema)
            ) { call in
                let staff = try call.staff()
                try staff.mustManage()
                try AlarmSheetPage(pages: pages).keep(
                    call.body["number"]?.text ?? "",
                    isQuietAtNight: call.body["isQuietAtNight"]?.flag ?? true,
                    staff
                )
                return try alarmTextSettings()
            },
        ]
    }

    private func alarmTextSettings() throws -> JSON {
        let settings = try pages.store.read { try $0.alarmTextSettings() }
        return [
            "number": .text(orNull: settings?.number.text),
            "isQuietAtNight": .bool(settings?.isQuietAtNight ?? true),
        ]
    }
}

extension ScenarioStanding {
    fileprivate var overlayJSON: JSON {
        let kept = overlay?.overlay
        let fields = ScenarioKey.houses.compactMap { key -> JSON? in
            guard let values = kept?.fields[key] else { return nil }
            return ["field": .text(key.rawValue), "values": .array(values.map(JSON.text))]
        }
        return [
            "scenario": .text(headquarters.code.description), "version": .count(version),
            "revision": .count(kept?.revision ?? 0), "why": .text(kept?.why ?? ""),
            "fields": .array(fields),
            "changedByBoth": .array(met.map { .text($0.rawValue) }),
            "refused": .array(
                laid.refused.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                    ["field": .text($0.key.rawValue), "because": .text($0.value.description)]
                }
            ),
        ]
    }
}

extension Schemas {
    fileprivate static let routing = JSONSchema.named(
        "Routing",
        .object([
            .needs("house", .choice(RoutingMode.names)),
            .needs(
                "scenarios",
                .list(
                    .object([
                        .needs("scenario", .text()), .needs("name", .text()),
                        .needs("mode", .choice(RoutingMode.names)), .needs("isOwn", .boolean),
                        .needs("since", .optional(.moment)), .needs("why", .text()),
                        .needs("judged", .integer(0...Int64.max)),
                        .needs("misrouted", .integer(0...Int64.max)),
                        .needs("advice", .choice(RoutingAdvice.names)),
                    ])
                )
            ),
        ])
    )

    fileprivate static let overlayField = JSONSchema.object([
        .needs("field", .choice(ScenarioKey.houses.map(\.rawValue))),
        .needs("values", .list(.text(1...NodeAPI.TextMax.reason)), "One text, or one a sentence."),
    ])

    fileprivate static let overlay = JSONSchema.named(
        "Overlay",
        .object([
            .needs("scenario", .text()), .needs("version", .integer(0...Int64.max)),
            .needs("revision", .integer(0...Int64.max), "0: as headquarters wrote it."),
            .needs("why", .text()), .needs("fields", .list(overlayField)),
            .needs("changedByBoth", .list(.text())),
            .needs(
                "refused",
                .list(.object([.needs("field", .text()), .needs("because", .text())]))
            ),
        ])
    )
}
