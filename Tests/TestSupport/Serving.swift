// Services as they run: over sockets, each in a directory of its own.

import FoundationEssentials
package import Hub
package import Hummingbird
package import Logging
package import Node
import ServiceLifecycle
package import Storage
import Sync
package import Web

/// A log that nobody reads.
package let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

/// A directory of its own while `body` runs.
package func withDirectory<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let url = FileManager.default.temporaryDirectory
        .appendingPathComponent("amends-\(UInt64.random(in: .min ... .max))")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    return try await body(url.path)
}

/// Serves while `body` runs; gives it the address.
package func serving<Result: Sendable>(
    _ build: (@escaping @Sendable (String) -> Void) async throws -> any ApplicationProtocol,
    _ body: (String) async throws -> Result
) async throws -> Result {
    let (lines, announcing) = AsyncStream.makeStream(of: String.self)
    let application = try await build { announcing.yield($0) }
    let group = ServiceGroup(
        configuration: .init(services: [application], logger: silent)
    )
    return try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
            defer { announcing.finish() }
            try await group.run()
        }
        var address = ""
        for await line in lines {
            guard let last = line.split(separator: " ").last, last.hasPrefix("http") else {
                continue
            }
            address = String(last)
            break
        }
        // Says why it does not serve.
        if address.isEmpty { try await tasks.waitForAll() }
        do {
            let result = try await body(address)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return result
        } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
    }
}

/// Serves the hub of a directory while `body` runs.
@discardableResult
package func withHub<Result: Sendable>(
    _ directory: String,
    at address: ListenAddress = .anyPort,
    _ adjust: (inout HubSettings) -> Void = { _ in },
    _ body: (String) async throws -> Result
) async throws -> Result {
    try await serving { announce in
        var settings = HubSettings(
            directory: directory,
            listen: address,
            logger: silent,
            announce: announce
        )
        adjust(&settings)
        return try await buildHub(settings)
    } _: {
        try await body($0)
    }
}

/// Serves the node of a directory while `body` runs, impatiently.
package func withNode<Result: Sendable>(
    _ directory: String,
    _ body: (String) async throws -> Result
) async throws -> Result {
    try await serving { announce in
        var settings = NodeSettings(
            directory: directory,
            listen: .anyPort,
            logger: silent,
            announce: announce
        )
        settings.pace.backOff = .milliseconds(10)
        settings.pace.backOffMax = .milliseconds(50)
        settings.ways.hookScope = .thisMachineToo
        return try await buildNode(settings)
    } _: {
        try await body($0)
    }
}

/// Syncs over HTTP as the command line does.
package func syncOverHTTP(
    _ node: NodeStore,
    within time: Duration = .seconds(20),
    byCredential: Bool = false
) async throws -> SyncNowResult {
    let transport = try byCredential ? HTTPTransport(node.membership()) : HTTPTransport(node)
    let pace = NodeSession.Pace(
        hold: .seconds(55),
        backOff: .milliseconds(10),
        backOffMax: .milliseconds(50),
        retryAfterMax: .milliseconds(50)
    )
    do {
        let result = try await syncNow(node, transport, within: time, pace: pace)
        try await transport.shutdown()
        return result
    } catch {
        try await transport.shutdown()
        throw error
    }
}

/// Looks every few milliseconds until `condition` holds; false when `time` is over first.
package func eventually(
    within time: Duration,
    _ condition: () async throws -> Bool
) async throws -> Bool {
    let deadline = ContinuousClock.now + time
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return try await condition()
}
