import Recovery
import Storage
import Testing
import Wire

/// The failure in full, the guest's mood, what is split and what is learnt, on the case's page.
@Suite(.serialized) struct CaseDepthTests {
    @Test func `two failures in one case become two, and back, on the page`() async throws {
        try await withDesk { desk in
            try desk.open("EN-02", guest: "Marta", place: "412", words: "Cold, and no towels")
            let form = ["scenario": "HK-02", "summary": "No <b>towels", "once": "s"]
            for _ in 0..<2 {
                let sent = try await desk.act("/cases/LIS-1/split", form)
                #expect(sent.location == "/cases/LIS-2")
            }
            let second = try await desk.get("/cases/LIS-2").html
            #expect(second.contains("“Cold, and no towels”"))
            #expect(second.contains("Taken out of: <a href=\"/cases/LIS-1\">LIS-1</a>"))
            let first = try await desk.get("/cases/LIS-1").html
            #expect(first.contains("Split into: <a href=\"/cases/LIS-2\">LIS-2</a>"))
            #expect(first.contains("No &lt;b&gt;towels"))
            let empty = ["scenario": "", "summary": " ", "once": "t"]
            #expect(try await desk.act("/cases/LIS-1/split", empty).status == 409)
            #expect(try await desk.act("/cases/LIS-2/unsplit").status == 303)
            #expect(try await desk.get("/cases/LIS-2").location == "/cases/LIS-1")
            #expect(try desk.store.read { try $0.openCaseCount() } == 1)
        }
    }

    @Test func `closing is suggested when the guest feels better than neutral, not before`()
        async throws
    {
        try await withDesk { desk in
            try desk.open("EN-02", guest: "Marta", place: "412")
            var page = try await desk.get("/cases/LIS-1").html
            #expect(page.contains("Nobody has said yet how the guest feels now"))
            #expect(!page.contains("btn btn-main\">Close the case"))
            let failure = [
                "mode": "delay", "impact": "Missed the train", "occasion": "Business", "mood": "2",
            ]
            #expect(try await desk.act("/cases/LIS-1/failure", failure).status == 303)
            #expect(try await desk.act("/cases/LIS-1/mood", ["mood": "4"]).status == 303)
            page = try await desk.get("/cases/LIS-1").html
            #expect(page.contains("<dd>Did it late</dd>"))
            #expect(page.contains("<dd>Missed the train</dd>"))
            #expect(page.contains("From angry to neither glad nor angry."))
            #expect(page.contains("do one thing more before it is closed"))
            #expect(!page.contains("btn btn-main\">Close the case"))
            #expect(try await desk.act("/cases/LIS-1/mood", ["mood": "8"]).status == 400)
            #expect(try await desk.act("/cases/LIS-1/mood", ["mood": "5"]).status == 303)
            page = try await desk.get("/cases/LIS-1").html
            #expect(page.contains("From angry to content."))
            #expect(page.contains("btn btn-main\">Close the case"))
            #expect(page.contains("changed the mood after from neither glad nor angry to content"))
        }
    }

    @Test func `managers see whom to meet and what guests need to know, others do not`()
        async throws
    {
        try await withDesk { desk in
            try desk.open("SE-01", guest: "Marta", place: "412")
            try desk.open("EN-02", guest: "Jonas", place: "413")
            let lesson = ["guestInformation": "Turn the tap <left>", "teach": "yes"]
            #expect(try await desk.act("/cases/LIS-2/cause", ["teach": "yes"]).status == 409)
            #expect(try await desk.act("/cases/LIS-2/cause", lesson).status == 303)
            #expect(
                try await desk.get("/").html.contains("1 guest to meet, 1 thing to tell guests")
            )
            #expect(try await desk.get("/cases/LIS-1").html.contains("They were met"))
            var page = try await desk.get("/for-managers").html
            #expect(page.contains("Turn the tap &lt;left&gt;"))
            #expect(page.contains("To meet"))
            let visit = ["channel": "inPerson", "text": "General manager, new room"]
            #expect(try await desk.act("/cases/LIS-1/visit", visit).status == 303)
            let how = ["how": "A sign by the tap"]
            #expect(try await desk.act("/cases/LIS-2/teach", how).location == "/for-managers")
            page = try await desk.get("/for-managers").html
            #expect(page.contains("Nothing waits for a manager"))
            #expect(!(try await desk.get("/cases/LIS-1").html.contains("They were met")))
            #expect(
                try await desk.get("/cases/LIS-1").html.contains("executive: General manager")
            )
            let other = try await desk.colleague("Rui Neves")
            #expect(try await other.get("/for-managers").status == 403)
            #expect(!(try await other.get("/").html.contains("thing to tell guests")))
        }
    }
}

extension StaffDesk {
    /// The desk of somebody of the front office, whom the manager adds.
    func colleague(_ name: String) async throws -> StaffDesk {
        let form = ["name": name, "role": "staff", "team": "Front office", "secret": "8352"]
        #expect(try await act("/people", form).status == 303)
        let person = try #require(try store.people().first { $0.name == name })
        var other = StaffDesk(address: address, client: client, store: store)
        let secret = ["person": "\(person.id.rawValue)", "secret": "8352", "shared": "yes"]
        try await other.enter("/sign-in", secret)
        return other
    }
}
