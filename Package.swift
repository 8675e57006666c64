// swift-tools-version: 6.3
import PackageDescription

/// The house settings, one reason each.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    // What 6.3 lists as "enabled in 7", so that the next language mode is no surprise.
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    // Every use of a C pointer is marked.
    .strictMemorySafety(),
    // A warning is an error, except another package's deprecation, which must not stop a release.
    .treatAllWarnings(as: .error),
    .treatWarning("DeprecatedDeclaration", as: .warning),
]

let collections = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(
    name: "HummingbirdCore",
    package: "hummingbird"
)
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle",
    package: "swift-service-lifecycle"
)
let nio = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let arguments = Target.Dependency.product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)

let package = Package(
    name: "amends",
    products: [.executable(name: "amends", targets: ["CLI"])],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CDeflate",
            pkgConfig: "libdeflate",
            providers: [.apt(["libdeflate-dev"])]
        ),
        .systemLibrary(
            name: "CQRCode",
            pkgConfig: "libqrencode",
            providers: [.apt(["libqrencode-dev"])]
        ),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "Recovery",
            resources: [.embedInCode("Library")],
            swiftSettings: house
        ),
        .target(name: "Insight", swiftSettings: house),
        .target(name: "Wire", dependencies: ["CDeflate", crypto], swiftSettings: house),
        .target(name: "Detection", dependencies: ["Recovery"], swiftSettings: house),
        .target(name: "Sync", dependencies: ["Recovery", "Wire", crypto], swiftSettings: house),
        .target(
            name: "Storage",
            dependencies: [
                "Recovery", "Wire", "Sync", "Insight", grdb, sqlite, crypto, cryptoExtras, logging,
            ],
            swiftSettings: house
        ),
        .target(
            name: "Web",
            dependencies: [hummingbird, mustache, crypto, logging, nio],
            resources: [
                .embedInCode("Assets"), .embedInCode("Templates"),
                .embedInCode("Words/Catalogues"),
            ],
            swiftSettings: house
        ),
        .target(
            name: "Node",
            dependencies: [
                "CQRCode", "CZlib", "Recovery", "Detection", "Wire", "Sync", "Storage", "Web",
                hummingbird, httpClient, lifecycle, logging, nio, nioHTTP, nioSSL,
            ],
            resources: [.embedInCode("Templates")],
            swiftSettings: house
        ),
        .target(
            name: "Hub",
            dependencies: [
                "Recovery", "Insight", "Wire", "Sync", "Storage", "Web", hummingbird,
                hummingbirdCore, hummingbirdTLS, lifecycle, logging, nio, nioSSL, collections,
            ],
            resources: [.embedInCode("Templates")],
            swiftSettings: house
        ),
        .executableTarget(
            name: "CLI",
            dependencies: [
                "Recovery", "Wire", "Sync", "Storage", "Web", "Node", "Hub",
                arguments, hummingbird, logging,
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "CLITests",
            dependencies: ["CLI", "Recovery", "TestSupport", arguments],
            swiftSettings: house
        ),
        .testTarget(name: "RecoveryTests", dependencies: ["Recovery"], swiftSettings: house),
        .testTarget(name: "InsightTests", dependencies: ["Insight"], swiftSettings: house),
        .testTarget(
            name: "StorageTests",
            dependencies: ["Recovery", "Wire", "Sync", "Storage", grdb],
            swiftSettings: house
        ),
        .testTarget(name: "WireTests", dependencies: ["Wire", crypto], swiftSettings: house),
        .testTarget(
            name: "DetectionTests",
            dependencies: ["Recovery", "Detection"],
            swiftSettings: house
        ),
        .testTarget(
            name: "NodeTests",
            dependencies: [
                "Recovery", "Detection", "Wire", "Sync", "Storage", "Web", "Node", "Hub",
                hummingbird, httpClient, grdb,
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "SyncTests",
            dependencies: ["Recovery", "Wire", "Sync"],
            swiftSettings: house
        ),
        .target(
            name: "TestSupport",
            dependencies: [
                "Recovery", "Wire", "Sync", "Storage", "Web", "Node", "Hub", hummingbird,
                lifecycle, logging,
            ],
            path: "Tests/TestSupport",
            swiftSettings: house
        ),
        .testTarget(
            name: "HubTests",
            dependencies: [
                "TestSupport", "Recovery", "Wire", "Sync", "Storage", "Web", "Node", "Hub",
                hummingbird, httpClient, lifecycle, logging, nio, nioHTTP, nioSSL, grdb,
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "WebTests",
            dependencies: ["Web"],
            exclude: ["Charts/Golden"],
            swiftSettings: house
        ),
        .testTarget(
            name: "BrowserTests",
            dependencies: [
                "TestSupport", "Recovery", "Wire", "Storage", "Web", "Node", "Hub", httpClient, nio,
                nioHTTP,
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["Recovery", "Wire", "Sync", "Storage", grdb],
            swiftSettings: house
        ),
        .testTarget(name: "HouseTests", swiftSettings: house),
        .systemLibrary(
            name: "CSQLiteSession",
            path: "Tests/Benchmarks/CSQLiteSession",
            providers: [.apt(["libsqlite3-dev"])]
        ),
        .executableTarget(
            name: "WireBenchmark",
            dependencies: ["Wire", "CZlib", "CSQLiteSession"],
            path: "Tests/Benchmarks/WireBenchmark",
            swiftSettings: house
        ),
        .executableTarget(
            name: "CBaseline",
            path: "Tests/Benchmarks/CBaseline",
            linkerSettings: [.linkedLibrary("sqlite3")]
        ),
        .executableTarget(
            name: "IngestBenchmark",
            dependencies: [
                "Recovery", "Wire", "Sync", "Storage", "Web", "Node", "Hub", hummingbird,
                httpClient, logging, nio, nioHTTP, nioSSL, grdb,
            ],
            path: "Tests/Benchmarks/IngestBenchmark",
            swiftSettings: house
        ),
    ]
)
