import Recovery
import Storage
import TestSupport
import Testing

/// A house whose hub is away, with a manager at the desk, while `body` runs.
private func withHouse(
    _ body: (inout TestBrowser, NodeStore) async throws -> Void
) async throws {
    try await withDirectory { directory in
        let hub = try newHub(directory)
        let store = try hub.addNode("LIS", directory + "/lis", hubURL: "http://127.0.0.1:1")
        try await withNode(directory + "/lis") { address in
            try await TestBrowser.at(address) { browser in
                var random = SystemRandomNumberGenerator()
                let code = try #require(try store.drawSetUpCode(using: &random))
                let opened = try await browser.send(
                    "/set-up",
                    ["code": "\(code)", "name": "Ana Lopes", "secret": "Sunny-harbour-9"]
                )
                #expect(opened.location == "/people")
                try await body(&browser, store)
            }
        }
    }
}

/// One after the other: each derives keys, which is slow on purpose, beside other tests.
@Suite(.serialized) struct HousePagesTests {
    @Test func `three taps log a complaint, and a second send opens no second case`() async throws {
        try await withHouse { browser, store in
            let places = try await browser.get("/log")
            #expect(places.text.contains("1 Where"))
            let kinds = try await browser.get("/log/what?place=412")
            #expect(kinds.text.contains("Room 412"))
            #expect(kinds.text.contains("/log/how-bad?place=412&amp;scenario=EN-02"))
            let grades = try await browser.get("/log/how-bad?place=412&scenario=EN-02")
            let once = grades.text.split(separator: "name=\"once\" value=\"")[1].prefix {
                $0 != "\""
            }
            let form = [
                "form": grades.formToken, "once": String(once), "place": "412",
                "scenario": "EN-02", "severity": "4",
            ]
            let saved = try await browser.send("/log", form)
            #expect(saved.location == "/cases/LIS-1/words")
            #expect(try await browser.send("/log", form).location == "/cases/LIS-1/words")
            let cases = try store.read { try $0.cases() }
            #expect(cases.map(\.reference) == ["LIS-1"])
            #expect(cases[0].severity == .staySpoiled)
            #expect(cases[0].scenario == "EN-02")
            #expect(cases[0].row.author == "Ana Lopes")
            let alarms = try store.read { try $0.openAlarms(countMax: 10) }
            #expect(alarms.map(\.responder) == ["engineering"])
        }
    }

    @Test func `danger calls the duty manager too`() async throws {
        try await withHouse { browser, store in
            let grades = try await browser.get("/log/how-bad?place=118&scenario=EN-02")
            _ = try await browser.send(
                "/log",
                ["form": grades.formToken, "once": "a", "scenario": "EN-02", "severity": "5"]
            )
            let alarms = try store.read { try $0.openAlarms(countMax: 10) }
            #expect(Set(alarms.map(\.responder)) == ["engineering", "duty manager"])
        }
    }

    @Test func `a complaint logged by mistake is taken back in one tap`() async throws {
        try await withHouse { browser, store in
            let grades = try await browser.get("/log/how-bad?place=412&scenario=EN-02")
            let token = grades.formToken
            _ = try await browser.send(
                "/log",
                ["form": token, "once": "a", "scenario": "EN-02", "severity": "3"]
            )
            #expect(try await browser.send("/cases/LIS-1/undo", ["form": token]).location == "/")
            let found = try store.read { try $0.recoveryCase(named: "LIS-1") }
            #expect(found.state == .closed)
            #expect(found.outcome == .notAFailure)
        }
    }

    @Test func `a case goes from its alarm to its end on its own page`() async throws {
        try await withHouse { browser, store in
            let grades = try await browser.get("/log/how-bad?place=412&scenario=EN-02")
            let token = grades.formToken
            _ = try await browser.send(
                "/log",
                ["form": token, "once": "a", "place": "412", "scenario": "EN-02", "severity": "3"]
            )
            func act(_ path: String, _ fields: [String: String]) async throws -> TestBrowser.Page {
                try await browser.send(
                    "/cases/LIS-1/\(path)",
                    fields.merging(["form": token]) { $1 }
                )
            }
            #expect(try await act("acknowledge", [:]).status == 303)
            let early = try await act("close", ["outcome": "recovered"])
            #expect(early.status == 409)
            #expect(early.text.contains("Apologise to the guest and tick that step."))
            for step in ["apologise", "solve"] {
                #expect(try await act("note", ["step": step]).status == 303)
            }
            #expect(try await act("note", ["contact": "answered"]).status == 303)
            let words = ["words": "Cold shower <b>again</b>", "guest": "Marta Lindqvist"]
            #expect(try await act("words", words).status == 303)
            for state in ["inProgress", "remedied"] {
                #expect(try await act("move", ["to": state]).status == 303)
            }
            let closed = try await act(
                "close",
                [
                    "outcome": "recovered", "cause": "equipment", "whatHappened": "valve stuck",
                    "canRecur": "yes", "missingStep": "no", "betterProcess": "check weekly",
                    "guestInformation": "no",
                ]
            )
            #expect(closed.status == 303)
            let found = try store.read { try $0.recoveryCase(named: "LIS-1") }
            #expect(found.state == .closed)
            #expect(found.outcome == .recovered)
            #expect(found.owner == "Ana Lopes")
            let page = try await browser.get("/cases/LIS-1")
            #expect(page.text.contains("“Cold shower &lt;b&gt;again&lt;/b&gt;”"))
            #expect(!page.text.contains("<b>again</b>"))
            let found2 = try await browser.get("/?q=shower")
            #expect(found2.text.contains("/cases/LIS-1"))
        }
    }

    @Test(arguments: ["/", "/log", "/log/what?place=1", "/cases/LIS-1", "/people", "/?q=a"])
    func `nothing is shown before somebody signs in`(path: String) async throws {
        try await withHouse { browser, _ in
            var stranger = browser.stranger
            let page = try await stranger.get(path)
            #expect(page.status == 303)
            #expect(page.location?.hasPrefix("/sign-in") == true)
            #expect(page.text.isEmpty)
        }
    }

    @Test func `a form is taken from the session that it was made for, and no other`() async throws
    {
        try await withHouse { browser, store in
            let people = try await browser.get("/people")
            let added = try await browser.send(
                "/people",
                [
                    "form": people.formToken, "name": "Rui Patrão", "role": "staff",
                    "team": "Engineering", "secret": "8352",
                ]
            )
            #expect(added.location == "/people")
            let person = try #require(try store.people().first { $0.name == "Rui Patrão" })
            var other = browser.stranger
            let signIn = ["person": "\(person.id.rawValue)", "secret": "8352", "shared": "yes"]
            #expect(try await other.send("/sign-in", signIn).location == "/")
            let page = try await other.send(
                "/log",
                ["form": people.formToken, "once": "a", "severity": "3"]
            )
            #expect(page.status == 403)
            #expect(try store.read { try $0.cases() }.isEmpty)
            #expect(try await other.get("/people").status == 403)
            let token = try await other.get("/log/how-bad?place=1").formToken
            #expect(try await other.send("/sign-out", ["form": token]).location == "/sign-in")
            #expect(try await other.get("/").location == "/sign-in")
        }
    }

    @Test func `wrong secrets lock, and say for how long`() async throws {
        try await withHouse { browser, store in
            let id = try #require(try store.people().first).id.rawValue
            var stranger = browser.stranger
            for _ in 0..<4 {
                let page = try await stranger.send(
                    "/sign-in",
                    ["person": "\(id)", "secret": "9999"]
                )
                #expect(page.status == 403)
            }
            let page = try await stranger.send("/sign-in", ["person": "\(id)", "secret": "9999"])
            #expect(page.text.contains("Wait 1 minute"))
        }
    }

    @Test(arguments: [
        "/", "/log", "/log/what?place=1", "/log/how-bad?place=1", "/people", "/sign-in",
    ])
    func `pages load nothing from elsewhere and run no script of a stranger`(
        path: String
    ) async throws {
        try await withHouse { browser, _ in
            let page = try await browser.get(path)
            #expect(page.status == 200)
            #expect(page.policy?.hasPrefix("default-src 'none'") == true)
            #expect(!page.text.contains("http://") && !page.text.contains("https://"))
            #expect(!page.text.contains("<script>") && !page.text.contains(" style="))
            #expect(page.text.contains("<h1>") && page.text.contains("id=\"main\""))
        }
    }
}
