import GRDB
import Node
import Recovery
import Storage
import Testing
import Web
import Wire

/// Nobody writes over what they have not seen, and what is sealed stays so by every way.
@Suite(.serialized) struct SeenPagesTests {
    /// What a page's form says that it was made from.
    private func hidden(_ name: String, _ page: StaffDesk.Page) throws -> String {
        let value = page.html.split(separator: "name=\"\(name)\" value=\"").dropFirst().first
        return String(try #require(value).prefix { $0 != "\"" })
    }

    @Test func `a stay and a failure that somebody else has changed are not written over unseen`()
        async throws
    {
        try await withDesk { desk in
            let fields = [
                "room": "412", "arrives": "2026-03-10T15:00", "departs": "2026-03-14T11:00",
            ]
            let path = try #require(try await desk.act("/stays", fields).location)
            let seen = try hidden("seen", try await desk.get(path))
            let other = fields.merging(["room": "413", "seen": seen]) { $1 }
            #expect(try await desk.act(path, other).status == 303)
            let late = fields.merging(["guest": "Marta", "seen": seen]) { $1 }
            let refused = try await desk.act(path, late)
            #expect(refused.status == 400)
            #expect(refused.html.contains("It says now: Room 413; Guest –."))
            #expect(refused.html.contains("value=\"Marta\""))
            // Whoever has read what stands may write over it.
            let again = late.merging(["seen": try hidden("seen", refused)]) { $1 }
            #expect(try await desk.act(path, again).status == 303)
            #expect(try await desk.get(path).html.contains("<h1>Marta, Room 412</h1>"))

            try desk.open("EN-02", place: "412")
            let failure = try hidden("seen", try await desk.get("/cases/LIS-1"))
            let one = ["impact": "No sleep", "seen": failure]
            #expect(try await desk.act("/cases/LIS-1/failure", one).status == 303)
            let two = ["impact": "A cold", "seen": failure]
            #expect(try await desk.act("/cases/LIS-1/failure", two).status == 409)
            #expect(try desk.found("LIS-1").failure.impact == "No sleep")
        }
    }

    @Test func `a scenario that was changed meanwhile is shown again before it is kept`()
        async throws
    {
        try await withDesk { desk in
            let page = try await desk.get("/scenarios/EN-02/edit")
            let seen = [
                "version": try hidden("version", page), "revision": try hidden("revision", page),
                "act": "keep",
            ]
            let mine = seen.merging(["responder": "security", "why": "Keys at night"]) { $1 }
            #expect(try await desk.act("/scenarios/EN-02/edit", mine).status == 303)
            let theirs = seen.merging(["responder": "housekeeping", "why": "Nearer"]) { $1 }
            let refused = try await desk.act("/scenarios/EN-02/edit", theirs)
            #expect(refused.status == 400)
            #expect(refused.html.contains("Somebody at this house has changed it"))
            #expect(try await desk.get("/scenarios/EN-02").html.contains("Keys at night"))
            let older = theirs.merging(["version": "99", "act": "preview"]) { $1 }
            let warned = try await desk.act("/scenarios/EN-02/edit", older)
            #expect(warned.html.contains("Headquarters has changed it since you opened this page"))
            let fresh = theirs.merging(["revision": try hidden("revision", refused)]) { $1 }
            #expect(try await desk.act("/scenarios/EN-02/edit", fresh).status == 303)
            #expect(try await desk.get("/scenarios/EN-02").html.contains("Nearer"))
        }
    }

    @Test func `a remedy of a sealed case is not moved by way of another case`() async throws {
        try await withDesk { desk in
            try desk.open("SE-01", place: "412")
            try desk.open("EN-02", place: "520")
            let sealed = try desk.found("LIS-1")
            let remedy = try desk.store.change(author: "Ana Lopes", now: WallClock.now()) {
                let proposal = RemedyProposal(
                    kind: .complimentaryItem,
                    level: .c1,
                    description: "Flowers"
                )
                return try $0.proposeRemedy(for: sealed.id, proposal, by: .manager).id
            }
            let rui = try await desk.colleague("Rui Neves")
            let move = ["remedy": "\(remedy)", "to": "reversed"]
            #expect(try await rui.act("/cases/LIS-1/remedy-step", move).status == 403)
            let refused = try await rui.act("/cases/LIS-2/remedy-step", move)
            #expect(refused.status == 409 && refused.html.contains("There is no remedy"))
            let state = try desk.store.read { try $0.detail(of: sealed) }.remedies.first?.state
            #expect(state == .approved)
        }
    }

    @Test func `words of a sealed case are read with a record, and through no scenario's preview`()
        async throws
    {
        try await withDesk { desk in
            let reader = FeedbackDesk(desk.store)
            var references: [String] = []
            for words in ["The geyser hissed at us", "The geyser hissed and burnt my hand"] {
                var draft = FeedbackDraft(channel: .webForm)
                draft.passages = [.init(kind: .text, text: words)]
                draft.isContactRequested = true
                let taken = try reader.take(draft, author: "guest", now: WallClock.now())
                references.append(try #require(taken.openedCase?.reference))
            }
            let sealed = try desk.found(references[1])
            try desk.store.change(author: "test", now: WallClock.now()) {
                try $0.changeSeverity(of: sealed.id, to: .safety, because: "A burn")
            }
            let changed = ["cues": "geyser, no hot water", "why": "We have geysers"]
            let preview = try await desk.act("/scenarios/EN-02/edit", changed).html
            #expect(preview.contains("hissed at us") && !preview.contains("burnt my hand"))
            #expect(try await desk.get("/reviews/\(sealed.reference)").status == 200)
            let lines = try await desk.store.database.read {
                try String.fetchAll($0, sql: "SELECT line FROM journal")
            }
            #expect(lines.contains("Ana Lopes opened the sealed case \(sealed.reference)"))
        }
    }

    @Test func `two cases with one reference do not break the search`() async throws {
        try await withDesk { desk in
            try desk.open("EN-02", place: "412", words: "The geyser hissed")
            try desk.open("EN-02", place: "413", words: "The geyser whistled")
            let now = WallClock.now()
            let id = try desk.found("LIS-2").id
            try desk.store.change(author: "test", now: now) { transaction in
                let found = try transaction.recoveryCase(id)
                try transaction.edit(found.row, [CaseField.reference: .text("LIS-1")])
            }
            let page = try await desk.get("/?q=geyser")
            #expect(page.status == 200)
            #expect(page.html.contains("412") && page.html.contains("413"))
            let program = try await Program.signedIn(desk.address, "Ana Lopes", "Sunny-harbour-9")
            #expect(try await program.get("/search?q=geyser").status == 200)
            try desk.store.change(author: "test", now: now) { transaction in
                for alarm in try transaction.rows(
                    Catalogue.alarm,
                    where: AlarmField.state,
                    is: .choice(AlarmState.raised)
                ) {
                    try transaction.edit(alarm, [AlarmField.state: .choice(AlarmState.dismissed)])
                }
            }
            let orphans = try await program.get("/orphans")
            #expect(orphans.status == 200 && orphans.json.description.contains("LIS-1"))
        }
    }
}
