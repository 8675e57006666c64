import Foundation
import TestSupport
import Testing

/// What an operator asks when something is not as it should be.
struct OperatorTests {
    private let houses: Houses
    private let node: String

    init() throws {
        houses = try Houses()
        node = try houses.join("LIS")
    }

    /// Changes the node's file behind the program's back.
    private func alter(_ sql: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        let script =
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); "
            + "c.execute(sys.argv[2]); c.commit()"
        process.arguments = ["-c", script, node + "/node.db", sql]
        try Launch.start(process)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test func `a change is followed at both ends, by its name or its case's`() throws {
        try houses.done(["feedback", "add", "No hot water"], data: node)
        let waiting = try Program.run(["sync", "trace", "LIS-1", "--json"], data: node)
        #expect(waiting.status == 3, "it waits to be sent")
        let change = try #require(try waiting.object()["change"] as? String)
        try houses.done(["sync", "now"], data: node)
        for (place, named) in [(node, change), (node, "LIS-1"), (houses.hub, change)] {
            let trace = try houses.done(["sync", "trace", named, "--json"], data: place).object()
            #expect(trace["site"] as? String == "LIS")
            #expect(trace["record"] as? String == change)
            let hops = try #require(trace["hops"] as? [[String: Any]])
            #expect(hops.count >= 2)
        }
        let nowhere = try Program.run(["sync", "trace", "900.1"], data: houses.hub)
        #expect(nowhere.status == 1)
        #expect(nowhere.complaint.contains("sync status --json"))
    }

    @Test func `what differs is found, said before it is mended, and mended`() throws {
        try houses.done(["feedback", "add", "No hot water"], data: node)
        let whole = try houses.done(["sync", "verify"], data: node)
        #expect(whole.output.contains("Both sides are the same."))
        #expect(try houses.done(["sync", "verify"], data: houses.hub).output.contains("whole"))
        try alter("UPDATE recovery_case SET summary = 'x'")
        let found = try Program.run(["sync", "verify", "--json"], data: node)
        #expect(found.status == 3)
        #expect(try found.object()["sound"] as? Bool == false)
        #expect((try found.object()["differences"] as? [Any])?.count == 1)
        let dry = try houses.done(["sync", "repair", "--dry-run"], data: node)
        #expect(dry.output.contains("would be fetched"))
        #expect(try Program.run(["sync", "verify"], data: node).status == 3)
        let wet = try houses.done(["sync", "repair", "--json"], data: node)
        #expect(try wet.object()["repaired"] as? Bool == true)
        #expect(try houses.done(["sync", "verify"], data: node).output.contains("the same"))
        let show = try houses.done(["case", "show", "LIS-1"], data: node)
        #expect(show.output.contains("No hot water"))
    }

    @Test func `a pause is named by whom it was made, and ends`() throws {
        try houses.done(["sync", "pause", "--as", "ana"], data: node)
        try houses.done(["feedback", "add", "No hot water"], data: node)
        let paused = try Program.run(["sync", "now", "--within", "2"], data: node)
        #expect(paused.status == 1)
        #expect(paused.complaint.contains("sync resume"))
        let why = try Program.run(["sync", "why"], data: node)
        #expect(why.status == 3)
        #expect(why.output.contains("paused"))
        let peek = try houses.done(["sync", "peek", "--json"], data: node).object()
        #expect(try #require(peek["changes"] as? Int) > 0)
        try houses.done(["sync", "resume", "--as", "bo"], data: node)
        try houses.done(["sync", "now"], data: node)
        #expect(try houses.done(["sync", "peek"], data: node).output.contains("Nothing waits"))
        let journal = try houses.done(["journal"], data: node).output
        #expect(journal.contains("ana paused") && journal.contains("bo let"))
    }

    @Test func `keys and retired sites stand in the hub's journal`() throws {
        try houses.done(["sync", "now"], data: node)
        try houses.done(["hub", "site", "rotate-key", "LIS", "--as", "ana"], data: houses.hub)
        try houses.done(["hub", "rotate-key", "--as", "ana"], data: houses.hub)
        try houses.done(["hub", "site", "retire", "LIS", "--as", "bo"], data: houses.hub)
        let lines = try houses.done(["journal", "--json"], data: houses.hub).objects()
            .compactMap { $0["line"] as? String }
        #expect(lines.contains("ana asked LIS for a new key."))
        #expect(lines.contains { $0.hasPrefix("ana gave the hub a new key: ") })
        #expect(lines.contains("bo retired LIS."))
    }

    @Test func `a snapshot for support holds no word of a guest, no name and no secret`() throws {
        try houses.done(
            [
                "feedback", "add", "No hot water, Zanzibar", "--place", "Quokka-412", "--guest",
                "Wilhelmina Okonkwo", "--phone", "+351 912 345 678", "--as", "Peregrine",
            ],
            data: node
        )
        try houses.done(["case", "note", "LIS-1", "Said sorry in Ulaanbaatar"], data: node)
        try houses.done(["sync", "now"], data: node)
        for place in [node, houses.hub] {
            let text = try houses.done(["support-snapshot"], data: place).output
            for word in [
                "Zanzibar", "Quokka", "Okonkwo", "912 345", "912345", "Peregrine", "Ulaanbaatar",
                "Hotel LIS", "127.0.0.1",
            ] {
                #expect(!text.contains(word), "\(word)")
            }
            let facts = try #require(
                try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            )
            #expect(facts["integrity"] as? String == "ok")
            let rows = try #require(facts["rows"] as? [String: Int])
            #expect(rows["recovery_case"] == 1)
            #expect((facts["lives"] as? [Any])?.isEmpty == false)
        }
    }

    @Test func `a node is told that its hub has moved, without a code`() throws {
        let told = try houses.done(["node", "hub", "--json"], data: node).object()
        #expect(told["hub"] as? String == houses.url)
        #expect(told["authority"] as? String == "system")
        let moved = houses.url.replacingOccurrences(of: "127.0.0.1", with: "localhost")
        try houses.done(["node", "hub", "--address", moved], data: node)
        try houses.done(["sync", "now"], data: node)
        let wrong = try Program.run(["node", "hub", "--ca", "/etc/hostname"], data: node)
        #expect(wrong.status == 1)
        #expect(wrong.complaint.contains("BEGIN CERTIFICATE"))
    }

    @Test func `a certificate goes with its key`() throws {
        let half = try Program.run(["hub", "serve", "--certificate", "hub.pem"], data: houses.hub)
        #expect(half.status == 2)
        #expect(half.complaint.contains("--certificate and --key together"))
        let none = try Program.run(
            ["hub", "serve", "--certificate", "none.pem", "--key", "none.pem"],
            data: houses.hub
        )
        #expect(none.status == 1)
        #expect(none.complaint.contains("none.pem cannot be read"))
    }
}
