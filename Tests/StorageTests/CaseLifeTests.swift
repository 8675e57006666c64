import Recovery
import Storage
import Sync
import Testing
import Wire

struct CaseLifeTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    @Test func `a case of a scenario calls its responder`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-01")
        let detail = try house.lisbon.detail(id)
        #expect(detail.recoveryCase.reference == "LIS-1")
        #expect(detail.recoveryCase.state == .new)
        #expect(detail.recoveryCase.severity == .serviceDenied)
        #expect(detail.recoveryCase.team == "engineering")
        #expect(detail.alarms.map(\.responder) == ["engineering"])
        #expect(detail.alarms.map(\.state) == [.raised])
    }

    @Test func `a case that nobody can name waits in triage`() throws {
        let id = try house.openCase(house.lisbon)
        let detail = try house.lisbon.detail(id)
        #expect(detail.recoveryCase.state == .triage)
        #expect(detail.recoveryCase.scenario == nil)
        #expect(detail.alarms.map(\.responder) == [Alarm.triageInbox])
    }

    @Test func `references count on at each place, also where they were given out before`() throws {
        for expected in ["LIS-1", "LIS-2"] {
            let id = try house.openCase(house.lisbon)
            #expect(try house.lisbon.found(id).reference == expected)
        }
        #expect(try house.hub.found(try house.openCase(house.hub)).reference == "HQ-1")
        // The same site on a new disk: its former cases come back first.
        try house.exchange(house.lisbon)
        let place = try house.hub.addSiteForSimulation(number: 1)
        let renewed = try NodeStore(inMemoryWith: .all)
        try renewed.enrol(.test(place, code: "LIS"))
        try house.exchange(renewed)
        #expect(try renewed.found(try house.openCase(renewed)).reference == "LIS-3")
    }

    @Test func `an acknowledged alarm gives the case to whoever answered`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-01")
        try house.act(house.lisbon, author: "rui") { try $0.acknowledgeAlarm(of: id) }
        let detail = try house.lisbon.detail(id)
        #expect(detail.alarms.map(\.state) == [.acknowledged])
        #expect(detail.alarms.map(\.acknowledgedBy) == ["rui"])
        #expect(detail.recoveryCase.owner == "rui")
        #expect(detail.recoveryCase.state == .assigned)
        #expect(throws: CaseworkError.noOpenAlarm("LIS-1")) {
            try house.act(house.lisbon) { try $0.acknowledgeAlarm(of: id) }
        }
    }

    @Test func `a case goes its whole way, and its history tells it`() throws {
        let id = try house.openCase(house.lisbon, scenario: "FO-01")
        try house.act(house.lisbon) {
            try $0.assignCase(id, team: "front office", owner: nil)
            try $0.moveCase(id, to: .inProgress)
            try $0.addNote(to: id, "At the desk", step: .apologise, contact: .answered)
            try $0.moveCase(id, to: .remedied)
        }
        var closure = CaseClosure()
        closure.score = try RecoveryScore(6)
        closure.findings = CauseFindings(.staffing)
        closure.note = "Will be called tomorrow."
        try house.act(house.lisbon) { try $0.closeCase(id, closure, by: nil) }
        let detail = try house.lisbon.detail(id)
        #expect(detail.recoveryCase.state == .closed)
        #expect(detail.recoveryCase.outcome == .recovered)
        #expect(detail.recoveryCase.recoveryScore == 6)
        #expect(detail.cause?.code == .staffing)
        #expect(detail.alarms.map(\.state) == [.dismissed])
        #expect(
            detail.notes.map(\.text)
                == ["apologise, answered: At the desk", "Will be called tomorrow."]
        )
        let states = detail.history.filter { $0.field == "state" }
        #expect(states.map(\.value) == ["assigned", "inProgress", "remedied", "closed"])
        #expect(states.map(\.replaced) == [["new"], ["assigned"], ["inProgress"], ["remedied"]])
        #expect(states.allSatisfy { $0.site == "LIS" && $0.author == "ana" })
        try house.act(house.lisbon) { try $0.reopenCase(id, because: "it came back") }
        #expect(try house.lisbon.found(id).state == .inProgress)
        #expect(try house.lisbon.found(id).outcome == nil)
        #expect(try house.lisbon.detail(id).notes.last?.text == "Reopened: it came back")
    }

    @Test func `closing says everything that is missing, and changes nothing`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-01")
        var closure = CaseClosure()
        closure.outcome = .recovered
        closure.findings = CauseFindings(.equipment)
        #expect(
            throws: CaseworkError.notReady(
                "LIS-1",
                [.remedyFirst, .analysis(CauseQuestion.allCases), .apology, .contact]
            )
        ) {
            try house.act(house.lisbon) { try $0.closeCase(id, closure, by: nil) }
        }
        #expect(try house.lisbon.detail(id).cause == nil)
        #expect(
            throws: CaseworkError.notReady(
                "LIS-1",
                [.outcome, .cause, .analysis(CauseQuestion.allCases)]
            )
        ) {
            try house.act(house.lisbon) { try $0.closeCase(id, CaseClosure(), by: nil) }
        }
    }

    @Test func `answers to the five questions add up over several sittings`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-01")
        for question in CauseQuestion.allCases {
            var findings = CauseFindings()
            findings.analysis.answers = [question: "answer \(question.rawValue)"]
            try house.act(house.lisbon) { try $0.recordCause(of: id, findings) }
        }
        let cause = try house.lisbon.detail(id).cause
        #expect(cause?.analysis.unanswered == [])
        #expect(cause?.analysis.answers[.betterProcess] == "answer 4")
    }

    @Test func `a guest counts as unreachable after three attempts on two channels`() throws {
        let id = try house.openCase(house.lisbon, scenario: "HK-04")
        var closure = CaseClosure()
        closure.outcome = .unreachable
        let ways: [(FeedbackChannel?, ClosingGap)] = [
            (.phone, .attempts(3)), (nil, .attempts(2)), (.phone, .attempts(1)),
            (.email, .channels(1)),
        ]
        for (channel, missing) in ways {
            #expect(throws: CaseworkError.notReady("LIS-1", [missing])) {
                try house.act(house.lisbon) { try $0.closeCase(id, closure, by: nil) }
            }
            try house.act(house.lisbon) {
                try $0.addNote(to: id, "", contact: .tried, by: channel)
            }
        }
        try house.act(house.lisbon) { try $0.closeCase(id, closure, by: nil) }
        #expect(try house.lisbon.found(id).outcome == .unreachable)
    }

    @Test func `a merged case points to the other one`() throws {
        let first = try house.openCase(house.lisbon)
        let second = try house.openCase(house.lisbon)
        try house.act(house.lisbon) { try $0.mergeCase(second, into: first) }
        let merged = try house.lisbon.detail(second)
        #expect(merged.recoveryCase.state == .merged)
        #expect(merged.recoveryCase.mergedInto == first)
        #expect(merged.alarms.map(\.reason) == ["merged into LIS-1"])
        #expect(
            try house.lisbon.detail(first).notes.map(\.text)
                == ["LIS-2 was merged into this case."]
        )
        #expect(throws: CaseworkError.mergeIntoItself("LIS-1")) {
            try house.act(house.lisbon) { try $0.mergeCase(first, into: first) }
        }
        #expect(throws: CaseworkError.mergeIntoMerged("LIS-2")) {
            try house.act(house.lisbon) { try $0.mergeCase(first, into: second) }
        }
        #expect(throws: CaseMoveError.isMerged) {
            try house.act(house.lisbon) { try $0.moveCase(second, to: .assigned) }
        }
    }

    @Test func `naming the failure raises the severity, never lowers it`() throws {
        let library = PublishedScenario.shipped
        let id = try house.openCase(house.lisbon)
        for (code, severity) in [("SN-02", Severity.safety), ("HK-04", .safety)] {
            let published = try #require(
                library.first { $0.scenario.code.description == code }
            )
            try house.act(house.lisbon) { try $0.classifyCase(id, as: published) }
            #expect(try house.lisbon.found(id).scenario == code)
            #expect(try house.lisbon.found(id).severity == severity)
        }
    }

    @Test func `steps ticked at two places at once all stand`() throws {
        let id = try house.openCase(house.lisbon)
        try house.exchange(house.lisbon)
        try house.act(house.lisbon) { try $0.addNote(to: id, "", step: .apologise) }
        try house.act(house.hub) { try $0.addNote(to: id, "", step: .solve, contact: .reached) }
        try house.exchange(house.lisbon)
        for store in [house.lisbon, house.hub] as [any RecordStore] {
            let marks = try store.found(id).marks
            #expect(marks.steps == [.apologise, .solve])
            #expect(marks.contact == .reached)
        }
        #expect(try house.lisbon.detail(id).conflicts.isEmpty)
        #expect(try house.lisbon.detail(id).notes.count == 2)
    }

    @Test func `what is not there, or says nothing, is refused with a way out`() throws {
        let id = try house.openCase(house.lisbon)
        let nobody = ChangeID(WriterNumber(rawValue: 9), 9)
        #expect(throws: CaseworkError.noSuchCase("9.9")) {
            try house.act(house.lisbon) { try $0.moveCase(nobody, to: .assigned) }
        }
        #expect(throws: CaseworkError.emptyNote) {
            try house.act(house.lisbon) { try $0.addNote(to: id, "  ") }
        }
        #expect(throws: CaseworkError.noAssignee) {
            try house.act(house.lisbon) { try $0.assignCase(id, team: nil, owner: nil) }
        }
        #expect(throws: CaseMoveError.closeWithOutcome) {
            try house.act(house.lisbon) { try $0.moveCase(id, to: .closed) }
        }
        #expect(throws: CaseworkError.noSuchRemedy("9.9")) {
            try house.act(house.lisbon) {
                try $0.moveRemedy(nobody, to: .offered, by: .staff)
            }
        }
        #expect(throws: CaseworkError.noSuchCase("LIS-77")) {
            try house.lisbon.read { try $0.recoveryCase(named: "LIS-77") }
        }
    }

    @Test(arguments: [
        (CaseworkError.noSuchCase("X"), "amends case list"),
        (.ambiguous("X", [ChangeID(rawValue: 5)]), "by its id: 0.5"),
        (.emptyNote, "Write something"),
        (.noOpenAlarm("X"), "Nothing to do"),
        (.noAssignee, "Name a team"),
        (.notReady("X", [.cause]), "X cannot be closed yet. Choose the cause"),
        (.mergeIntoItself("X"), "Choose another case"),
        (.mergeIntoMerged("X"), "the case that it points to"),
        (.noSuchRemedy("X"), "amends case show"),
    ])
    func `each refusal says what to do next`(error: CaseworkError, advice: String) {
        #expect(error.description.contains(advice))
        #expect(error.description.hasSuffix("."))
    }
}
