import Recovery
import Storage
import Sync
import Synchronization
import Wire

/// Signs what a node sends and checks that answers are its hub's.
///
/// It reads no clock but the one it is given, and takes the hub's time where that one is off: a
/// clock that stands wrong by hours cuts no hotel off.
final class NodeSigner: Sendable {
    /// By what a node that joins, or has joined, knows its hub.
    enum Trust: Hashable, Sendable {
        /// Nobody has said which hub it is: the first one is believed.
        case first
        /// The join code named the key.
        case mark(KeyMark)
        case key(VerifyingKey)

        var mark: KeyMark? {
            switch self {
            case .first: nil
            case .mark(let mark): mark
            case .key(let key): key.mark
            }
        }
    }

    private let clock: @Sendable () -> Timestamp
    private let secondsAhead = Mutex<Int64>(0)

    init(clock: @escaping @Sendable () -> Timestamp) { self.clock = clock }

    /// A request that was signed.
    struct Signed: Sendable {
        /// The fields to send besides the usual ones.
        var fields: [(name: String, value: String)]
        var message: SignableMessage
        var trust: Trust
    }

    /// Signs a request to a path below the hub's address.
    ///
    /// - Throws: ``TransportFailure``, when the key cannot sign.
    func sign(
        _ body: [UInt8],
        path: String,
        contentType: String,
        by key: SigningKey,
        as name: String,
        offering newKey: VerifyingKey? = nil,
        trusting trust: Trust
    ) throws(TransportFailure) -> Signed {
        var added = [(ContentDigest.name, ContentDigest.field(of: body))]
        if let mark = trust.mark { added.append((IdentityField.hub, mark.text)) }
        if let newKey { added.append((IdentityField.key, IdentityField.text(newKey))) }
        var message = SignableMessage(
            .request(method: "POST", path: path),
            fields: ["content-type": contentType].merging(added) { $1 }
        )
        var random = SystemRandomNumberGenerator()
        let terms = MessageSignature.Terms(
            created: hubSeconds(),
            nonce: random.next(),
            keyID: "\(name).\(key.publicKey.mark.text)"
        )
        do {
            let own = try MessageSignature.fields(signing: message, terms: terms, key: key)
            added.append((MessageSignature.inputName, own.input))
            added.append((MessageSignature.signatureName, own.signature))
        } catch {
            throw TransportFailure(.keyMissing, detail: "\(error)")
        }
        message.fields.merge(added) { $1 }
        return Signed(
            fields: added.map { (name: $0.0, value: $0.1) },
            message: message,
            trust: trust
        )
    }

    /// Checks that an answer is the hub's, to this request.
    ///
    /// - Returns: the key by which the hub wants to be known from now on.
    /// - Throws: ``SignatureError``.
    func check(_ answer: HubAnswer, to request: Signed) throws(SignatureError) -> VerifyingKey {
        let message = SignableMessage(.reply(status: answer.status), fields: answer.fields)
        let signature = try MessageSignature(of: message)
        let offered = answer.fields[IdentityField.hubKey].flatMap(IdentityField.key)
        let key: VerifyingKey
        switch (request.trust, offered) {
        case (.key(let known), _): key = known
        case (.mark(let mark), .some(let offered)) where offered.mark == mark: key = offered
        case (.first, .some(let offered)): key = offered
        case (.mark, .some): throw .signatureDiffers
        case (_, nil): throw .missing(IdentityField.hubKey)
        }
        try signature.check(message, answering: request.message, by: key)
        try ContentDigest.check(answer.fields[ContentDigest.name], body: answer.body)
        return offered ?? key
    }

    /// Takes the hub's time from its answer to a request whose time it refused.
    ///
    /// - Returns: whether that changes anything.
    func takeTime(of answer: HubAnswer) throws(SignatureError) -> Bool {
        let message = SignableMessage(.reply(status: answer.status), fields: answer.fields)
        let created = try MessageSignature(of: message).created
        let ahead = created - clock().milliseconds / 1000
        return secondsAhead.withLock { known in
            defer { known = ahead }
            return known != ahead
        }
    }

    private func hubSeconds() -> Int64 {
        clock().milliseconds / 1000 + secondsAhead.withLock { $0 }
    }
}

/// What came back from the hub's address.
struct HubAnswer: Sendable {
    var status: Int
    /// By name in lower case.
    var fields: [String: String]
    var body: [UInt8]

    /// The kind of problem that the hub names; nil when it is none of the hub's.
    var problem: String? {
        let start = "urn:amends:problem:"
        guard fields["content-type"] == "application/problem+json" else { return nil }
        let text = String(decoding: body, as: UTF8.self)
        guard let place = text.firstRange(of: start) else { return nil }
        return String(text[place.upperBound...].prefix { $0.isLetter || $0 == "-" })
    }
}
