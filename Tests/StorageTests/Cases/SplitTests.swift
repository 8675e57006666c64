import Recovery
import Storage
import Testing
import Wire

/// A case that held two failures.
struct SplitTests {
    let house: TestHouse
    let towels: PublishedScenario?

    init() throws {
        house = try TestHouse()
        towels = PublishedScenario.shipped.first { $0.scenario.code.description == "HK-02" }
    }

    private func open() throws -> ChangeID {
        let id = try house.openCase(house.lisbon, scenario: "EN-02") {
            $0.guest = "Marta Lindqvist"
            $0.place = "412"
            $0.stay = ChangeID(rawValue: 4711)
            $0.occasion = "Honeymoon"
        }
        try house.act(house.lisbon) {
            let words = GuestWords(text: "Cold, no towels", summary: "Cold", guest: nil, wish: nil)
            try $0.addWords(to: id, words)
        }
        return id
    }

    @Test func `the second failure has its own kind and team, and the same guest and words`() throws
    {
        let id = try open()
        let opened = try house.act(house.lisbon) {
            try $0.splitCase(id, CaseSplit(summary: "No towels", scenario: towels, place: "413"))
        }
        let (first, second) = (
            try house.lisbon.detail(id), try house.lisbon.detail(opened.id)
        )
        let found = second.recoveryCase
        #expect(found.reference == "LIS-2")
        #expect(found.scenario == "HK-02")
        #expect(found.summary == "No towels")
        #expect(found.place == "413")
        #expect(found.guest == "Marta Lindqvist")
        #expect(found.stay == ChangeID(rawValue: 4711))
        #expect(found.failure.occasion == "Honeymoon")
        #expect(found.openedAt == first.recoveryCase.openedAt)
        #expect(second.feedback?.text == "Cold, no towels")
        #expect(second.alarms.map(\.responder) == ["housekeeping"])
        #expect(first.notes.last?.text == "LIS-2 was taken out of this case: No towels")
        #expect(
            try house.lisbon.read { try $0.links(of: id) }.map(\.kind) == [.splitFrom]
        )
    }

    @Test(arguments: [.postStay, .bathroom, nil] as [Touchpoint?])
    func `the second failure was met at the same point of the journey`(
        touchpoint: Touchpoint?
    ) throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-02") { $0.touchpoint = touchpoint }
        let opened = try house.act(house.lisbon) {
            try $0.splitCase(id, CaseSplit(summary: "And no answer"))
        }
        #expect(try house.lisbon.found(opened.id).touchpoint == touchpoint)
    }

    @Test func `a split that was wrong goes back, and takes nothing with it that was done`() throws
    {
        let id = try open()
        let opened = try house.act(house.lisbon) {
            try $0.splitCase(id, CaseSplit(summary: "", scenario: towels))
        }
        #expect(try house.lisbon.found(opened.id).summary == towels?.scenario.name)
        #expect(try house.lisbon.found(opened.id).place == "412")
        try house.act(house.lisbon) {
            try $0.addNote(to: opened.id, "Towels brought")
            try $0.undoSplit(of: opened.id)
        }
        let back = try house.lisbon.detail(opened.id)
        #expect(back.recoveryCase.state == .merged)
        #expect(back.recoveryCase.mergedInto == id)
        #expect(back.notes.map(\.text) == ["Towels brought"])
        #expect(back.alarms.allSatisfy { !$0.state.isOpen })
        #expect(try house.lisbon.read { try $0.links(of: id) }.isEmpty)
        #expect(throws: CaseworkError.noSuchLink("LIS-1")) {
            try house.act(house.lisbon) { try $0.undoSplit(of: id) }
        }
    }

    @Test func `a split needs to say what else went wrong, and a case that is not over`() throws {
        let id = try open()
        #expect(throws: CaseworkError.nothingToSplit("LIS-1")) {
            try house.act(house.lisbon) { try $0.splitCase(id, CaseSplit(summary: " ")) }
        }
        var closure = CaseClosure()
        closure.outcome = .notAFailure
        try house.act(house.lisbon) { try $0.closeCase(id, closure, by: nil) }
        #expect(throws: CaseMoveError.isClosed) {
            try house.act(house.lisbon) { try $0.splitCase(id, CaseSplit(summary: "x")) }
        }
        #expect(try house.lisbon.read { try $0.openCaseCount() } == 0)
    }
}

/// What is known of a failure, and what the house learns from it.
struct FailureFactTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    @Test func `mode, impact, occasion and moods are kept and travel`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        let facts = FailureFacts(
            mode: .delay,
            impact: "Missed the train",
            occasion: "Business",
            moodBefore: Mood(2)
        )
        try house.act(house.lisbon) {
            try $0.describeFailure(of: id, facts)
            try $0.recordMood(of: id, after: #require(Mood(6)))
        }
        try house.exchange(house.lisbon)
        let found = try house.hub.found(id)
        #expect(found.failure == facts)
        #expect(found.moodAfter == Mood(6))
        try house.act(house.lisbon) { try $0.describeFailure(of: id, FailureFacts()) }
        #expect(try house.lisbon.found(id).failure == FailureFacts())
    }

    @Test(arguments: [(1, false), (4, false), (5, true), (7, true)])
    func `only a mood above neutral outweighs a failure`(value: Int, isGlad: Bool) {
        #expect(Mood(value)?.isGlad == isGlad)
        #expect(Mood(0) == nil && Mood(8) == nil)
    }

    @Test func `what guests need to know is listed until they are told`() throws {
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        #expect(throws: CaseworkError.nothingToTeach) {
            try house.act(house.lisbon) { try $0.askToTeachGuests(in: id) }
        }
        try house.act(house.lisbon) {
            var findings = CauseFindings()
            findings.analysis = CauseAnalysis(answers: [.guestInformation: "Turn the tap left"])
            try $0.recordCause(of: id, findings)
            try $0.askToTeachGuests(in: id)
            try $0.askToTeachGuests(in: id)
        }
        func lessons() throws -> [GuestLessonCase] {
            try house.lisbon.read { try $0.guestLessons(countMax: 9) }
        }
        #expect(try lessons().map(\.words) == ["Turn the tap left"])
        #expect(try lessons().map(\.lesson) == [.needed])
        #expect(try house.lisbon.read { try $0.openLessonCount() } == 1)
        #expect(
            try house.lisbon.detail(id).notes.map(\.text)
                == ["Guests need to know: Turn the tap left"]
        )
        try house.act(house.lisbon) { try $0.teachGuests(because: id, "A sign by the tap") }
        #expect(try lessons().map(\.lesson) == [.told])
        #expect(try house.lisbon.read { try $0.openLessonCount() } == 0)
    }

    @Test func `a guest in danger waits for management until somebody of it met them`() throws {
        let id = try house.openCase(house.lisbon, scenario: "SE-01")
        _ = try house.openCase(house.lisbon, scenario: "EN-02")
        func unmet() throws -> [ChangeID] {
            try house.lisbon.read { try $0.casesForManagement() }
                .filter { $0.dealings.managersVisits.isEmpty }.map(\.recoveryCase.id)
        }
        #expect(try unmet() == [id])
        // An ordinary contact is none of management's.
        try house.act(house.lisbon) {
            try $0.logContact(with: id, ContactTry(.inPerson, .reached, reason: "at the desk"))
        }
        #expect(try unmet() == [id])
        #expect(throws: CaseworkError.noReason) {
            try house.act(house.lisbon) {
                try $0.recordManagersVisit(to: id, by: .inPerson, " ")
            }
        }
        try house.act(house.lisbon) {
            try $0.recordManagersVisit(to: id, by: .inPerson, "General manager, new room")
        }
        #expect(try unmet().isEmpty)
        #expect(
            try house.lisbon.detail(id).dealings.attempts.last?.reason
                == "executive: General manager, new room"
        )
    }
}
