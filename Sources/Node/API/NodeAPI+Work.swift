import HTTPTypes
import Hummingbird
import Recovery
import Storage
import Web
import Wire

extension NodeAPI {
    /// The acts on a case: each is one transaction, and answers how the case stands then.
    var work: [Endpoint<APICaller>] {
        [
            act("acknowledge", "Answer the alarm; a case that nobody has becomes the caller's.") {
                try $0.acknowledgeAlarm(of: $1.id)
            },
            act("take", "Take the case over.") { transaction, found, _ in
                try transaction.assignCase(found.id, team: nil, owner: transaction.author)
            },
            caseAct(
                "assign",
                "Give the case to a person or a team, who is called.",
                .object([
                    .may("person", .text(1...TextMax.name)),
                    .may("team", .text(1...TextMax.name), "As /teams names it."),
                    .needs("reason", .text(1...TextMax.reason)),
                ])
            ) { acts, body in
                let person = body["person"]?.text.map { "person:\($0)" }
                guard let assignee = person ?? body["team"]?.text.map({ "team:\($0)" }) else {
                    throw CaseworkError.noAssignee
                }
                let reason = body["reason"]?.text
                return try acts.pass(CaseActs.Passing(to: assignee, reason: reason))
            },
            act(
                "classify",
                "Say what kind of failure it is.",
                .object([.needs("scenario", .text(1...20))]),
                prepare: { body in
                    let code = body["scenario"]?.text ?? ""
                    guard let scenario = try pages.desk.scenarios()[code] else {
                        throw Self.noScenario(code)
                    }
                    return scenario
                }
            ) { try $0.classifyCase($1.id, as: $2) },
            act(
                "severity",
                "Say how bad it is, and why.",
                .object([
                    .needs("severity", .integer(1...5)),
                    .needs("reason", .text(1...TextMax.reason)),
                ])
            ) { transaction, found, body in
                let severity = body["severity"]?.integer.flatMap(Severity.init(rawValue:))
                try transaction.changeSeverity(
                    of: found.id,
                    to: severity ?? found.severity,
                    because: body["reason"]?.text ?? ""
                )
            },
            act(
                "move",
                "Move the case on by plain work.",
                .object([.needs("to", .choice(CaseState.names))])
            ) { transaction, found, body in
                let state = body["to"]?.text.flatMap(CaseState.named)
                try transaction.moveCase(found.id, to: state ?? found.state)
            },
            act(
                "notes",
                "Keep a note for the staff, and tick what it tells of.",
                .object([
                    .needs("text", .text(1...TextMax.words)),
                    .may("step", .choice(RecoveryStep.names)),
                    .may("contact", .choice(ContactMark.allCases.map(\.rawValue))),
                ])
            ) { transaction, found, body in
                try transaction.addNote(
                    to: found.id,
                    body["text"]?.text ?? "",
                    step: body["step"]?.text.flatMap(RecoveryStep.named),
                    contact: body["contact"]?.text.flatMap(ContactMark.init(rawValue:))
                )
            },
            caseAct("close", "Close the case; what is missing is named.", Schemas.closure) {
                try $0.close(Self.closure($1))
            },
            caseAct(
                "late",
                "Say why a promised time was missed.",
                .object([.needs("reason", .choice(LateReason.names))])
            ) { acts, body in try acts.explain(CaseActs.Late(reason: body["reason"]?.text ?? "")) },
            act(
                "reopen",
                "Begin work again.",
                .object([.needs("reason", .text(1...TextMax.reason))])
            ) { try $0.reopenCase($1.id, because: $2["reason"]?.text ?? "") },
            act(
                "merge",
                "Join the case to another, which goes on for both.",
                .object([.needs("into", .text(1...40))]),
                prepare: { body in
                    try pages.store.read {
                        try $0.recoveryCase(named: body["into"]?.text ?? "")
                    }
                }
            ) { try $0.mergeCase($1.id, into: $2.id) },
        ]
    }

    private static func closure(_ body: JSON) throws -> CaseClosure {
        var closure = CaseClosure()
        closure.outcome = body["outcome"]?.text.flatMap(CaseOutcome.named)
        closure.score = try body["score"]?.integer.map { try RecoveryScore(Int($0)) }
        closure.lateReason = body["lateReason"]?.text.flatMap(LateReason.named)
        closure.findings.code = body["cause"]?.text.flatMap(CauseCode.named)
        let answers = CauseQuestion.allCases.compactMap { question in
            body[question.name]?.text.map { (question, $0) }
        }
        closure.findings.analysis = CauseAnalysis(
            answers: Dictionary(uniqueKeysWithValues: answers)
        )
        return closure
    }

    /// An endpoint that does what a form of the case's page does.
    func caseAct(
        _ name: String,
        _ summary: String,
        _ body: JSONSchema? = nil,
        _ act: @escaping @Sendable (CaseActs, JSON) throws -> Response
    ) -> Endpoint<APICaller> {
        Endpoint(
            .post,
            Self.root + "/cases/{reference}/" + name,
            summary,
            parameters: [Self.reference],
            body: body,
            .ok(Schemas.caseLine)
        ) { call in
            let name = call[parameter: "reference"]?.text ?? ""
            let acts = CaseActs(pages: pages, staff: try call.staff(), reference: name)
            _ = try act(acts, call.body)
            return try line(named: name)
        }
    }

    /// An endpoint that changes a case; `prepare` reads what the change needs, before it.
    private func act<Prepared>(
        _ name: String,
        _ summary: String,
        _ body: JSONSchema? = nil,
        prepare: @escaping @Sendable (JSON) throws -> Prepared,
        _ change: @escaping @Sendable (any RecordTransaction, RecoveryCase, Prepared) throws -> Void
    ) -> Endpoint<APICaller> {
        Endpoint(
            .post,
            Self.root + "/cases/{reference}/" + name,
            summary,
            parameters: [Self.reference],
            body: body,
            .ok(Schemas.caseLine)
        ) { call in
            let found = try self.found(call)
            let prepared = try prepare(call.body)
            try pages.store.change(author: call.staff().name, now: WallClock.now()) {
                try change($0, try $0.recoveryCase(found.id), prepared)
            }
            return try line(found.id)
        }
    }

    /// An endpoint that changes a case by what its body says.
    private func act(
        _ name: String,
        _ summary: String,
        _ body: JSONSchema? = nil,
        _ change: @escaping @Sendable (any RecordTransaction, RecoveryCase, JSON) throws -> Void
    ) -> Endpoint<APICaller> {
        act(name, summary, body, prepare: { $0 }, change)
    }

    /// An endpoint that changes a case and takes nothing.
    func act(
        _ name: String,
        _ summary: String,
        _ change: @escaping @Sendable (any RecordTransaction, RecoveryCase) throws -> Void
    ) -> Endpoint<APICaller> {
        act(name, summary, prepare: { _ in }) { transaction, found, _ in
            try change(transaction, found)
        }
    }
}
