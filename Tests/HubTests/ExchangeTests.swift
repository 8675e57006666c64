import Hub
import Node
import Recovery
import Storage
import Sync
import TestSupport
import Testing
import Web
import Wire

@Suite struct ExchangeTests {
    @Test func `each of two hotels sees its own cases, the hub sees both`() async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            try await withHub(directory) { url in
                let lisbon = try hub.addNode("LIS", directory + "/lis", hubURL: url)
                let porto = try hub.addNode("OPO", directory + "/opo", hubURL: url)
                let mine = try lisbon.addCase("Cold room")
                let theirs = try porto.addCase("Noise at night")
                #expect(try await syncOverHTTP(lisbon).verified)
                #expect(try await syncOverHTTP(porto).verified)
                #expect(try hub.row(Catalogue.recoveryCase, mine) != nil)
                #expect(try hub.row(Catalogue.recoveryCase, theirs) != nil)
                #expect(try lisbon.row(Catalogue.recoveryCase, theirs) == nil)
                #expect(try porto.row(Catalogue.recoveryCase, mine) == nil)
            }
        }
    }

    @Test func `an edit at headquarters reaches a serving node within a second`() async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            try await withHub(directory) { url in
                let node = try hub.addNode("LIS", directory + "/lis", hubURL: url)
                let id = try node.addCase("Cold room")
                _ = try await syncOverHTTP(node)
                try await withNode(directory + "/lis") { _ in
                    try await health(url, \.waiting, atLeast: 1)
                    // Another process's command on the hub's directory.
                    let other = try HubStore(path: directory + "/hub.db")
                    try other.write(author: "hq", now: WallClock.now()) { transaction in
                        guard let row = try transaction.row(Catalogue.recoveryCase, id) else {
                            return
                        }
                        try transaction.edit(
                            row,
                            fields: [(CaseField.owner.rawValue, .text("hq desk"))]
                        )
                    }
                    let arrived = try await eventually(within: .seconds(20)) {
                        try node.row(Catalogue.recoveryCase, id)?.text(CaseField.owner)
                            == "hq desk"
                    }
                    #expect(arrived)
                }
            }
        }
    }

    @Test func `a write by another process at the node ends its wait at the hub`() async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            try await withHub(directory) { url in
                let node = try hub.addNode("LIS", directory + "/lis", hubURL: url)
                try await withNode(directory + "/lis") { _ in
                    try await health(url, \.waiting, atLeast: 1)
                    let id = try node.addCase("Cold room")
                    let arrived = try await eventually(within: .seconds(20)) {
                        try hub.row(Catalogue.recoveryCase, id) != nil
                    }
                    #expect(arrived)
                }
            }
        }
    }

    @Test func `syncing by command works beside a serving node`() async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            try await withHub(directory) { url in
                let node = try hub.addNode("LIS", directory + "/lis", hubURL: url)
                try await withNode(directory + "/lis") { _ in
                    try await health(url, \.waiting, atLeast: 1)
                    for count in 1...5 {
                        let id = try node.addCase("Case \(count)")
                        let result = try await syncOverHTTP(node)
                        #expect(result.verified)
                        #expect(try hub.row(Catalogue.recoveryCase, id) != nil)
                    }
                    #expect(try node.syncStatus(now: WallClock.now()).lives.count == 1)
                }
            }
        }
    }

    @Test func `a hub that was away is found again`() async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            let place = ListenAddress.lasting()
            let node = try hub.addNode("LIS", directory + "/lis", hubURL: place.url)
            try await withNode(directory + "/lis") { _ in
                let id = try node.addCase("Cold room")
                let blocked = try await eventually(within: .seconds(60)) {
                    try node.blocker()?.trouble == .hubUnreachable
                }
                #expect(blocked)
                try await withHub(directory, at: place) { _ in
                    let arrived = try await eventually(within: .seconds(60)) {
                        try hub.row(Catalogue.recoveryCase, id) != nil
                    }
                    #expect(arrived)
                    #expect(
                        try await eventually(within: .seconds(60)) { try node.blocker() == nil }
                    )
                }
            }
        }
    }

    @Test func `replies that are cut or lost leave one effect`() async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            try await withHub(directory) { url in
                let node = try hub.addNode("LIS", directory + "/lis", hubURL: url)
                let id = try node.addCase("Cold room")
                let inner = try HTTPTransport(node)
                let transport = CuttingTransport(inner)
                let pace = NodeSession.Pace(
                    hold: .seconds(55),
                    backOff: .milliseconds(5),
                    backOffMax: .milliseconds(5),
                    retryAfterMax: .zero
                )
                let result = try await syncNow(node, transport, pace: pace)
                try await inner.shutdown()
                #expect(result.verified)
                #expect(result.pushed == 1)
                #expect(result.parked == 0)
                #expect(try hub.row(Catalogue.recoveryCase, id)?.revision == 1)
                #expect(try node.syncStatus(now: WallClock.now()).lives.count == 1)
            }
        }
    }

    @Test func `pushes that arrive together share a commit`() async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            try await withHub(directory) { url in
                let nodes = try (0..<32).map {
                    try hub.addNode("H\($0)", directory + "/\($0)", hubURL: url)
                }
                let ids = try nodes.map { try $0.addCase("Cold room") }
                let before = try hub.news().generation
                // While another program writes, the first push waits for it, the others behind.
                let lock = HeldLock(hub)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await lock.hold() }
                    try await lock.wait()
                    for node in nodes { group.addTask { try await Self.push(node) } }
                    try await health(url, \.queued, atLeast: 32)
                    lock.release()
                    try await group.waitForAll()
                }
                #expect(try hub.news().generation - before <= 2)
                for id in ids { #expect(try hub.row(Catalogue.recoveryCase, id) != nil) }
            }
        }
    }

    /// One exchange, whatever it comes to.
    private static func push(_ node: NodeStore) async throws {
        let transport = HTTPTransport(try node.membership())
        let token = Token(rawValue: .random(in: .min ... .max))
        let request = try node.nextRequest(next: token, waitSeconds: 0)
        let reply = try await transport.exchange(request.encoded(), hold: .zero)
        _ = try node.apply(ExchangeReply(decoding: reply), now: WallClock.now())
        try await transport.shutdown()
    }
}
