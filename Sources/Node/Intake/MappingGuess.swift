import Recovery

/// Proposes a mapping from the names of the columns and the first rows, and says why.
struct MappingGuess {
    private(set) var mapping = ImportMapping()
    /// One sentence for each thing decided.
    private(set) var reasons: [String] = []

    private let header: ImportHeader
    private let columns: [SampleColumn]
    private var taken: Set<Int> = []

    init(_ header: ImportHeader, _ rows: [SourceRow], _ format: TableReader.Format) {
        self.header = header
        let columns = header.names.indices.map {
            SampleColumn(index: $0, header: header, rows: rows)
        }
        self.columns = columns
        guessIdentity()
        guessDates()
        guessScore()
        guessTexts()
        guessGuest()
        guessPlaces()
        if mapping.texts.isEmpty, mapping.score == nil { joinAnswers() }
    }

    // MARK: What each role looks for

    private mutating func guessIdentity() {
        mapping.externalID = claim("the row's id", GuessWords.id) { $0.isUnique }?.name
        mapping.language = claim("the language", GuessWords.language) { $0.isLanguage }?.name
        guessChannel()
    }

    private mutating func guessChannel() {
        let named = claim("the channel", GuessWords.channel) {
            $0.mostly { FeedbackChannel.meant(by: $0) != nil }
        }
        if let named {
            mapping.channel = .column(named.name)
            return
        }
        let keys = columns.map(\.key)
        if header.maker == nil, keys.contains(where: { $0.contains("tweet") }) {
            mapping.channel = .constant(.social)
        } else if header.maker == nil, keys.contains(where: { $0.contains("review") }) {
            mapping.channel = .constant(.ratingSite)
        }
        if case .constant(let channel) = mapping.channel {
            reasons.append("Every row is taken as channel \(channel.name); no column names it.")
        }
    }

    private mutating func guessDates() {
        guard
            let date = claim("the date", GuessWords.occurred, { $0.isDate })
                ?? claimByName("the date", GuessWords.dateParts, { $0.isDate })
        else {
            reasons.append("No column of dates was found: rows count as received at the import.")
            return
        }
        mapping.occurred = date.name
        mapping.received = claim("the date of receipt", GuessWords.received) { $0.isDate }?.name
        let dates = columns.filter { $0.name == mapping.occurred || $0.name == mapping.received }
        decideOrder(dates.flatMap(\.values))
    }

    private mutating func decideOrder(_ dates: [String]) {
        let evidence = dates.compactMap { date -> DateOrder?? in
            switch FeedbackDate.orderEvidence(date) {
            case .none: nil
            case .some(let order): .some(order)
            }
        }
        guard !evidence.isEmpty else { return }
        let dayFirst = evidence.count { $0 == .dayFirst }
        let monthFirst = evidence.count { $0 == .monthFirst }
        if dayFirst == 0, monthFirst == 0 {
            let isAmerican = dates.contains { $0.lowercased().hasSuffix("m") }
            mapping.dateOrder = isAmerican ? .monthFirst : .dayFirst
            reasons.append(
                "Dates like \(dates[0]) can be read both ways and are read"
                    + " \(mapping.dateOrder.rawValue); set `date order` if that is wrong."
            )
            return
        }
        mapping.dateOrder = dayFirst >= monthFirst ? .dayFirst : .monthFirst
        reasons.append(
            "Dates are \(mapping.dateOrder.rawValue): \(max(dayFirst, monthFirst)) of"
                + " \(evidence.count) can only be read so"
                + (min(dayFirst, monthFirst) > 0
                    ? ", and \(min(dayFirst, monthFirst)) only the other way." : ".")
        )
    }

    private mutating func guessScore() {
        let isScore: (SampleColumn) -> Bool = { column in
            let hasBadWord = GuessWords.notScore.contains { column.key.contains($0) }
            return !hasBadWord && (ScoreGuess(column) != nil)
        }
        let found =
            claim("the score", GuessWords.score, isScore)
            ?? claimByName("the score", GuessWords.scoreParts, isScore)
            ?? claim(
                "the overall score",
                where: { column in
                    column.key.hasPrefix("q")
                        && GuessWords.overallEnds.contains { column.key.hasSuffix($0) }
                        && isScore(column)
                }
            )
        guard let column = found, let guess = ScoreGuess(column) else {
            reasons.append("No column of scores was found.")
            return
        }
        var score = ImportMapping.ScoreColumn(column.name, scale: guess.scale)
        score.words = guess.words
        score.scaleColumn =
            claim("each row's scale", GuessWords.scale) { column in
                column.mostly(1) { ["5", "7", "10", "100", "5.0", "10.0"].contains($0) }
            }?.name
        mapping.score = score
        reasons.append(guess.reason)
    }

    private mutating func guessTexts() {
        let isWords: (SampleColumn) -> Bool = { !$0.isNumeric && !$0.values.isEmpty && !$0.isDate }
        let complaint = claimByName("what was bad", GuessWords.complaint, isWords)
        let praise = claimByName("what was good", GuessWords.praise, isWords)
        if let complaint { mapping.texts.append(.init(complaint.name, .complaint)) }
        if let praise { mapping.texts.append(.init(praise.name, .praise)) }
        for column in [complaint, praise].compactMap(\.self) {
            for word in GuessWords.empty where column.values.contains(word) {
                mapping.emptyWords.append(word)
            }
        }
        if mapping.texts.isEmpty, let text = claim("the text", GuessWords.text, isWords) {
            mapping.texts.append(.init(text.name, .text))
        }
        if mapping.texts.isEmpty {
            while let text = claim(
                "free text",
                where: { column in
                    isWords(column)
                        && GuessWords.textLabels.contains { column.labelKey.contains($0) }
                        && !column.labelKey.contains("topics")
                }
            ) {
                mapping.texts.append(.init(text.name, .answer))
            }
        }
        if mapping.texts.isEmpty {
            while let text = claim("free text, judged by its cells", where: \.isFreeText) {
                mapping.texts.append(.init(text.name, .answer))
            }
        }
        if !mapping.texts.isEmpty, let title = claim("the title", GuessWords.title, isWords) {
            mapping.texts.insert(.init(title.name, .title), at: 0)
        }
    }

    private mutating func guessGuest() {
        mapping.email =
            claimByName("the e-mail address", ["email"]) { column in
                column.values.isEmpty || column.mostly { $0.contains("@") }
            }?.name
        mapping.phone =
            claim("the telephone number", GuessWords.phone) { column in
                column.mostly { $0.count(where: \.isNumber) >= 5 }
            }?.name
        mapping.contactRequest =
            claimByName("the wish to be contacted", GuessWords.contact) {
                !$0.values.isEmpty
            }?.name
        for word in GuessWords.guest {
            if let name = claim("the guest's name", [word], { !$0.isNumeric }) {
                mapping.guestNames.append(name.name)
            }
        }
    }

    private mutating func guessPlaces() {
        mapping.place = claim("the place", GuessWords.place) { !$0.values.isEmpty }?.name
        let touchpoint = claim("the touchpoint", GuessWords.touchpoint) {
            $0.mostly { Touchpoint.meant(by: $0) != nil }
        }
        mapping.touchpoint = touchpoint.map { .column($0.name) }
        mapping.site = claim("the site", GuessWords.site) { !$0.values.isEmpty }?.name
    }

    /// Without text and score, the answers themselves are the feedback.
    private mutating func joinAnswers() {
        let answers = columns.filter { column in
            !taken.contains(column.index) && !column.values.isEmpty
                && !GuessWords.isMetadata(column.key)
        }
        let worded = answers.filter { !$0.isNumeric }
        for column in worded.isEmpty ? answers : worded {
            mapping.texts.append(.init(column.name, .answer))
        }
        reasons.append(
            "No column of text or scores was found, so the \(mapping.texts.count) columns of"
                + " answers are joined as text. Name better ones in a mapping."
        )
    }

    // MARK: Claiming columns

    /// Takes the first free column with one of the keys, in the order of the keys.
    private mutating func claim(
        _ role: String,
        _ keys: [String],
        _ test: (SampleColumn) -> Bool
    ) -> SampleColumn? {
        for key in keys {
            if let column = claim(
                role,
                where: { ($0.key == key || $0.labelKey == key) && test($0) }
            ) {
                return column
            }
        }
        return nil
    }

    /// Takes the first free column whose name or question contains one of the parts.
    private mutating func claimByName(
        _ role: String,
        _ parts: [String],
        _ test: (SampleColumn) -> Bool
    ) -> SampleColumn? {
        for part in parts {
            let found = claim(
                role,
                where: { column in
                    (column.key.contains(part) || column.labelKey.contains(part)) && test(column)
                }
            )
            if let found { return found }
        }
        return nil
    }

    private mutating func claim(
        _ role: String,
        where test: (SampleColumn) -> Bool
    ) -> SampleColumn? {
        guard let column = columns.first(where: { !taken.contains($0.index) && test($0) }) else {
            return nil
        }
        taken.insert(column.index)
        reasons.append("`\(column.name)` is taken as \(role).")
        return column
    }
}

/// The scale that a column's numbers or words speak for.
struct ScoreGuess {
    let scale: ScoreScale
    let words: [ImportMapping.ScoreWord]
    let reason: String

    /// Nil when the cells are no scores.
    init?(_ column: SampleColumn) {
        let known = Set(ScoreReader.satisfactionWords.map(\.word))
        if column.mostly(0.8, { known.contains(CellWords.folded($0)) }) {
            scale = .oneToFive
            words = ScoreReader.satisfactionWords
            reason = "Words such as \"\(column.values[0])\" are scores from 1 to 5."
            return
        }
        let scores = column.scores.sorted()
        guard !scores.isEmpty, scores.count * 10 >= column.values.count * 8,
            scores.last ?? 0 <= 10_000
        else { return nil }
        // One in fifty may be a slip, or a row on another scale: it is set aside, not followed.
        let top = scores[(scores.count - 1) * 49 / 50]
        let hasZero = scores.first == 0
        let name = column.key + " " + column.labelKey
        if GuessWords.recommend.contains(where: name.contains), top <= 2_000 {
            scale = .zeroToTen
            words = []
            reason = "Likelihood to recommend is a score from 0 to 10."
            return
        }
        let isCoded = scores.last == 600 && scores.allSatisfy { $0 % 100 == 0 }
        switch top {
        case ...500: scale = .oneToFive
        case ...700: scale = isCoded ? .oneToFive : .oneToSeven
        case ...1_000: scale = hasZero ? .zeroToTen : .oneToTen
        default: scale = .percent
        }
        var codes: [ImportMapping.ScoreWord] = []
        if isCoded, scale == .oneToFive { codes.append(.init(word: "6", score: nil)) }
        if hasZero, scale == .oneToFive || scale == .oneToSeven {
            codes.append(.init(word: "0", score: nil))
        }
        words = codes
        let none = codes.map(\.word).joined(separator: " and ")
        reason =
            "Scores reach up to \(top / 100), so the scale is \(ImportMapping.scaleName(scale))"
            + (codes.isEmpty ? "." : "; \(none) count as no answer.")
    }
}
