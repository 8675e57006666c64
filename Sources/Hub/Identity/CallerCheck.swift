import HTTPTypes
import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// Who speaks for which site: by a key that the hub knows, or, for a node from before there were
/// keys, by its credential.
struct CallerCheck: Sendable {
    /// How far a signature's time may be from the hub's, in seconds.
    ///
    /// A node whose clock is
    /// further off takes the hub's time from the refusal.
    static let clockToleranceSeconds: Int64 = 300

    let store: HubStore

    /// One that may speak for a site.
    struct Caller: Sendable {
        var site: UInt32
        /// Whether its body is signed too.
        var isSigned: Bool
        /// Whether it is asked to make a new key.
        var wantsNewKey = false

        /// Compares the body with what was signed.
        ///
        /// - Throws: ``SignatureError``.
        func check(_ body: [UInt8], of request: Request) throws {
            guard isSigned else { return }
            try ContentDigest.check(request.field(ContentDigest.name), body: body)
        }
    }

    /// Says who sends a request, by its head alone.
    ///
    /// - Throws: ``Problem``, ``SignatureError``, or the database's error.
    func caller(of request: Request) async throws -> Caller {
        guard request.isSigned else { return try await byCredential(request) }
        let message = SignableMessage(request)
        let signature = try MessageSignature(of: message)
        guard let (site, mark) = Self.parts(of: signature.keyID) else { throw Self.unknownKey }
        let known = try await siteKeys(site)
        guard let key = known.keys.first(where: { $0.mark == mark }) else {
            throw known.formerMarks.contains(mark) ? Self.formerKey : Self.unknownKey
        }
        try signature.check(message, by: key)
        try Self.checkTime(signature.created)
        if known.keys.count > 1, key == known.keys.last {
            let store = store
            try await blocking { try store.settleKey(key, site: site, now: WallClock.now()) }
        }
        return Caller(site: site, isSigned: true, wantsNewKey: known.wantsNewKey)
    }

    /// Which key a site's node wants to be known by: one that a known key signed for, or the first
    /// key of a node that shows its credential.
    ///
    /// - Throws: ``Problem``, ``SignatureError``, or the database's error.
    func newKey(
        in request: Request
    ) async throws -> (site: UInt32, key: VerifyingKey, caller: Caller) {
        let key = try Self.offeredKey(request)
        let words = request.headers[.authorization]
        let signature = try MessageSignature(of: SignableMessage(request))
        guard words != nil, let (site, mark) = Self.parts(of: signature.keyID),
            mark == key.mark, try await siteKeys(site).keys.isEmpty
        else {
            let caller = try await caller(of: request)
            return (caller.site, key, caller)
        }
        let caller = try await byCredential(request)
        guard caller.site == site else { throw Self.unknownKey }
        try signature.check(SignableMessage(request), by: key)
        try Self.checkTime(signature.created)
        return (site, key, Caller(site: site, isSigned: true))
    }

    /// The key of a node that joins, which has signed by it; nil for one without a key.
    ///
    /// - Throws: ``Problem`` or ``SignatureError``.
    func joiningKey(_ request: Request, body: [UInt8]) throws -> VerifyingKey? {
        guard request.isSigned else { return nil }
        let key = try Self.offeredKey(request)
        let message = SignableMessage(request)
        let signature = try MessageSignature(of: message)
        try signature.check(message, by: key)
        try Self.checkTime(signature.created)
        try ContentDigest.check(request.field(ContentDigest.name), body: body)
        return key
    }

    // MARK: Parts

    private func siteKeys(_ site: UInt32) async throws -> SiteKeys {
        let store = store
        let known = try await blocking { try store.siteKeys(of: site) }
        guard !known.isRetired else { throw Self.retired }
        return known
    }

    private func byCredential(_ request: Request) async throws -> Caller {
        let words = request.headers[.authorization]?.split(separator: " ") ?? []
        guard words.count == 2, words[0].lowercased() == "bearer",
            let credential = Credential(String(words[1]))
        else { throw Self.refused }
        let known = try await siteKeys(credential.site)
        // Whoever has signed once is never believed without a signature again.
        guard known.keys.isEmpty else { throw SignatureError.missing("signature") }
        let store = store
        guard try await blocking({ try store.accepts(credential) }) else { throw Self.refused }
        return Caller(site: credential.site, isSigned: false)
    }

    /// `17.ABCDEFGHJKLM`: the site and the key's mark.
    private static func parts(of keyID: String) -> (UInt32, KeyMark)? {
        let parts = keyID.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let site = UInt32(parts[0]), let mark = KeyMark(String(parts[1]))
        else { return nil }
        return (site, mark)
    }

    private static func offeredKey(_ request: Request) throws(SignatureError) -> VerifyingKey {
        guard let field = request.field(IdentityField.key) else {
            throw .missing(IdentityField.key)
        }
        guard let key = IdentityField.key(field) else { throw .malformed(IdentityField.key) }
        return key
    }

    private static func checkTime(_ created: Int64) throws(Problem) {
        let now = WallClock.now().milliseconds / 1000
        guard created <= now + clockToleranceSeconds, created >= now - clockToleranceSeconds
        else {
            throw Problem(
                .unauthorized,
                "clock",
                """
                The signature's time is more than 5 minutes from the hub's. Sign again by the \
                hub's time, which is this answer's.
                """
            )
        }
    }

    // MARK: Refusals

    private static let refused = Problem(
        .unauthorized,
        "credential",
        """
        The hub does not know this credential. Make a fresh code with \
        'amends hub site rejoin CODE' and join the node anew.
        """
    )

    private static let unknownKey = Problem(
        .unauthorized,
        "key",
        """
        The hub does not know this key. Make a fresh code with 'amends hub site rejoin CODE', \
        and say 'amends node rejoin' at the node.
        """
    )

    private static let formerKey = Problem(
        .unauthorized,
        "key",
        """
        This key was replaced by a newer one: another machine speaks for this site. If this is \
        the right one, make a fresh code with 'amends hub site rejoin CODE', and say \
        'amends node rejoin' here.
        """
    )

    private static let retired = Problem(
        .forbidden,
        "retired",
        """
        Headquarters has retired this site. 'amends hub site rejoin CODE' makes a code that lets \
        its node in again.
        """
    )
}

extension Request {
    /// Whether it bears a signature, right or wrong.
    var isSigned: Bool {
        field(MessageSignature.inputName) != nil || field(MessageSignature.signatureName) != nil
    }

    /// A field by its name in lower case.
    func field(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { headers[$0] }
    }
}

extension SignableMessage {
    /// What can be signed of a request.
    init(_ request: Request) {
        self.init(
            .request(method: request.method.rawValue, path: request.uri.path),
            fields: Self.fields(request.headers)
        )
    }

    /// The fields by name in lower case.
    static func fields(_ headers: HTTPFields) -> [String: String] {
        var fields: [String: String] = [:]
        for field in headers {
            let name = field.name.canonicalName
            fields[name] = fields[name].map { "\($0), \(field.value)" } ?? field.value
        }
        return fields
    }
}
