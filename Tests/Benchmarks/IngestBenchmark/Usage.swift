import Foundation

/// What a process has used so far, as it says itself.
struct Usage: Codable {
    /// Seconds of processor, in the kernel and out of it.
    var processorSeconds: Double
    /// The most memory that it ever held at once.
    var peakBytes: Int

    static func now() throws -> Usage {
        var usage = rusage()
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double {
            Double(time.tv_sec) + Double(time.tv_usec) * 1e-6
        }
        return Usage(
            processorSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
            // Kibibytes on Linux; since its own start, unlike `ru_maxrss`, which a child inherits.
            peakBytes: try peakKibibytes() * 1_024
        )
    }

    private static func peakKibibytes() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let number = line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }
        guard let number else { throw Complaint("/proc/self/status names no VmHWM") }
        return number
    }

    /// Printed on one line.
    func print() throws {
        put(String(decoding: try JSONEncoder().encode(self), as: UTF8.self))
    }

    var peak: String { String(format: "%.0f MB", Double(peakBytes) / 1e6) }
}

/// A child process that is spoken to line by line.
final class Child {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var unread = Data()

    var identifier: Int32 { process.processIdentifier }

    /// Starts a program; nil means this one.
    init(_ arguments: [String], program: String? = nil) throws {
        process.executableURL = URL(
            fileURLWithPath: program ?? "/proc/self/exe"
        ).resolvingSymlinksInPath()
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    func write(_ line: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    }

    /// The next line of what it prints.
    func line() throws -> String {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread = Data(unread[(end + 1)...])
                return line
            }
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Complaint("a process that is measured has ended") }
            unread += more
        }
    }

    /// What it has used so far.
    func usage() throws -> Usage {
        try write("usage")
        return try JSONDecoder().decode(Usage.self, from: Data(try line().utf8))
    }

    /// Asks it to end, and waits until it has.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// Waits until it ends by itself.
    func wait() throws {
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Complaint("a process that is measured has failed")
        }
    }
}

/// Prints a line at once, whoever reads it.
func put(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
