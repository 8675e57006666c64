import Recovery
import Storage
import Testing
import Wire

/// No word is lost: not to a locked desk, not to a refusal, not to a change of hands.
@Suite(.serialized) struct TypedWordsTests {
    @Test func `a note written before the desk was locked stands in the composer after signing in`()
        async throws
    {
        try await withDesk { desk in
            try desk.open("EN-02", place: "412")
            let person = try #require(try desk.store.people().first)
            var locked = desk
            locked.cookie = ""
            let text = "Valve <stuck>,\nsee \"Rui\""
            let writer = "\(person.id.rawValue)"
            #expect(
                try await desk.get("/cases/LIS-1").html.contains(
                    "name=\"writer\" value=\"\(writer)\""
                )
            )
            let page = try await locked.act("/cases/LIS-1/note", ["text": text, "writer": writer])
            #expect(page.status == 200)
            #expect(page.html.contains("What you wrote is safe."))
            #expect(page.html.contains("value=\"/cases/LIS-1\""))
            #expect(page.html.contains("Valve &lt;stuck&gt;"))
            #expect(page.html.contains("name=\"keptFor\" value=\"\(writer)\""))
            #expect(try desk.store.detail("LIS-1").notes.isEmpty)
            let kept = [
                "to": "/cases/LIS-1", "keptForm": "note", "keptText": text, "keptFor": writer,
            ]
            let signIn = ["person": "\(person.id.rawValue)", "secret": "Sunny-harbour-9"]
            // A wrong secret loses nothing either.
            let wrong = try await locked.act(
                "/sign-in",
                kept.merging(["person": "\(person.id.rawValue)", "secret": "0000"]) { $1 }
            )
            #expect(wrong.html.contains("Valve &lt;stuck&gt;"))
            let back = try await locked.act("/sign-in", kept.merging(signIn) { $1 })
            #expect(back.location == "/cases/LIS-1")
            let composer = try await desk.get("/cases/LIS-1").html
            #expect(composer.contains(">Valve &lt;stuck&gt;,\nsee &quot;Rui&quot;</textarea>"))
            #expect(try await desk.act("/cases/LIS-1/note", ["text": text]).status == 303)
            #expect(!(try await desk.get("/cases/LIS-1").html.contains("&quot;</textarea>")))
            #expect(try desk.store.detail("LIS-1").notes.map(\.text) == [text])
        }
    }

    @Test func `words of a refused form wait where they were written`() async throws {
        try await withDesk { desk in
            try desk.open("EN-02", place: "412")
            // The guest asked to be called: another way needs a reason, which a blank is not.
            let writer = "\(try #require(try desk.store.people().first).id.rawValue)"
            let refused = [
                "text": "Said sorry", "step": "apologise", "form": "of another session",
                "writer": writer,
            ]
            let page = try await desk.send("/cases/LIS-1/note", refused)
            #expect(page.status == 403)
            #expect(page.html.contains("What you wrote is safe"))
            #expect(try await desk.get("/cases/LIS-1").html.contains(">Said sorry</textarea>"))
            let words = [
                "words": "Cold shower", "guest": "Marta", "form": "of another session",
                "writer": writer,
            ]
            let saved = try await desk.send("/cases/LIS-1/words", words)
            #expect(saved.html.contains("href=\"/cases/LIS-1/words\""))
            let log = try await desk.get("/cases/LIS-1/words").html
            #expect(log.contains(">Cold shower</textarea>") && log.contains("value=\"Marta\""))
            _ = try await desk.act("/cases/LIS-1/words", ["words": "Cold shower"])
            #expect(!(try await desk.get("/cases/LIS-1/words").html.contains(">Cold shower<")))
        }
    }

    @Test func `what somebody else left unsent at a shared desk does not land on the next one's`()
        async throws
    {
        try await withDesk { desk in
            try desk.open("EN-02", place: "412")
            let ana = "\(try #require(try desk.store.people().first).id.rawValue)"
            let other = try await desk.colleague("Rui Neves")
            let left = ["text": "Between us", "writer": ana, "form": "of Ana's session"]
            let page = try await other.send("/cases/LIS-1/note", left)
            #expect(page.status == 403 && !page.html.contains("What you wrote is safe"))
            #expect(!(try await other.get("/cases/LIS-1").html.contains("Between us")))
            let rui = try #require(try desk.store.people().first { $0.name == "Rui Neves" })
            let signIn = [
                "person": "\(rui.id.rawValue)", "secret": "8352", "to": "/cases/LIS-1",
                "keptForm": "note", "keptText": "Between us", "keptFor": ana,
            ]
            var locked = desk
            locked.cookie = ""
            #expect(try await locked.act("/sign-in", signIn).location == "/cases/LIS-1")
            #expect(!(try await other.get("/cases/LIS-1").html.contains("Between us")))
        }
    }

    @Test func `whoever signs in goes on where they were, and nowhere outside the house`()
        async throws
    {
        try await withDesk { desk in
            let person = try #require(try desk.store.people().first)
            var locked = desk
            locked.cookie = ""
            let page = try await locked.get("/log/what?place=412")
            #expect(page.location == "/sign-in?to=%2Flog%2Fwhat%3Fplace%3D412")
            let form = try await locked.get(page.location ?? "")
            #expect(form.html.contains("name=\"to\" value=\"/log/what?place=412\""))
            let third = ["place": "412", "scenario": "EN-02", "severity": "3", "once": "a"]
            let tap = try await locked.act("/log", third)
            #expect(
                tap.location
                    == "/sign-in?to=%2Flog%2Fhow-bad%3Fplace%3D412%26scenario%3DEN-02"
            )
            for (to, path) in [
                ("/log/what?place=412", "/log/what?place=412"), ("//evil.example", "/"),
                ("/log\r\nSet-Cookie: a=b", "/"), ("https://evil.example", "/"),
                ("/people", "/"), ("/log\\evil", "/"),
            ] {
                let signIn = [
                    "person": "\(person.id.rawValue)", "secret": "Sunny-harbour-9", "to": to,
                ]
                #expect(try await locked.act("/sign-in", signIn).location == path, "\(to)")
            }
        }
    }

    @Test func `what others did while a page was open is said, on the page and after a form`()
        async throws
    {
        try await withDesk { desk in
            try desk.open("EN-02", place: "412")
            _ = try await desk.get("/cases/LIS-1")
            let other = try await desk.colleague("Rui Neves")
            let theirs = try await other.get("/cases/LIS-1").html
            #expect(theirs.contains("Open elsewhere too: Ana Lopes since"))
            #expect(!theirs.contains("Changed while you had it open"))
            #expect(try await other.act("/cases/LIS-1/note", ["text": "I am there"]).status == 303)
            let answer = try await desk.act("/cases/LIS-1/move", ["to": "inProgress"])
            let location = try #require(answer.location)
            #expect(location.hasPrefix("/cases/LIS-1?since="))
            let page = try await desk.get(location).html
            #expect(page.contains("Changed while you had it open"))
            #expect(page.contains("Rui Neves I am there"))
            // Seen is seen: the page as it is now holds it all.
            let again = try await desk.act("/cases/LIS-1/note", ["text": "Good"])
            #expect(again.location == "/cases/LIS-1")
            #expect(!(try await desk.get("/cases/LIS-1").html.contains("Changed while")))
            // Whoever went on to another case is not here any more.
            try desk.open("EN-02", place: "413")
            _ = try await desk.get("/cases/LIS-2")
            #expect(!(try await other.get("/cases/LIS-1").html.contains("Open elsewhere")))
        }
    }
}

extension NodeStore {
    fileprivate func detail(_ reference: String) throws -> CaseDetail {
        try read { try $0.detail(of: try $0.recoveryCase(named: reference)) }
    }
}
