import Testing

@testable import Wire

@Suite struct `A chain` {
    private let writer = WriterNumber(rawValue: 5)

    /// The values were computed with another program's SHA-256.
    @Test func `has the first 16 bytes of SHA-256 over the hash before and the bytes`() {
        let root = ChainHash(rootOf: writer)
        let one = root.following([])
        #expect(one == ChainHash(high: 0xCB9A_02F5_79DA_3FFA, low: 0x03DC_3ED3_40E0_1620))
        let two = one.following(Array("abc".utf8))
        #expect(two == ChainHash(high: 0x6ECC_1BB4_FA3E_ED1E, low: 0x33EF_17B4_7584_B8CB))
    }

    @Test(arguments: 0..<10)
    func `is the same for a batch as change by change`(seed: UInt64) {
        var batch = Sample(seed: seed).batch(20)
        let root = ChainHash(rootOf: writer)
        batch.chain(from: root)
        var hash = root
        for index in 0..<batch.count {
            hash = hash.following(batch.canonicalBytes(at: index))
            #expect(batch.heads[index].hash == hash)
        }
    }

    @Test func `parts for good where two histories differ`() {
        var changes = Sample(seed: 3).changes(10)
        var one = ChangeBatch(changes)
        changes[4].stamp = Stamp(rawValue: changes[4].stamp.rawValue + 1)
        var other = ChangeBatch(changes)
        one.chain(from: ChainHash(rootOf: writer))
        other.chain(from: ChainHash(rootOf: writer))
        let isEqual = zip(one.heads, other.heads).map { $0.hash == $1.hash }
        #expect(isEqual == (0..<10).map { $0 < 4 })
    }
}
