import AsyncHTTPClient
import Foundation
import NIOSSL

/// What proof costs the hub's intake: the same bodies by credential, signed, and signed in TLS,
/// by turns.
struct ProofRun {
    private let options: IngestBenchmark.Options
    private let directory: String

    init(_ options: IngestBenchmark.Options, directory: String) {
        self.options = options
        self.directory = directory
    }

    private enum Way: String, CaseIterable {
        case credential, signed
        case signedInTLS = "signed, TLS"
    }

    private struct Round {
        var rowsPerSecond: Double
        var processorMicroseconds: Double
    }

    func print() async throws {
        put(
            """

            what proof costs the intake; a row is a feedback item with its case, 1,000 a body
            medians of \(options.roundCount) rounds by turns; the bar: all proof below 30 %
            """
        )
        try Self.makeCertificate(directory)
        let siteCount = 8
        let count = max(1, options.rowCount / Pushes.rowCount / siteCount)
        var pushes: [Way: (HubTemplate, [Pushes])] = [:]
        for way in Way.allCases {
            let template = try HubTemplate(
                path: "\(directory)/proof-\(way)",
                siteCount: siteCount,
                hasKeys: way != .credential
            )
            pushes[way] = (
                template, template.sites.map { Pushes($0, of: template, count: count) }
            )
        }
        var rounds: [Way: [Round]] = [:]
        for number in 1...options.roundCount {
            for way in Way.allCases {
                guard let (template, bodies) = pushes[way] else { continue }
                let path = "\(directory)/proof-\(way)-\(number)"
                try template.copied(to: path)
                rounds[way, default: []].append(try await round(path, bodies, way))
                try FileManager.default.removeItem(atPath: path)
            }
        }
        for way in Way.allCases { put(line(way, rounds)) }
    }

    private func line(_ way: Way, _ rounds: [Way: [Round]]) -> String {
        func of(_ way: Way, _ value: (Round) -> Double) -> Double {
            median((rounds[way] ?? []).map(value))
        }
        let rate = of(way, \.rowsPerSecond)
        let cost = 100 * (1 - rate / of(.credential, \.rowsPerSecond))
        let microseconds = of(way, \.processorMicroseconds)
        let more = 100 * (microseconds / of(.credential, \.processorMicroseconds) - 1)
        return String(
            format: "  %@ %8.0f rows/s (%+.1f %%), %.2f us of processor a row (%+.1f %%)",
            way.rawValue.padding(toLength: 12, withPad: " ", startingAt: 0),
            rate,
            -cost,
            microseconds,
            more
        )
    }

    private func round(_ path: String, _ pushes: [Pushes], _ way: Way) async throws -> Round {
        let files = way == .signedInTLS ? ["/hub.pem", "/hub.key"].map { directory + $0 } : []
        let hub = try HubUnderTest(directory: path, files: files)
        defer { hub.stop() }
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .file(directory + "/hub.pem")
        var settings = HTTPClient.Configuration(tlsConfiguration: tls)
        settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = pushes.count
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
        let (before, url) = (try hub.usage(), hub.url)
        let clock = ContinuousClock()
        let time = try await clock.measure {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for site in pushes { tasks.addTask { try await site.send(to: url, client) } }
                try await tasks.waitForAll()
            }
        }
        let after = try hub.usage()
        try await client.shutdown()
        let rowCount = Double(pushes.reduce(0) { $0 + $1.bodies.count } * Pushes.rowCount)
        return Round(
            rowsPerSecond: rowCount / (time / .seconds(1)),
            processorMicroseconds: (after.processorSeconds - before.processorSeconds) * 1e6
                / rowCount
        )
    }

    private static func makeCertificate(_ directory: String) throws {
        let openssl = Process()
        openssl.executableURL = URL(filePath: "/usr/bin/openssl")
        openssl.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", directory + "/hub.key", "-out", directory + "/hub.pem", "-days", "2",
            "-subj", "/CN=hub", "-addext", "subjectAltName=IP:127.0.0.1",
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        guard openssl.terminationStatus == 0 else { throw Complaint("openssl made no certificate") }
    }
}
