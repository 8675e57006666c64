import Foundation
import GRDB
import Recovery
import Storage
import Wire

/// A real node: taking feedback in, a first sync, and a catch-up after a month offline.
struct NodeRun {
    private let rowCount: Int
    private let directory: String

    init(_ options: IngestBenchmark.Options, directory: String) {
        rowCount = min(50_000, options.rowCount)
        self.directory = directory
    }

    func print() async throws {
        let template = try HubTemplate(path: directory + "/node-hub", siteCount: 1)
        let path = directory + "/node-site"
        try template.makeNode(template.sites[0], at: path)
        let hub = try HubUnderTest(directory: template.path)
        defer { hub.stop() }
        let site = try Node(path, hub, seed: 1)
        try site.printSync("enrolled, nothing written yet")
        try site.tell("fill \(rowCount)")
        try site.printSync("first sync, \(2 * rowCount) changes up")
        try site.tell("fill 2000")
        try site.tell("edit 2000")
        try hub.edit(3_000)
        try hub.addRows(500)
        try site.printSync(
            "after a month offline: 6,000 changes up, 3,000 edits and 1,000 rows down"
        )
        try printNewNode(template, hub)
        try printDesk(site)
        site.child.stop()
    }

    /// Another machine takes the site over and is sent all it has.
    private func printNewNode(_ template: HubTemplate, _ hub: HubUnderTest) throws {
        let store = try HubStore(path: template.path + "/hub.db")
        var random = SystemRandomNumberGenerator()
        let joinCode = JoinCode(using: &random)
        _ = try store.rejoin(
            code: template.sites[0].siteCode,
            joinCode: joinCode,
            author: "benchmark",
            now: WallClock.now()
        )
        let reply = try store.enrol(joinCode, now: WallClock.now()) {
            Credential(site: $0, using: &random)
        }
        try store.database.close()
        let path = directory + "/node-new"
        try template.makeNode(reply, at: path)
        let site = try Node(path, hub, seed: 2)
        try site.printSync("a new node of the same site, all rows down")
        site.child.stop()
    }

    private func printDesk(_ site: Node) throws {
        put("at a node with \(rowCount) feedback items and as many cases:")
        put("  one by one: \(try site.tell("desk 200"))")
        put("  a file of 20,000 rows: \(try site.tell("import 20000"))")
    }

    /// A node's process, and the hub's beside it.
    private struct Node {
        let child: Child
        let hub: HubUnderTest

        init(_ path: String, _ hub: HubUnderTest, seed: Int) throws {
            child = try Child(["site", path, hub.url, "\(seed)"])
            self.hub = hub
            guard try child.line() == "ready" else { throw Complaint("the node is not ready") }
        }

        @discardableResult
        func tell(_ line: String) throws -> String {
            try child.write(line)
            return try child.line()
        }

        /// Syncs, and prints what it took on both sides.
        func printSync(_ title: String) throws {
            let before = (hub: try hub.usage(), site: try child.usage())
            let synced = try JSONDecoder().decode(
                SiteUnderTest.Synced.self,
                from: Data(try tell("sync").utf8)
            )
            let after = (hub: try hub.usage(), site: try child.usage())
            let moved = max(1, Double(synced.pushed) + Double(synced.pulled))
            let bytes = Double(synced.bytesUp + synced.bytesDown)
            func microseconds(_ after: Usage, _ before: Usage) -> String {
                let seconds = after.processorSeconds - before.processorSeconds
                return String(format: "%.1f us", seconds * 1e6 / moved)
            }
            put(
                """
                \(title)
                  \(String(format: "%.2f", synced.seconds)) s, pushed \(synced.pushed), pulled \
                \(synced.pulled), up \(synced.bytesUp), down \(synced.bytesDown) bytes, \
                \(String(format: "%.1f", bytes / moved)) bytes a change, verified \
                \(synced.verified)\(synced.blocker.map { ", \($0)" } ?? "")
                  a change: hub \(microseconds(after.hub, before.hub)), node \
                \(microseconds(after.site, before.site)); peak hub \(after.hub.peak), node \
                \(after.site.peak)
                """
            )
        }
    }
}
