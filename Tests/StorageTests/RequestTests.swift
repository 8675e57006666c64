import Recovery
import Storage
import Sync
import Testing
import Wire

@Suite struct RequestTests {
    private func node() throws -> NodeStore {
        let node = try NodeStore(inMemoryWith: .all)
        try node.enrol(
            NodeStore.Enrolment(
                site: 1,
                siteCode: "LIS",
                siteName: "Lisbon",
                hubURL: "",
                credential: "",
                writer: WriterNumber(rawValue: 2),
                epoch: Epoch(rawValue: 1),
                hubLives: [WriterNumber(rawValue: 1)]
            )
        )
        return node
    }

    @Test func `a node that never gets an answer can always ask again`() throws {
        let node = try node()
        let max = WireLimits.standard.triedCountMax
        for number in 1...UInt64(max + 50) {
            let request = try node.nextRequest(
                next: Token(rawValue: 1000 + number),
                waitSeconds: 0
            )
            #expect(request.tried.count <= max)
            #expect(request.attempt == number)
        }
        let request = try node.nextRequest(next: Token(rawValue: 9), waitSeconds: 0)
        #expect(request.tried.contains(request.next), "the latest token is tried again")
        _ = try ExchangeRequest(decoding: request.encoded())
    }

    @Test func `a request carries whole transactions within its limits`() throws {
        let node = try node()
        for number in 1...5 {
            try node.write(author: "a", now: Timestamp(milliseconds: Int64(number))) { write in
                for _ in 1...3 {
                    _ = try write.create(
                        Catalogue.note,
                        scope: nil,
                        fields: [(NoteField.text.rawValue, .text("words"))]
                    )
                }
            }
        }
        let request = try node.nextRequest(
            next: Token(rawValue: 7),
            waitSeconds: 30,
            limits: NodeStore.RequestLimits(changeCount: 4, canonicalByteCount: 1 << 20)
        )
        let changes = request.sections[0].changes
        #expect(changes.count == 6)
        #expect(changes.heads.last?.endsTransaction == true)
        #expect(request.sections[0].total == 15)
        #expect(request.waitSeconds == 0, "a request that carries changes is not held")
    }

    @Test func `a transaction that changes too much is refused whole`() throws {
        let node = try node()
        #expect(throws: NodeError.transactionTooLarge(max: NodeTransaction.changeCountMax)) {
            try node.write(author: "a", now: Timestamp(milliseconds: 1)) { write in
                for _ in 0...NodeTransaction.changeCountMax {
                    _ = try write.create(Catalogue.note, scope: nil, fields: [])
                }
            }
        }
        let request = try node.nextRequest(next: Token(rawValue: 7), waitSeconds: 0)
        #expect(request.sections[0].total == 0)
    }
}
