/// A part of a message that a signature covers (RFC 9421, 2).
struct SignatureComponent: Hashable {
    var name: String
    /// Of the request that a reply answers.
    var isOfRequest = false
    /// One member of a field that is a dictionary.
    var member: String?

    /// How it is named in a signature.
    var text: String {
        "\"\(name)\"" + (isOfRequest ? ";req" : "") + (member.map { ";key=\"\($0)\"" } ?? "")
    }

    init(_ name: String, isOfRequest: Bool = false, member: String? = nil) {
        self.name = name
        self.isOfRequest = isOfRequest
        self.member = member
    }

    /// Reads a component; only what is written in the one form of ``text`` is known.
    init(_ entry: StructuredField.Entry) throws(SignatureError) {
        guard case .string(let name) = entry.item else { throw .unsupported(entry.text) }
        self.init(name)
        for parameter in entry.parameters {
            switch (parameter.name, parameter.value) {
            case ("req", .other): isOfRequest = true
            case ("key", .string(let member)): self.member = member
            default: throw .unsupported(entry.text)
            }
        }
        guard text == entry.text, !name.contains(where: \.isUppercase) else {
            throw .unsupported(entry.text)
        }
    }

    /// What is signed always, and what is signed when it is there.
    static func needed(
        _ message: SignableMessage,
        answering request: SignableMessage?
    ) -> [SignatureComponent] {
        func present(_ names: [String]) -> [SignatureComponent] {
            names.filter { message.fields[$0] != nil }.map { SignatureComponent($0) }
        }
        switch message.start {
        case .request:
            return ["@method", "@path", "content-type", "content-digest"]
                .map { SignatureComponent($0) } + present([IdentityField.hub, IdentityField.key])
        case .reply:
            return [SignatureComponent("@status"), SignatureComponent("content-digest")]
                + present([
                    "content-type", "retry-after", IdentityField.hubKey, IdentityField.renew,
                ]) + (request == nil ? [] : ofRequest)
        }
    }

    /// The signature stands for the whole request; its parts are named too, as RFC 9421, 7.3.7
    /// advises.
    private static let ofRequest = [
        SignatureComponent("@method", isOfRequest: true),
        SignatureComponent("@path", isOfRequest: true),
        SignatureComponent("content-digest", isOfRequest: true),
        SignatureComponent(
            MessageSignature.signatureName,
            isOfRequest: true,
            member: MessageSignature.label
        ),
    ]

    /// The bytes that are signed (RFC 9421, 2.5).
    static func base(
        _ components: [SignatureComponent],
        _ message: SignableMessage,
        _ request: SignableMessage?,
        input: String
    ) throws(SignatureError) -> [UInt8] {
        var base = ""
        for component in components {
            base += "\(component.text): \(try component.value(message, request))\n"
        }
        return Array((base + "\"@signature-params\": \(input)").utf8)
    }

    private func value(
        _ message: SignableMessage,
        _ request: SignableMessage?
    ) throws(SignatureError) -> String {
        guard let source = isOfRequest ? request : message else { throw .missing(text) }
        switch (name, source.start, member) {
        case ("@method", .request(let method, _), nil): return method
        case ("@path", .request(_, let path), nil): return path
        case ("@status", .reply(let status), nil): return String(status)
        case _ where name.hasPrefix("@"): throw .unsupported(text)
        default: break
        }
        guard let field = source.fields[name] else { throw .missing(name) }
        guard let member else { return Self.trimmed(field) }
        guard let found = StructuredField(field)?[member] else { throw .malformed(name) }
        return found.text
    }

    private static func trimmed(_ field: String) -> String {
        func isBlank(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
        }
        let rest = field.utf8.drop(while: isBlank)
        let blankCount = rest.reversed().prefix(while: isBlank).count
        return String(decoding: rest.dropLast(blankCount), as: UTF8.self)
    }
}

/// The fields that identity adds to messages, by name in lower case.
package enum IdentityField {
    /// Request: the mark of the hub's key that the node knows.
    package static let hub = "amends-hub"
    /// Request: the key by which the node wants to be known from now on.
    package static let key = "amends-key"
    /// Reply: the key by which the hub wants to be known from now on.
    package static let hubKey = "amends-hub-key"
    /// Reply: the node is asked for a new key.
    package static let renew = "amends-renew"

    /// A key as a field: a byte sequence.
    package static func text(_ key: VerifyingKey) -> String { ":\(Base64.text(of: key.bytes)):" }

    /// Reads a key from a field; nil when it is none.
    package static func key(_ text: String) -> VerifyingKey? {
        let bytes = text.utf8
        guard bytes.count > 2, bytes.first == UInt8(ascii: ":"), bytes.last == UInt8(ascii: ":")
        else { return nil }
        return Base64.bytes(of: bytes.dropFirst().dropLast()).flatMap(VerifyingKey.init)
    }
}
