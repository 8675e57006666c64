import Crypto

/// The digest of a message's body, as its head names it (RFC 9530).
package enum ContentDigest {
    /// The field's name.
    package static let name = "content-digest"

    /// The field for a body.
    package static func field(of body: [UInt8]) -> String {
        "sha-256=:\(Base64.text(of: Array(SHA256.hash(data: body)))):"
    }

    /// Compares a body with the field that came with it.
    ///
    /// - Throws: ``SignatureError`` when the field is missing, names no SHA-256, or the body has
    ///   another one.
    package static func check(_ field: String?, body: [UInt8]) throws(SignatureError) {
        guard let field else { throw .missing(name) }
        guard case .item(.bytes(let digest)) = StructuredField(field)?["sha-256"]?.value else {
            throw .malformed(name)
        }
        // The digest is no secret: how long the comparison takes tells nobody anything.
        guard digest == Array(SHA256.hash(data: body)) else { throw .bodyDiffers }
    }
}
