import HTTPTypes
import Recovery
import Storage
import Web
import Wire

extension NodeAPI {
    /// The longest texts that programs may send, in Unicode scalars.
    enum TextMax {
        static let words = CaseActs.noteLengthMax
        static let reason = 2_000
        static let description = 300
        static let name = 120
        static let place = LogPages.Choice.placeLengthMax
    }

    static let reference = Endpoint<APICaller>.Parameter(
        "reference",
        in: .path,
        .text(1...40),
        "The case: its reference, such as LIS-12, or its id."
    )

    static func query(_ name: String, _ schema: JSONSchema, _ words: String)
        -> Endpoint<APICaller>.Parameter
    {
        Endpoint.Parameter(name, in: .query, schema, words)
    }

    var cases: [Endpoint<APICaller>] {
        [
            .list(
                Self.root + "/cases",
                "List cases, unfixed first, then the newest.",
                parameters: [
                    Self.query("open", .boolean, "Only cases on which work may be needed."),
                    Self.query("state", .choice(CaseState.names), "Only cases in this state."),
                    Self.query("scenario", .text(1...20), "Only this kind of failure."),
                    Self.query("severity", .integer(1...5), "Only cases at least so bad."),
                ],
                of: Schemas.caseLine
            ) { call in try list(call) },
            Endpoint(
                .post,
                Self.root + "/cases",
                "Log a complaint: it opens a case and calls whoever must respond.",
                body: .object([
                    .needs("severity", .integer(1...5)),
                    .may(
                        "scenario",
                        .text(1...20),
                        "The kind's code; triage names it if left out."
                    ),
                    .may("place", .text(1...TextMax.place)),
                    .may("touchpoint", .choice(Touchpoint.names)),
                    .may("guest", .text(1...TextMax.name)),
                    .may("summary", .text(1...TextMax.description)),
                    .may("drill", .boolean, "A staged failure, kept out of every figure."),
                ]),
                .created(Schemas.caseLine)
            ) { call in try open(call) },
            Endpoint(
                .get,
                Self.root + "/cases/{reference}",
                "A case with everything that belongs to it.",
                parameters: [Self.reference],
                .ok(Schemas.caseSheet)
            ) { call in
                let staff = try call.staff()
                let found = try self.found(call)
                let (detail, site) = try pages.store.read { reader in
                    (
                        try reader.detail(of: found), try reader.sites()[found.row.site].code
                    )
                }
                try noteOpening(of: detail.recoveryCase, by: staff)
                return detail.json(site: site)
            },
        ]
    }

    private func list(_ call: Call<APICaller>) throws -> ListPart {
        var filter = CaseFilter()
        filter.isOpenOnly = call[parameter: "open"]?.flag ?? false
        filter.states = Set(
            [call[parameter: "state"]?.text.flatMap(CaseState.named)].compactMap(\.self)
        )
        filter.scenario = call[parameter: "scenario"]?.text
        filter.severityMin = call[parameter: "severity"]?.integer.flatMap(Severity.init(rawValue:))
        filter.countMax = call.count
        if let after = call.after {
            guard let place = CasePlace(after) else { throw Self.noPlace }
            filter.after = place
        }
        let person = try call.staff().session.person
        let scenarios = try pages.desk.scenarios()
        return try pages.store.read { reader in
            let sites = try reader.sites()
            let cases = try reader.cases(filter)
            let lines = cases.map { found in
                let scenario = scenarios.scenario(of: found)
                let line = found.json(site: sites[found.row.site].code)
                return found.isOpen(to: person, scenario) ? line : line.sealed(found)
            }
            let next = cases.count == filter.countMax ? cases.last.map(CasePlace.init) : nil
            return ListPart(lines, next: next?.description)
        }
    }

    static let noPlace = Problem(
        .badRequest,
        "after",
        "'after' leads nowhere. Take it from the Link of the answer before."
    )

    private func open(_ call: Call<APICaller>) throws -> JSON {
        let now = WallClock.now()
        let code = call.body["scenario"]?.text
        let scenario = try code.flatMap { try pages.desk.scenarios()[$0] }
        if let code, scenario == nil { throw Self.noScenario(code) }
        var opening = CaseOpening(
            summary: call.body["summary"]?.text ?? scenario?.scenario.name ?? "",
            receivedAt: now,
            scenario: scenario
        )
        opening.severity =
            call.body["severity"]?.integer.flatMap(Severity.init(rawValue:)) ?? .inconvenience
        opening.place = call.body["place"]?.text
        opening.guest = call.body["guest"]?.text
        opening.touchpoint = call.choice("touchpoint", Touchpoint.self) ?? opening.touchpoint
        opening.channel = .inPerson
        if call.body["drill"]?.flag ?? false {
            try call.staff().mustLead()
            opening.isDrill = true
            opening.why = "A drill, started by \(try call.staff().name)."
        }
        let opened = try pages.store.change(author: call.staff().name, now: now) {
            try $0.openCase(opening)
        }
        return try line(opened.id)
    }

    static func noScenario(_ code: String) -> Problem {
        Problem(
            .conflict,
            "scenario",
            "There is no scenario '\(code)' here. \(root)/scenarios lists those there are."
        )
    }

    /// The case that a call names.
    ///
    /// - Throws: a problem when it is sealed to others than the caller.
    func found(_ call: Call<APICaller>) throws -> RecoveryCase {
        let name = call[parameter: "reference"]?.text ?? ""
        let found = try pages.store.read { try $0.recoveryCase(named: name) }
        guard found.isOpen(to: try call.staff().session.person, try scenario(of: found)) else {
            throw Problem(
                .forbidden,
                "sealed",
                "\(found.reference) is sealed. "
                    + "\(found.readers.description.capitalizedFirst) may open it."
            )
        }
        return found
    }

    private func scenario(of found: RecoveryCase) throws -> FailureScenario? {
        try pages.desk.scenarios().scenario(of: found)
    }

    private func noteOpening(of found: RecoveryCase, by staff: Staff) throws {
        guard found.isSealed(try scenario(of: found)) else { return }
        try pages.store.recordOpening(
            of: found.reference,
            by: staff.name,
            now: WallClock.now()
        )
    }

    /// A case as lists show it.
    func line(_ id: ChangeID) throws -> JSON { try line(named: id.description) }

    /// A case as lists show it, by whatever name it is called.
    func line(named name: String) throws -> JSON {
        try pages.store.read { reader in
            let found = try reader.recoveryCase(named: name)
            return found.json(site: try reader.sites()[found.row.site].code)
        }
    }
}

extension JSON {
    /// A case's line without what only its readers may know.
    fileprivate func sealed(_ found: RecoveryCase) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(
            members.map { member in
                switch member.name {
                case "summary": JSON.Member(name: member.name, value: .text("Sealed"))
                case "place", "scenario": JSON.Member(name: member.name, value: .null)
                default: member
                }
            }
        )
    }
}
