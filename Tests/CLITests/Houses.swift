import Foundation
import Testing

/// A hub that serves on loopback, and nodes that have joined it.
final class Houses {
    let directory: TemporaryDirectory
    let hub: String
    private(set) var url = ""
    private var serving: RunningProgram?

    init() throws {
        directory = try TemporaryDirectory()
        hub = directory.path("hub")
        try done(["hub", "init"], data: hub)
        try startHub()
    }

    deinit { serving?.terminate() }

    /// Serves the hub, at the port it had before if it had one.
    func startHub() throws {
        let address = url.isEmpty ? "127.0.0.1:0" : String(url.dropFirst("http://".count))
        let serving = try Program.start(["hub", "serve", "--listen", address], data: hub)
        let line = try serving.line(containing: "amends hub is serving at http://")
        url = try #require(line.split(separator: " ").last.map(String.init))
        self.serving = serving
    }

    /// Asks the hub to stop, and says how it ended.
    @discardableResult
    func stopHub() throws -> Run {
        let serving = try #require(serving)
        serving.terminate()
        self.serving = nil
        return serving.waitUntilExit()
    }

    /// Adds a site and returns its join code.
    func add(_ code: String) throws -> String {
        let run = try done(
            ["hub", "site", "add", code, "--name", "Hotel \(code)", "--json"],
            data: hub
        )
        return try #require(try run.object()["joinCode"] as? String)
    }

    /// Adds a site, lets a node join as it, and returns the node's directory.
    func join(_ code: String) throws -> String {
        let node = directory.path(code)
        try done(["node", "init", "--hub", url, "--join", try add(code)], data: node)
        return node
    }

    /// Runs a command that must end with 0.
    @discardableResult
    func done(
        _ arguments: [String],
        data: String,
        input: String = "",
        location: SourceLocation = #_sourceLocation
    ) throws -> Run {
        let run = try Program.run(arguments, data: data, input: input)
        #expect(run.status == 0, "\(arguments): \(run.complaint)", sourceLocation: location)
        return run
    }

    /// Syncs a node until both sides are equal.
    @discardableResult
    func sync(_ node: String) throws -> [String: Any] {
        let run = try Program.run(["sync", "now", "--json"], data: node)
        #expect(run.status == 0 || run.status == 3, "\(run.complaint)")
        return try run.object()
    }
}
