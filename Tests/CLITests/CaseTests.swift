import Foundation
import Testing

/// `amends case`, `search` and what they say when something is missing.
struct CaseTests {
    private let houses: Houses
    private let node: String

    init() throws {
        houses = try Houses()
        node = try houses.join("LIS")
    }

    private func open(_ words: String..., scenario: String = "EN-02") throws {
        try houses.done(
            ["case", "open"] + words + ["--scenario", scenario, "--place", "412"],
            data: node
        )
    }

    @Test func `an empty list teaches how to open a case`() throws {
        let run = try houses.done(["case", "list"], data: node)
        #expect(run.output.contains("amends case open"))
        #expect(try houses.done(["case", "list", "--json"], data: node).objects().isEmpty)
    }

    @Test func `the list has the members that programs rely on`() throws {
        try open("No hot water")
        let list = try houses.done(["case", "list", "--json"], data: node).objects()
        let one = try #require(list.first)
        #expect((one["id"] as? String)?.contains(".") == true)
        #expect(one["reference"] as? String == "LIS-1")
        #expect(one["site"] as? String == "LIS")
        #expect(one["scenario"] as? String == "EN-02")
        #expect(one["state"] as? String == "new")
        #expect(one["severity"] as? Int == 3)
        let openedAt = try #require(one["openedAt"] as? String)
        #expect(ISO8601DateFormatter().date(from: openedAt) != nil)
    }

    @Test func `filters choose among the cases`() throws {
        try open("No hot water")
        try open("Noise", scenario: "NO-01")
        try houses.done(["case", "move", "LIS-2", "in-progress"], data: node)
        func references(_ filter: String...) throws -> [String?] {
            try houses.done(["case", "list", "--json"] + filter, data: node).objects()
                .map { $0["reference"] as? String }
        }
        #expect(try references() == ["LIS-2", "LIS-1"])
        #expect(try references("--scenario", "no-01") == ["LIS-2"])
        #expect(try references("--state", "new") == ["LIS-1"])
        #expect(try references("--limit", "1") == ["LIS-2"])
        #expect(try references("--severity", "5") == [])
        #expect(try references("--open", "--site", "lis").count == 2)
        let unknown = try Program.run(["case", "list", "--site", "OPO"], data: node)
        #expect(unknown.status == 1)
    }

    @Test func `a case goes through its life`() throws {
        try open("No hot water")
        func step(_ arguments: String...) throws {
            try houses.done(["case"] + arguments, data: node)
        }
        try step("acknowledge", "LIS-1", "--as", "ana")
        try step("move", "LIS-1", "in-progress")
        try step("note", "LIS-1", "Said sorry in person", "--did", "apologise")
        try step("note", "LIS-1", "--contact", "reached")
        try step("note", "LIS-1", "Boiler restarted", "--did", "solve")
        try step(
            "remedy",
            "LIS-1",
            "Dessert",
            "--kind",
            "complimentaryItem",
            "--cost",
            "8 EUR"
        )
        for state in ["offered", "accepted", "delivered"] {
            try step("remedy", "LIS-1", "--to", state)
        }
        try step("move", "LIS-1", "remedied")
        try step(
            "close",
            "LIS-1",
            "--score",
            "6",
            "--cause",
            "equipment",
            "--what-happened",
            "Boiler",
            "--can-recur",
            "Yes",
            "--missing-step",
            "No",
            "--better-process",
            "Check daily",
            "--guest-information",
            "No"
        )
        let shown = try houses.done(["case", "show", "LIS-1", "--json"], data: node).object()
        #expect(shown["state"] as? String == "closed")
        #expect(shown["outcome"] as? String == "recovered")
        #expect((shown["notes"] as? [Any])?.count == 3)
        #expect((shown["remedies"] as? [[String: Any]])?.first?["state"] as? String == "delivered")
        #expect((shown["alarms"] as? [[String: Any]])?.first?["acknowledgedBy"] as? String == "ana")
        try step("reopen", "LIS-1", "Cold again")
        let sheet = try houses.done(["case", "show", "lis-1"], data: node).output
        #expect(sheet.contains("in progress"))
        #expect(sheet.contains("Reopened: Cold again"))
    }

    private static let refusals: [(arguments: [String], status: Int32, words: String)] = [
        (["move", "LIS-1", "closed"], 1, "Close the case with its outcome"),
        (["move", "LIS-1", "sideways"], 2, "inProgress"),
        (["move", "LIS-9", "assigned"], 1, "There is no case LIS-9 here"),
        (["close", "LIS-1", "--score", "7"], 1, "Choose the cause; it is needed from severity 2."),
        (["close", "LIS-1", "--score", "8"], 1, "from 1 (not at all) to 7"),
        (["note", "LIS-1"], 1, "Write something in the note"),
        (["assign", "LIS-1"], 2, "--team, --owner or both"),
        (["remedy", "LIS-1", "Wine"], 2, "--kind"),
        (["remedy", "LIS-1", "Wine", "--kind", "refund", "--cost", "8"], 2, "EUR"),
        (["remedy", "LIS-1", "--to", "offered"], 1, "Propose one first"),
        (["merge", "LIS-1", "LIS-1"], 1, "cannot be merged into itself"),
        (["classify", "LIS-1", "XX-99"], 1, "There is no scenario XX-99 here"),
        (["open", " "], 2, "Say in a few words"),
        (["open", "x", "--site", "LIS"], 2, "leave --site out"),
    ]

    @Test func `what cannot be done is refused in words and changes nothing`() throws {
        try open("No hot water")
        for (arguments, status, words) in Self.refusals {
            let run = try Program.run(["case"] + arguments, data: node)
            #expect(run.status == status, "\(arguments)")
            #expect(run.complaint.contains(words), "\(arguments): \(run.complaint)")
        }
        let list = try houses.done(["case", "list", "--json"], data: node).objects()
        #expect(list.map { $0["state"] as? String } == ["new"])
    }

    @Test func `a remedy above the author's authority waits for a person`() throws {
        try open("No hot water")
        let run = try Program.run(
            ["case", "remedy", "LIS-1", "A night", "--kind", "refund", "--cost", "150 EUR"],
            data: node
        )
        #expect(run.status == 3)
        #expect(run.complaint.contains("must approve it"))
    }

    @Test func `cases are joined and assigned`() throws {
        try open("No hot water")
        try open("Shower cold in 412")
        try houses.done(["case", "merge", "LIS-2", "LIS-1"], data: node)
        let assigned = try houses.done(
            ["case", "assign", "LIS-1", "--team", "engineering", "--owner", "ana", "--json"],
            data: node
        ).object()
        #expect(assigned["owner"] as? String == "ana")
        #expect(assigned["state"] as? String == "assigned")
        let list = try houses.done(
            ["case", "list", "--state", "merged", "--json"],
            data: node
        ).objects()
        #expect(list.count == 1)
    }

    @Test func `the hub opens a case for a hotel`() throws {
        let refused = try Program.run(["case", "open", "VIP arrives"], data: houses.hub)
        #expect(refused.status == 2)
        #expect(refused.complaint.contains("--site CODE"))
        try houses.done(["case", "open", "VIP arrives", "--site", "lis"], data: houses.hub)
        _ = try houses.sync(node)
        let list = try houses.done(["case", "list", "--json"], data: node).objects()
        #expect(list.map { $0["reference"] as? String } == ["HQ-1"])
    }

    @Test func `search finds any part of a word, whatever is typed`() throws {
        try open("Die Heizung im Zimmer fällt aus")
        for words in [["heiz"], ["FALLT", "412"], ["zimmer"]] {
            let hits = try houses.done(["search", "--json"] + words, data: node).objects()
            #expect(hits.first?["reference"] as? String == "LIS-1", "\(words)")
        }
        for words in ["\"", "a\"b OR", "NEAR(", "* -", "x'; --"] {
            let run = try Program.run(
                ["search", "--json", "--", words],
                environment: ["AMENDS_DATA": node]
            )
            #expect(run.status == 0 || run.complaint.contains("one letter or digit"), "\(words)")
        }
        let none = try houses.done(["search", "zeppelin"], data: node)
        #expect(none.output.contains("Nothing here holds these words"))
        let hub = try Program.run(["search", "x"], data: houses.hub)
        #expect(hub.complaint.contains("Run the command with a node's --data"))
    }
}
