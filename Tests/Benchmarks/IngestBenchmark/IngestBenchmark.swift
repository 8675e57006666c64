import Foundation

/// Measures a real hub and real nodes over loopback HTTP, each in a process of its own.
///
/// Arguments choose parts: `ingest`, `inside`, `node`, `proof`; none means all. `--rows N` and
/// `--rounds N` make them shorter or longer, `--directory D` says where the databases go. `make`,
/// `house`, `hub` and `site` are for those who measure by other means, and for the processes that
/// are measured.
@main
enum IngestBenchmark {
    static func main() async throws {
        let words = Array(CommandLine.arguments.dropFirst())
        switch words.first {
        case "hub" where words.count > 1:
            try await HubUnderTest.serve(directory: words[1], files: Array(words.dropFirst(2)))
        case "make" where words.count == 3: try make(words[1], siteCount: Int(words[2]) ?? 1)
        case "house" where words.count == 4:
            try HouseFile.make(
                words[1],
                caseCount: try Options.number(words[2]),
                openCount: try Options.number(words[3])
            )
        case "site": try await SiteUnderTest.run(Array(words.dropFirst()))
        default: try await measure(try Options(words))
        }
    }

    /// Makes `DIRECTORY/hub` and its sites' nodes `DIRECTORY/1` and on, for others who measure.
    private static func make(_ directory: String, siteCount: Int) throws {
        let hub = try HubTemplate(path: directory + "/hub", siteCount: siteCount)
        for (index, site) in hub.sites.enumerated() {
            try hub.makeNode(site, at: "\(directory)/\(index + 1)")
        }
    }

    struct Options {
        var parts: Set<String> = []
        var rowCount = 192_000
        var roundCount = 3
        var siteCounts = [1, 8, 32]
        var directory = FileManager.default.temporaryDirectory.path

        init(_ words: [String]) throws {
            var words = words[...]
            while let word = words.popFirst() {
                switch word {
                case "--rows": rowCount = try Self.number(words.popFirst())
                case "--rounds": roundCount = try Self.number(words.popFirst())
                case "--sites": siteCounts = [try Self.number(words.popFirst())]
                case "--directory": directory = words.popFirst() ?? directory
                case "ingest", "inside", "node", "proof": parts.insert(word)
                default:
                    throw Complaint("'\(word)' is not known: say ingest, inside, node or proof")
                }
            }
            if parts.isEmpty { parts = ["ingest", "inside", "node", "proof"] }
        }

        fileprivate static func number(_ word: String?) throws -> Int {
            guard let word, let number = Int(word), number > 0 else {
                throw Complaint("a number is missing")
            }
            return number
        }
    }

    private static func measure(_ options: Options) async throws {
        try await Scratch.directory(in: options.directory) { directory in
            if options.parts.contains("ingest") {
                try await IngestRun(options, directory: directory).print()
            }
            if options.parts.contains("proof") {
                try await ProofRun(options, directory: directory).print()
            }
            if options.parts.contains("inside") {
                try InsideRun(options, directory: directory).print()
            }
            if options.parts.contains("node") {
                try await NodeRun(options, directory: directory).print()
            }
        }
    }
}

/// Why a benchmark ended early.
struct Complaint: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Directories that are gone afterwards.
enum Scratch {
    static func directory(
        in parent: String,
        _ body: (String) async throws -> Void
    ) async throws {
        let path = "\(parent)/amends-benchmark-\(getpid())-\(UInt32.random(in: .min ... .max))"
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true
        )
        do { try await body(path) } catch {
            try FileManager.default.removeItem(atPath: path)
            throw error
        }
        try FileManager.default.removeItem(atPath: path)
    }
}
