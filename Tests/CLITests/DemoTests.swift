import Foundation
import Testing
import Web

/// `amends demo`.
struct DemoTests {
    @Test func `the demonstration writes a feedback and an exposure file for each hotel`() throws {
        let directory = try TemporaryDirectory()
        let run = try Program.run(
            ["demo", "--out", directory.path("d"), "--sites", "2", "--months", "1", "--json"])
        #expect(run.status == 0)
        let written = try run.object()
        let sites = try #require(written["sites"] as? [[String: Any]])
        #expect(sites.count == 2)
        for site in sites {
            for key in ["feedback", "exposure"] {
                let path = try #require(site[key] as? String)
                #expect(try !Data(contentsOf: URL(fileURLWithPath: path)).isEmpty)
            }
            #expect(try #require(site["rows"] as? Int) > 0)
        }
        let truths = try #require(written["truths"] as? String)
        let data = try Data(contentsOf: URL(fileURLWithPath: truths))
        #expect(try JSONSerialization.jsonObject(with: data) is [String: Any])
    }

    @Test func `the same seed writes the same bytes and another seed does not`() throws {
        let directory = try TemporaryDirectory()
        func truths(_ name: String, seed: String) throws -> Data {
            _ = try Program.run(
                ["demo", "--out", directory.path(name), "--seed", seed, "--months", "1"])
            return try Data(contentsOf: URL(fileURLWithPath: directory.path(name + "/truths.json")))
        }
        let first = try truths("a", seed: "5")
        #expect(try truths("b", seed: "5") == first)
        #expect(try truths("c", seed: "6") != first)
    }

    @Test func `a directory that cannot be made is an error that names it`() throws {
        let run = try Program.run(["demo", "--out", "/proc/nowhere"])
        #expect(run.status == 1)
        #expect(run.complaint.contains("/proc/nowhere cannot be made"))
    }

    @Test func `too many hotels are refused in words`() throws {
        let run = try Program.run(["demo", "--out", "/tmp", "--sites", "5000"])
        #expect(run.status == 1)
        #expect(run.complaint.contains("Ask for 1 to 1,000 hotels, not 5000."))
    }
}
