import Crypto

extension ChainHash {
    /// The chain's hash after one more change with these canonical bytes.
    package func following(_ canonical: [UInt8]) -> ChainHash {
        var bytes = ByteWriter()
        bytes.hash(self)
        bytes.bytes.append(contentsOf: canonical)
        return ChainHash(sha256Of: bytes.bytes)
    }

    /// The first 16 bytes of SHA-256.
    package init(sha256Of bytes: [UInt8]) {
        var function = SHA256()
        unsafe bytes.withUnsafeBytes { unsafe function.update(bufferPointer: $0) }
        let digest = function.finalize()
        self = unsafe digest.withUnsafeBytes { buffer in
            unsafe ChainHash(
                high: UInt64(bigEndian: buffer.load(as: UInt64.self)),
                low: UInt64(bigEndian: buffer.load(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }
}

extension ChangeBatch {
    /// Gives every change its chain hash, `previous` standing before the first.
    ///
    /// The batch must be one writer's changes without gaps.
    package mutating func chain(from previous: ChainHash) {
        var writer = ByteWriter()
        var hash = previous
        for index in heads.indices {
            writer.bytes.removeAll(keepingCapacity: true)
            writer.hash(hash)
            writeCanonical(at: index, to: &writer)
            hash = ChainHash(sha256Of: writer.bytes)
            heads[index].hash = hash
        }
    }
}
