/// A request or a reply, as far as a signature can cover it.
package struct SignableMessage: Sendable {
    package enum Start: Hashable, Sendable {
        /// The path is the one below the hub's own address.
        case request(method: String, path: String)
        case reply(status: Int)
    }

    package var start: Start
    /// By name in lower case; several lines of one name are joined by a comma and a space.
    package var fields: [String: String]

    package init(_ start: Start, fields: [String: String]) {
        self.start = start
        self.fields = fields
    }
}

/// A signature of a request or a reply (RFC 9421), by Ed25519, under the label `amends`.
package struct MessageSignature: Sendable {
    /// The label in both fields, and the tag that keeps other programs' signatures apart.
    package static let label = "amends"
    package static let inputName = "signature-input"
    package static let signatureName = "signature"

    /// When it was made, seconds since 1970, by the signer's clock.
    package let created: Int64
    /// Which key it is by, as the signer says.
    package let keyID: String
    private let components: [SignatureComponent]
    /// The member of Signature-Input, as written.
    private let input: String
    private let signature: [UInt8]

    /// What a signer says beside the signature.
    package struct Terms: Hashable, Sendable {
        package var created: Int64
        /// Different each time, so that no two replies fit one request.
        package var nonce: UInt64
        package var keyID: String

        package init(created: Int64, nonce: UInt64, keyID: String) {
            self.created = created
            self.nonce = nonce
            self.keyID = keyID
        }

        fileprivate var text: String {
            """
            ;created=\(created);nonce="\(String(nonce, radix: 16))";keyid="\(keyID)"\
            ;alg="ed25519";tag="\(label)"
            """
        }
    }

    /// Signs a message, for a reply together with the request that it answers.
    ///
    /// - Returns: the two fields that travel with the message.
    /// - Throws: ``SignatureError/missing(_:)`` when the message lacks a field that must be
    ///   signed; the cryptography's error.
    package static func fields(
        signing message: SignableMessage,
        answering request: SignableMessage? = nil,
        terms: Terms,
        key: SigningKey
    ) throws -> (input: String, signature: String) {
        let components = SignatureComponent.needed(message, answering: request)
        let input =
            "(" + components.map(\.text).joined(separator: " ") + ")" + terms.text
        let base = try SignatureComponent.base(components, message, request, input: input)
        let signature = Base64.text(of: try key.signature(of: base))
        return ("\(label)=\(input)", "\(label)=:\(signature):")
    }

    /// Reads the signature that came with a message; nothing is checked yet.
    ///
    /// - Throws: ``SignatureError``.
    package init(of message: SignableMessage) throws(SignatureError) {
        let input = try Self.member(Self.inputName, message)
        let value = try Self.member(Self.signatureName, message).value
        guard case .list(let entries) = input.value else { throw .malformed(Self.inputName) }
        guard case .item(.bytes(let signature)) = value else {
            throw .malformed(Self.signatureName)
        }
        var components: [SignatureComponent] = []
        for entry in entries {
            let component = try SignatureComponent(entry)
            guard !components.contains(component) else { throw .malformed(Self.inputName) }
            components.append(component)
        }
        let created = input.parameters.first { $0.name == "created" }?.value
        let keyID = input.parameters.first { $0.name == "keyid" }?.value
        guard case .integer(let created) = created, case .string(let keyID) = keyID else {
            throw .malformed(Self.inputName)
        }
        try Self.checkTerms(input.parameters)
        self.created = created
        self.keyID = keyID
        self.components = components
        self.input = input.text
        self.signature = signature
    }

    private static func member(
        _ name: String,
        _ message: SignableMessage
    ) throws(SignatureError) -> StructuredField.Member {
        guard let field = message.fields[name] else { throw .missing(name) }
        guard let member = StructuredField(field)?[label] else { throw .malformed(name) }
        return member
    }

    private static func checkTerms(
        _ parameters: [StructuredField.Parameter]
    ) throws(SignatureError) {
        for parameter in parameters {
            switch (parameter.name, parameter.value) {
            case ("created", .integer), ("keyid", .string), ("nonce", .string): continue
            case ("alg", .string("ed25519")), ("tag", .string(label)): continue
            default: throw .unsupported(parameter.name)
            }
        }
        let hasTag = parameters.contains { $0.name == "tag" }
        guard hasTag, parameters.contains(where: { $0.name == "nonce" }) else {
            throw .malformed(inputName)
        }
    }

    /// Checks that all that matters is signed, and that it is by the key.
    ///
    /// - Throws: ``SignatureError``.
    package func check(
        _ message: SignableMessage,
        answering request: SignableMessage? = nil,
        by key: VerifyingKey
    ) throws(SignatureError) {
        for needed in SignatureComponent.needed(message, answering: request)
        where !components.contains(needed) {
            throw .uncovered(needed.text)
        }
        let base = try SignatureComponent.base(components, message, request, input: input)
        guard key.accepts(signature, of: base) else { throw .signatureDiffers }
    }
}

/// Why a signature was not believed.
package enum SignatureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A field is not there.
    case missing(String)
    /// A field breaks the rules of its form.
    case malformed(String)
    /// A part of the message, or a term of the signature, is none that is known here.
    case unsupported(String)
    /// A part that must be signed is not.
    case uncovered(String)
    /// The body is another than the signed head says.
    case bodyDiffers
    /// The signature is not the key's, or not of this message.
    case signatureDiffers

    package var description: String {
        switch self {
        case .missing(let name):
            "The field '\(name)' is missing. Send it, and sign the message."
        case .malformed(let name):
            "The field '\(name)' breaks the rules of structured fields. Report the sender."
        case .unsupported(let name):
            "The signature uses '\(name)', which is not known here. Upgrade the older side."
        case .uncovered(let name):
            "The signature does not cover \(name). Report the sender."
        case .bodyDiffers:
            """
            The body is not the one that was signed: it was altered on the way. Send it again; \
            if it goes on, look for a proxy that alters it.
            """
        case .signatureDiffers:
            """
            The signature does not fit the message and the key. Something between alters \
            messages, or the sender has another key than it says.
            """
        }
    }
}
