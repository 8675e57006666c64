import Foundation
import Testing

/// `amends case` on who has a case and what it is bound to.
struct CaseBondsTests {
    private let houses: Houses
    private let node: String

    init() throws {
        houses = try Houses()
        node = try houses.join("LIS")
        for place in ["412", "413"] {
            let words = ["case", "open", "No hot water", "--scenario", "EN-02", "--place", place]
            try houses.done(words, data: node)
        }
    }

    private func object(_ arguments: String...) throws -> [String: Any] {
        try houses.done(["case"] + arguments + ["--json"], data: node).object()
    }

    @Test func `a case is split, and the new one is printed and put back`() throws {
        let split = try object("split", "LIS-1", "No towels either", "--scenario", "hk-02")
        #expect(split["reference"] as? String == "LIS-3")
        #expect(split["scenario"] as? String == "HK-02")
        #expect(split["place"] as? String == "412")
        #expect(try object("unsplit", "LIS-3")["state"] as? String == "merged")
        let run = try Program.run(["case", "unsplit", "LIS-1"], data: node)
        #expect(run.status == 1)
        let nothing = try Program.run(["case", "split", "LIS-1"], data: node)
        #expect(nothing.complaint.contains("Say what else went wrong in LIS-1"))
    }

    @Test func `a case is merged and comes back as it was`() throws {
        #expect(try object("merge", "LIS-2", "LIS-1")["state"] as? String == "merged")
        #expect(try object("unmerge", "LIS-2")["state"] as? String == "new")
        let again = try Program.run(["case", "unmerge", "LIS-2"], data: node)
        #expect(again.status == 1)
    }

    @Test func `a case is bound to another and let go`() throws {
        let bound = try object("link", "LIS-2", "LIS-1", "--kind", "chained")
        #expect(bound["severity"] as? Int == 4)
        #expect(try object("unlink", "LIS-2", "LIS-1")["severity"] as? Int == 4)
        let split = ["case", "link", "LIS-2", "LIS-1", "--kind", "splitFrom"]
        #expect(try Program.run(split, data: node).status == 2)
    }

    @Test func `a case is passed on, and whoever gets it is called`() throws {
        let words = ["--team", "housekeeping", "--because", "towels too"]
        #expect(
            try object("pass", "LIS-1", words[0], words[1], words[2], words[3])["team"]
                as? String == "housekeeping"
        )
        let shown = try object("show", "LIS-1")
        let alarms = try #require(shown["alarms"] as? [[String: Any]])
        #expect(alarms.last?["responder"] as? String == "housekeeping")
        let nobody = try Program.run(["case", "pass", "LIS-1"], data: node)
        #expect(nobody.status == 2)
    }
}
