import Foundation
import TestSupport
import Testing
import Web

/// How a run of the built program ended.
struct Run {
    let status: Int32
    let output: String
    let complaint: String

    /// The output as JSON.
    func json() throws -> Any {
        try JSONSerialization.jsonObject(with: Data(output.utf8), options: .fragmentsAllowed)
    }

    /// The output as a JSON object.
    func object() throws -> [String: Any] { try #require(try json() as? [String: Any]) }

    /// The output as a JSON array of objects.
    func objects() throws -> [[String: Any]] { try #require(try json() as? [[String: Any]]) }
}

/// The program as it was built, run as users run it.
enum Program {
    /// Beside the test bundle.
    static let url: URL = {
        let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        return tests.deletingLastPathComponent().appendingPathComponent("amends")
    }()

    /// Runs a command to its end.
    static func run(
        _ arguments: [String],
        data: String? = nil,
        input: String = "",
        environment: [String: String] = [:]
    ) throws -> Run {
        let process = try start(arguments, data: data, environment: environment)
        process.write(input)
        return process.waitUntilExit()
    }

    /// Starts a command that goes on.
    static func start(
        _ arguments: [String],
        data: String? = nil,
        environment: [String: String] = [:]
    ) throws -> RunningProgram {
        try RunningProgram(arguments + (data.map { ["--data", $0] } ?? []), environment)
    }
}

/// A run that has not ended yet.
///
/// What it prints goes to files, so that no pipe can fill.
final class RunningProgram {
    private let process = Process()
    private let input = Pipe()
    private let outputURL: URL
    private let complaintURL: URL

    fileprivate init(_ arguments: [String], _ environment: [String: String]) throws {
        let name = UUID().uuidString
        outputURL = FileManager.default.temporaryDirectory.appendingPathComponent(name + ".out")
        complaintURL = FileManager.default.temporaryDirectory.appendingPathComponent(name + ".err")
        try Data().write(to: outputURL)
        try Data().write(to: complaintURL)
        process.executableURL = Program.url
        process.arguments = arguments
        let kept = ProcessInfo.processInfo.environment.filter { $0.key == "PATH" }
        process.environment = kept.merging(["USER": "tester"]) { $1 }.merging(environment) { $1 }
        process.standardInput = input
        process.standardOutput = try FileHandle(forWritingTo: outputURL)
        process.standardError = try FileHandle(forWritingTo: complaintURL)
        try Launch.start(process)
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        for url in [outputURL, complaintURL] {
            do { try FileManager.default.removeItem(at: url) } catch {}
        }
    }

    var output: String { Self.text(outputURL) }
    var isRunning: Bool { process.isRunning }

    /// Gives the program its whole input.
    func write(_ text: String) {
        input.fileHandleForWriting.write(Data(text.utf8))
        input.fileHandleForWriting.closeFile()
    }

    /// Asks it to stop.
    func terminate() { process.terminate() }

    func waitUntilExit() -> Run {
        process.waitUntilExit()
        return Run(
            status: process.terminationStatus,
            output: output,
            complaint: Self.text(complaintURL)
        )
    }

    /// Waits until a line was printed, looking every 20 ms, for 20 s at most.
    func line(containing words: String) throws -> String {
        for _ in 0..<1000 {
            let line = output.split(separator: "\n").first { $0.contains(words) }
            if let line { return String(line) }
            if !process.isRunning { break }
            usleep(20_000)
        }
        throw Missing(description: "no line '\(words)' in '\(output)' \(Self.text(complaintURL))")
    }

    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    private static func text(_ url: URL) -> String {
        String(decoding: FileManager.default.contents(atPath: url.path) ?? Data(), as: UTF8.self)
    }
}

/// A directory that goes away with the test.
final class TemporaryDirectory {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("amends-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch {}
    }

    func path(_ name: String) -> String { path + "/" + name }

    /// Writes a file and returns its path.
    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
        return path(name)
    }
}
