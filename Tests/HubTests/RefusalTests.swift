import HTTPTypes
import Hub
import Node
import Recovery
import Storage
import Sync
import TestSupport
import Testing
import Web
import Wire

@Suite struct RefusalTests {
    private func request(_ node: NodeStore) throws -> [UInt8] {
        try node.nextRequest(next: Token(rawValue: 7), waitSeconds: 0).encoded()
    }

    /// A hub with one node, whose credential and address `body` is given.
    private func withOneNode(
        _ adjust: (inout HubSettings) -> Void = { _ in },
        _ body: (HubStore, NodeStore, _ url: String, _ credential: String) async throws -> Void
    ) async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            try await withHub(directory, adjust) { url in
                let node = try hub.addNode("LIS", directory + "/lis", hubURL: url)
                let credential = try node.membership().credential
                try await body(hub, node, url + SyncEndpoint.exchangePath, credential)
            }
        }
    }

    @Test func `a request without a right credential is refused before it is read`() async throws {
        try await withOneNode { _, node, url, credential in
            let wrong = String(credential.dropLast()) + (credential.hasSuffix("0") ? "1" : "0")
            for shown in [nil, "", "1", "1.abc", "99" + credential, wrong] {
                let answer = try await post(try request(node), to: url, credential: shown)
                #expect(answer.status == 401)
                #expect(try answer.problem().detail.contains("site rejoin"))
            }
            #expect(try await post(request(node), to: url, credential: credential).status == 200)
        }
    }

    @Test func `a node may not speak for another site`() async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            try await withHub(directory) { url in
                let lisbon = try hub.addNode("LIS", directory + "/lis", hubURL: url)
                let porto = try hub.addNode("OPO", directory + "/opo", hubURL: url)
                let body = try request(lisbon)
                let credential = try porto.membership().credential
                let address = url + SyncEndpoint.exchangePath
                let answer = try await post(body, to: address, credential: credential)
                #expect(answer.status == 403)
                #expect(try answer.problem().type == "urn:amends:problem:other-site")
                // And not under a number that is another site's.
                var forged = try ExchangeRequest(decoding: body)
                forged.site = try porto.membership().site
                let second = try await post(
                    forged.encoded(),
                    to: address,
                    credential: credential
                )
                #expect(second.status == 409)
                #expect(try second.problem().detail.contains("fresh code"))
            }
        }
    }

    @Test func `a body of another type is refused`() async throws {
        try await withOneNode { _, node, url, credential in
            let answer = try await post(
                try request(node),
                to: url,
                credential: credential,
                contentType: "text/plain"
            )
            #expect(answer.status == 415)
            #expect(try answer.problem().detail.contains(SyncEndpoint.contentType))
        }
    }

    @Test(arguments: [false, true])
    func `a body over 8 MiB is refused, whether it says so or not`(isStreamed: Bool) async throws {
        try await withOneNode { _, _, url, credential in
            let body = [UInt8](repeating: 0, count: (8 << 20) + 1)
            let answer = try await post(
                body,
                to: url,
                credential: credential,
                isStreamed: isStreamed
            )
            #expect(answer.status == 413)
            #expect(try answer.problem().detail.contains("8388608"))
        }
    }

    @Test func `a message that is cut, altered or none is refused and has no effect`() async throws
    {
        try await withOneNode { hub, node, url, credential in
            _ = try node.addCase("Cold room")
            let body = try request(node)
            var altered = body
            altered[body.count - 3] ^= 0xFF
            let generation = try hub.news().generation
            for bytes in [[], Array("<html>".utf8), Array(body.dropLast(4)), altered, body + [0]] {
                let answer = try await post(bytes, to: url, credential: credential)
                #expect(answer.status == 400)
                #expect(try !answer.problem().detail.isEmpty)
            }
            var newer = body
            newer[4] = 9
            #expect(try await post(newer, to: url, credential: credential).status == 415)
            #expect(try hub.news().generation == generation)
            #expect(try await post(body, to: url, credential: credential).status == 200)
        }
    }

    @Test func `a message cut at any byte is refused`() async throws {
        try await withOneNode { _, node, _, _ in
            _ = try node.addCase("Cold room")
            let body = try request(node)
            for count in body.indices {
                #expect(throws: WireError.self) {
                    try ExchangeRequest(receiving: Array(body.prefix(count)))
                }
            }
        }
    }

    @Test func `a hub with too much to do says when to come back`() async throws {
        try await withOneNode({ $0.bodyByteCountMax = 1 }) { hub, node, url, credential in
            let body = try request(node)
            let lock = HeldLock(hub)
            try await withThrowingTaskGroup(of: Answer?.self) { group in
                group.addTask {
                    try await lock.hold()
                    return nil
                }
                try await lock.wait()
                for _ in 0..<2 {
                    group.addTask { try await post(body, to: url, credential: credential) }
                }
                // One waits for the lock; there is no room for the other.
                let refused = try #require(try await group.next() ?? nil)
                #expect(refused.status == 503)
                #expect(refused.retryAfter == "2")
                #expect(try refused.problem().type == "urn:amends:problem:overloaded")
                lock.release()
                for try await answer in group { #expect(answer?.status ?? 200 == 200) }
            }
        }
    }

    @Test func `an address where nothing is says so`() async throws {
        try await withDirectory { directory in
            _ = try newHub(directory)
            try await withHub(directory) { url in
                let answer = try await get(url + "/nothing")
                #expect(answer.status == 404)
                #expect(try answer.problem().detail.contains("Check the address"))
            }
        }
    }

    @Test(arguments: [
        (HTTPResponse.Status.ok, "text/html", SyncTrouble.notAHub),
        (.found, "text/html", .notAHub),
        (.notFound, "text/html", .notAHub),
        (.badGateway, "text/html", .hubUnreachable),
        (.ok, SyncEndpoint.contentType, .hubNotProved),
        (.tooManyRequests, "text/html", .hubOverloaded),
        (.internalServerError, Problem.contentType, .hubNotProved),
    ])
    func `what answers in the hub's place is named`(
        status: HTTPResponse.Status,
        contentType: String,
        trouble: SyncTrouble
    ) async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            try await withPortal(status, contentType, "<html>Please sign in</html>") { url in
                let node = try hub.addNode("LIS", directory + "/lis", hubURL: url)
                _ = try node.addCase("Cold room")
                let result = try await syncOverHTTP(node, within: .milliseconds(100))
                #expect(result.blocker?.trouble == trouble)
                #expect(!result.verified)
                let status = try node.syncStatus(now: WallClock.now())
                #expect(status.blocker?.trouble == trouble)
                #expect(status.unsent == 1)
                #expect(status.oldestUnsentSeconds != nil)
            }
        }
    }
}
