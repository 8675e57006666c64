import Detection
import Recovery
import Storage
import Wire

extension DetectionInput {
    /// What the detector looks at in a draft.
    init(_ draft: FeedbackDraft) {
        self.init(
            segments: draft.passages.map { passage in
                switch passage.kind {
                case .complaint: TextSegment(passage.text, polarity: .givenNegative)
                case .praise: TextSegment(passage.text, polarity: .givenPositive)
                case .text, .title, .answer: TextSegment(passage.text)
                }
            },
            score: draft.score.map { GivenScore(normalised: $0.normalised, on: $0.scale) },
            touchpoint: draft.touchpoint,
            contactRequested: draft.isContactRequested,
            language: draft.language
        )
    }
}

extension DetectionInput {
    /// What the detector looks at in words that were kept.
    init(_ feedback: FeedbackItem) {
        var score: GivenScore?
        if let hundredths = feedback.scoreHundredths, let scale = feedback.scale,
            let given = FeedbackDraft.Score(hundredths: hundredths, scale: scale)
        {
            score = GivenScore(normalised: given.normalised, on: scale)
        }
        self.init(
            segments: [TextSegment(feedback.text)],
            score: score,
            touchpoint: feedback.touchpoint,
            contactRequested: feedback.isContactRequested,
            language: feedback.row.text(FeedbackField.language)
        )
    }
}

extension FeedbackDraft.Score {
    /// The score mapped linearly to 0...100, halves rounded up.
    var normalised: Int {
        let range = scale.range
        let span = (range.upperBound - range.lowerBound) * 100
        return ((hundredths - range.lowerBound * 100) * 200 + span) / (2 * span)
    }

    /// The score as given, such as `8.5 of 10`.
    var words: String {
        let whole = hundredths / 100
        let part = hundredths % 100
        let decimals = part == 0 ? "" : part % 10 == 0 ? ".\(part / 10)" : ".\(part)"
        return "\(whole)\(decimals) of \(scale.range.upperBound)"
    }
}

extension FeedbackDraft {
    /// What a case about it says on one line: the words' beginning, or the score.
    var summary: String {
        Self.summary(of: text) ?? score.map { "Score \($0.words)" } ?? "No words"
    }

    /// The beginning of a text on one line; nil when it says nothing.
    static func summary(of text: String) -> String? {
        // Enough for a line whatever its letters are made of; a text may be very long.
        let beginning = String(text.unicodeScalars.prefix(4 * summaryLengthMax))
        let words = beginning.split(whereSeparator: \.isWhitespace)
        guard !words.isEmpty else { return nil }
        var line = ""
        for word in words {
            guard line.count + word.count < summaryLengthMax else { return line + " …" }
            line += (line.isEmpty ? "" : " ") + word.prefix(summaryLengthMax)
        }
        return line
    }

    private static let summaryLengthMax = 120

    /// How the guest can be reached.
    var contact: String? {
        let ways = [email, phone].compactMap(\.self).filter { !$0.isEmpty }
        return ways.isEmpty ? nil : ways.joined(separator: ", ")
    }
}

extension CaseOpening {
    /// A case about a guest's words.
    ///
    /// Promised times count from when the house learnt of it; where a source says only when it
    /// happened, from then: an imported file must not look like one day of disaster.
    init(
        _ draft: FeedbackDraft,
        feedback: ChangeID,
        scenario: PublishedScenario?,
        why: String,
        now: Timestamp
    ) {
        let received = (draft.receivedAt ?? draft.occurredAt).map(Timestamp.init(milliseconds:))
        self.init(summary: draft.summary, receivedAt: received ?? now, scenario: scenario)
        self.feedback = feedback
        self.why = why
        touchpoint = draft.touchpoint ?? touchpoint
        channel = draft.channel
        occurredAt = draft.occurredAt.map(Timestamp.init(milliseconds:))
        place = draft.place
        guest = draft.guestName
    }
}

extension NodeTransaction {
    /// Adds the feedback that a draft gives.
    func addFeedback(_ draft: FeedbackDraft, source: String?) throws -> ChangeID {
        let origin = [source, draft.externalID].compactMap(\.self).joined(separator: "#")
        let others = draft.otherColumns.map { "\($0.name): \($0.value)" }
        let received = draft.receivedAt ?? draft.occurredAt
        return try create(
            Catalogue.feedback,
            [
                FeedbackField.channel: .choice(draft.channel),
                .origin: .choice(FeedbackOrigin.guestReported),
                .language: .words(draft.language),
                .text: .words(draft.text),
                .scoreHundredths: .number(draft.score?.hundredths),
                .scale: .choice(draft.score?.scale),
                .touchpoint: .choice(draft.touchpoint),
                .place: .words(draft.place),
                .guest: .words(draft.guestName),
                .contact: .words(draft.contact),
                .contactRequested: draft.isContactRequested ? .flag(true) : .null,
                .receivedAt: .time(received.map(Timestamp.init(milliseconds:)) ?? now),
                .occurredAt: .time(draft.occurredAt.map(Timestamp.init(milliseconds:))),
                .fingerprint: draft.fingerprint == 0
                    ? .null : .integer(Int64(bitPattern: draft.fingerprint)),
                .source: .words(origin),
                .otherAnswers: .words(others.joined(separator: "\n")),
            ]
        )
    }

    /// Whether a row with this content was taken in before.
    func knows(fingerprint: UInt64) throws -> Bool {
        try contains(
            Catalogue.feedback,
            where: FeedbackField.fingerprint,
            is: .integer(Int64(bitPattern: fingerprint))
        )
    }
}
