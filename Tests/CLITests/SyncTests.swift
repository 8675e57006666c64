import Foundation
import Testing

/// `amends sync`, `conflicts` and `parked`.
struct SyncTests {
    private let houses: Houses
    private let node: String

    init() throws {
        houses = try Houses()
        node = try houses.join("LIS")
    }

    @Test func `what is done at a hotel reaches the hub, and the hub's edits come back`() throws {
        try houses.done(["feedback", "add", "No hot water"], data: node)
        let before = try houses.done(["sync", "status", "--json"], data: node).object()
        #expect(try #require(before["unsent"] as? Int) > 0)
        #expect(before["oldestUnsentSeconds"] is Int)
        #expect(before["verified"] as? Bool == false)
        #expect(before["blocker"] is NSNull)
        let sent = try houses.done(["sync", "now", "--json"], data: node).object()
        for key in ["pushed", "pulled", "bytesUp", "bytesDown"] {
            #expect(try #require(sent[key] as? Int) > 0, "\(key)")
        }
        #expect(sent["parked"] as? Int == 0)
        #expect(sent["conflicts"] as? Int == 0)
        #expect(sent["verified"] as? Bool == true)
        try houses.done(["case", "assign", "LIS-1", "--owner", "hq"], data: houses.hub)
        _ = try houses.sync(node)
        let here = try houses.done(["case", "show", "LIS-1", "--json"], data: node).object()
        #expect(here["owner"] as? String == "hq")
        let after = try houses.done(["sync", "status", "--json"], data: node).object()
        #expect(after["unsent"] as? Int == 0)
        #expect(after["oldestUnsentSeconds"] is NSNull)
        let why = try houses.done(["sync", "why"], data: node)
        #expect(why.output.contains("Nothing: this node has sent everything"))
    }

    @Test func `work goes on without the hub, which catches up later`() throws {
        try houses.done(["sync", "now"], data: node)
        try houses.stopHub()
        try houses.done(["feedback", "add", "No hot water"], data: node)
        let away = try Program.run(["sync", "now", "--within", "2"], data: node)
        #expect(away.status == 1)
        #expect(!away.complaint.isEmpty)
        #expect(try houses.done(["sync", "status"], data: node).output.contains("3 changes"))
        try houses.startHub()
        try houses.done(["sync", "now"], data: node)
        #expect(try houses.done(["case", "list", "--json"], data: houses.hub).objects().count == 1)
    }

    @Test func `a conflict is made, shown, decided and taken back`() throws {
        try houses.done(["feedback", "add", "No hot water"], data: node)
        _ = try houses.sync(node)
        try houses.done(["case", "assign", "LIS-1", "--owner", "ana"], data: node)
        try houses.done(
            ["case", "assign", "LIS-1", "--owner", "bo", "--as", "hq"],
            data: houses.hub
        )
        let sync = try Program.run(["sync", "now", "--json"], data: node)
        #expect(sync.status == 3)
        #expect(try sync.object()["conflicts"] as? Int == 1)
        let listing = try Program.run(["conflicts", "list", "--json"], data: node)
        #expect(listing.status == 3)
        let list = try listing.objects()
        let conflict = try #require(list.first)
        let id = try #require(conflict["id"] as? String)
        #expect((conflict["record"] as? String)?.contains(".") == true)
        #expect(conflict["field"] as? String == "owner")
        #expect(conflict["state"] as? String == "open")
        let values = try #require(conflict["values"] as? [[String: Any]])
        #expect(Set(values.compactMap { $0["site"] as? String }) == ["LIS", "HQ"])
        #expect(Set(values.compactMap { $0["value"] as? String }) == ["ana", "bo"])
        #expect(Set(values.compactMap { $0["author"] as? String }) == ["tester", "hq"])
        #expect(values.allSatisfy { $0["at"] is String })
        #expect(try houses.done(["conflicts", "show", id], data: node).output.contains("stands"))
        #expect(try Program.run(["sync", "why"], data: node).status == 3)

        try houses.done(["conflicts", "resolve", id, "--site", "lis"], data: node)
        _ = try houses.sync(node)
        for place in [node, houses.hub] {
            let shown = try houses.done(["case", "show", "LIS-1", "--json"], data: place).object()
            #expect(shown["owner"] as? String == "ana")
            #expect(
                try houses.done(["conflicts", "list", "--json"], data: place).objects().isEmpty
            )
        }
        let all = try houses.done(["conflicts", "list", "--all", "--json"], data: node).objects()
        #expect(all.first?["state"] as? String == "resolved")

        let undone = try houses.done(["conflicts", "undo", id, "--json"], data: node).object()
        #expect(undone["state"] as? String == "undone")
        let twice = try Program.run(["conflicts", "undo", id], data: node)
        #expect(twice.status == 1)
        #expect(twice.complaint.contains("amends conflicts list --all"))
    }

    private static let refusals: [(arguments: [String], status: Int32, words: String)] = [
        (["conflicts", "show", "nonsense"], 2, "names no conflict"),
        (["conflicts", "show", "9.9:owner"], 1, "There is no open conflict"),
        (["conflicts", "resolve", "9.9:owner"], 2, "--site CODE or --value VALUE"),
        (["conflicts", "undo", "9.9:owner"], 1, "amends conflicts list"),
        (["parked", "show", "9"], 2, "names no change"),
        (["parked", "show", "9.9"], 1, "No change 9.9 is parked here"),
        (["parked", "retry", "9.9"], 1, "belongs to a node, and the command needs a hub"),
        (["sync", "now", "--within", "0"], 2, "1 to 86400"),
    ]

    @Test func `what is not there is said, with where to look`() throws {
        for (arguments, status, words) in Self.refusals {
            let run = try Program.run(arguments, data: node)
            #expect(run.status == status, "\(arguments)")
            #expect(run.complaint.contains(words), "\(arguments): \(run.complaint)")
        }
    }

    @Test func `with nothing to decide the lists say so`() throws {
        for place in [node, houses.hub] {
            for list in ["conflicts", "parked"] {
                #expect(try houses.done([list, "list", "--json"], data: place).objects().isEmpty)
                #expect(try houses.done([list, "list"], data: place).output.contains("Nothing"))
            }
        }
        for verb in ["retry", "discard"] {
            let run = try Program.run(["parked", verb, "9.9"], data: houses.hub)
            #expect(run.status == 1)
            #expect(run.complaint.contains("No change 9.9 is parked here"))
        }
    }

    @Test func `before the first exchange the node says what to run`() throws {
        let why = try houses.done(["sync", "why", "--json"], data: node).objects()
        #expect(
            why.first?["next"] as? String
                == "Run 'amends sync now' once, or 'amends node serve' for good."
        )
    }
}
