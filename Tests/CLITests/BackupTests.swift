import Foundation
import Testing

/// Backups of a node and of the hub, and what comes back from them.
struct BackupTests {
    private let houses: Houses
    private let node: String

    init() throws {
        houses = try Houses()
        node = try houses.join("LIS")
    }

    private func complain(_ text: String) throws {
        try houses.done(
            ["feedback", "add", text, "--score", "1", "--json"],
            data: node
        )
    }

    private func caseCount(_ data: String) throws -> Int {
        try houses.done(["case", "list", "--json"], data: data).objects().count
    }

    private func backup(_ role: String, _ data: String, named name: String) throws -> String {
        let path = houses.directory.path(name)
        let made = try houses.done([role, "backup", path, "--json"], data: data).object()
        #expect(made["backup"] as? String == path)
        #expect((made["bytes"] as? Int ?? 0) > 4_096)
        return path
    }

    @Test func `a node whose disk was lost has all that was synced, and its unsent work`() throws {
        try complain("The room was cold and nobody came.")
        try houses.sync(node)
        try complain("The shower leaked into the hall.")
        let path = try backup("node", node, named: "lis-backup")
        try complain("The bill was wrong again.")
        try houses.sync(node)
        // The second was in the backup, unsent; the third reached the hub after it.
        try FileManager.default.removeItem(atPath: node)
        let restored = try houses.done(["node", "restore", path, "--json"], data: node).object()
        #expect(restored["former"] is NSNull)
        #expect(try caseCount(node) == 2)
        try rejoin()
        try houses.sync(node)
        try houses.sync(node)
        #expect(try caseCount(node) == 3)
        #expect(try caseCount(houses.hub) == 3)
        try complain("The lift was out of order.")
        try houses.sync(node)
        #expect(try caseCount(houses.hub) == 4)
    }

    private func rejoin() throws {
        let run = try houses.done(["hub", "site", "rejoin", "LIS", "--json"], data: houses.hub)
        let code = try #require(try run.object()["joinCode"] as? String)
        try houses.done(["node", "rejoin", "--join", code], data: node)
    }

    @Test func `a hub that was restored has what came after its backup from the sites`() throws {
        try complain("The room was cold and nobody came.")
        try houses.sync(node)
        // While it serves.
        let path = try backup("hub", houses.hub, named: "hub-backup")
        try complain("The shower leaked into the hall.")
        try houses.sync(node)
        #expect(try caseCount(houses.hub) == 2)
        try houses.stopHub()
        let run = try houses.done(
            ["hub", "restore", path, "--replace", "--json"],
            data: houses.hub
        )
        let former = try #require(try run.object()["former"] as? String)
        #expect(FileManager.default.fileExists(atPath: former))
        #expect(try caseCount(houses.hub) == 1)
        try houses.startHub()
        try houses.sync(node)
        try houses.sync(node)
        #expect(try caseCount(houses.hub) == 2)
        #expect(try caseCount(node) == 2)
        let recount = try houses.done(["hub", "recount", "--json"], data: houses.hub)
        #expect((try recount.object()["differences"] as? [Any])?.isEmpty == true)
    }

    @Test func `a hub on a new machine is the one that its sites know`() throws {
        try complain("The room was cold and nobody came.")
        try houses.sync(node)
        let path = try backup("hub", houses.hub, named: "hub-backup")
        try houses.stopHub()
        try FileManager.default.removeItem(atPath: houses.hub)
        try houses.done(["hub", "restore", path], data: houses.hub)
        try houses.startHub()
        try complain("The shower leaked into the hall.")
        try houses.sync(node)
        try houses.sync(node)
        #expect(try caseCount(houses.hub) == 2)
    }

    @Test func `a backup is no data, and never lies over another`() throws {
        let path = try backup("node", node, named: "lis-backup")
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["node.backup"])
        let mode = try FileManager.default.attributesOfItem(atPath: path + "/node.backup")
        #expect(mode[.posixPermissions] as? Int == 0o600)
        let refusals = [
            (["case", "list"], path, "There is no amends data at"),
            (["node", "backup", path], node, "There is something in"),
            (
                ["hub", "backup", path + "-2"], node,
                "belongs to a node, and the command needs a hub"
            ),
            (["node", "restore", path], node, "say --replace"),
            (["hub", "restore", path], path + "-3", "This is a backup of a node, not of a hub"),
            (["node", "restore", node], path + "-4", "There is no whole backup in"),
            (["hub", "restore", path, "--replace"], houses.hub, "This is a backup of a node"),
        ]
        for (arguments, data, words) in refusals {
            let run = try Program.run(arguments, data: data)
            #expect(run.status == 1, "\(arguments)")
            #expect(run.complaint.contains(words), "\(arguments): \(run.complaint)")
        }
    }

    @Test func `a damaged backup leaves the data as it is`() throws {
        try complain("The room was cold and nobody came.")
        let path = try backup("node", node, named: "lis-backup")
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path + "/node.backup"))
        // The second page and those behind it: the header still looks well.
        try file.seek(toOffset: 4_096)
        file.write(Data(repeating: 0xA5, count: 40_960))
        try file.close()
        let run = try Program.run(["node", "restore", path, "--replace"], data: node)
        #expect(run.status == 1)
        #expect(run.complaint.contains("is not a sound database"))
        #expect(try caseCount(node) == 1)
    }

    @Test func `data that is served is not replaced`() throws {
        let path = try backup("hub", houses.hub, named: "hub-backup")
        let run = try Program.run(["hub", "restore", path, "--replace"], data: houses.hub)
        #expect(run.status == 1)
        #expect(run.complaint.contains("is serving"))
    }
}
