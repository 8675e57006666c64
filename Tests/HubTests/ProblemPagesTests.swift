import FoundationEssentials
import Recovery
import Storage
import TestSupport
import Testing
import Wire

@testable import Hub

/// Headquarters' outer loop over real HTTP.
@Suite(.serialized) struct ProblemPagesTests {
    private static func add(
        _ count: Int,
        _ code: String,
        daysAgo: Int64,
        to node: NodeStore,
        place: String? = nil
    ) throws {
        let now = WallClock.now()
        let happened = Timestamp(milliseconds: now.milliseconds - daysAgo * 86_400_000)
        let scenario = PublishedScenario.shipped.first { $0.scenario.code.description == code }
        try node.change(author: "desk", now: now) { transaction in
            for _ in 0..<count {
                var opening = CaseOpening(
                    summary: "cold",
                    receivedAt: happened,
                    scenario: scenario
                )
                opening.place = place
                _ = try transaction.openCase(opening)
            }
        }
    }

    @Test func `a failure becomes a problem, with a cause, an action and its check`() async throws {
        try await withHeadquarters({ _, node in
            try Self.add(3, "EN-02", daysAgo: 9, to: node)
        }) { hub, _, browser in
            let page = try await browser.get("/failure?code=EN-02").text
            #expect(page.contains("/problems?code=EN-02#new"))
            let form = try await browser.get("/problems?code=EN-02&site=LIS").text
            #expect(form.contains("value=\"EN-02\" selected") && form.contains("value=\"LIS\""))
            let draft = [
                "title": "No hot water", "scenario": "EN-02", "sites": "lis",
                "statement": "Since October", "owner": "Anselm",
            ]
            #expect(try await browser.send("/problems", draft).location == "/problems/1")
            #expect(try await browser.send("/problems", draft).status == 400)
            _ = try await browser.get("/problems/1")
            let cause = [
                "kind": "guestUse", "words": "The tap turns the other way", "cases": "LIS-1",
                "evidence": "",
            ]
            #expect(try await browser.send("/problems/1/causes", cause).status == 303)
            let why = [
                "cause": "The tap turns the other way", "words": "No sign <b>",
                "cases": "", "evidence": "photo",
            ]
            #expect(try await browser.send("/problems/1/whys", why).status == 303)
            let shown = try await browser.get("/problems/1").text
            #expect(shown.contains("Cause known") && shown.contains("No sign &lt;b&gt;"))
            // Guests get it wrong: they are to be told.
            #expect(shown.contains("guest education"))
            #expect(try await browser.get("/problems/1/cases").text.contains("<h1>1 case</h1>"))
            let action = [
                "title": "A sign at every tap", "doneWhen": "Photographed", "owner": "Anselm",
                "kind": "guestEducation", "sites": "", "due": "2030-01-31",
            ]
            #expect(try await browser.send("/problems/1/actions", action).status == 303)
            let id = try #require(try hub.read { try $0.actions().first?.id })
            for state in ["accepted", "inWork", "done"] {
                let moved = try await browser.send("/problems/1/actions/\(id)", ["state": state])
                #expect(moved.status == 303, "\(state): \(moved.text)")
            }
            let done = try await browser.get("/problems/1").text
            #expect(done.contains("Too early to say") && done.contains("Done, effect watched"))
            #expect(!done.contains(">It helped</button>"))
            let early = try await browser.send("/problems/1/actions/\(id)", ["state": "effective"])
            #expect(early.status == 400 && early.text.contains("do not show yet"))
            let back = try await browser.send("/problems/1/actions/\(id)", ["state": "accepted"])
            #expect(back.status == 409)
            #expect(try await browser.get("/problems/7").status == 404)
        }
    }

    @Test func `what stands out in a failure's cases leads to them`() async throws {
        try await withHeadquarters({ _, node in
            try Self.add(12, "EN-02", daysAgo: 9, to: node, place: "312")
            try Self.add(6, "EN-02", daysAgo: 9, to: node, place: "100")
            for room in 101..<140 {
                try Self.add(1, "NO-01", daysAgo: 9, to: node, place: "\(room)")
            }
            try Self.add(1, "NO-01", daysAgo: 9, to: node, place: "312")
        }) { _, _, browser in
            let page = try await browser.get("/causes?code=EN-02&weeks=13").text
            #expect(page.contains("312 stands out"), "\(page.prefix(3000))")
            let rows = try await browser.get("/causes.csv?code=EN-02&weeks=13").text
                .split(separator: "\r\n").filter { $0.hasPrefix("place,") }
            #expect(rows.first?.contains(",12,") == true, "\(rows)")
            let cases = try await browser.get(
                "/causes/cases?code=EN-02&weeks=13&factor=place&level=1%20312"
            ).text
            #expect(cases.contains("<h1>12 cases</h1>"))
            #expect(try await browser.get("/causes/cases?code=EN-02&factor=moon").status == 404)
            #expect(
                try await browser.get("/causes.json?code=EN-02&weeks=13").text.contains("\"cases\"")
            )
        }
    }

    @Test func `recovery figures open their rows`() async throws {
        try await withHeadquarters({ _, node in
            try Self.add(4, "EN-02", daysAgo: 9, to: node)
        }) { _, _, browser in
            let page = try await browser.get("/recovery?weeks=13").text
            #expect(page.contains("No guest has scored a recovery yet"))
            let open = try await browser.get("/recovery/cases?part=open&weeks=13").text
            #expect(open.contains("<h1>4 cases</h1>"))
            let lines = try await browser.get("/recovery.csv?weeks=13").text
                .split(separator: "\r\n").map { $0.split(separator: ",").map(String.init) }
            let column = try #require(lines.first?.firstIndex(of: "open"))
            #expect(lines.last?[column] == "4" && lines.last?[0] == "LIS")
        }
    }

    @Test func `only those who decide work on problems, and nobody before signing in`()
        async throws
    {
        try await withHeadquarters { _, _, browser in
            _ = try await browser.get("/people")
            let person = [
                "name": "Iris Kamp", "role": "operator", "team": "", "secret": "Deep-cellar-55",
            ]
            #expect(try await browser.send("/people", person).location == "/people")
            let draft = [
                "title": "No hot water", "scenario": "EN-02", "sites": "", "statement": "",
                "owner": "Anselm",
            ]
            #expect(try await browser.send("/problems", draft).location == "/problems/1")
            browser.forget()
            for path in [
                "/problems", "/problems/1", "/problems/1/cases", "/causes", "/causes.csv",
                "/causes.json", "/causes/cases", "/recovery", "/recovery.csv", "/recovery.json",
                "/recovery/cases", "/value", "/value.csv", "/value.json", "/brief",
            ] {
                let page = try await browser.get(path)
                #expect(page.status == 303 && page.location == "/sign-in", "\(path)")
            }
            let fields = ["name": "Iris Kamp", "secret": "Deep-cellar-55"]
            #expect(try await browser.send("/sign-in", fields).location == "/")
            #expect(try await browser.get("/problems/1").text.contains("No hot water"))
            _ = try await browser.get("/sites")
            for (path, form) in [
                ("/problems", draft), ("/problems/1/owner", ["owner": "Iris"]),
                ("/problems/1/actions/1.1", ["state": "done"]),
            ] {
                #expect(try await browser.send(path, form).status == 403, "\(path)")
            }
        }
    }

    @Test func `what comes back after it helped is opened again by the hub itself`() async throws {
        try await withHeadquarters({ _, node in
            for week in 1...8 { try Self.add(1, "EN-02", daysAgo: Int64(week) * 7, to: node) }
            for week in 1...5 { try Self.add(8, "EN-02", daysAgo: Int64(-week) * 7, to: node) }
        }) { hub, _, _ in
            let now = WallClock.now()
            func days(_ count: Int64) -> Timestamp {
                Timestamp(milliseconds: now.milliseconds + count * 86_400_000)
            }
            let id = try hub.change(author: "Maud", now: days(-70)) { transaction in
                let problem = try transaction.takeUp(
                    ProblemDraft(title: "No hot water", scenario: "EN-02", owner: "Anselm")
                )
                let action = try transaction.propose(
                    ActionDraft(
                        title: "Valves",
                        doneWhen: "Changed",
                        owner: "Anselm",
                        dueDay: days(0).day()
                    ),
                    against: problem.id
                )
                for state in [CorrectiveActionState.accepted, .inWork, .done] {
                    try transaction.move(action: action.id, to: state)
                }
                return action.id
            }
            try hub.change(author: "Maud", now: now) {
                try $0.move(action: id, to: .effective, isShown: true)
            }
            func state() throws -> ProblemState? {
                try hub.read { try $0.problem(number: 1)?.state }
            }
            #expect(try state() == .solved)
            #expect(try LoopWatch.reopen(hub, now: now) == 0)
            // Six weeks on, the house has told of what came meanwhile.
            try hub.noteHeard([1: (days(42), "amends/1")])
            #expect(try LoopWatch.reopen(hub, now: days(42)) == 1)
            #expect(try state() == .relapsed)
            let action = try #require(try hub.read { try $0.action(id) })
            #expect(action.state == .ineffective && action.movedBy == "Amends")
            #expect(action.effect?.contains("It came back") == true)
            #expect(try LoopWatch.reopen(hub, now: days(43)) == 0)
        }
    }
}
