import Testing

@testable import Wire

@Suite struct `A batch of changes` {
    @Test(arguments: 0..<50)
    func `gives back every change that was added`(seed: UInt64) {
        let changes = Sample(seed: seed).changes(40)
        let batch = ChangeBatch(changes)
        #expect(batch.count == changes.count)
        #expect(changes.indices.map { batch.change(at: $0) } == changes)
    }

    @Test(arguments: 0..<50)
    func `reads its own canonical bytes back to an equal batch`(seed: UInt64) throws {
        let batch = ChangeBatch(Sample(seed: seed).changes(40))
        var copy = ChangeBatch()
        for index in 0..<batch.count {
            try copy.appendCanonical(
                batch.canonicalBytes(at: index)[...],
                id: batch.heads[index].id
            )
        }
        #expect(copy == batch)
    }

    @Test(arguments: 0..<20)
    func `accepts no second form of a change`(seed: UInt64) throws {
        let batch = ChangeBatch(Sample(seed: seed).changes(3))
        for index in 0..<batch.count {
            let bytes = batch.canonicalBytes(at: index)
            for position in bytes.indices {
                for bit in 0..<8 {
                    var altered = bytes
                    altered[position] ^= 1 << bit
                    var copy = ChangeBatch()
                    do {
                        try copy.appendCanonical(altered[...], id: batch.heads[index].id)
                    } catch {
                        #expect(copy == ChangeBatch(), "a refused change leaves nothing behind")
                        continue
                    }
                    #expect(copy.canonicalBytes(at: 0) == altered)
                }
                var copy = ChangeBatch()
                #expect(throws: WireError.self) {
                    try copy.appendCanonical(bytes[..<position], id: batch.heads[index].id)
                }
            }
        }
    }

    @Test func `sorts bases and names each once`() {
        let ids = [3, 1, 2, 1].map { ChangeID(WriterNumber(rawValue: 7), $0) }
        var change = Sample(seed: 1).changes(1)[0]
        change.scope = nil
        change.fields = [Change.Field(1, .null, bases: ids)]
        let batch = ChangeBatch([change])
        #expect(batch.change(at: 0).fields[0].bases == [ids[1], ids[2], ids[0]])
    }
}
