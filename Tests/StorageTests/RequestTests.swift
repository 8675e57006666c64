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

    /// Writes notes of so many bytes in one transaction.
    private func write(_ byteCounts: [Int], author: String = "a", at node: NodeStore) throws {
        try node.write(author: author, now: Timestamp(milliseconds: 1)) { write in
            for byteCount in byteCounts {
                let text = Cell.text(String(repeating: "a", count: byteCount))
                _ = try write.create(
                    Catalogue.note,
                    scope: nil,
                    fields: [(NoteField.text.rawValue, text)]
                )
            }
        }
    }

    private func changes(_ node: NodeStore) throws -> ChangeBatch {
        let request = try node.nextRequest(next: Token(rawValue: 7), waitSeconds: 0)
        // What the hub would refuse is refused here.
        return try ExchangeRequest(decoding: request.encoded()).sections[0].changes
    }

    @Test func `an author and a text are as long as readers take, and no longer`() throws {
        let node = try node()
        let limits = WireLimits.standard
        let (author, text) = (limits.authorByteCountMax, limits.textByteCountMax)
        try write([text], author: String(repeating: "a", count: author), at: node)
        #expect(throws: WriteLimitError.authorTooLong(byteCountMax: author)) {
            try write([1], author: String(repeating: "a", count: author + 1), at: node)
        }
        #expect(throws: WriteLimitError.textTooLong(field: "text", byteCountMax: text)) {
            try write([text + 1], at: node)
        }
        #expect(try changes(node).count == 1)
    }

    @Test func `a transaction is as long as one request carries, and no longer`() throws {
        let max = NodeTransaction.byteCountMax
        let text = WireLimits.standard.textByteCountMax
        let counts = [text, text, text, text, text - 1000]
        let probe = try node()
        try write(counts, at: probe)
        let batch = try changes(probe)
        let byteCount = batch.heads.indices.reduce(0) { $0 + batch.canonicalBytes(at: $1).count }
        let last = text - 1000 + max - byteCount
        let node = try node()
        #expect(throws: WriteLimitError.transactionTooLong(byteCountMax: max)) {
            try write(counts.dropLast() + [last + 1], at: node)
        }
        try write(counts.dropLast() + [last], at: node)
        #expect(try changes(node).count == 5)
        // Even where nothing can be deflated, and earlier changes go before it.
        let before = NodeStore.RequestLimits.standard.canonicalByteCount
        #expect(before + max < WireLimits.standard.bodyByteCountMax)
    }

    @Test func `the hub writes no longer authors and texts either`() throws {
        let house = try TestHouse()
        let (author, text) = (
            WireLimits.standard.authorByteCountMax, WireLimits.standard.textByteCountMax
        )
        #expect(throws: WriteLimitError.authorTooLong(byteCountMax: author)) {
            try house.act(house.hub, author: String(repeating: "a", count: author + 1)) { _ in }
        }
        #expect(throws: WriteLimitError.textTooLong(field: "summary", byteCountMax: text)) {
            try house.openCase(house.hub, String(repeating: "a", count: text + 1))
        }
    }
}
