/// What a new node sends once: the code that was made for its site.
package struct EnrolRequest: Hashable, Sendable {
    package var code: String

    package init(code: String) { self.code = code }

    /// The request as it travels.
    package func encoded() -> [UInt8] {
        var plain = PlainWriter()
        plain.text(code)
        return Frame.packed(plain, as: .enrolRequest)
    }

    /// Reads a request.
    ///
    /// - Throws: ``WireError`` naming the first rule the bytes break.
    package init(
        decoding bytes: [UInt8],
        limits: WireLimits = .standard
    ) throws(WireError) {
        var plain = try Frame.unpacked(bytes, as: .enrolRequest, limits: limits)
        code = try plain.text(.enrolment, max: limits.enrolmentByteCountMax)
        try plain.finish()
    }
}

/// What the hub answers to the right code: who the node is from now on.
package struct EnrolReply: Hashable, Sendable {
    package var site: UInt32
    package var siteCode: String
    package var siteName: String
    package var writer: WriterNumber
    package var epoch: Epoch
    /// The token that the node's first exchange lists as tried.
    package var token: Token
    /// What the node shows with every request.
    package var credential: String
    /// The numbers under which the hub has ever written.
    package var hubLives: [WriterNumber]

    package init(
        site: UInt32,
        siteCode: String,
        siteName: String,
        writer: WriterNumber,
        epoch: Epoch,
        token: Token,
        credential: String,
        hubLives: [WriterNumber]
    ) {
        self.site = site
        self.siteCode = siteCode
        self.siteName = siteName
        self.writer = writer
        self.epoch = epoch
        self.token = token
        self.credential = credential
        self.hubLives = hubLives
    }

    /// The reply as it travels.
    package func encoded() -> [UInt8] {
        var plain = PlainWriter()
        plain.numbers.varint(UInt64(site))
        plain.text(siteCode)
        plain.text(siteName)
        plain.numbers.varint(UInt64(writer.rawValue))
        plain.numbers.fixed(epoch.rawValue)
        plain.numbers.fixed(token.rawValue)
        plain.text(credential)
        plain.numbers.varint(hubLives.count)
        for life in hubLives { plain.numbers.varint(UInt64(life.rawValue)) }
        return Frame.packed(plain, as: .enrolReply)
    }

    /// Reads a reply.
    ///
    /// - Throws: ``WireError`` naming the first rule the bytes break.
    package init(
        decoding bytes: [UInt8],
        limits: WireLimits = .standard
    ) throws(WireError) {
        var plain = try Frame.unpacked(bytes, as: .enrolReply, limits: limits)
        let max = limits.enrolmentByteCountMax
        site = UInt32(try plain.numbers.number(.site, max: Int64(UInt32.max)))
        siteCode = try plain.text(.enrolment, max: max)
        siteName = try plain.text(.enrolment, max: max)
        writer = try plain.numbers.writer()
        epoch = Epoch(rawValue: try plain.numbers.fixed())
        token = Token(rawValue: try plain.numbers.fixed())
        credential = try plain.text(.enrolment, max: max)
        hubLives = []
        for _ in 0..<(try plain.numbers.count(.positions, max: limits.positionCountMax)) {
            hubLives.append(try plain.numbers.writer())
        }
        try plain.finish()
    }
}
