import FoundationEssentials
import Hub
import Node
import Recovery
import Storage
import Sync
import TestSupport
import Testing
import Web
import Wire

/// Keys that are made, changed, lost and taken away, without anybody visiting a site.
@Suite struct IdentityChangeTests {
    @Test func `a node makes a new key when the hub asks, and the old one ends when that is used`()
        async throws
    {
        try await JoinedHouse.serving { house in
            #expect(try await house.trouble() == nil)
            let old = try #require(try house.node.identity()).ring.present
            try house.hub.askForNewKey(code: "LIS", author: "test", now: WallClock.now())
            // The answer to the new key is lost: the old one goes on working.
            house.relay.alterAnswers { if $0.path.hasSuffix("key") { $0.status = 502 } }
            #expect(try await house.trouble() == nil)
            let half = try #require(try house.node.identity()).ring
            #expect(half.present == old)
            #expect(half.next != nil)
            #expect(try house.hub.siteKeys(of: house.site).keys.count == 2)
            house.relay.alterAnswers { _ in }
            #expect(try await house.trouble() == nil)
            let new = try #require(try house.node.identity()).ring
            #expect(new == KeyRing(present: try #require(half.next), former: [old]))
            #expect(try await house.trouble() == nil)
            let known = try house.hub.siteKeys(of: house.site)
            #expect(known.keys == [new.present.publicKey])
            #expect(!known.wantsNewKey)
            let body = try house.node.nextRequest(next: Token(rawValue: 7), waitSeconds: 0)
                .encoded()
            let keyID = "\(try house.site).\(old.publicKey.mark.text)"
            let answer = try await house.relay.send(forged(body, keyID: keyID, key: old))
            #expect(answer.problem == "key")
        }
    }

    @Test func `a process that knows the old key alone takes the new one from the file`()
        async throws
    {
        try await JoinedHouse.serving { house in
            let slow = try HTTPTransport(house.node)
            #expect(try await syncNow(house.node, slow, within: .seconds(20)).blocker == nil)
            try house.hub.askForNewKey(code: "LIS", author: "test", now: WallClock.now())
            for _ in 0..<2 { #expect(try await house.trouble() == nil) }
            let result = try await syncNow(house.node, slow, within: .seconds(20))
            try await slow.shutdown()
            #expect(result.blocker == nil)
            #expect(house.relay.answers.contains { $0.problem == "key" })
        }
    }

    @Test func `a retired site is refused, says so, and comes back with a code and all it holds`()
        async throws
    {
        try await JoinedHouse.serving { house in
            #expect(try await house.trouble() == nil)
            try house.hub.retire(code: "LIS", author: "test", now: WallClock.now())
            let id = try house.node.addCase("Cold room")
            #expect(try await house.trouble() == .siteRetired)
            #expect(try !house.node.isKnown(id, to: house.hub))
            let code = try house.hub.freshCode("LIS")
            #expect(try await house.trouble() == .siteRetired, "a code alone lets nobody in")
            let enrolment = try await enrol(
                hubURL: house.node.membership().hubURL,
                joinCode: code
            )
            try house.node.rejoin(enrolment)
            #expect(try await house.trouble() == nil)
            #expect(try house.node.isKnown(id, to: house.hub))
        }
    }

    @Test func `a request that is held when its site is retired is not answered with news`()
        async throws
    {
        try await JoinedHouse.serving { house in
            #expect(try await house.trouble() == nil)
            let transport = try HTTPTransport(house.node)
            let body = try house.node.nextRequest(next: Token(rawValue: 7), waitSeconds: 55)
                .encoded()
            let held = Task { try await transport.exchange(body, hold: .seconds(55)) }
            try await health(house.url, \.waiting, atLeast: 1)
            try house.hub.retire(code: "LIS", author: "test", now: WallClock.now())
            _ = try house.hub.addSite("OPO")
            var trouble: SyncTrouble?
            do { _ = try await held.value } catch let failure as TransportFailure {
                trouble = failure.trouble
            }
            #expect(trouble == .siteRetired)
            try await transport.shutdown()
        }
    }

    @Test func `a code for one site lets no other site's node in`() async throws {
        try await JoinedHouse.serving { house in
            let code = try house.hub.invitation(house.hub.addSite("OPO")).description
            let enrolment = try await enrol(hubURL: house.url, joinCode: code)
            #expect(throws: KeyError.otherSite(found: "OPO", wanted: "LIS")) {
                try house.node.rejoin(enrolment)
            }
            #expect(try await house.trouble() == nil)
        }
    }

    @Test func `a node that joins with the site's next code shuts the former one out`()
        async throws
    {
        try await JoinedHouse.serving { house in
            #expect(try await house.trouble() == nil)
            _ = try await enrol(hubURL: house.url, joinCode: house.hub.freshCode("LIS"))
            #expect(try await house.trouble() == .keyRefused)
        }
    }

    @Test func `the hub's new key is learned from a reply that its old key signs`() async throws {
        try await JoinedHouse.serving { house in
            let silent = try await house.hub.joined("OPO", house.directory + "/opo", at: house.url)
            let old = try #require(try house.node.identity()).hubKey
            let ring = try house.hub.rotateKey(isLost: false, author: "test", now: WallClock.now())
            #expect(ring.present.publicKey != old)
            #expect(try await house.trouble() == nil)
            #expect(try house.node.identity()?.hubKey == ring.present.publicKey)
            #expect(try await house.trouble() == nil)
            let kept = try house.hub.forgetFormerKeys(author: "test", now: WallClock.now())
            #expect(kept.former.isEmpty)
            #expect(try await house.trouble() == nil)
            // One that was away all the time cannot know that this is its hub; a code tells it.
            #expect(try await house.trouble(silent) == .hubNotProved)
            let id = try silent.addCase("No towels")
            try silent.rejoin(
                try await enrol(hubURL: house.url, joinCode: house.hub.freshCode("OPO"))
            )
            #expect(try await house.trouble(silent) == nil)
            #expect(try silent.isKnown(id, to: house.hub))
        }
    }

    @Test func `a node from before there were keys makes one, and its credential ends`()
        async throws
    {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            try await withHub(directory) { url in
                let node = try hub.addNode("LIS", directory + "/lis", hubURL: url)
                let membership = try node.membership()
                let body = try node.nextRequest(next: Token(rawValue: 7), waitSeconds: 0).encoded()
                let address = url + SyncEndpoint.exchangePath
                // A program that knows no keys goes on as before.
                #expect(
                    try await post(body, to: address, credential: membership.credential).status
                        == 200
                )
                #expect(try node.identity() == nil)
                #expect(try await syncOverHTTP(node).verified)
                let identity = try #require(try node.identity())
                let keys = try hub.siteKeys(of: membership.site).keys
                #expect(keys == [identity.ring.present.publicKey])
                #expect(try identity.hubKey == hub.keys().ring().present.publicKey)
                let answer = try await post(body, to: address, credential: membership.credential)
                #expect(answer.status == 401)
                #expect(try answer.problem().type == "urn:amends:problem:signature")
                #expect(try await syncOverHTTP(node).verified)
            }
        }
    }

    @Test func `a hub whose key is missing does not begin another identity`() async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            let path = directory + "/hub.key"
            let first = try hub.keys().ring()
            try FileManager.default.removeItem(atPath: path)
            #expect(throws: KeyError.hubKeyMissing(path: path)) { _ = try hub.keys() }
            try KeyRing(present: SigningKey()).write(path: path)
            #expect(throws: KeyError.otherHubsKey(path: path)) { _ = try hub.keys() }
            try first.write(path: path)
            #expect(try hub.keys().ring() == first)
            try FileManager.default.removeItem(atPath: path)
            let lost = try hub.rotateKey(isLost: true, author: "test", now: WallClock.now())
            #expect(try hub.keys().ring() == lost)
            #expect(lost.former.isEmpty)
        }
    }

    @Test func `a file of keys that was cut short is not used`() async throws {
        try await withDirectory { directory in
            let path = directory + "/node.key"
            #expect(try KeyRing(path: path) == nil)
            let ring = KeyRing(present: SigningKey(), next: SigningKey(), former: [SigningKey()])
            try ring.write(path: path)
            #expect(try KeyRing(path: path) == ring)
            let text = try #require(FileManager.default.contents(atPath: path))
            for count in stride(from: 0, to: text.count - 1, by: 7) {
                try FileManager.default.removeItem(atPath: path)
                let isMade = FileManager.default.createFile(
                    atPath: path,
                    contents: text.prefix(count),
                    attributes: [.posixPermissions: 0o600]
                )
                #expect(isMade)
                #expect(throws: KeyError.damaged(path: path)) { _ = try KeyRing(path: path) }
            }
        }
    }
}
