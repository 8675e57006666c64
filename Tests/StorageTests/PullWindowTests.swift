import Recovery
import Storage
import Testing
import Wire

/// How much of the sequences one reply carries.
struct PullWindowTests {
    private let house: TestHouse

    init() throws { house = try TestHouse() }

    private func pull(from cursor: Cursor) throws -> ExchangeReply.Pull {
        let next = Token(rawValue: .random(in: 1000 ... .max))
        var request = try house.porto.nextRequest(next: next, waitSeconds: 0)
        request.cursor = cursor
        let reply = try house.hub.exchange(
            [request],
            now: house.now,
            newEpoch: Epoch(rawValue: 99)
        )[0].get()
        guard case .accepted(let receipt) = reply.verdict else {
            throw HubError.epochTooSoon
        }
        return try #require(receipt.pull)
    }

    @Test func `a reply ends with the row that fills it, departures cut at the same place`() throws
    {
        let text = String(repeating: "a", count: 1 << 20)
        try house.exchange(house.porto)
        let start = try pull(from: .start).to
        try house.hub.write(author: "ops", now: house.now) { write in
            for number in 1...9 {
                let id = try write.create(
                    Catalogue.note,
                    scope: Scope(rawValue: 2),
                    fields: [(NoteField.text.rawValue, .text(text))]
                )
                guard number % 3 == 0, let row = try write.row(Catalogue.note, id) else { continue }
                try write.move(row, to: Scope(rawValue: 1))
            }
        }
        var cursor = start
        var rowCounts: [Int] = []
        var departureCounts: [Int] = []
        while true {
            let part = try pull(from: cursor)
            rowCounts.append(part.rows.count)
            departureCounts.append(part.departures.count)
            cursor = part.to
            if part.digests != nil { break }
        }
        // Six rows stay; four of them make 4 MiB. Departures 1 and 2 lie before the fifth row.
        #expect(rowCounts == [4, 2])
        #expect(departureCounts == [1, 2])
    }
}
