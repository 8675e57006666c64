import Recovery
import Storage
import Sync
import Synchronization
import Web
import Wire

/// Keeps a node's key: signs its exchanges by it, makes the first one and those that the hub asks
/// for, and follows the hub when that changes its own.
final class KeyKeeper: Sendable {
    private let store: NodeStore
    private let site: UInt32
    private let signer: NodeSigner
    private let state = Mutex(State())

    private struct State {
        var identity: NodeIdentity?
        /// When a hub that knows no keys is asked again.
        var askAgainAt: ContinuousClock.Instant?
    }

    /// How long a hub that knows no keys is believed to know none.
    private static let askAgainAfter = Duration.seconds(600)

    init(_ store: NodeStore, site: UInt32, signer: NodeSigner) {
        self.store = store
        self.site = site
        self.signer = signer
    }

    // MARK: Having a key

    /// Whether there is a key to sign by; makes one where there was none, if the hub knows keys.
    ///
    /// - Throws: ``TransportFailure``.
    func mayShow(through transport: HTTPTransport) async throws(TransportFailure) -> Bool {
        let known = state.withLock { $0.identity }
        if let known, known.hubKey != nil { return true }
        if let at = state.withLock({ $0.askAgainAt }), ContinuousClock.now < at { return false }
        let kept = try await load()
        if let kept, kept.hubKey != nil { return true }
        return try await introduce(kept, through: transport)
    }

    /// Reads the keys from disk, where another process may have changed them.
    private func load() async throws(TransportFailure) -> NodeIdentity? {
        let store = store
        do {
            let identity = try await blocking { try store.identity() }
            state.withLock { $0.identity = identity }
            return identity
        } catch let error as KeyError {
            throw TransportFailure(.keyMissing, detail: error.description)
        } catch {
            throw TransportFailure(.storeFailed, detail: "\(error)")
        }
    }

    private func keep(_ identity: NodeIdentity) async throws(TransportFailure) {
        let store = store
        do { try await blocking { try store.keep(identity) } } catch {
            throw TransportFailure(.storeFailed, detail: "\(error)")
        }
        state.withLock { $0.identity = identity }
    }

    /// Tells the hub the first key of a node that has shown a credential so far.
    private func introduce(
        _ kept: NodeIdentity?,
        through transport: HTTPTransport
    ) async throws(TransportFailure) -> Bool {
        // On disk before the hub knows it: the credential is worth nothing afterwards.
        var identity = kept ?? NodeIdentity(ring: KeyRing(present: SigningKey()), hubKey: nil)
        if kept == nil { try await keep(identity) }
        let key = identity.ring.present
        for _ in 0..<2 {
            let request = try signer.sign(
                [],
                path: SyncEndpoint.keyPath,
                contentType: SyncEndpoint.contentType,
                by: key,
                as: "\(site)",
                offering: key.publicKey,
                trusting: .first
            )
            let answer = try await transport.sendShown(
                [],
                to: SyncEndpoint.keyPath,
                fields: request.fields
            )
            if answer.status == 404 {
                // An older hub: the credential goes on working there.
                state.withLock { $0.askAgainAt = .now + Self.askAgainAfter }
                return false
            }
            let hubKey = try proved(answer, request)
            if answer.problem == "clock", try tookTime(answer) { continue }
            guard answer.status == 204 else { throw answer.refusal }
            identity.hubKey = hubKey
            try await keep(identity)
            return true
        }
        throw TransportFailure(.requestAltered, detail: "the hub refuses its own time")
    }

    // MARK: Exchanging

    /// Sends a signed request and gives back the message of the proved reply.
    ///
    /// - Throws: ``TransportFailure``.
    func exchange(
        _ body: [UInt8],
        path: String,
        through transport: HTTPTransport,
        within time: Duration
    ) async throws(TransportFailure) -> [UInt8] {
        let answer = try await ask(body, path: path, through: transport, within: time)
        let wantsNewKey = answer.status == 200 && answer.fields[IdentityField.renew] == "?1"
        if wantsNewKey || state.withLock({ $0.identity?.ring.next != nil }) {
            // The exchange is good without it; what fails now is tried at the next one.
            do { try await renew(through: transport) } catch { return try answer.message() }
        }
        return try answer.message()
    }

    /// Sends until the hub has nothing against the time or the key that is not mended here.
    private func ask(
        _ body: [UInt8],
        path: String,
        offering newKey: VerifyingKey? = nil,
        through transport: HTTPTransport,
        within time: Duration
    ) async throws(TransportFailure) -> HubAnswer {
        for _ in 0..<3 {
            guard let identity = state.withLock({ $0.identity }), let hubKey = identity.hubKey
            else { break }
            let request = try signer.sign(
                body,
                path: path,
                contentType: SyncEndpoint.contentType,
                by: identity.ring.present,
                as: "\(site)",
                offering: newKey,
                trusting: .key(hubKey)
            )
            let answer = try await transport.send(
                body,
                to: path,
                within: time,
                fields: request.fields
            )
            try await follow(try proved(answer, request), from: hubKey)
            switch answer.problem {
            case "clock": if try tookTime(answer) { continue }
            case "key":
                // Another process of this node may have changed it.
                let kept = try await load()
                if kept?.ring.present != identity.ring.present { continue }
                if try await isKnownAgain(identity, hubKey, through: transport) { continue }
            default: break
            }
            return answer
        }
        throw TransportFailure(.keyRefused, detail: "the key changes again and again")
    }

    /// Whether a hub that went back in time takes the present key by what it knew then: a former
    /// key, or the credential from before there were keys.
    private func isKnownAgain(
        _ identity: NodeIdentity,
        _ hubKey: VerifyingKey,
        through transport: HTTPTransport
    ) async throws(TransportFailure) -> Bool {
        let present = identity.ring.present
        for key in identity.ring.former + [present] {
            let request = try signer.sign(
                [],
                path: SyncEndpoint.keyPath,
                contentType: SyncEndpoint.contentType,
                by: key,
                as: "\(site)",
                offering: present.publicKey,
                trusting: .key(hubKey)
            )
            let answer: HubAnswer
            if key == present {
                answer = try await transport.sendShown(
                    [],
                    to: SyncEndpoint.keyPath,
                    fields: request.fields
                )
            } else {
                answer = try await transport.send(
                    [],
                    to: SyncEndpoint.keyPath,
                    within: .seconds(30),
                    fields: request.fields
                )
            }
            _ = try proved(answer, request)
            if answer.status == 204 { return true }
        }
        return false
    }

    /// Believes the hub's new key, which it told by its former one.
    private func follow(
        _ hubKey: VerifyingKey,
        from former: VerifyingKey
    ) async throws(TransportFailure) {
        guard hubKey != former else { return }
        let store = store
        do { try await blocking { try store.trust(hubKey) } } catch {
            throw TransportFailure(.storeFailed, detail: "\(error)")
        }
        state.withLock { $0.identity?.hubKey = hubKey }
    }

    /// Makes a new key, tells the hub by the old one, and goes over to it.
    private func renew(through transport: HTTPTransport) async throws(TransportFailure) {
        guard var identity = try await load() else { return }
        let next = identity.ring.next ?? SigningKey()
        if identity.ring.next == nil {
            identity.ring.next = next
            try await keep(identity)
        }
        let answer = try await ask(
            [],
            path: SyncEndpoint.keyPath,
            offering: next.publicKey,
            through: transport,
            within: .seconds(30)
        )
        guard answer.status == 204, var identity = try await load() else { throw answer.refusal }
        guard identity.ring.next == next else { return }
        // A hub that goes back in time knows the former one only.
        identity.ring = KeyRing(
            present: next,
            former: [identity.ring.present] + identity.ring.former.prefix(1)
        )
        try await keep(identity)
    }

    // MARK: Proof

    /// The hub's key, if the answer is the hub's.
    ///
    /// What is not signed is believed only as what stands between may say it: that the hub cannot
    /// be reached, or is asked too often.
    private func proved(
        _ answer: HubAnswer,
        _ request: NodeSigner.Signed
    ) throws(TransportFailure) -> VerifyingKey {
        try answer.proved(by: signer, request)
    }

    private func tookTime(_ answer: HubAnswer) throws(TransportFailure) -> Bool {
        do throws(SignatureError) { return try signer.takeTime(of: answer) } catch {
            throw TransportFailure(.hubNotProved, detail: error.description)
        }
    }
}

extension HubAnswer {
    /// The hub's key, if the answer is the hub's to this request.
    ///
    /// - Throws: ``TransportFailure``.
    func proved(
        by signer: NodeSigner,
        _ request: NodeSigner.Signed
    ) throws(TransportFailure) -> VerifyingKey {
        do throws(SignatureError) { return try signer.check(self, to: request) } catch {
            guard isOurs || contentType == SyncEndpoint.contentType || status == 204 else {
                throw refusal
            }
            // A reply that was altered, or another's: nothing that it says is believed.
            guard error == .bodyDiffers else {
                throw TransportFailure(.hubNotProved, detail: error.description)
            }
            throw TransportFailure(.replyDamaged, detail: error.description)
        }
    }
}
