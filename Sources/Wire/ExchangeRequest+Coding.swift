extension ExchangeRequest {
    /// The bytes that a request has after inflating, as its frame declares them.
    ///
    /// - Throws: ``WireError`` when the frame's head breaks a rule.
    package static func plainByteCount(
        declaredBy bytes: [UInt8],
        limits: WireLimits = .standard
    ) throws(WireError) -> Int {
        try Frame.plainByteCount(bytes, as: .exchangeRequest, limits: limits)
    }

    /// The request as it travels.
    ///
    /// Keep it within ``WireLimits``: the receiver refuses what is above them.
    package func encoded(_ effort: WireEffort = .quick) -> [UInt8] {
        Frame.packed(message, as: .exchangeRequest, effort)
    }

    /// Reads a request, whose changes have no chain hashes yet.
    ///
    /// - Throws: ``WireError`` naming the first rule the bytes break.
    package init(
        decoding bytes: [UInt8],
        limits: WireLimits = .standard
    ) throws(WireError) {
        var plain = try Frame.unpacked(bytes, as: .exchangeRequest, limits: limits)
        try self.init(&plain)
        try plain.finish()
    }

    /// The request before it is packed.
    var message: PlainWriter {
        var plain = PlainWriter()
        plain.numbers.varint(UInt64(site))
        plain.numbers.varint(UInt64(writer.rawValue))
        plain.numbers.varint(attempt)
        plain.numbers.fixed(epoch.rawValue)
        plain.numbers.fixed(next.rawValue)
        plain.tokens(tried)
        plain.tokens(history)
        plain.option(cursor) { plain, cursor in plain.cursor(cursor) }
        plain.numbers.varint(UInt64(waitSeconds))
        plain.batch(salvage, ids: .explicit)
        plain.numbers.varint(sections.count)
        for section in sections { plain.section(section) }
        return plain
    }

    private init(_ plain: inout PlainReader) throws(WireError) {
        let limits = plain.limits
        site = UInt32(try plain.numbers.number(.site, max: Int64(UInt32.max)))
        writer = try plain.numbers.writer()
        attempt = try plain.numbers.varint()
        epoch = Epoch(rawValue: try plain.numbers.fixed())
        next = Token(rawValue: try plain.numbers.fixed())
        tried = try plain.tokens(.tried, max: limits.triedCountMax)
        history = try plain.tokens(.history, max: limits.historyCountMax)
        cursor = try plain.option() ? try plain.cursor() : nil
        waitSeconds = UInt16(try plain.numbers.number(.wait, max: Int64(UInt16.max)))
        salvage = try plain.batch(ids: .explicit)
        sections = []
        for _ in 0..<(try plain.numbers.count(.sections, max: limits.sectionCountMax)) {
            sections.append(try plain.section())
        }
    }
}

extension PlainWriter {
    fileprivate mutating func tokens(_ tokens: [Token]) {
        numbers.varint(tokens.count)
        for token in tokens { numbers.fixed(token.rawValue) }
    }

    fileprivate mutating func section(_ section: ExchangeRequest.Section) {
        numbers.varint(UInt64(section.writer.rawValue))
        numbers.varint(UInt64(section.total))
        numbers.varint(UInt64(section.first))
        numbers.hash(section.previous)
        batch(section.changes, ids: .consecutive(from: ChangeID(section.writer, section.first)))
    }
}

extension PlainReader {
    fileprivate mutating func tokens(
        _ measure: WireError.Measure,
        max: Int
    ) throws(WireError) -> [Token] {
        var tokens: [Token] = []
        for _ in 0..<(try numbers.count(measure, max: max)) {
            tokens.append(Token(rawValue: try numbers.fixed()))
        }
        return tokens
    }

    fileprivate mutating func section() throws(WireError) -> ExchangeRequest.Section {
        let writer = try numbers.writer()
        let total = try numbers.number(.counter, max: ChangeID.counterMax)
        let first = try numbers.number(.counter, max: ChangeID.counterMax)
        guard first >= 1 else { throw .outOfRange(.counter, found: first) }
        let previous = try numbers.hash()
        let changes = try batch(ids: .consecutive(from: ChangeID(writer, first)))
        guard first - 1 + Int64(changes.count) <= total else {
            throw .outOfRange(.section, found: total)
        }
        return ExchangeRequest.Section(
            writer: writer,
            total: total,
            first: first,
            previous: previous,
            changes: changes
        )
    }
}
