import AsyncHTTPClient
import Foundation
import Hub
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import Node
import Recovery
import Storage
import Sync
import Synchronization
import TestSupport
import Testing
import Web
import Wire

/// A hub that speaks TLS by itself, over real sockets, with certificates that openssl made.
@Suite struct TLSTests {
    @Test func `a node joins and syncs through TLS, by an authority of one's own`() async throws {
        try await SecureHub.serving { hub in
            let node = try await hub.join("LIS")
            let id = try node.addCase("Cold room")
            #expect(try await syncOverHTTP(node).verified)
            #expect(try node.isKnown(id, to: hub.store))
        }
    }

    @Test func `who is not vouched for is told nothing, not even the join code`() async throws {
        try await SecureHub.serving { hub in
            let code = try hub.store.invitation(hub.store.addSite("LIS")).description
            for authority in [nil, try HubAuthority(pem: hub.other.pem)] {
                await #expect {
                    try await enrol(hubURL: hub.url, joinCode: code, authority: authority)
                } throws: { error in
                    guard case EnrolError.failed(_, .hubNotTrusted, _) = error else { return false }
                    return "\(error)".contains("--ca PEM")
                }
            }
            // The code is still good: nobody has heard it.
            let authority = try HubAuthority(pem: hub.authority.pem)
            _ = try await enrol(hubURL: hub.url, joinCode: code, authority: authority)
        }
    }

    @Test func `a renewed certificate is shown at the next connection, without a restart`()
        async throws
    {
        try await SecureHub.serving { hub in
            let node = try await hub.join("LIS")
            #expect(try await syncOverHTTP(node).blocker == nil)
            try hub.other.issue(hub.certificatePath, hub.keyPath)
            #expect(try await hub.trouble(node) == .hubNotTrusted)
            try node.findHub(
                at: hub.url,
                authority: hub.other.pem,
                author: "test",
                now: WallClock.now()
            )
            #expect(try await syncOverHTTP(node).verified)
        }
    }

    @Test func `half of a renewed pair changes nothing until the other half is there`()
        async throws
    {
        try await SecureHub.serving { hub in
            let node = try await hub.join("LIS")
            let (certificate, key) = (hub.directory + "/new.pem", hub.directory + "/new.key")
            try hub.authority.issue(certificate, key)
            try Data(contentsOf: URL(filePath: certificate))
                .write(to: URL(filePath: hub.certificatePath), options: .atomic)
            let half = try await hub.trouble(node, isExpected: false)
            #expect(half == nil)
            #expect(hub.log.lines.contains { $0.contains("does not belong") })
            try Data(contentsOf: URL(filePath: key))
                .write(to: URL(filePath: hub.keyPath), options: .atomic)
            #expect(try await hub.trouble(node, isExpected: false) == nil)
            #expect(hub.log.lines.contains { $0.contains("is in use") })
        }
    }

    @Test func `an expired certificate is spoken of by the hub and refused by the node`()
        async throws
    {
        try await SecureHub.serving { hub in
            let node = try await hub.join("LIS")
            #expect(hub.log.lines.isEmpty)
            try hub.authority.issue(hub.certificatePath, hub.keyPath, days: -1)
            #expect(try await hub.trouble(node) == .hubNotTrusted)
            #expect(hub.log.lines.contains { $0.contains("expired on") })
            try hub.authority.issue(hub.certificatePath, hub.keyPath, days: 5)
            #expect(try await hub.trouble(node, isExpected: false) == nil)
            #expect(hub.log.lines.contains { $0.contains("expires on") })
        }
    }

    @Test func `a node that is sent to TLS at a plain hub says so`() async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            try await withHub(directory) { url in
                let code = try hub.invitation(hub.addSite("LIS")).description
                let address = url.replacing("http:", with: "https:")
                await #expect {
                    try await enrol(hubURL: address, joinCode: code)
                } throws: { error in
                    guard case EnrolError.failed(_, .hubNotTrusted, _) = error else { return false }
                    return true
                }
            }
        }
    }

    @Test func `files that cannot be shown are named with what to do`() async throws {
        try await withDirectory { directory in
            let authority = try TestAuthority(directory + "/authority")
            let (certificate, key) = (directory + "/hub.pem", directory + "/hub.key")
            try authority.issue(certificate, key)
            try authority.issue(directory + "/other.pem", directory + "/other.key")
            func complaint(_ certificate: String, _ key: String) -> CertificateError? {
                do throws(CertificateError) {
                    _ = try HubCertificate(
                        certificatePath: certificate,
                        keyPath: key,
                        logger: silent
                    )
                    return nil
                } catch { return error }
            }
            let (missing, otherKey) = (directory + "/none.pem", directory + "/other.key")
            #expect(complaint(certificate, key) == nil)
            #expect(complaint(missing, key) == .unreadable(missing))
            #expect(complaint(certificate, missing) == .unreadable(missing))
            #expect(complaint(key, key) == .noCertificate(key))
            #expect(complaint(certificate, certificate) == .noKey(certificate))
            #expect(
                complaint(certificate, otherKey)
                    == .keyDiffers(certificate: certificate, key: otherKey)
            )
            #expect(throws: AuthorityError.noCertificate) { try HubAuthority(pem: "") }
        }
    }

    @Test func `cookies of a hub that speaks TLS stay off any other connection`() async throws {
        try await SecureHub.serving { hub in
            var settings = HTTPClient.Configuration()
            settings.tlsConfiguration = .makeClientConfiguration()
            settings.tlsConfiguration?.certificateVerification = .none
            settings.redirectConfiguration = .disallow
            let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
            var random = SystemRandomNumberGenerator()
            let code = try #require(try hub.store.drawSetUpCode(using: &random))
            var request = HTTPClientRequest(url: hub.url + "/set-up")
            request.method = .POST
            request.headers.add(
                name: "content-type",
                value: "application/x-www-form-urlencoded"
            )
            request.body = .bytes(
                ByteBuffer(string: "code=\(code)&name=Ana+Lopes&secret=Sunny-harbour-9")
            )
            let answer = try await client.execute(request, timeout: .seconds(60))
            try await client.shutdown()
            #expect(answer.headers["set-cookie"].contains { $0.hasSuffix("; Secure") })
        }
    }
}

/// A hub that speaks TLS with files in a directory, and two authorities.
private struct SecureHub: Sendable {
    let store: HubStore
    let directory: String
    let url: String
    let authority: TestAuthority
    let other: TestAuthority
    let log: KeptLog

    var certificatePath: String { directory + "/hub.pem" }
    var keyPath: String { directory + "/hub-tls.key" }

    /// Serves one while `body` runs.
    static func serving(_ body: (SecureHub) async throws -> Void) async throws {
        try await withDirectory { directory in
            let store = try newHub(directory)
            let authority = try TestAuthority(directory + "/authority")
            let other = try TestAuthority(directory + "/other")
            let (certificate, key) = (directory + "/hub.pem", directory + "/hub-tls.key")
            try authority.issue(certificate, key)
            let log = KeptLog()
            let shown = try HubCertificate(
                certificatePath: certificate,
                keyPath: key,
                logger: Logger(label: "test") { _ in log }
            )
            try await withHub(directory) {
                $0.certificate = shown
            } _: { url in
                #expect(url.hasPrefix("https://"))
                try await body(
                    SecureHub(
                        store: store,
                        directory: directory,
                        url: url,
                        authority: authority,
                        other: other,
                        log: log
                    )
                )
            }
        }
    }

    /// A new site's node, which joined by the hub's authority.
    func join(_ code: String) async throws -> NodeStore {
        let enrolment = try await enrol(
            hubURL: url,
            joinCode: store.invitation(store.addSite(code)).description,
            authority: HubAuthority(pem: authority.pem)
        )
        let node = try NodeStore(path: directory + "/\(code).db")
        try node.enrol(enrolment)
        return node
    }

    /// What still stands in the way of syncing after a while; a machine that is busy takes its
    /// time for a handshake, so that `isExpected` says whether any is.
    func trouble(_ node: NodeStore, isExpected: Bool = true) async throws -> SyncTrouble? {
        try await syncOverHTTP(node, within: .seconds(isExpected ? 2 : 30)).blocker?.trouble
    }
}

/// A log that a test reads.
private final class KeptLog: LogHandler, Sendable {
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock { $0 } }

    func log(event: LogEvent) { kept.withLock { $0.append("\(event.message)") } }

    subscript(metadataKey _: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }

    var logLevel: Logger.Level {
        get { .info }
        set {}
    }
}
