import Foundation
import TestSupport

/// The program that drives Chromium, while a test needs it.
struct ChromeDriver: Sendable {
    /// Where it answers, such as "http://127.0.0.1:4711".
    let url: String

    /// Whether Chromium and its driver are there, as `Tests/run` sees to.
    static let isInstalled = chromium != nil && program != nil

    /// Chromium itself.
    static let chromium = path(of: "chromium")
    private static let program = path(of: "chromedriver")

    private static func path(of name: String) -> String? {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        return folders.map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs the driver while `body` runs; it ends in any case, and all its browsers with it.
    static func running<Result>(
        _ body: (ChromeDriver) async throws -> Result
    ) async throws -> Result {
        guard let program else { throw BrowserError.notInstalled }
        return try await withDirectory { directory in
            let log = URL(filePath: directory).appending(path: "driver.log")
            try Data().write(to: log)
            let process = Process()
            process.executableURL = URL(filePath: program)
            process.arguments = ["--port=0"]
            // What browsers leave behind goes with the directory.
            process.environment = ProcessInfo.processInfo.environment
                .merging(["HOME": directory, "TMPDIR": directory]) { $1 }
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try FileHandle(forWritingTo: log)
            process.standardError = FileHandle.nullDevice
            try process.run()
            defer { end(process) }
            var port = ""
            _ = try await eventually(within: .seconds(30)) {
                port = try startedPort(String(contentsOf: log, encoding: .utf8))
                return !port.isEmpty
            }
            guard !port.isEmpty else { throw BrowserError.driverSilent }
            return try await body(ChromeDriver(url: "http://127.0.0.1:\(port)"))
        }
    }

    /// The port in "ChromeDriver was started successfully on port 4711."; empty before that.
    private static func startedPort(_ log: String) -> String {
        guard
            let line = log.split(separator: "\n").first(where: {
                $0.hasSuffix(".") && $0.contains("on port ")
            })
        else { return "" }
        return String(line.split(separator: " ").last?.dropLast() ?? "")
    }

    /// Ends the driver and, as they are in its process group, its browsers.
    private static func end(_ process: Process) {
        // Politer signals are blocked in it, as they are in the thread that started it.
        kill(-process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}

/// Why a browser did not do what a story wanted.
enum BrowserError: Error, CustomStringConvertible {
    case notInstalled
    case driverSilent
    /// What the driver answered.
    case refused(command: String, error: String, message: String)
    /// What was waited for, and what was there instead.
    case neverCame(String, page: String, text: String)

    var description: String {
        switch self {
        case .notInstalled:
            "chromium or chromedriver is missing. Deploy/install-missing chromium chromium-driver"
        case .driverSilent: "chromedriver did not start within 30 seconds"
        case .refused(let command, let error, let message):
            "the browser refused \(command): \(error), \(message)"
        case .neverCame(let what, let page, let text):
            "\(what) never came. The page is \(page) and says: \(text)"
        }
    }

    /// Whether the page may only not be there yet, or be there no more.
    var isPassing: Bool {
        guard case .refused(_, let error, let message) = self else { return false }
        // How the driver says "stale" when the page changes while it looks.
        if message.contains("does not belong to the document") { return true }
        return [
            "no such element", "stale element reference", "element not interactable",
            "element click intercepted",
        ].contains(error)
    }
}
