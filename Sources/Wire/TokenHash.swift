import struct Crypto.SHA256

extension ExchangeReply.TokenHash {
    /// Hashes a token, so that the hub can name it to whoever asks without giving it away.
    package init(of token: Token) {
        var writer = ByteWriter()
        writer.fixed(token.rawValue)
        let bytes = SHA256.hash(data: writer.bytes)
        self.init(rawValue: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
}
