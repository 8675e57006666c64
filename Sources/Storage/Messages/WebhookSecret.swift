import Crypto
package import Recovery

/// What a house and a gateway both know, so that each message is proved to be the house's.
package struct WebhookSecret: Sendable, CustomStringConvertible {
    private let key: SymmetricKey

    /// Takes a secret; nil when it has fewer than 16 bytes without the white space around it.
    package init?(_ text: String) {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count == 1, words[0].utf8.count >= 16 else { return nil }
        key = SymmetricKey(data: Array(words[0].utf8))
    }

    /// Shows nothing of itself.
    package var description: String { "a webhook's secret" }

    /// The value of the signature's header: when it was signed, and HMAC-SHA256 in hexadecimal
    /// over that moment in seconds, a full stop and the body.
    package func signature(of body: [UInt8], at moment: Timestamp) -> String {
        let seconds = moment.milliseconds / 1000
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(seconds).".utf8) + body,
            using: key
        )
        let hex = code.map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
        return "t=\(seconds),v1=\(hex)"
    }
}
