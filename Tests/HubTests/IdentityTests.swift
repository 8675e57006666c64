import FoundationEssentials
import GRDB
import Glibc
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

/// Who may speak for a site, and for the hub.
@Suite struct IdentityTests {
    @Test func `a node that joins signs by a key of its own`() async throws {
        try await JoinedHouse.serving { house in
            let id = try house.node.addCase("Cold room")
            #expect(try await house.trouble() == nil)
            #expect(try house.node.isKnown(id, to: house.hub))
            let sent = try #require(house.relay.requests.last)
            #expect(sent.fields["signature"] != nil)
            #expect(sent.fields["authorization"] == nil, "there is nothing to steal on the way")
            #expect(house.relay.answers.allSatisfy { $0.fields["signature"] != nil })
            for file in ["/hub.key", "/lis/node.key"] {
                var status = stat()
                #expect(unsafe lstat(house.directory + file, &status) == 0)
                #expect(status.st_mode & 0o777 == 0o600)
            }
        }
    }

    @Test func `a request that another key signed is refused`() async throws {
        try await JoinedHouse.serving { house in
            let body = try house.node.nextRequest(next: Token(rawValue: 7), waitSeconds: 0)
                .encoded()
            let own = try #require(try house.node.identity()).ring.present
            let other = SigningKey()
            let site = try house.site
            func answer(_ keyID: String, _ key: SigningKey) async throws -> Relay.Message {
                try await house.relay.send(forged(body, keyID: keyID, key: key))
            }
            let name = "\(site).\(own.publicKey.mark.text)"
            #expect(try await answer(name, other).problem == "signature")
            #expect(
                try await answer("\(site).\(other.publicKey.mark.text)", other).problem == "key"
            )
            #expect(try await answer("99.\(own.publicKey.mark.text)", own).problem == "key")
            #expect(try await answer("nobody", own).problem == "key")
            #expect(try await answer(name, own).status == 200)
        }
    }

    @Test func `a site's key speaks for no other site`() async throws {
        try await JoinedHouse.serving { house in
            let porto = try await house.hub.joined("OPO", house.directory + "/opo", at: house.url)
            let key = try #require(try porto.identity()).ring.present
            let keyID = "\(try porto.membership().site).\(key.publicKey.mark.text)"
            let body = try house.node.nextRequest(next: Token(rawValue: 7), waitSeconds: 0)
                .encoded()
            let answer = try await house.relay.send(forged(body, keyID: keyID, key: key))
            #expect(answer.status == 403)
            #expect(answer.problem == "other-site")
        }
    }

    @Test func `who has signed once is not believed unsigned`() async throws {
        try await JoinedHouse.serving { house in
            let site = try house.site
            for words in ["Bearer \(site)." + String(repeating: "0", count: 64), "Bearer ", ""] {
                house.relay.alterRequests { message in
                    for name in ["signature", "signature-input"] { message.fields[name] = nil }
                    message.fields["authorization"] = words
                }
                #expect(try await house.trouble() == .hubNotProved, "its refusal is not signed")
            }
            let refused = try #require(house.relay.answers.first { $0.status == 401 })
            #expect(refused.problem == "signature")
            house.relay.alterRequests { _ in }
            #expect(try await house.trouble() == nil)
        }
    }

    @Test func `a request that is sent again has no second effect, and none after minutes`()
        async throws
    {
        try await JoinedHouse.serving { house in
            _ = try house.node.addCase("Cold room")
            #expect(try await house.trouble() == nil)
            let sent = try #require(house.relay.requests.first { $0.path.hasSuffix("exchange") })
            let count = try house.hub.caseCount()
            _ = try await house.relay.send(sent)
            #expect(try house.hub.caseCount() == count)
            #expect(try await house.trouble() == nil, "the node is not taken for a copy")
            let key = try #require(try house.node.identity()).ring.present
            for seconds in [-400, 400] as [Int64] {
                let late = try forged(
                    sent.body,
                    keyID: "\(try house.site).\(key.publicKey.mark.text)",
                    key: key,
                    created: WallClock.now().milliseconds / 1000 + seconds
                )
                #expect(try await house.relay.send(late).problem == "clock")
            }
        }
    }

    @Test func `a body that was altered on the way is refused and has no effect`() async throws {
        try await JoinedHouse.serving { house in
            let id = try house.node.addCase("Cold room")
            house.relay.alterRequests { $0.body[$0.body.count - 1] ^= 1 }
            #expect(try await house.trouble() == .requestAltered)
            #expect(house.relay.answers.last?.problem == "content-digest")
            #expect(try !house.node.isKnown(id, to: house.hub))
            // With a digest that fits the head is not the signed one any more.
            house.relay.alterRequests { message in
                message.body[message.body.count - 1] ^= 1
                message.fields["content-digest"] = ContentDigest.field(of: message.body)
            }
            #expect(try await house.trouble() == .hubNotProved)
            #expect(house.relay.answers.last?.problem == "signature")
            house.relay.alterRequests { _ in }
            #expect(try await house.trouble() == nil)
            #expect(try house.node.isKnown(id, to: house.hub))
        }
    }

    @Test func `a reply that was altered on the way is not believed`() async throws {
        try await JoinedHouse.serving { house in
            _ = try house.node.addCase("Cold room")
            house.relay.alterAnswers { $0.body[$0.body.count - 1] ^= 1 }
            #expect(try await house.trouble() == .replyDamaged)
            house.relay.alterAnswers { message in
                message.body[message.body.count - 1] ^= 1
                message.fields["content-digest"] = ContentDigest.field(of: message.body)
            }
            #expect(try await house.trouble() == .hubNotProved)
            house.relay.alterAnswers { $0.fields["signature"] = nil }
            #expect(try await house.trouble() == .hubNotProved)
            // Nobody but the hub tells a house that it was retired.
            house.relay.alterAnswers { message in
                message.status = 403
                message.fields["content-type"] = Problem.contentType
                message.body = Array(#"{"type":"urn:amends:problem:retired"}"#.utf8)
            }
            #expect(try await house.trouble() == .hubNotProved)
            house.relay.alterAnswers { _ in }
            #expect(try await house.trouble() == nil)
        }
    }

    @Test func `a reply to another request is not believed`() async throws {
        try await JoinedHouse.serving { house in
            #expect(try await house.trouble() == nil)
            let former = try #require(house.relay.answers.last)
            house.relay.alterAnswers { $0 = former }
            #expect(try await house.trouble() == .hubNotProved)
        }
    }

    @Test func `another hub at the address is noticed, by who joins and by who has joined`()
        async throws
    {
        try await JoinedHouse.serving { house in
            let code = try house.hub.freshCode("LIS")
            try await withDirectory { directory in
                let other = try newHub(directory)
                _ = try other.addSite("LIS")
                try await withHub(directory) { url in
                    _ = try house.node.addCase("Cold room")
                    house.relay.lead(to: url)
                    #expect(try await house.trouble() == .hubNotProved)
                    var refusal: EnrolError?
                    do throws(EnrolError) {
                        _ = try await enrol(hubURL: url, joinCode: code)
                    } catch {
                        refusal = error
                    }
                    guard case .failed(_, .hubNotProved, _) = refusal else {
                        Issue.record("\(String(describing: refusal))")
                        return
                    }
                    #expect(refusal?.description.contains("rejoin") == true)
                }
            }
            house.relay.lead(to: house.url)
            #expect(try await house.trouble() == nil)
        }
    }

    @Test func `a copy of the database alone speaks for nobody`() async throws {
        try await JoinedHouse.serving { house in
            #expect(try await house.trouble() == nil)
            let stolen = house.directory + "/stolen"
            try FileManager.default.createDirectory(
                atPath: stolen,
                withIntermediateDirectories: true
            )
            try house.node.database.backup(to: NodeStore(path: stolen + "/node.db").database)
            let copy = try NodeStore(path: stolen + "/node.db")
            let count = house.relay.requests.count
            #expect(try await house.trouble(copy) == .keyMissing)
            #expect(house.relay.requests.count == count, "nothing left the machine")
            // Nor does a key that others may read.
            try house.node.identity()?.ring.write(path: stolen + "/node.key")
            #expect(unsafe chmod(stolen + "/node.key", 0o644) == 0)
            #expect(try await house.trouble(copy) == .keyMissing)
        }
    }

    @Test(arguments: [-18_000, 18_000, 86_400 * 400] as [Int64])
    func `a clock that stands wrong by hours cuts nobody off`(seconds: Int64) async throws {
        try await JoinedHouse.serving { house in
            let id = try house.node.addCase("Cold room")
            let transport = try HTTPTransport(house.node) {
                Timestamp(milliseconds: WallClock.now().milliseconds + seconds * 1000)
            }
            let result = try await syncNow(house.node, transport, within: .seconds(20))
            try await transport.shutdown()
            #expect(result.blocker == nil)
            #expect(result.verified)
            #expect(try house.node.isKnown(id, to: house.hub))
            #expect(house.relay.answers.count { $0.problem == "clock" } == 1)
        }
    }
}
