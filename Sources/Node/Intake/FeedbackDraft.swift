package import Recovery

/// One guest's utterance as a file gives it, ready to become a feedback item.
package struct FeedbackDraft: Hashable, Sendable {
    /// What the guest wrote, box by box; empty boxes are left out.
    package var passages: [Passage] = []
    /// The score and its scale.
    package var score: Score?
    /// How the words reached the house.
    package var channel: FeedbackChannel
    /// The point of the journey it is about.
    package var touchpoint: Touchpoint?
    /// The room or area.
    package var place: String?
    /// The guest's name.
    package var guestName: String?
    /// The guest's e-mail address, unchecked.
    package var email: String?
    /// The guest's telephone number, unchecked.
    package var phone: String?
    /// Whether the guest asked to be contacted.
    package var isContactRequested = false
    /// The language as the file names it, lower case, such as `en` or `nl-informal`.
    package var language: String?
    /// The row's id in the system it comes from.
    package var externalID: String?
    /// When it happened or was written, in ms since 1970 UTC.
    package var occurredAt: Int64?
    /// When the source received it, in ms since 1970 UTC.
    package var receivedAt: Int64?
    /// Columns that the mapping does not use and that are not empty.
    package var otherColumns: [Column] = []
    /// Stays the same when the same row is imported again, whatever the order of the columns.
    ///
    /// A row with an external id is known by its mapped content, one without by all its content.
    package var fingerprint: UInt64 = 0
    /// What was mended or doubted in reading, each a few words.
    package var notes: [String] = []

    /// A draft in which nothing is said yet.
    package init(channel: FeedbackChannel) { self.channel = channel }

    /// The whole text, one line a passage, boxes named where that carries meaning.
    package var text: String { passages.map(\.line).joined(separator: "\n") }

    /// Of the words and of what the mapping does not use, names of boxes and columns included.
    var byteCount: Int {
        passages.reduce(0) { $0 + $1.line.utf8.count + 1 }
            + otherColumns.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 3 }
    }

    /// Whether its words, and what the mapping does not use, each fit into one field of a record.
    var fitsOneRecord: Bool {
        if byteCount <= IntakeLimits.fieldByteCountMax { return true }
        // Rarely so long: only then is it worth counting to the byte.
        let others = otherColumns.reduce(-1) { $0 + $1.name.utf8.count + $1.value.utf8.count + 3 }
        return max(text.utf8.count, others) <= IntakeLimits.fieldByteCountMax
    }

    /// What one box of a form holds.
    package struct Passage: Hashable, Sendable {
        /// What the box asked for.
        package let kind: Kind
        /// What the guest wrote; never empty.
        package let text: String

        /// What was written in a box; `text` says something.
        package init(kind: Kind, text: String) {
            self.kind = kind
            self.text = text
        }

        /// The passage with its box named.
        package var line: String {
            switch kind {
            case .text, .title: text
            case .complaint: "Disliked: " + text
            case .praise: "Liked: " + text
            case .answer(let question): question + ": " + text
            }
        }

        /// What a box asked for.
        package enum Kind: Hashable, Sendable {
            /// Anything.
            case text
            /// A heading.
            case title
            /// What was bad.
            case complaint
            /// What was good.
            case praise
            /// The answer to a question.
            case answer(question: String)
        }
    }

    /// A score as given, kept raw.
    package struct Score: Hashable, Sendable {
        /// The score in hundredths: 850 for 8.5.
        package let hundredths: Int
        /// The scale it was given on; ``hundredths`` lies within it.
        package let scale: ScoreScale

        /// A score on a scale, or nil when the scale does not reach to it.
        package init?(hundredths: Int, scale: ScoreScale) {
            let range = scale.range.lowerBound * 100...scale.range.upperBound * 100
            guard range.contains(hundredths) else { return nil }
            self.hundredths = hundredths
            self.scale = scale
        }
    }

    /// A named value of the row.
    package struct Column: Hashable, Sendable {
        /// The column's name, unique in the file.
        package let name: String
        /// The cell's text.
        package let value: String

        /// A name and a value.
        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }
}

/// A row that could not be taken in, kept so that it can be mended and imported again.
package struct SetAside: Hashable, Sendable {
    /// The line of the file where the row begins, from 1.
    package let line: Int
    /// Why, and what to do about it.
    package let reason: String
    /// The row's bytes as they stand in the file (UTF-16 as UTF-8), ending in a line end.
    ///
    /// ``ImportPlan/headerRaw`` followed by the rows set aside is a file of the same format.
    package let raw: [UInt8]

    init(line: Int, reason: String, raw: [UInt8]) {
        self.line = line
        self.reason = reason
        let endsLine = raw.last == UInt8(ascii: "\n") || raw.last == UInt8(ascii: "\r")
        self.raw = endsLine ? raw : raw + [UInt8(ascii: "\n")]
    }
}

/// What became of one row.
package enum ImportedRow: Hashable, Sendable {
    /// The row is feedback.
    case draft(FeedbackDraft, line: Int)
    /// The row needs a person.
    case setAside(SetAside)

    /// Of its words, about.
    var byteCount: Int {
        switch self {
        case .draft(let draft, _): draft.byteCount
        case .setAside(let row): row.raw.count
        }
    }
}
