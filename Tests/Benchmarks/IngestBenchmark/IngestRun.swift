import AsyncHTTPClient
import Foundation

/// The hub's intake over loopback HTTP, everything included, beside a bare C program.
///
/// The C program inserts the rows that the hub ended with; the two take turns.
struct IngestRun {
    private let options: IngestBenchmark.Options
    private let directory: String

    init(_ options: IngestBenchmark.Options, directory: String) {
        self.options = options
        self.directory = directory
    }

    /// What one round of one of the two came to.
    private struct Round {
        var rowCount: Int
        var seconds: Double
        var processorSeconds: Double
        var peakBytes = 0

        var rate: Double { Double(rowCount) / seconds }
        var processorMicroseconds: Double { processorSeconds * 1e6 / Double(rowCount) }
    }

    func print() async throws {
        put(
            """

            intake over loopback HTTP; a row is a feedback item with its case, 1,000 a signed body
            medians of \(options.roundCount) rounds, hub and bare C program by turns
            """
        )
        for siteCount in options.siteCounts { try await print(siteCount: siteCount) }
    }

    private func print(siteCount: Int) async throws {
        let place = "\(directory)/\(siteCount)"
        let template = try HubTemplate(
            path: place + "-template",
            siteCount: siteCount,
            hasKeys: true
        )
        let bodyCount = max(1, options.rowCount / Pushes.rowCount / siteCount)
        let pushes = template.sites.map { Pushes($0, of: template, count: bodyCount) }
        let wire = pushes.reduce(0) { $0 + $1.bodies.reduce(0) { $0 + $1.count } }
        let rowCount = Pushes.rowCount * bodyCount * siteCount
        var hub: [Round] = []
        var bare: [Round] = []
        for round in 1...options.roundCount {
            let path = "\(place)-\(round)"
            try template.copied(to: path)
            hub.append(try await hubRound(path, pushes, rowCount))
            bare.append(try bareRound(path, rowCount))
            try FileManager.default.removeItem(atPath: path)
        }
        let path = place + "-traced"
        try template.copied(to: path)
        let syncs =
            try await syncCount(path, pushes)
            .map { Self.text($0 * 1_000 / Double(rowCount)) } ?? "not counted, strace is missing"
        let bytesPerRow = Self.text(Double(wire) / Double(rowCount))
        let peak = String(format: "%.0f MB", Double(hub.map(\.peakBytes).max() ?? 0) / 1e6)
        put(
            """
            \(siteCount) sites, \(rowCount) rows, \(bytesPerRow) bytes a row
              hub   \(Self.line(hub)), peak \(peak)
              bare  \(Self.line(bare))
              hub/bare: rate \(Self.ratio(hub, bare, \.rate)), \
            per processor \(Self.ratio(bare, hub, \.processorMicroseconds)) (bar 0.6)
              fdatasync per 1,000 rows: \(syncs)
            """
        )
    }

    // MARK: The two

    private func hubRound(_ path: String, _ pushes: [Pushes], _ rowCount: Int) async throws -> Round
    {
        let hub = try HubUnderTest(directory: path)
        defer { hub.stop() }
        let before = try hub.usage()
        let seconds = try await push(pushes, to: hub.url)
        let after = try hub.usage()
        return Round(
            rowCount: rowCount,
            seconds: seconds,
            processorSeconds: after.processorSeconds - before.processorSeconds,
            peakBytes: after.peakBytes
        )
    }

    private func bareRound(_ path: String, _ rowCount: Int) throws -> Round {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent("CBaseline").path
        let child = try Child(
            [path + "/hub.db", path + "/bare.db", "\(2 * Pushes.rowCount)"],
            program: program
        )
        let numbers = try child.line().split(separator: " ").compactMap { Double($0) }
        try child.wait()
        guard numbers.count == 3, Int(numbers[0]) == 2 * rowCount else {
            throw Complaint("the bare program inserted \(numbers), not \(2 * rowCount) rows")
        }
        return Round(rowCount: rowCount, seconds: numbers[1], processorSeconds: numbers[2])
    }

    /// All sites push at once; how many seconds until the last answer.
    private func push(_ pushes: [Pushes], to url: String) async throws -> Double {
        var settings = HTTPClient.Configuration()
        settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = pushes.count
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
        let clock = ContinuousClock()
        do {
            let time = try await clock.measure {
                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    for site in pushes { tasks.addTask { try await site.send(to: url, client) } }
                    try await tasks.waitForAll()
                }
            }
            try await client.shutdown()
            return time / .seconds(1)
        } catch {
            try await client.shutdown()
            throw error
        }
    }

    /// How often the hub waited for the disk, counted in a round of its own; nil without strace.
    private func syncCount(_ path: String, _ pushes: [Pushes]) async throws -> Double? {
        let strace = "/usr/bin/strace"
        guard FileManager.default.isExecutableFile(atPath: strace) else { return nil }
        let hub = try HubUnderTest(directory: path)
        let log = path + "/strace"
        let tracer = try Child(
            ["-c", "-f", "-qq", "-e", "trace=fdatasync", "-o", log, "-p", "\(hub.process)"],
            program: strace
        )
        // It does not say when it has begun.
        try await Task.sleep(for: .milliseconds(500))
        _ = try await push(pushes, to: hub.url)
        hub.stop()
        // It ends with what it traces.
        try tracer.wait()
        let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n")
        let words = lines.first { $0.hasSuffix("fdatasync") }?.split(separator: " ") ?? []
        return words.count > 3 ? Double(words[3]) : nil
    }

    // MARK: Words

    private static func line(_ rounds: [Round]) -> String {
        let rate = String(format: "%8.0f rows/s", median(rounds.map(\.rate)))
        let each = rounds.map { text($0.processorMicroseconds) }.joined(separator: " ")
        return "\(rate), \(text(median(rounds.map(\.processorMicroseconds)))) us/row (\(each))"
    }

    private static func ratio(
        _ first: [Round],
        _ second: [Round],
        _ value: (Round) -> Double
    ) -> String {
        String(format: "%.2f", median(first.map(value)) / median(second.map(value)))
    }

    private static func text(_ number: Double) -> String { String(format: "%.2f", number) }
}

/// The middle of some numbers, the upper one of two.
func median(_ numbers: [Double]) -> Double { numbers.sorted()[numbers.count / 2] }
