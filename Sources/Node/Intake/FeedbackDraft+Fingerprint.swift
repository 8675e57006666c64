import Recovery

extension FeedbackDraft {
    /// A number of the content that does not depend on the order of columns.
    ///
    /// Each named value is hashed by itself and the hashes are added.
    func contentFingerprint() -> UInt64 {
        var sum: UInt64 = 0
        func add(_ name: String, _ value: String?) {
            if let value { sum &+= Self.hash(name, value) }
        }
        for (index, passage) in passages.enumerated() { add("passage \(index)", passage.line) }
        if let score { add("score", "\(score.hundredths) of \(score.scale.rawValue)") }
        add("place", place)
        add("guest", guestName)
        add("email", email)
        add("phone", phone)
        add("contact", isContactRequested ? "yes" : nil)
        add("occurred", occurredAt.map(String.init))
        add("id", externalID)
        // Without an id, what tells two short answers apart may stand in any column.
        if externalID == nil {
            for column in otherColumns { add("column " + column.name, column.value) }
        }
        return sum
    }

    /// FNV-1a over both texts, then mixed so that adding hashes keeps every bit in play
    /// (the finaliser of SplitMix64).
    private static func hash(_ name: String, _ value: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func feed(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for byte in name.utf8 { feed(byte) }
        feed(0)
        for byte in value.utf8 { feed(byte) }
        hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
        return hash ^ hash >> 31
    }
}
