import GRDB
import Recovery
import Storage
import Testing
import Wire

/// One after the other: each derives keys, which is slow on purpose, beside other tests.
@Suite(.serialized) struct CaseDeskTests {
    @Test func `a triage case is named from its own words, and its playbook appears`() async throws
    {
        try await withDesk { desk in
            try desk.open(nil, place: "412", words: "No hot water again, I had a cold shower")
            let page = try await desk.get("/cases/LIS-1").html
            #expect(page.contains("What went wrong?"))
            #expect(page.contains("because of “No hot water”"))
            #expect(!page.contains("Better not"))
            let all = try await desk.get("/cases/LIS-1/name").html
            #expect(all.contains("The words suggest"))
            let search = try await desk.get("/cases/LIS-1/name?q=lift").html
            #expect(search.contains("value=\"EN-04\""))
            #expect(!search.contains("value=\"BI-01\""))
            #expect(try await desk.act("/cases/LIS-1/name", ["scenario": "EN-02"]).status == 303)
            let named = try await desk.get("/cases/LIS-1").html
            #expect(named.contains("Better not"))
            #expect(named.contains("It was something else"))
            #expect(named.contains("set the kind of failure to No hot water"))
            #expect(
                try desk.store.read { try $0.openAlarms(countMax: 9) }.map(\.responder) == [
                    "engineering"
                ]
            )
            #expect(try await desk.act("/cases/LIS-1/name", ["scenario": "XX-99"]).status == 400)
        }
    }

    @Test func `severity and owner change on the page, with the reason kept`() async throws {
        try await withDesk { desk in
            try desk.open("EN-02", place: "412")
            let grade = ["severity": "4", "reason": "second night <b>"]
            #expect(try await desk.act("/cases/LIS-1/severity", grade).status == 303)
            let silent = ["severity": "2", "reason": " "]
            #expect(try await desk.act("/cases/LIS-1/severity", silent).status == 409)
            let stranger = try await desk.act("/cases/LIS-1/pass", ["to": "person:Nobody"])
            #expect(stranger.status == 400)
            let team = ["to": "team:housekeeping", "reason": "fresh towels too"]
            #expect(try await desk.act("/cases/LIS-1/pass", team).status == 303)
            let found = try desk.found("LIS-1")
            #expect(found.severity == .staySpoiled)
            #expect(found.team == "housekeeping")
            let page = try await desk.get("/cases/LIS-1").html
            #expect(page.contains("Severity from 3 to 4: second night &lt;b&gt;"))
            #expect(page.contains("Given to housekeeping: fresh towels too"))
            #expect(page.contains("changed the severity from 3 Service denied to 4 Stay spoiled."))
        }
    }

    @Test func `a sealed case shows nothing of itself to others, and each opening is recorded`()
        async throws
    {
        try await withDesk { desk in
            try desk.open("SE-01", guest: "Marta Lindqvist", words: "Somebody was in my room")
            #expect(try await desk.get("/cases/LIS-1").status == 200)
            let lines = try await desk.store.database.read {
                try String.fetchAll($0, sql: "SELECT line FROM journal")
            }
            #expect(lines.contains("Ana Lopes opened the sealed case LIS-1"))
            let people = [
                "name": "Rui Patrão", "role": "staff", "team": "Front office", "secret": "8352",
            ]
            #expect(try await desk.act("/people", people).status == 303)
            let person = try #require(try desk.store.people().first { $0.name == "Rui Patrão" })
            var other = StaffDesk(address: desk.address, client: desk.client, store: desk.store)
            try await other.enter(
                "/sign-in",
                ["person": "\(person.id.rawValue)", "secret": "8352", "shared": "yes"]
            )
            let page = try await other.get("/cases/LIS-1")
            #expect(page.status == 403)
            #expect(page.html.contains("This case is sealed"))
            #expect(page.html.contains("The security team and the duty manager can open LIS-1"))
            #expect(!page.html.contains("Marta") && !page.html.contains("in my room"))
            for act in ["acknowledge", "take"] {
                #expect(try await other.act("/cases/LIS-1/\(act)").status == 403)
            }
            #expect(try await other.act("/cases/LIS-1/note", ["text": "x"]).status == 403)
            #expect(try await other.get("/cases/LIS-1/name").status == 403)
            for path in ["/", "/?q=Lindqvist", "/?q=somebody"] {
                let list = try await other.get(path).html
                #expect(!list.contains("Marta") && !list.contains("in my room"))
            }
            #expect(try await other.get("/").html.contains("Sealed case"))
            #expect(try desk.found("LIS-1").owner == nil)
        }
    }

    @Test func `a merged case leads to the other, which shows its words and lets it go`()
        async throws
    {
        try await withDesk { desk in
            try desk.open("EN-02", guest: "Marta", place: "412")
            try desk.open("EN-02", guest: "Jonas", place: "412", words: "Cold as ice")
            let page = try await desk.get("/cases/LIS-2").html
            #expect(page.contains("Same matter<span class=\"hidden\"> as LIS-1"))
            #expect(try await desk.act("/cases/LIS-2/merge", ["other": "lis-1"]).status == 303)
            #expect(try await desk.get("/cases/LIS-2").location == "/cases/LIS-1")
            let kept = try await desk.get("/cases/LIS-1").html
            #expect(kept.contains("“Cold as ice”"))
            #expect(kept.contains("action=\"/cases/LIS-2/unmerge\""))
            #expect(try await desk.act("/cases/LIS-2/unmerge").status == 303)
            #expect(try await desk.get("/cases/LIS-2").status == 200)
            #expect(try desk.found("LIS-2").state == .new)
            #expect(try await desk.act("/cases/LIS-2/merge", ["other": "LIS-77"]).status == 404)
        }
    }

    @Test func `one lift, three guests: one family, told in one go`() async throws {
        try await withDesk { desk in
            try desk.open("EN-04", guest: "Pilar Ferrer", place: "406")
            let first = ["guest": "Wen Shao", "place": "415", "once": "a"]
            for _ in 0..<2 {
                #expect(try await desk.act("/cases/LIS-1/guest", first).status == 303)
            }
            let second = ["guest": "Ida Berg", "place": "", "once": "b"]
            #expect(try await desk.act("/cases/LIS-1/guest", second).status == 303)
            #expect(
                try await desk.act("/cases/LIS-1/guest", ["guest": " ", "once": "c"]).status == 400
            )
            var page = try await desk.get("/cases/LIS-1").html
            #expect(page.contains("3 guests: 0 told, 3 to tell"))
            #expect(try await desk.get("/").html.contains("3 guests: 0 told, 3 to tell"))
            let note = ["text": "Runs again at six", "done": "reached"]
            #expect(try await desk.act("/cases/LIS-1/tell", note).status == 303)
            page = try await desk.get("/cases/LIS-3").html
            #expect(page.contains("3 guests: 3 told, 0 to tell"))
            #expect(page.contains("Runs again at six"))
            #expect(page.contains("LIS-1 stands for all of them"))
            #expect(try await desk.act("/cases/LIS-3/unbind", ["other": "LIS-1"]).status == 303)
            #expect(try await desk.get("/cases/LIS-1").html.contains("2 guests: 2 told"))
        }
    }

    @Test func `a guest let down again is bound to the first time, and it weighs more`()
        async throws
    {
        try await withDesk { desk in
            try desk.open("EN-02", guest: "Marta Lindqvist", place: "412")
            try desk.open("FB-01", guest: "Marta Lindqvist", place: "Bar")
            #expect(try await desk.get("/cases/LIS-2").html.contains("Let down again in this stay"))
            let bond = ["other": "LIS-1", "kind": "chained"]
            #expect(try await desk.act("/cases/LIS-2/bind", bond).status == 303)
            #expect(try desk.found("LIS-2").severity == .serviceDenied)
            #expect(
                try await desk.get("/cases/LIS-2").html.contains("Let down before in this stay")
            )
            #expect(try await desk.act("/cases/LIS-2/bind", bond).status == 409)
        }
    }

    @Test func `both sides of a difference are shown, one is kept, and it can be undone`()
        async throws
    {
        try await withDesk { hub, store in
            let now = WallClock.now()
            let scenario = PublishedScenario.shipped.first {
                $0.scenario.code.description == "EN-02"
            }
            let id = try store.change(author: "Ana Lopes", now: now) {
                try $0.openCase(CaseOpening(summary: "", receivedAt: now, scenario: scenario)).id
            }
            try exchange(store, hub)
            try store.change(author: "Ana Lopes", now: WallClock.now()) {
                try $0.assignCase(id, team: nil, owner: "Rui")
            }
            try hub.change(author: "Maud", now: WallClock.now()) {
                try $0.assignCase(id, team: nil, owner: "Vera")
            }
            try exchange(store, hub)
        } _: { desk in
            let page = try await desk.get("/cases/LIS-1").html
            for words in ["Keep Rui", "Keep Vera", "Two sides differ", "holds for now"] {
                #expect(page.contains(words))
            }
            let inbox = try await desk.get("/").html
            #expect(inbox.contains("Two sides differ in 1 case"))
            let all = try await desk.get("/conflicts").html
            #expect(all.contains("Two sides differ in one place"))
            let item = try #require(try desk.store.read { try $0.conflicts() }.first)
            let seen = item.values.map(\.change.description).joined(separator: ",")
            let stale = ["id": item.id.description, "seen": "1.1", "value": "Rui", "from": "case"]
            #expect(try await desk.act("/conflicts", stale).status == 409)
            let keep = stale.merging(["seen": seen]) { $1 }
            #expect(try await desk.act("/conflicts", keep).location == "/cases/LIS-1")
            #expect(try desk.found("LIS-1").owner == "Rui")
            let settled = try await desk.get("/cases/LIS-1").html
            #expect(settled.contains("Rui was kept for the owner"))
            let undo = ["id": item.id.description, "from": "all"]
            #expect(try await desk.act("/conflicts/undo", undo).location == "/conflicts")
            #expect(try desk.found("LIS-1").owner == "Vera")
            #expect(try await desk.get("/conflicts").html.contains("taken back"))
        }
    }

    @Test func `the shelf plans, asks, is locked before the apology, and warns above the cap`()
        async throws
    {
        try await withDesk { desk in
            try desk.open("EN-02", place: "412")
            try desk.open("EN-02", place: "520")
            var coffee = [
                "kind": "complimentaryItem", "level": "c1", "description": "Coffee and cake",
                "cost": "5.00 EUR", "worth": "22.00 EUR",
            ]
            #expect(try await desk.act("/cases/LIS-2/remedy", coffee).status == 303)
            var page = try await desk.get("/cases/LIS-1").html
            #expect(page.contains("C1 · costs us 5.00 EUR · worth about 22.00 EUR"))
            #expect(page.contains("Plan<span class=\"hidden\"> Coffee and cake"))
            #expect(page.contains("Plan now, offer after the apology"))
            #expect(try await desk.act("/cases/LIS-1/remedy", coffee).status == 303)
            let remedy = try #require(
                try desk.store.read { try $0.detail(of: try $0.recoveryCase(named: "LIS-1")) }
                    .remedies.first
            )
            let offer = ["remedy": remedy.id.description, "to": "offered"]
            #expect(try await desk.act("/cases/LIS-1/remedy-step", offer).status == 409)
            page = try await desk.get("/cases/LIS-1").html
            #expect(!page.contains("value=\"offered\""))
            for step in ["apologise", "solve"] {
                _ = try await desk.act("/cases/LIS-1/note", ["step": step])
            }
            #expect(try await desk.act("/cases/LIS-1/remedy-step", offer).status == 303)
            page = try await desk.get("/cases/LIS-1").html
            #expect(page.contains("Authority left: 995.00 EUR"))
            #expect(page.contains("have cost 0.00 EUR, and 5.00 EUR planned or offered"))
            coffee["description"] = "Two nights back"
            coffee["cost"] = "400.00 EUR"
            coffee["price"] = "168.00 EUR"
            let above = try await desk.act("/cases/LIS-1/remedy", coffee)
            #expect(above.status == 409)
            #expect(above.html.contains("is more than 252.00 EUR"))
            coffee["reason"] = "both nights lost"
            coffee["level"] = "c5"
            #expect(try await desk.act("/cases/LIS-1/remedy", coffee).status == 303)
            page = try await desk.get("/cases/LIS-1").html
            #expect(page.contains("waits for the headquarters to agree"))
            #expect(try await desk.get("/approvals").html.contains("1 remedy waits for a yes"))
            #expect(try await desk.get("/").html.contains("1 case asks for a remedy"))
        }
    }

    @Test func `from severity 3 no path closes a case whose cause nobody looked into`() async throws
    {
        try await withDesk { desk in
            try desk.open("EN-02", place: "412")
            for fields in [["step": "apologise"], ["step": "solve"], ["contact": "answered"]] {
                _ = try await desk.act("/cases/LIS-1/note", fields)
            }
            let left = ["how": "left-playbook", "reason": "the guest prefers to move"]
            #expect(try await desk.act("/cases/LIS-1/leave", left).status == 303)
            #expect(
                try await desk.act("/cases/LIS-1/leave", ["how": "left-playbook", "reason": ""])
                    .status == 409
            )
            for state in ["inProgress", "remedied"] {
                _ = try await desk.act("/cases/LIS-1/move", ["to": state])
            }
            let early = try await desk.act("/cases/LIS-1/close", ["outcome": "recovered"])
            #expect(early.status == 409)
            #expect(early.html.contains("What happened?"))
            let findings = [
                "cause": "equipment", "whatHappened": "valve stuck", "canRecur": "yes",
                "missingStep": "no", "betterProcess": "check weekly", "guestLocus": "us",
            ]
            #expect(try await desk.act("/cases/LIS-1/cause", findings).status == 303)
            #expect(
                try await desk.act("/cases/LIS-1/close", ["outcome": "recovered"]).status == 409
            )
            let last = ["guestInformation": "no"]
            #expect(try await desk.act("/cases/LIS-1/cause", last).status == 303)
            let page = try await desk.get("/cases/LIS-1").html
            #expect(page.contains("value=\"valve stuck\""))
            #expect(page.contains("Left the playbook"))
            #expect(page.contains("If the guest is angry"))
            #expect(
                try await desk.act("/cases/LIS-1/close", ["outcome": "recovered"]).status == 303
            )
        }
    }
}
