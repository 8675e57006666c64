import Foundation
import Testing

/// The checkout as files.
enum House {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    struct File: CustomTestStringConvertible, Sendable {
        /// Relative to the root.
        var path: String
        var lines: [String]

        var testDescription: String { path }
        /// The target that the file belongs to: the folder below `Sources` or `Tests`.
        var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
    }

    static let sources = swiftFiles(under: "Sources")
    static let tests = swiftFiles(under: "Tests")

    static func swiftFiles(under folder: String) -> [File] {
        let base = root.appending(path: folder)
        let paths =
            FileManager.default.enumerator(atPath: base.path())?
            .compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") }.sorted() ?? []
        return paths.compactMap { path in
            guard
                let text = try? String(
                    contentsOf: base.appending(path: path),
                    encoding: .utf8
                )
            else { return nil }
            return File(
                path: "\(folder)/\(path)",
                lines: text.split(separator: "\n", omittingEmptySubsequences: false)
                    .map(String.init)
            )
        }
    }

    /// Which targets may import which: downward only, as the drawing of the house has it.
    static let imports: [String: Set<String>] = [
        "Recovery": [],
        "Insight": ["Glibc"],
        "Wire": ["CDeflate", "Crypto"],
        "Detection": ["Recovery"],
        "Sync": ["Recovery", "Wire", "Crypto"],
        "Web": [
            "Hummingbird", "Mustache", "Crypto", "HTTPTypes", "NIOCore", "Logging", "Glibc",
            "FoundationEssentials", "Synchronization",
        ],
        "Storage": [
            "Recovery", "Insight", "Wire", "Sync", "GRDB", "GRDBSQLite", "Crypto", "CryptoExtras",
            "Dispatch", "Glibc", "Synchronization",
        ],
        "Node": [
            "CQRCode", "CZlib", "Recovery", "Detection", "Wire", "Sync", "Storage", "Web",
            "Hummingbird", "AsyncHTTPClient", "ServiceLifecycle", "NIOCore", "NIOHTTP1",
            "NIOSSL", "HTTPTypes", "Logging", "Synchronization", "Glibc", "Dispatch",
        ],
        "Hub": [
            "Recovery", "Insight", "Wire", "Sync", "Storage", "Web", "GRDB", "DequeModule",
            "Hummingbird", "HummingbirdCore", "HummingbirdTLS", "NIOCore", "NIOSSL",
            "ServiceLifecycle", "HTTPTypes", "Logging", "Synchronization", "Dispatch", "Glibc",
        ],
        "CLI": [
            "Recovery", "Wire", "Sync", "Storage", "Node", "Hub", "Web", "ArgumentParser",
            "Hummingbird", "Logging", "Foundation", "Glibc",
        ],
    ]
}
