extension ChangeBatch {
    /// Adds a change from a log that keeps its chain's hash beside it.
    ///
    /// - Throws: ``WireError`` naming the first rule the bytes break.
    package mutating func appendCanonical(
        _ bytes: ArraySlice<UInt8>,
        id: ChangeID,
        hash: ChainHash
    ) throws(WireError) {
        try appendCanonical(bytes, id: id)
        heads[heads.count - 1].hash = hash
    }
}
