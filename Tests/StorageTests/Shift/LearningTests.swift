import Recovery
import Testing
import Wire

@testable import Storage

struct LearningTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    /// A case that was closed with an outcome.
    private func closed(_ outcome: CaseOutcome, owner: String = "rui") throws -> ChangeID {
        let id = try house.openCase(house.lisbon, scenario: "EN-02")
        try house.act(house.lisbon) { transaction in
            try transaction.assignCase(id, team: nil, owner: owner)
            guard let row = try transaction.row(Catalogue.recoveryCase, id) else { return }
            try transaction.edit(
                row,
                [
                    CaseField.state: .choice(CaseState.closed), .outcome: .choice(outcome),
                    .closedAt: .time(transaction.now),
                ]
            )
        }
        return id
    }

    private func items(_ value: Int) throws -> CaresItems {
        CaresItems(
            Dictionary(
                uniqueKeysWithValues: try CaresItems.Item.allCases.map {
                    ($0, try RecoveryScore(value))
                }
            )
        )
    }

    // MARK: Reviews

    @Test func `a closed case is reviewed once, whole, and by somebody who did not have it`() throws
    {
        let node = house.lisbon
        let id = try closed(.recovered)
        #expect(throws: ReviewRefusal.ownCase) {
            try house.act(node, author: "rui") { try $0.review(id, try items(7), "") }
        }
        try house.act(node, author: "zoe") { try $0.addNote(to: id, "I brought the flowers") }
        #expect(throws: ReviewRefusal.ownCase) {
            try house.act(node, author: "zoe") { try $0.review(id, try items(7), "") }
        }
        #expect(throws: ReviewRefusal.itemMissing) {
            var some = try items(5)
            some.scores[.empathy] = nil
            try house.act(node) { try $0.review(id, some, "") }
        }
        try house.act(node) { try $0.review(id, try items(5), "Came late") }
        #expect(throws: ReviewRefusal.reviewed(by: "ana")) {
            try house.act(node, author: "lia") { try $0.review(id, try items(1), "") }
        }
        let review = try #require(try node.read { try $0.reviews(of: [id])[id] })
        #expect(review.items == (try items(5)) && review.items.index == 5)
        #expect(review.text == "Came late" && review.author == "ana")
        let open = try house.openCase(node)
        #expect(throws: ReviewRefusal.notClosed) {
            try house.act(node) { try $0.review(open, try items(5), "") }
        }
    }

    @Test func `what the guest said of the same stands beside a review, item by item`() throws {
        let node = house.lisbon
        let id = try closed(.closedUnscored)
        #expect(try node.read { try $0.guestItems(of: id) } == nil)
        var answers = SurveyAnswers(score: try RecoveryScore(6), language: "en")
        answers.items = [.empathy: try RecoveryScore(2), .solution: try RecoveryScore(7)]
        try house.act(node, author: "guest") { _ = try $0.takeSurvey(of: id, .first, answers) }
        let items = try #require(try node.read { try $0.guestItems(of: id) })
        #expect(items.scores.mapValues(\.value) == [.empathy: 2, .solution: 7])
        #expect(items.index == 4.5)
    }

    // MARK: Stories

    @Test func `a story needs a guest won back, the guest's word, and then the manager's`() throws {
        let node = house.lisbon
        let lost = try closed(.partlyRecovered)
        #expect(throws: StoryRefusal.notRecovered) {
            try house.act(node) { _ = try $0.tellStory(of: lost, "A title", "Words") }
        }
        let id = try closed(.recovered)
        let story = try house.act(node) { try $0.tellStory(of: id, "Cold", "The room was cold.") }
        func standing() throws -> SuccessStory.Standing? {
            try node.read { try $0.story(story)?.standing }
        }
        func edition() throws -> String {
            try #require(try node.read { try $0.story(story)?.edition })
        }
        #expect(throws: StoryRefusal.told) {
            try house.act(node) { _ = try $0.tellStory(of: id, "Again", "Words") }
        }
        let first = try edition()
        #expect(throws: StoryRefusal.noConsent) {
            try house.act(node, author: "zoe") { try $0.approveStory(story, seen: first) }
        }
        #expect(try standing() == .written)
        try house.act(node) { try $0.agreeToStory(story, "ana, by phone") }
        #expect(try standing() == .agreed)
        let read = try edition()
        try house.act(node) { try $0.rewriteStory(story, "Cold", "Cold.", seen: read) }
        // The manager read other words than those that stand now.
        for act in [
            { try $0.approveStory(story, seen: read) },
            { try $0.rewriteStory(story, "Cold", "It was warm.", seen: read) },
        ] as [(any RecordTransaction) throws -> Void] {
            #expect(throws: StoryRefusal.changedSince) {
                try house.act(node, author: "zoe", act)
            }
        }
        let present = try edition()
        try house.act(node, author: "zoe") { try $0.approveStory(story, seen: present) }
        #expect(try standing() == .approved)
        // Other words were not approved.
        try house.act(node) { try $0.rewriteStory(story, "Cold", "It was cold, then warm.") }
        #expect(try standing() == .agreed)
        try house.act(node) { try $0.withdrawStory(story) }
        #expect(try standing() == .withdrawn)
        #expect(try node.read { try $0.story(story)?.text } == "")
        #expect(throws: StoryRefusal.withdrawn) {
            try house.act(node) { try $0.agreeToStory(story, "") }
        }
        _ = try house.act(node) { try $0.tellStory(of: id, "Anew", "Other words.") }
    }

    // MARK: Journey

    @Test func `failures are counted by point and kind, drills and no failures left out`() throws {
        let node = house.lisbon
        let start = house.now
        func open(_ code: String?, _ at: Touchpoint?, isDrill: Bool = false) throws -> ChangeID {
            try house.openCase(node, scenario: code) {
                ($0.touchpoint, $0.isDrill) = (at, isDrill)
            }
        }
        let shower = try open("EN-02", .bathroom)
        _ = try open("EN-02", .bathroom)
        _ = try open("HK-01", .bathroom)
        _ = try open("FB-01", .restaurant)
        _ = try open("EN-02", .bathroom, isDrill: true)
        var none = CaseClosure()
        none.outcome = .notAFailure
        let mistaken = try open("EN-02", .bathroom)
        try house.act(node) { try $0.closeCase(mistaken, none, by: nil) }
        try house.act(node) { transaction in
            guard let row = try transaction.row(Catalogue.recoveryCase, shower) else { return }
            try transaction.edit(
                row,
                [
                    CaseField.state: .choice(CaseState.closed), .recoveryScore: .number(6),
                    .outcome: .choice(CaseOutcome.recovered),
                ]
            )
        }
        let end = house.now
        let counts = try node.read { try $0.journey(from: start, to: end) }
        let lines = counts.map { count in
            "\(count.touchpoint?.name ?? "-") \(count.scenario ?? "-") \(count.failures) "
                + "\(count.open) \(count.scored) \(count.recovered)"
        }
        #expect(
            lines == [
                "bathroom EN-02 2 1 1 1", "bathroom HK-01 1 1 0 0", "restaurant FB-01 1 1 0 0",
            ]
        )
        let cases = try node.read {
            try $0.cases(at: .bathroom, from: start, to: end, countMax: 2)
        }
        #expect(cases.map(\.scenario) == ["HK-01", "EN-02"])
        #expect(try node.read { try $0.journey(from: end, to: house.now) } == [])
    }

    // MARK: Programme

    @Test func `a decision goes to its site alone, and what was reached is counted since`() throws {
        let start = house.now
        let euro = try Currency("EUR")
        let draft = ProgrammeDecisionDraft(
            sponsor: "the general manager",
            decidedAt: start,
            budget: Money(minorUnits: 1_200_000, currency: euro),
            baseline: "61 %",
            goal: "Four of five are won back"
        )
        try house.hub.write(author: "ops", now: house.now) {
            try $0.decideProgramme(draft, at: 1)
        }
        try house.exchange(house.lisbon, house.porto)
        let decisions = try house.lisbon.read { try $0.programmeDecisions() }
        #expect(decisions.map(\.goal) == ["Four of five are won back"])
        #expect(decisions[0].budget?.description == "12000.00 EUR")
        #expect(decisions[0].decidedAt == start && decisions[0].baseline == "61 %")
        #expect(try house.porto.read { try $0.programmeDecisions() }.isEmpty)

        for outcome in [CaseOutcome.recovered, .notRecovered, .notAFailure] {
            let id = try closed(outcome)
            try house.act(house.lisbon) { transaction in
                guard let row = try transaction.row(Catalogue.recoveryCase, id) else { return }
                let score = outcome == .recovered ? 7 : 2
                try transaction.edit(row, [CaseField.recoveryScore: .number(score)])
            }
        }
        let end = house.now
        let figures = try house.lisbon.read { try $0.programmeFigures(from: start, to: end) }
        #expect(figures.closed == 2 && figures.scored == 2 && figures.recovered == 1)
        #expect(figures.recoveredBySeverity.values.reduce(0, +) == 1 && figures.given.isEmpty)
    }

    // MARK: Training

    @Test func `an item is weak by enough low marks of guests and reviewers together`() throws {
        let node = house.lisbon
        let start = house.now
        for score in [3, 4] {
            let id = try closed(.closedUnscored)
            var answers = SurveyAnswers(score: try RecoveryScore(6), language: "en")
            answers.items = [.empathy: try RecoveryScore(score), .solution: try RecoveryScore(7)]
            try house.act(node, author: "guest") { _ = try $0.takeSurvey(of: id, .first, answers) }
        }
        func empathy() throws -> CaresStanding? {
            try node.read { try $0.caresStandings(since: start) }
                .first { $0.scenario == "EN-02" && $0.item == .empathy }
        }
        #expect(try empathy()?.isWeak == false)
        let reviewed = try closed(.recovered)
        try house.act(node, author: "zoe") { try $0.review(reviewed, try items(5), "") }
        let standing = try #require(try empathy())
        #expect(standing.count == 3 && standing.sum == 12 && standing.isWeak)
        #expect(standing.mean == 4)
        let others = try node.read { try $0.caresStandings(since: start) }.filter(\.isWeak)
        #expect(others.map(\.item) == [.empathy])
        #expect(try node.read { try $0.caresStandings(since: house.now) } == [])
    }

    @Test func `who practises again has practised once, and lately`() throws {
        let node = house.lisbon
        let (first, second) = (house.now, house.now)
        for now in [first, second] { try node.practise(.empathy, for: "EN-02", "ana", now: now) }
        try node.practise(.empathy, for: nil, "rui", now: first)
        let marks = try node.read { try $0.training(since: first) }
        #expect(marks.map(\.person) == ["ana", "rui"])
        #expect(marks.map(\.scenario) == ["EN-02", nil] && marks[0].at == second)
        #expect(try node.read { try $0.training(since: second) }.count == 1)
    }

    // MARK: Process

    @Test func `a version is read once by each, and another text is another version`() throws {
        let node = house.lisbon
        let (first, second) = (ProcessVersion(of: "one"), ProcessVersion(of: "two"))
        #expect(first != second && first == ProcessVersion(of: "one"))
        #expect(first.description == "7692c3ad35")
        for _ in 0..<2 { try house.act(node) { try $0.readProcess(first) } }
        try house.act(node, author: "rui") { try $0.readProcess(first) }
        try house.act(node) { try $0.readProcess(second) }
        let readings = try node.read { try $0.processReadings() }
        #expect(readings.map(\.person) == ["ana", "rui", "ana"])
        #expect(readings.map(\.version) == [first, first, second].map(\.description))
    }
}
