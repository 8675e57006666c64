package import Wire

extension ExchangeRequest {
    /// Reads a request and works out its sections' chains, by which the hub compares histories.
    ///
    /// - Throws: ``WireError`` naming the first rule the bytes break.
    package init(receiving bytes: [UInt8], limits: WireLimits = .standard) throws(WireError) {
        try self.init(decoding: bytes, limits: limits)
        for index in sections.indices {
            sections[index].changes.chain(from: sections[index].previous)
        }
    }
}
