import Recovery
import Storage
import TestSupport
import Testing
import Wire

@Suite(.serialized) struct LearningPagesTests {
    /// A case that somebody had, closed so many days ago with a score.
    @discardableResult
    private func closed(
        _ desk: StaffDesk,
        daysAgo: Int64,
        score: Int = 7,
        owner: String = "Rui Neves"
    ) throws -> RecoveryCase {
        try desk.open("EN-02", guest: "Marta Lindqvist", place: "412", words: "412 was cold.")
        let newest = try #require(
            try desk.store.read { try $0.cases(CaseFilter()).max { $0.id < $1.id } }
        )
        let now = WallClock.now()
        let at = Timestamp(milliseconds: now.milliseconds - daysAgo * 86_400_000)
        try desk.store.change(author: "test", now: now) { transaction in
            guard let row = try transaction.row(Catalogue.recoveryCase, newest.id) else { return }
            try transaction.edit(
                row,
                [
                    CaseField.state: .choice(CaseState.closed), .closedAt: .time(at),
                    .outcome: .choice(
                        CaseOutcome(score: try RecoveryScore(score))
                    ), .recoveryScore: .number(score), .owner: .text(owner),
                ]
            )
        }
        return try desk.found(newest.reference)
    }

    @Test func `the numbers say what they mean and open their cases, the sealed ones shut`()
        async throws
    {
        try await withDesk { desk in
            try closed(desk, daysAgo: 1)
            // Where the machine is slow they were counted before the case was there, and are
            // counted anew behind the pages.
            let isCounted = try await eventually(within: .seconds(120)) {
                let page = try await desk.get("/numbers").html
                let rows = try await desk.get("/numbers?days=7&show=recovered").html
                return page.contains("1 of 1 who said")
                    && page.contains("href=\"/numbers?days=30&amp;show=recovered#rows\"")
                    && rows.contains("href=\"/cases/LIS-1\"") && rows.contains("gave 7 of 7")
            }
            #expect(isCounted)
            #expect(try await desk.get("/numbers?days=9999&show=nonsense").status == 200)
        }
    }

    @Test func `the journey names its points in order, with rates for stays and the cases behind`()
        async throws
    {
        try await withDesk { desk in
            let empty = try await desk.get("/journey").html
            #expect(empty.contains("Nobody was let down in these days."))
            let now = WallClock.now().milliseconds
            try desk.store.change(author: "test", now: WallClock.now()) { transaction in
                for room in ["412", "413", "414", "415"] {
                    var stay = try StayDraft(
                        arrivesAt: Timestamp(milliseconds: now - 3_600_000),
                        departsAt: Timestamp(milliseconds: now + 3_600_000)
                    )
                    stay.room = RoomName(room)
                    _ = try transaction.keepStay(stay)
                }
            }
            try desk.open("EN-02", place: "412")
            try desk.open("EN-02", place: "900")
            try desk.open("HK-01", place: "413")
            let page = try await desk.get("/journey").html
            let order = ["Room", "Bathroom"].map { page.firstRange(of: "<h2>\($0)</h2>") }
            let (room, bath) = (try #require(order[0]), try #require(order[1]))
            #expect(room.lowerBound < bath.lowerBound)
            #expect(page.contains("25.0 in 100") && page.contains("Most fails at: bathroom"))
            #expect(page.contains("known (2 of 3) for 100 of 4 known stays"))
            #expect(page.contains("67 %"))
            let rows = try await desk.get("/journey?show=bathroom").html
            #expect(rows.contains("href=\"/cases/LIS-1\"") && rows.contains("/cases/LIS-2\""))
            #expect(!rows.contains("href=\"/cases/LIS-3\""))
            #expect(try await desk.get("/journey?days=7&show=nowhere").status == 200)
        }
    }

    @Test func `the programme shows what was decided, when it is looked at and what was reached`()
        async throws
    {
        let day: Int64 = 86_400_000
        let decided = Timestamp(milliseconds: WallClock.now().milliseconds - 100 * day)
        func decide(_ hub: HubStore, _ node: NodeStore) throws {
            let draft = ProgrammeDecisionDraft(
                sponsor: "the general manager",
                decidedAt: decided,
                budget: nil,
                baseline: "61 % before",
                goal: "Four of five are won back"
            )
            try hub.write(author: "ops", now: WallClock.now()) {
                try $0.decideProgramme(draft, at: 1)
            }
            try exchange(node, hub)
        }
        try await withDesk(prepare: decide) { desk in
            try closed(desk, daysAgo: 1)
            try closed(desk, daysAgo: 120, score: 2)
            let page = try await desk.get("/programme").html
            #expect(page.contains("Four of five are won back") && page.contains("61 % before"))
            #expect(page.contains("The general manager stands for it, since"))
            // The first of three reviews is due, the two others lie ahead.
            #expect(page.contains("was due on") && page.contains(", in "))
            #expect(page.contains("100 % of guests who answered were won back"))
            #expect(page.contains("nobody has said what a guest is worth here"))
            let spans = page.split(separator: "<tr><th scope=\"row\">").dropFirst().map {
                String($0.prefix { $0 != "/" })
            }
            #expect(spans.map { String($0.prefix(6)) } == ["Before", "Months", "Months"])
            let cells = page.matches(of: /<td class="num">([^<]*)<.td>/).map { $0.output.1 }
            #expect(Array(cells.prefix(3)) == ["1", "1", "0 %"])
        }
    }

    @Test func `what is weak is named with its exercise, and who practised it is remembered`()
        async throws
    {
        try await withDesk { desk in
            #expect(try await desk.get("/training").html.contains("Nothing stands out"))
            for _ in 0..<3 {
                let found = try closed(desk, daysAgo: 1)
                try desk.store.change(author: "guest", now: WallClock.now()) { transaction in
                    var answers = SurveyAnswers(score: try RecoveryScore(4), language: "en")
                    answers.items = [.empathy: try RecoveryScore(2)]
                    _ = try transaction.takeSurvey(of: found.id, .first, answers)
                }
            }
            let page = try await desk.get("/training").html
            #expect(page.contains("1 thing to practise"))
            #expect(page.contains("The guest was understood: 2.0 of 7, from 3 answers"))
            #expect(page.contains("Name what they lost") && page.contains("/scenarios/EN-02"))
            #expect(!page.contains("You practised it") && page.contains("nothing in these days"))
            let form = ["item": "empathy", "scenario": "EN-02"]
            #expect(try await desk.act("/training", form).location == "/training")
            let done = try await desk.get("/training").html
            #expect(done.contains("You practised it") && done.contains("1 thing, "))
            for wrong in [["item": "speed"], ["item": "empathy", "scenario": "XX-99"]] {
                #expect(try await desk.act("/training", wrong).status == 400)
            }
        }
    }

    @Test
    func `the process is signed in the version that was read, and those who lead see by whom`()
        async throws
    {
        try await withDesk { desk in
            let page = try await desk.get("/process")
            let version = try #require(
                page.html.split(separator: "name=\"version\" value=\"").dropFirst().first?
                    .prefix { $0 != "\"" }
            )
            #expect(page.html.contains("0 of 1 have read this version"))
            for words in ["EN-02", "T1", "Monday", "duty manager", "22:00 to 07:00"] {
                #expect(page.html.contains(words), "\(words)")
            }
            #expect(try await desk.act("/process", ["version": "0123456789"]).status == 409)
            #expect(try await desk.act("/process", ["version": String(version)]).status == 303)
            #expect(try await desk.get("/process").html.contains("Everybody has read"))
            // Whoever answers for a failure by name is named in no process.
            let named = ["responder": "person:patricio", "why": "He knows it", "act": "keep"]
            #expect(try await desk.act("/scenarios/EN-02/edit", named).status == 303)
            let process = try await desk.get("/process").html
            #expect(process.contains("The one whom the scenario names"))
            #expect(!process.contains("patricio"))
            // Other hours are another process.
            let hours = ["text": "Monday: 08:00-12:00\nTargets: TP", "act": "keep"]
            #expect(try await desk.act("/calendar", hours).status == 303)
            let changed = try await desk.get("/process")
            #expect(changed.html.contains("It has changed since you read it"))
            #expect(changed.html.contains("read an earlier version"))
        }
    }

    @Test func `a story goes from its case to a file, without a name, and back`() async throws {
        try await withDesk { desk in
            let found = try closed(desk, daysAgo: 1)
            #expect(try await desk.get("/stories").html.contains("/stories/new?case=LIS-1"))
            let draft = try await desk.get("/stories/new?case=LIS-1")
            #expect(draft.html.contains("The room was cold."))
            let named = [
                "case": "LIS-1", "title": "Cold", "text": "Ms Lindqvist was cold; we moved her.",
            ]
            let refused = try await desk.act("/stories", named)
            #expect(refused.status == 422 && refused.html.contains("“Lindqvist”"))
            // "Lopes" is a colleague's name, and may be a word: it is asked about once.
            var odd = ["case": "LIS-1", "title": "Cold", "text": "The Lopes radiator."]
            let asked = try await desk.act("/stories", odd)
            #expect(asked.status == 422 && asked.html.contains("“Lopes” may be a colleague’s name"))
            odd["sure"] = "Lopes"
            #expect(try await desk.act("/stories", odd).status == 303)
            let first = try #require(try desk.store.read { try $0.stories() }.first)
            #expect(try await desk.act("/stories/\(first.id)/withdraw").status == 303)
            let text = ["case": "LIS-1", "title": "=Cold", "text": "A guest was <b>cold</b>."]
            #expect(try await desk.act("/stories", text).status == 303)
            let story = try #require(try desk.store.read { try $0.stories() }.first)
            #expect(story.recoveryCase == found.id)
            #expect(!(try await desk.get("/stories.csv").html.contains("Cold")))
            let path = "/stories/\(story.id)"
            let read = ["seen": story.edition]
            #expect(try await desk.act(path + "/approve", read).status == 409)
            #expect(try await desk.act(path + "/agree", ["how": "by phone"]).status == 303)
            #expect(
                try await desk.get("/stories").html
                    .contains("name=\"seen\" value=\"\(story.edition)\"")
            )
            #expect(try await desk.act(path + "/approve", ["seen": "1.1"]).status == 409)
            #expect(try await desk.act(path + "/approve", read).status == 303)
            let page = try await desk.get("/stories").html
            #expect(page.contains("asked by Ana Lopes, by phone"))
            #expect(page.contains("A guest was &lt;b&gt;cold&lt;/b&gt;."))
            let csv = try await desk.get("/stories.csv").html
            #expect(csv.contains("'=Cold,A guest was <b>cold</b>."))
            let markdown = try await desk.get("/stories.md").html
            #expect(markdown.contains("\\<b\\>cold\\</b\\>"))
            #expect(try await desk.act(path + "/withdraw").status == 303)
            #expect(!(try await desk.get("/stories.md").html.contains("cold")))
        }
    }

    @Test func `a week's sample is reviewed, and the guest's answers are shown after it`()
        async throws
    {
        try await withDesk { desk in
            // Any day of the last whole week, whatever day today is.
            for _ in 0..<3 { try closed(desk, daysAgo: 7) }
            let page = try await desk.get("/reviews").html
            #expect(page.contains("1 case to review"))
            #expect(page.contains("1 of 3 cases"))
            let path = try #require(
                page.split(separator: "href=\"/reviews/LIS-").dropFirst().first
                    .map { "/reviews/LIS-\($0.prefix { $0 != "\"" })" }
            )
            let scores = [
                "communication": "6", "accountability": "6", "responsiveness": "3",
                "empathy": "6", "solution": "7",
            ]
            let form = try await desk.get(path).html
            #expect(!form.contains("Both sides"))
            #expect(try await desk.act(path, ["communication": "6"]).status == 422)
            #expect(try await desk.act(path, scores).status == 303)
            let done = try await desk.get(path).html
            #expect(done.contains("Both sides") && done.contains("has not answered the five"))
            #expect(try await desk.get("/reviews").html.contains("5.6 of 7, by Ana Lopes"))
            #expect(try await desk.act(path, scores).html.contains("reviewed this case already"))
        }
    }
}
