import FoundationEssentials
import GRDB
import Hub
import Node
import Recovery
import Storage
import Sync
import TestSupport
import Testing
import Web
import Wire

@Suite struct ServingTests {
    @Test func `a directory is served by one process at a time`() async throws {
        try await withDirectory { directory in
            _ = try newHub(directory)
            try await withHub(directory) { _ in
                await #expect {
                    try await withHub(directory) { _ in }
                } throws: { error in
                    guard case StoreError.inUse = error else { return false }
                    return true
                }
            }
            try await withHub(directory) { _ in }
        }
    }

    @Test func `a directory without data is not served, nor changed`() async throws {
        try await withDirectory { directory in
            await #expect(throws: StoreError.notSetUp(path: directory)) {
                try await withHub(directory) { _ in }
            }
            let files = try FileManager.default.contentsOfDirectory(atPath: directory)
            #expect(files.isEmpty)
        }
    }

    @Test func `a hub that stops answers those who wait`() async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            // Only its end can make this hub answer: it would hold the request for hours.
            let held = try await withHub(directory, { $0.holdMax = .seconds(9_999) }) { url in
                let node = try hub.addNode("LIS", directory + "/lis", hubURL: url)
                _ = try await syncOverHTTP(node, byCredential: true)
                let body = try node.nextRequest(
                    next: Token(rawValue: 7),
                    waitSeconds: 9_999
                ).encoded()
                let credential = try node.membership().credential
                let held = Task {
                    try await post(
                        body,
                        to: url + SyncEndpoint.exchangePath,
                        credential: credential
                    )
                }
                try await health(url, \.waiting, atLeast: 1)
                return held
            }
            #expect(try await held.value.status == 200)
        }
    }

    @Test func `a request without news is answered when its time is over`() async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            try await withHub(directory, { $0.holdMax = .milliseconds(300) }) { url in
                let node = try hub.addNode("LIS", directory + "/lis", hubURL: url)
                _ = try await syncOverHTTP(node)
                let transport = try HTTPTransport(node)
                let request = try node.nextRequest(next: Token(rawValue: 7), waitSeconds: 55)
                let begin = ContinuousClock.now
                let reply = try await transport.exchange(request.encoded(), hold: .seconds(55))
                try await transport.shutdown()
                let time = ContinuousClock.now - begin
                #expect(time >= .milliseconds(300))
                let outcome = try node.apply(
                    ExchangeReply(decoding: reply),
                    now: WallClock.now()
                )
                guard case .exchanged(let progress) = outcome else {
                    Issue.record("\(outcome)")
                    return
                }
                #expect(progress.isVerified == true)
            }
        }
    }

    @Test func `a request that overtakes one of its own is not taken for a copy's`() async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            try await withHub(directory) { url in
                let node = try hub.addNode("LIS", directory + "/lis", hubURL: url)
                _ = try await syncOverHTTP(node, byCredential: true)
                let address = url + SyncEndpoint.exchangePath
                let credential = try node.membership().credential
                let held = try node.nextRequest(
                    next: Token(rawValue: 7),
                    waitSeconds: 55
                ).encoded()
                async let first = post(held, to: address, credential: credential)
                try await health(url, \.waiting, atLeast: 1)
                let id = try node.addCase("Cold room")
                let result = try await syncOverHTTP(node, byCredential: true)
                #expect(result.pushed == 1)
                let reply = try await ExchangeReply(decoding: first.body)
                guard case .accepted = reply.verdict else {
                    Issue.record("\(reply.verdict)")
                    return
                }
                #expect(try hub.row(Catalogue.recoveryCase, id) != nil)
                #expect(try node.syncStatus(now: WallClock.now()).lives.count == 1)
            }
        }
    }

    @Test func `a hub whose database was copied back begins a new epoch and loses nothing`()
        async throws
    {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            let place = ListenAddress.lasting()
            let node = try hub.addNode("LIS", directory + "/lis", hubURL: place.url)
            let backup = directory + "/backup"
            try FileManager.default.createDirectory(
                atPath: backup,
                withIntermediateDirectories: true
            )
            try await hub.database.vacuum(into: backup + "/hub.db")
            let epoch = try hub.news().epoch
            let id = try node.addCase("Cold room")
            try await withHub(directory, at: place) { _ in _ = try await syncOverHTTP(node) }
            for file in ["/hub.sidecar", "/hub.key"] {
                try FileManager.default.copyItem(
                    atPath: directory + file,
                    toPath: backup + file
                )
            }
            try await withHub(backup, at: place) { _ in
                let restored = try HubStore(path: backup + "/hub.db")
                #expect(try restored.news().epoch != epoch, "noticed before anyone syncs")
                #expect(try await syncOverHTTP(node).verified)
                #expect(try restored.row(Catalogue.recoveryCase, id) != nil)
                #expect(try node.syncStatus(now: WallClock.now()).lives.count == 1)
            }
            // Started again, it is the same hub.
            let again = try HubStore(path: backup + "/hub.db").news().epoch
            try await withHub(backup, at: place) { _ in }
            #expect(try HubStore(path: backup + "/hub.db").news().epoch == again)
        }
    }

    @Test func `a node says how it is`() async throws {
        struct Health: Decodable {
            var status: String
            var site: String
            var unsent: Int
            var blocker: String?
        }
        try await withDirectory { directory in
            let hub = try newHub(directory)
            let node = try hub.addNode("LIS", directory + "/lis", hubURL: "http://127.0.0.1:9")
            _ = try node.addCase("Cold room")
            try await withNode(directory + "/lis") { url in
                #expect(
                    try await eventually(within: .seconds(60)) {
                        try node.blocker()?.trouble == .hubUnreachable
                    }
                )
                let body = try await get(url + "/health").body
                let health = try JSONDecoder().decode(Health.self, from: Data(body))
                #expect(health.status == "ok")
                #expect(health.site == "LIS")
                #expect(health.unsent == 1)
                #expect(health.blocker == "hubUnreachable")
            }
        }
    }

    @Test func `the hub remembers when a site was heard and its version`() async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            try await withHub(directory) { url in
                _ = try await syncOverHTTP(
                    try hub.addNode("LIS", directory + "/lis", hubURL: url)
                )
            }
            let site = try #require(try hub.listSites().first)
            #expect(site.heardAt != nil)
            #expect(site.version == Product.userAgent)
        }
    }
}
