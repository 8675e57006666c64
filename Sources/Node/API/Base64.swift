/// Bytes as text that JSON can hold (RFC 4648, section 4).
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )

    /// How long the text of so many bytes is.
    static func textLength(of byteCount: Int) -> Int { (byteCount + 2) / 3 * 4 }

    static func text(of bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(textLength(of: bytes.count))
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let padded = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * (3 - group.count))
            for index in 0..<4 {
                let digit = Int(padded >> (18 - 6 * index) & 63)
                text.append(index <= group.count ? alphabet[digit] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text; nil when it is none of this kind.
    static func bytes(of text: String) -> [UInt8]? {
        let bytes = MailWords.bytes(Array(text.utf8)[...], encoding: "base64")
        return Self.text(of: bytes) == text ? bytes : nil
    }
}
