import Hummingbird
import Recovery
import Storage
import Web
import Wire

// Who has a case, how bad it is, what it is called, and what it is bound to.

extension CaseActs {
    struct Naming: Decodable, Sendable { var scenario: String }

    func name(_ form: Naming) throws -> Response {
        guard let published = try pages.desk.scenarios()[form.scenario] else {
            throw Self.unknown(form.scenario)
        }
        return try act { try $0.classifyCase($1.id, as: published) }
    }

    struct Grading: Decodable, Sendable {
        var severity: Int64
        var reason: String
    }

    func grade(_ form: Grading) throws -> Response {
        guard let severity = Severity(rawValue: form.severity) else {
            throw Self.unknown("\(form.severity)")
        }
        let reason = Self.line(form.reason)
        return try act { try $0.changeSeverity(of: $1.id, to: severity, because: reason) }
    }

    struct Passing: Decodable, Sendable {
        var to: String
        var reason: String?
    }

    func pass(_ form: Passing) throws -> Response {
        let parts = form.to.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw Self.unknown(form.to) }
        let assignee: CaseAssignee
        if parts[0] == "person" {
            guard try pages.store.people().contains(where: { $0.isActive && $0.name == parts[1] })
            else { throw Self.unknown(parts[1]) }
            assignee = .person(parts[1])
        } else {
            guard ResponseTeam.worded(parts[1]) != nil else { throw Self.unknown(parts[1]) }
            assignee = .team(parts[1])
        }
        let reason = Self.line(form.reason ?? "")
        return try act { try $0.passCase($1.id, to: assignee, because: reason) }
    }

    // MARK: Together and apart

    struct Other: Decodable, Sendable { var other: String }

    func merge(_ form: Other) throws -> Response {
        let other = try other(form.other)
        return try act { try $0.mergeCase($1.id, into: other) }
    }

    func unmerge() throws -> Response { try act { try $0.unmergeCase($1.id) } }

    struct Binding: Decodable, Sendable {
        var other: String
        var kind: String
    }

    func bind(_ form: Binding) throws -> Response {
        guard let kind = CaseLinkKind.named(form.kind) else { throw Self.unknown(form.kind) }
        let other = try other(form.other)
        return try act { try $0.linkCase($1.id, to: other, as: kind) }
    }

    func unbind(_ form: Other) throws -> Response {
        let other = try other(form.other)
        return try act { try $0.unlinkCase($1.id, from: other) }
    }

    struct AnotherGuest: Decodable, Sendable {
        var guest: String
        var place: String?
        var once: String
    }

    func addGuest(_ form: AnotherGuest) throws -> Response {
        let guest = String(form.guest.trimmed.prefix(120))
        let place = String((form.place ?? "").trimmed.prefix(80))
        guard !guest.isEmpty || !place.isEmpty else {
            throw Problem(.badRequest, "guest", say("Write the guest's name, the room, or both."))
        }
        let opened = try pages.once.reference(for: form.once) {
            _ = try act { _ = try $0.openSameFailure(as: $1.id, guest: guest, place: place) }
            return reference
        }
        return .seeOther("/cases/\(opened)")
    }

    struct Telling: Decodable, Sendable {
        var text: String?
        var done: String?
    }

    /// Writes one note about every guest of a family.
    func tell(_ form: Telling) throws -> Response {
        let text = String((form.text ?? "").prefix(Self.noteLengthMax))
        return try act {
            _ = try $0.tellFamily(
                of: $1.id,
                text,
                step: form.done.flatMap(RecoveryStep.named),
                contact: form.done.flatMap(ContactMark.init(rawValue:))
            )
        }
    }

    // MARK: The playbook and why it happened

    struct Leaving: Decodable, Sendable {
        var how: String
        var reason: String
    }

    func leave(_ form: Leaving) throws -> Response {
        guard let how = PlaybookDeviation(rawValue: form.how) else {
            throw Self.unknown(form.how)
        }
        let reason = Self.line(form.reason)
        return try act { try $0.leavePlaybook(of: $1.id, how, because: reason) }
    }

    struct Finding: Decodable, Sendable {
        var cause: String?
        var guestLocus: String?
        var whatHappened: String?
        var canRecur: String?
        var missingStep: String?
        var betterProcess: String?
        var guestInformation: String?
        /// Whether guests need to be told.
        var teach: String?

        var findings: CauseFindings {
            var findings = CauseFindings()
            findings.code = cause.flatMap(CauseCode.named)
            findings.analysis = CauseAnalysis(answers: answers)
            findings.guestLocus = guestLocus.flatMap(CauseLocus.named)
            return findings
        }

        private var answers: [CauseQuestion: String] {
            let answers: [CauseQuestion: String?] = [
                .whatHappened: whatHappened, .canRecur: canRecur, .missingStep: missingStep,
                .betterProcess: betterProcess, .guestInformation: guestInformation,
            ]
            return answers.compactMapValues { $0?.trimmed }.filter { !$0.value.isEmpty }
        }
    }

    /// Adds to what is known of the cause, long before anybody closes the case.
    func find(_ form: Finding) throws -> Response {
        try act {
            try $0.recordCause(of: $1.id, form.findings)
            if form.teach != nil { try $0.askToTeachGuests(in: $1.id) }
        }
    }

    private func other(_ name: String) throws -> ChangeID {
        try pages.store.read { try $0.recoveryCase(named: name.trimmed) }.id
    }

    private static func line(_ text: String) -> String { String(text.trimmed.prefix(2_000)) }
}
