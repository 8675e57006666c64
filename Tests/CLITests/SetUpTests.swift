import Foundation
import Testing

/// Setting up a hub and its nodes, and what stands in the way of it.
struct SetUpTests {
    @Test func `a hub is made, serves and stops when it is asked to`() throws {
        let houses = try Houses()
        #expect(houses.url.hasPrefix("http://127.0.0.1:"))
        let run = try houses.stopHub()
        #expect(run.status == 0)
        #expect(run.output.split(separator: "\n").count == 1)
        // Nothing to complain of but that nobody can sign in yet.
        let complaints = run.complaint.split(separator: "\n")
        #expect(complaints.count == 1)
        #expect(complaints.first?.contains("The set-up code for its page is") == true)
    }

    @Test func `a directory with something in it is left alone`() throws {
        let directory = try TemporaryDirectory()
        _ = try directory.write("mine", to: "letter.txt")
        let run = try Program.run(["hub", "init"], data: directory.path)
        #expect(run.status == 1)
        #expect(run.complaint.contains("Choose an empty directory"))
        let files = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        #expect(files == ["letter.txt"])
    }

    @Test(arguments: [
        ["hub", "init"], ["case", "list"], ["sync", "status"], ["report", "failures"],
    ])
    func `without a directory the program asks for one`(arguments: [String]) throws {
        let run = try Program.run(arguments)
        #expect(run.status == 2)
        #expect(run.complaint.contains("--data DIR"))
    }

    @Test(arguments: [["hub", "init"], ["case", "list"], ["node", "serve"], ["hub", "serve"]])
    func `a directory that cannot hold data is named with what to do`(
        arguments: [String]
    ) throws {
        let run = try Program.run(arguments, data: "/proc/nowhere")
        #expect(run.status == 1)
        #expect(run.complaint.contains("/proc/nowhere"))
        #expect(run.complaint.contains("amends node init") || run.complaint.contains("written"))
    }

    @Test func `the environment names the directory once for a shell`() throws {
        let directory = try TemporaryDirectory()
        let environment = ["AMENDS_DATA": directory.path("hub")]
        #expect(try Program.run(["hub", "init"], environment: environment).status == 0)
        let run = try Program.run(["hub", "site", "list", "--json"], environment: environment)
        #expect(try run.objects().isEmpty)
    }

    @Test func `a command for the other role says so`() throws {
        let directory = try TemporaryDirectory()
        let hub = directory.path("hub")
        #expect(try Program.run(["hub", "init", "--json"], data: hub).status == 0)
        let run = try Program.run(["sync", "now"], data: hub)
        #expect(run.status == 1)
        #expect(run.complaint.contains("belongs to a hub, and the command needs a node"))
    }

    @Test func `sites have a code each, and codes have a form`() throws {
        let houses = try Houses()
        let added = try houses.done(
            ["hub", "site", "add", "lis", "--name", "Hotel Lisboa", "--json"],
            data: houses.hub
        ).object()
        #expect(added["site"] as? String == "LIS")
        #expect((added["joinCode"] as? String)?.count == 29)
        for (code, words) in [("LIS", "There is a site LIS already"), ("L", "2 to 8 capital")] {
            let run = try Program.run(
                ["hub", "site", "add", code, "--name", "Other"],
                data: houses.hub
            )
            #expect(run.status == 1)
            #expect(run.complaint.contains(words))
        }
        let list = try houses.done(["hub", "site", "list", "--json"], data: houses.hub).objects()
        #expect(list.map { $0["site"] as? String } == ["LIS"])
        #expect(list[0]["joined"] as? Bool == false)
        #expect(
            try houses.done(["hub", "site", "list"], data: houses.hub).output.contains("not yet")
        )
    }

    @Test func `a join code works once, and a refusal leaves the directory free`() throws {
        let houses = try Houses()
        let code = try houses.add("LIS")
        let node = houses.directory.path("node")
        let wrong = try Program.run(
            ["node", "init", "--hub", houses.url, "--join", "AAAA-BBBB-CCCC"],
            data: node
        )
        #expect(wrong.status == 1)
        #expect(wrong.complaint.contains("mistyped or was used before"))
        try houses.done(["node", "init", "--hub", houses.url, "--join", code], data: node)
        let used = try Program.run(
            ["node", "init", "--hub", houses.url, "--join", code],
            data: houses.directory.path("second")
        )
        #expect(used.status == 1)
        #expect(used.complaint.contains("'amends hub site add CODE'"))
    }

    @Test func `a site whose node was lost is joined anew`() throws {
        let houses = try Houses()
        let lost = try houses.join("LIS")
        try houses.done(["feedback", "add", "The room is dirty"], data: lost)
        _ = try houses.sync(lost)
        let invitation = try houses.done(
            ["hub", "site", "rejoin", "lis", "--json"],
            data: houses.hub
        ).object()
        let code = try #require(invitation["joinCode"] as? String)
        let node = houses.directory.path("again")
        try houses.done(["node", "init", "--hub", houses.url, "--join", code], data: node)
        _ = try houses.sync(node)
        let list = try houses.done(["feedback", "list", "--json"], data: node).objects()
        #expect(list.count == 1)
        let former = try Program.run(["sync", "now", "--within", "5"], data: lost)
        #expect(former.status == 1)
        #expect(former.complaint.contains("does not accept this node's key"))
    }

    @Test func `an address without a hub is named with its trouble`() throws {
        let directory = try TemporaryDirectory()
        let nobody = try Program.run(
            ["node", "init", "--hub", "http://127.0.0.1:1", "--join", "AAAA-BBBB-CCCC"],
            data: directory.path("a")
        )
        #expect(nobody.status == 1)
        #expect(nobody.complaint.contains("http://127.0.0.1:1: The hub cannot be reached."))
        let page = try HTMLServer()
        let other = try Program.run(
            ["node", "init", "--hub", page.url, "--join", "AAAA-BBBB-CCCC"],
            data: directory.path("b")
        )
        #expect(other.status == 1)
        #expect(other.complaint.contains("is not an amends hub"))
        let spelling = try Program.run(
            ["node", "init", "--hub", "hub:8080", "--join", "A"],
            data: directory.path("c")
        )
        #expect(spelling.status == 2)
    }

    @Test func `one process serves a directory; commands work beside it`() throws {
        let houses = try Houses()
        let second = try Program.run(["hub", "serve", "--listen", "127.0.0.1:0"], data: houses.hub)
        #expect(second.status == 1)
        #expect(second.complaint.contains("is serving"))
        let node = try houses.join("LIS")
        let serving = try Program.start(["node", "serve", "--listen", "127.0.0.1:0"], data: node)
        _ = try serving.line(containing: "amends node LIS is serving at http://")
        try houses.done(["feedback", "add", "No towels", "--place", "7"], data: node)
        let twice = try Program.run(["node", "serve", "--listen", "127.0.0.1:0"], data: node)
        #expect(twice.status == 1)
        // The serving node notices the other process's change and sends it by itself.
        try eventually {
            try houses.done(["sync", "status", "--json"], data: node).object()["unsent"] as? Int
                == 0
        }
        let seen = try houses.done(["case", "list", "--json"], data: houses.hub).objects()
        #expect(seen.count == 1)
        serving.terminate()
        #expect(serving.waitUntilExit().status == 0)
    }

    @Test(arguments: ["hub", "hub:99999", "127.0.0.1:http"])
    func `an address to serve at has a form`(address: String) throws {
        let run = try Program.run(["hub", "serve", "--listen", address], data: "/tmp")
        #expect(run.status == 2)
        #expect(run.complaint.contains("Write HOST:PORT"))
    }
}

/// Looks every 50 ms, for 20 s at most, until something holds.
func eventually(
    _ condition: () throws -> Bool,
    location: SourceLocation = #_sourceLocation
) throws {
    for _ in 0..<400 {
        if try condition() { return }
        usleep(50_000)
    }
    Issue.record("it never came to hold", sourceLocation: location)
}
