import Recovery

/// Turns a demonstration into the bytes of files, UTF-8 in every shape.
package struct DemoWriter: Sendable {
    private let plan: DemoPlan

    /// Writes what `plan` decides.
    package init(_ plan: DemoPlan) { self.plan = plan }

    /// Hands the feedback file of a hotel to `append` in pieces of about 64 KiB.
    ///
    /// - Returns: How many pieces of feedback the file holds.
    /// - Throws: What `append` throws.
    package func feedback<Failure: Error>(
        of site: DemoSite,
        append: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        var bytes = Array(Self.header(site.export).utf8)
        var count = 0
        for feedback in plan.feedback(site: site) {
            switch site.export {
            case .survey: Self.surveyRow(feedback, site, to: &bytes)
            case .review: Self.reviewRow(feedback, to: &bytes)
            case .deskLog: Self.logLine(feedback, site, to: &bytes)
            }
            count += 1
            try Self.flush(&bytes, at: Self.pieceByteCount, append)
        }
        try Self.flush(&bytes, at: 1, append)
        return count
    }

    /// Hands the exposure file of a hotel, one CSV row a day, to `append` in pieces.
    ///
    /// - Throws: What `append` throws.
    package func exposure<Failure: Error>(
        of site: DemoSite,
        append: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var bytes = Array("date,occupied_room_nights,arrivals\n".utf8)
        for exposure in plan.exposure(site: site) {
            bytes.append(isoDay: exposure.day)
            bytes.append(UInt8(ascii: ","))
            bytes.append(decimal: exposure.occupiedRoomNights)
            bytes.append(UInt8(ascii: ","))
            bytes.append(decimal: exposure.arrivals)
            bytes.append(UInt8(ascii: "\n"))
            try Self.flush(&bytes, at: Self.pieceByteCount, append)
        }
        try Self.flush(&bytes, at: 1, append)
    }

    private static let pieceByteCount = 64 * 1024

    private static func flush<Failure: Error>(
        _ bytes: inout [UInt8],
        at byteCount: Int,
        _ append: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        guard bytes.count >= byteCount else { return }
        try append(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    private static func header(_ export: DemoExport) -> String {
        switch export {
        case .survey:
            "Response ID,Submitted,Source,Room,How likely are you to recommend us? (0-10),Comments,"
                + "May we contact you?,Name,E-mail,Language\n"
        case .review:
            "review_id;date;channel;stars;positive;negative;guest;email;please_contact;room\n"
        case .deskLog: ""
        }
    }
}

extension DemoWriter {
    private static func surveyRow(
        _ feedback: DemoFeedback,
        _ site: DemoSite,
        to bytes: inout [UInt8]
    ) {
        let comma = UInt8(ascii: ",")
        bytes.append(reference: feedback.number, site)
        bytes.append(comma)
        bytes.append(isoDay: feedback.day)
        bytes.append(UInt8(ascii: " "))
        bytes.append(clock: feedback.secondOfDay)
        bytes.append(comma)
        bytes.append(contentsOf: channelWords[Int(feedback.channel.rawValue) - 1].utf8)
        bytes.append(comma)
        bytes.append(decimal: feedback.room)
        bytes.append(comma)
        if let score = feedback.score { bytes.append(decimal: score) }
        bytes.append(comma)
        bytes.append(field: feedback.text, separator: comma)
        bytes.append(contentsOf: (feedback.contactRequested ? ",Yes," : ",No,").utf8)
        bytes.append(field: feedback.guest, separator: comma)
        bytes.append(comma)
        bytes.append(contentsOf: (feedback.email ?? "").utf8)
        bytes.append(comma)
        bytes.append(contentsOf: feedback.language.rawValue.utf8)
        bytes.append(UInt8(ascii: "\n"))
    }

    private static func reviewRow(_ feedback: DemoFeedback, to bytes: inout [UInt8]) {
        let semicolon = UInt8(ascii: ";")
        bytes.append(decimal: feedback.number)
        bytes.append(semicolon)
        bytes.append(decimal: Int(feedback.day.day), digits: 2)
        bytes.append(UInt8(ascii: "/"))
        bytes.append(decimal: Int(feedback.day.month), digits: 2)
        bytes.append(UInt8(ascii: "/"))
        bytes.append(decimal: Int(feedback.day.year), digits: 4)
        bytes.append(semicolon)
        bytes.append(contentsOf: channelWords[Int(feedback.channel.rawValue) - 1].utf8)
        bytes.append(semicolon)
        if let score = feedback.score { bytes.append(decimal: score) }
        for words in [feedback.praise, feedback.complaint, feedback.guest] {
            bytes.append(semicolon)
            bytes.append(field: words, separator: semicolon)
        }
        bytes.append(semicolon)
        bytes.append(contentsOf: (feedback.email ?? "").utf8)
        bytes.append(contentsOf: (feedback.contactRequested ? ";yes;" : ";no;").utf8)
        bytes.append(decimal: feedback.room)
        bytes.append(UInt8(ascii: "\n"))
    }

    private static func logLine(
        _ feedback: DemoFeedback,
        _ site: DemoSite,
        to bytes: inout [UInt8]
    ) {
        bytes.append(contentsOf: "{\"id\":\"".utf8)
        bytes.append(reference: feedback.number, site)
        bytes.append(contentsOf: "\",\"at\":\"".utf8)
        bytes.append(isoDay: feedback.day)
        bytes.append(UInt8(ascii: "T"))
        bytes.append(clock: feedback.secondOfDay)
        bytes.append(offset: site.offsetSeconds)
        bytes.append(contentsOf: "\",\"channel\":\"".utf8)
        bytes.append(contentsOf: channelWords[Int(feedback.channel.rawValue) - 1].utf8)
        bytes.append(contentsOf: "\",\"room\":\"".utf8)
        bytes.append(decimal: feedback.room)
        bytes.append(contentsOf: "\",\"text\":".utf8)
        bytes.append(json: feedback.text)
        bytes.append(contentsOf: ",\"rating\":".utf8)
        if let score = feedback.score {
            bytes.append(decimal: score)
        } else {
            bytes.append(contentsOf: "null".utf8)
        }
        let wanted = feedback.contactRequested
        bytes.append(contentsOf: (wanted ? ",\"contact\":true" : ",\"contact\":false").utf8)
        bytes.append(contentsOf: ",\"guest\":".utf8)
        bytes.append(json: feedback.guest)
        if let email = feedback.email {
            bytes.append(contentsOf: ",\"email\":".utf8)
            bytes.append(json: email)
        }
        bytes.append(contentsOf: ",\"language\":\"".utf8)
        bytes.append(contentsOf: feedback.language.rawValue.utf8)
        bytes.append(contentsOf: "\"}\n".utf8)
    }

    private static let channelWords = FeedbackChannel.allCases.map(\.words)
}

extension [UInt8] {
    /// `2026-03-01`.
    fileprivate mutating func append(isoDay day: CalendarDay) {
        append(decimal: Int(day.year), digits: 4)
        append(UInt8(ascii: "-"))
        append(decimal: Int(day.month), digits: 2)
        append(UInt8(ascii: "-"))
        append(decimal: Int(day.day), digits: 2)
    }

    /// `14:05:09`.
    fileprivate mutating func append(clock second: Int) {
        append(decimal: second / 3600, digits: 2)
        append(UInt8(ascii: ":"))
        append(decimal: second / 60 % 60, digits: 2)
        append(UInt8(ascii: ":"))
        append(decimal: second % 60, digits: 2)
    }

    /// `+01:00`.
    fileprivate mutating func append(offset seconds: Int) {
        append(UInt8(ascii: seconds < 0 ? "-" : "+"))
        append(decimal: abs(seconds) / 3600, digits: 2)
        append(UInt8(ascii: ":"))
        append(decimal: abs(seconds) / 60 % 60, digits: 2)
    }

    /// `LIS-002041`.
    fileprivate mutating func append(reference number: Int, _ site: DemoSite) {
        append(contentsOf: site.code.utf8)
        append(UInt8(ascii: "-"))
        append(decimal: number, digits: 6)
    }

    /// A CSV field, quoted where RFC 4180 asks for it.
    fileprivate mutating func append(field: String, separator: UInt8) {
        let quote = UInt8(ascii: "\"")
        let needsQuotes = field.utf8.contains {
            $0 == quote || $0 == separator || $0 == UInt8(ascii: "\n")
        }
        guard needsQuotes else { return append(contentsOf: field.utf8) }
        append(quote)
        for byte in field.utf8 {
            if byte == quote { append(quote) }
            append(byte)
        }
        append(quote)
    }

    /// A JSON string; the only control character in our texts is the newline.
    fileprivate mutating func append(json words: String) {
        append(UInt8(ascii: "\""))
        for byte in words.utf8 {
            switch byte {
            case UInt8(ascii: "\n"):
                append(contentsOf: "\\n".utf8)
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                append(UInt8(ascii: "\\"))
                append(byte)
            default: append(byte)
            }
        }
        append(UInt8(ascii: "\""))
    }
}
