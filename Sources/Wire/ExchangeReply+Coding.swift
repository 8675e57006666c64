extension ExchangeReply {
    /// The reply as it travels.
    ///
    /// Keep it within ``WireLimits``: the receiver refuses what is above them.
    package func encoded() -> [UInt8] { Frame.packed(message, as: .exchangeReply) }

    /// Reads a reply.
    ///
    /// - Throws: ``WireError`` naming the first rule the bytes break.
    package init(
        decoding bytes: [UInt8],
        limits: WireLimits = .standard
    ) throws(WireError) {
        var plain = try Frame.unpacked(bytes, as: .exchangeReply, limits: limits)
        attempt = try plain.numbers.varint()
        epoch = Epoch(rawValue: try plain.numbers.fixed())
        verdict = try plain.verdict()
        try plain.finish()
    }

    /// The reply before it is packed.
    var message: PlainWriter {
        var plain = PlainWriter()
        plain.numbers.varint(attempt)
        plain.numbers.fixed(epoch.rawValue)
        switch verdict {
        case .accepted(let receipt):
            plain.numbers.byte(VerdictForm.accepted.rawValue)
            plain.receipt(receipt)
        case .newEpoch(let positions, let token, let hubLives):
            plain.numbers.byte(VerdictForm.newEpoch.rawValue)
            plain.numbers.varint(positions.count)
            for position in positions {
                plain.numbers.varint(UInt64(position.writer.rawValue))
                plain.numbers.varint(UInt64(position.count))
                plain.numbers.hash(position.hash)
            }
            plain.option(token) { plain, token in plain.numbers.fixed(token.rawValue) }
            plain.numbers.varint(hubLives.count)
            for life in hubLives { plain.numbers.varint(UInt64(life.rawValue)) }
        case .renumber(let renumbering):
            plain.numbers.byte(VerdictForm.renumber.rawValue)
            plain.renumbering(renumbering)
        }
        return plain
    }
}

private enum VerdictForm: UInt8 {
    case accepted = 1, newEpoch, renumber
}

extension PlainWriter {
    fileprivate mutating func receipt(_ receipt: ExchangeReply.Receipt) {
        numbers.varint(receipt.acknowledged.count)
        for acknowledgement in receipt.acknowledged {
            numbers.varint(UInt64(acknowledgement.writer.rawValue))
            numbers.varint(UInt64(acknowledgement.count))
        }
        numbers.varint(receipt.parked.count)
        integers(receipt.parked.map(\.change.rawValue))
        integers(receipt.parked.map { Int64($0.reason) })
        option(receipt.pull) { plain, pull in plain.pull(pull) }
    }

    private mutating func pull(_ pull: ExchangeReply.Pull) {
        cursor(pull.from)
        cursor(pull.to)
        numbers.byte(pull.replaces ? 1 : 0)
        numbers.varint(pull.installed.count)
        integers(pull.installed.map(\.first.rawValue))
        integers(pull.installed.map(\.count))
        rows(pull.rows)
        numbers.varint(pull.departures.count)
        integers(pull.departures.map(\.record.rawValue))
        integers(pull.departures.map(\.revision))
        integers(pull.departures.map { Int64($0.destination.rawValue) })
        option(pull.digests) { plain, digests in
            for digest in [digests.everyone, digests.site] {
                plain.numbers.fixed(digest.first)
                plain.numbers.fixed(digest.second)
            }
        }
    }

    fileprivate mutating func renumbering(_ renumbering: ExchangeReply.Renumbering) {
        numbers.varint(UInt64(renumbering.number.rawValue))
        option(renumbering.token) { plain, token in plain.numbers.fixed(token.rawValue) }
        numbers.varint(renumbering.chains.count)
        for chain in renumbering.chains {
            numbers.varint(UInt64(chain.writer.rawValue))
            numbers.varint(UInt64(chain.count))
            numbers.varint(chain.links.count)
            for link in chain.links {
                numbers.varint(UInt64(link.counter))
                numbers.hash(link.hash)
            }
        }
    }
}

extension PlainReader {
    fileprivate mutating func verdict() throws(WireError) -> ExchangeReply.Verdict {
        let form = try numbers.byte()
        switch VerdictForm(rawValue: form) {
        case .accepted: return .accepted(try receipt())
        case .newEpoch:
            var positions: [ExchangeReply.Position] = []
            for _ in 0..<(try numbers.count(.positions, max: limits.positionCountMax)) {
                positions.append(
                    ExchangeReply.Position(
                        writer: try numbers.writer(),
                        count: try counter(),
                        hash: try numbers.hash()
                    )
                )
            }
            let token = try tokenHash()
            var hubLives: [WriterNumber] = []
            for _ in 0..<(try numbers.count(.positions, max: limits.positionCountMax)) {
                hubLives.append(try numbers.writer())
            }
            return .newEpoch(positions: positions, token: token, hubLives: hubLives)
        case .renumber: return .renumber(try renumbering())
        case nil: throw .unknownForm(.verdict, found: UInt64(form))
        }
    }

    private mutating func receipt() throws(WireError) -> ExchangeReply.Receipt {
        var acknowledged: [ExchangeReply.Acknowledgement] = []
        for _ in 0..<(try numbers.count(.sections, max: limits.sectionCountMax)) {
            acknowledged.append(
                ExchangeReply.Acknowledgement(
                    writer: try numbers.writer(),
                    count: try counter()
                )
            )
        }
        let parkedCount = try numbers.count(.notices, max: limits.noticeCountMax)
        let parked = try ids(parkedCount, .parked)
        let reasons = try integers(parkedCount, .parked, max: 255)
        return ExchangeReply.Receipt(
            acknowledged: acknowledged,
            parked: zip(parked, reasons).map {
                ExchangeReply.ParkedNotice(change: $0, reason: UInt8($1))
            },
            pull: try option() ? try pull() : nil
        )
    }

    private mutating func pull() throws(WireError) -> ExchangeReply.Pull {
        let from = try cursor()
        let to = try cursor()
        let replaces = try option()
        let runCount = try numbers.count(.notices, max: limits.noticeCountMax)
        let firsts = try ids(runCount, .counter)
        let counts = try integers(runCount, .counter, max: ChangeID.counterMax)
        let rows = try rows()
        let departures = try departures()
        var digests: ExchangeReply.Digests?
        if try option() {
            digests = ExchangeReply.Digests(everyone: try digest(), site: try digest())
        }
        return ExchangeReply.Pull(
            from: from,
            to: to,
            replaces: replaces,
            installed: zip(firsts, counts).map(ExchangeReply.Run.init),
            rows: rows,
            departures: departures,
            digests: digests
        )
    }

    private mutating func departures() throws(WireError) -> [Departure] {
        let count = try numbers.count(.notices, max: limits.noticeCountMax)
        let records = try ids(count, .record)
        let revisions = try integers(count, .revision, max: .max)
        let scopes = try integers(count, .scope, max: Int64(UInt32.max))
        return records.indices.map { index in
            Departure(
                record: records[index],
                revision: revisions[index],
                destination: Scope(rawValue: UInt32(scopes[index]))
            )
        }
    }

    private mutating func digest() throws(WireError) -> Digest {
        Digest(first: try numbers.fixed(), second: try numbers.fixed())
    }

    private mutating func renumbering() throws(WireError) -> ExchangeReply.Renumbering {
        let number = try numbers.writer()
        let token = try tokenHash()
        var chains: [ExchangeReply.Chain] = []
        for _ in 0..<(try numbers.count(.positions, max: limits.positionCountMax)) {
            let writer = try numbers.writer()
            let count = try counter()
            var links: [ExchangeReply.Chain.Link] = []
            for _ in 0..<(try numbers.count(.positions, max: limits.positionCountMax)) {
                links.append(
                    ExchangeReply.Chain.Link(counter: try counter(), hash: try numbers.hash())
                )
            }
            chains.append(ExchangeReply.Chain(writer: writer, count: count, links: links))
        }
        return ExchangeReply.Renumbering(number: number, token: token, chains: chains)
    }

    private mutating func tokenHash() throws(WireError) -> ExchangeReply.TokenHash? {
        guard try option() else { return nil }
        return ExchangeReply.TokenHash(rawValue: try numbers.fixed())
    }

    private mutating func counter() throws(WireError) -> Int64 {
        try numbers.number(.counter, max: ChangeID.counterMax)
    }
}
