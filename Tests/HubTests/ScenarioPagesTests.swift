import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Node
import Recovery
import Storage
import Sync
import Testing
import Wire

@Suite(.serialized) struct ScenarioPagesTests {
    @Test func `a manager changes a scenario for the house, sees what it does, and goes back`()
        async throws
    {
        try await withDesk { desk in
            let library = try await desk.get("/scenarios?q=shower")
            #expect(library.status == 200)
            #expect(library.html.contains("/scenarios/EN-02"))
            #expect(!library.html.contains("/scenarios/BI-01"))
            _ = try await desk.act(
                "/log",
                ["severity": "2", "once": "a", "place": "412", "scenario": "EN-02"]
            )

            let faulty = try await desk.act(
                "/scenarios/EN-02/edit",
                ["targets": "T3", "why": "Few engineers", "act": "keep"]
            )
            #expect(faulty.status == 400)
            #expect(faulty.html.contains("Choose T1 or faster"))
            #expect(faulty.html.contains("aria-invalid=\"true\""))

            let fields = [
                "responder": "security", "say": "I am sorry.\n- Somebody is on the way.",
                "why": "Security has the keys at night",
            ]
            let preview = try await desk.act("/scenarios/EN-02/edit", fields)
            #expect(preview.status == 200)
            #expect(preview.html.contains("Nothing is kept yet"))
            #expect(try await desk.get("/scenarios/EN-02").html.contains("engineering"))

            let kept = try await desk.act(
                "/scenarios/EN-02/edit",
                fields.merging(["act": "keep"]) { $1 }
            )
            #expect(kept.location == "/scenarios/EN-02")
            let page = try await desk.get("/scenarios/EN-02").html
            #expect(page.contains("Ways of this house"))
            #expect(page.contains("Security has the keys at night"))
            #expect(page.contains("security, then"))

            // The next case goes by the house's words, the former one as it began.
            _ = try await desk.act(
                "/log",
                ["severity": "2", "once": "b", "place": "413", "scenario": "EN-02"]
            )
            #expect(try desk.found("LIS-1").team == "engineering")
            #expect(try desk.found("LIS-2").team == "security")
            #expect(try await desk.get("/cases/LIS-2").html.contains("Somebody is on the way."))
            #expect(try await !desk.get("/cases/LIS-1").html.contains("Somebody is on the way."))

            #expect(try await desk.act("/scenarios/EN-02/withdraw").location == "/scenarios/EN-02")
            #expect(try await !desk.get("/scenarios/EN-02").html.contains("Ways of this house"))
            #expect(try await desk.act("/scenarios/EN-02/withdraw").status == 409)
            #expect(try await desk.get("/scenarios/XX-99").status == 404)
        }
    }

    @Test func `words that a changed scenario would catch are shown before it is kept`()
        async throws
    {
        try await withDesk { desk in
            let pages = FeedbackDesk(desk.store)
            var draft = FeedbackDraft(channel: .webForm)
            draft.passages = [.init(kind: .text, text: "The geyser hissed at us <all> evening")]
            _ = try pages.take(draft, author: "guest", now: WallClock.now())
            let edit = try await desk.get("/scenarios/EN-02/edit").html
            #expect(edit.contains("Keep it for this house"))
            let preview = try await desk.act(
                "/scenarios/EN-02/edit",
                ["cues": "the geyser hissed, geyser, no hot water", "why": "We have geysers"]
            ).html
            #expect(preview.contains("1 would be read in another way"))
            #expect(preview.contains("The geyser hissed at us &lt;all&gt; evening"))
        }
    }

    @Test func `a new house confirms names at the triage desk, and a kind can go direct`()
        async throws
    {
        try await withDesk { desk in
            #expect(try await desk.get("/routing").html.contains("Everything goes to triage first"))
            let pages = FeedbackDesk(desk.store)
            var draft = FeedbackDraft(channel: .webForm)
            draft.passages = [
                .init(kind: .text, text: "The heating was broken all night, room was freezing")
            ]
            let receipt = try pages.take(draft, author: "guest", now: WallClock.now())
            #expect(receipt.openedCase?.responder == Alarm.triageInbox)
            #expect(try desk.found("LIS-1").state == .triage)
            let triage = try await desk.get("/triage").html
            #expect(triage.contains("1 case waits for a name"))
            #expect(triage.contains("calls engineering"))
            _ = try await desk.act("/cases/LIS-1/name", ["scenario": "EN-01"])
            let chased = try await desk.get("/triage").html
            #expect(chased.contains("Nothing waits for triage"))
            #expect(chased.contains("Forwarded, not closed yet"))
            let routing = try await desk.get("/routing").html
            #expect(routing.contains("0 of 1 had the wrong team"))
            #expect(routing.contains("49 more to judge"))
            _ = try await desk.act("/routing", ["scenario": "EN-01", "mode": "direct"])
            let direct = try pages.take(draft, author: "guest", now: WallClock.now())
            #expect(direct.openedCase?.responder == "engineering")
            #expect(try await desk.act("/routing", ["scenario": "XX-1"]).status == 400)
        }
    }

    @Test func `coverage and the workshop's sheet are there for everybody`() async throws {
        try await withDesk { desk in
            try desk.open(nil, words: "Something odd")
            let coverage = try await desk.get("/scenarios/coverage").html
            #expect(coverage.contains("100 % of what went wrong has no name"))
            #expect(coverage.contains("/cases/LIS-1/name"))
            let blank = try await desk.get("/scenarios/worksheet").html
            #expect(blank.contains("A new scenario"))
            #expect(blank.contains("At the table"))
            let filled = try await desk.get("/scenarios/worksheet?scenario=EN-02").html
            #expect(filled.contains("engineering"))
        }
    }
}
