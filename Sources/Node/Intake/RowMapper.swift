import Recovery

/// Turns a row's cells into a draft by one mapping.
struct RowMapper {
    let mapping: ImportMapping
    let header: ImportHeader
    private let options: ImportOptions
    private let columns: Columns
    private let scoreReader: ScoreReader?
    private let emptyWords: Set<String>
    private let yesWords: Set<String>

    /// What a row turned out to be.
    enum Outcome {
        case draft(FeedbackDraft)
        case setAside(reason: String)
        case otherSite
    }

    /// - Throws: ``IntakeError/columnMissing(key:column:available:)``.
    init(
        _ mapping: ImportMapping,
        header: ImportHeader,
        options: ImportOptions
    ) throws(IntakeError) {
        self.mapping = mapping
        self.header = header
        self.options = options
        columns = try Columns(mapping, header)
        scoreReader = mapping.score.map { ScoreReader(scale: $0.scale, words: $0.words) }
        emptyWords = Set(mapping.emptyWords.map(CellWords.folded))
        yesWords = Set(mapping.yesWords.map(CellWords.folded))
    }

    func map(_ row: SourceRow) -> Outcome {
        var row = row
        if let reason = columns.misfit(&row, header) { return .setAside(reason: reason) }
        let cells = Cells(row: row)
        if let only = mapping.onlySite,
            CellWords.folded(cells[columns.site]) != CellWords.folded(only)
        {
            return .otherSite
        }
        var draft = FeedbackDraft(channel: .survey)
        if let reason = readScore(cells, &draft) ?? readDates(cells, &draft) {
            return .setAside(reason: reason)
        }
        readTexts(cells, &draft)
        readGuest(cells, &draft)
        if draft.passages.isEmpty, draft.score == nil, !draft.isContactRequested {
            return .setAside(
                reason: "The row holds no text, no score and no wish to be contacted. Fill one in,"
                    + " or map another column."
            )
        }
        let keptChoices = readChoices(cells, &draft)
        for (index, name) in header.names.enumerated()
        where !columns.used.contains(index) || keptChoices.contains(index) {
            let value = CellWords.trimmed(cells[index])
            if !value.isEmpty { draft.otherColumns.append(.init(name: name, value: String(value))) }
        }
        draft.otherColumns += row.extras
        draft.notes = row.repairs.notes
        draft.fingerprint = draft.contentFingerprint()
        return .draft(draft)
    }

    private func readTexts(_ cells: Cells, _ draft: inout FeedbackDraft) {
        for (index, column) in zip(columns.texts, mapping.texts) {
            let text = String(CellWords.trimmed(cells[index].replacing("\r\n", with: "\n")))
            if CellWords.isNothing(text) || emptyWords.contains(CellWords.folded(text)) { continue }
            let kind: FeedbackDraft.Passage.Kind =
                switch column.kind {
                case .text: .text
                case .title: .title
                case .complaint: .complaint
                case .praise: .praise
                case .answer: .answer(question: header.labels[index])
                }
            draft.passages.append(.init(kind: kind, text: text))
        }
    }

    private func readScore(_ cells: Cells, _ draft: inout FeedbackDraft) -> String? {
        guard let scoreReader, let column = columns.score else { return nil }
        var rowScale: ScoreScale?
        if let scaleColumn = columns.scale, !CellWords.isNothing(cells[scaleColumn]) {
            rowScale = Self.scale(named: cells[scaleColumn])
            if rowScale == nil {
                return
                    "\"\(CellWords.excerpt(cells[scaleColumn]))\" in `\(header.names[scaleColumn])`"
                    + " is no scale. Write 5, 7, 10 or 100."
            }
        }
        switch scoreReader.read(cells[column], rowScale: rowScale) {
        case .absent: return nil
        case .score(let score):
            draft.score = score
            return nil
        case .unreadable(let reason): return reason
        }
    }

    private static func scale(named text: String) -> ScoreScale? {
        switch ScoreReader.hundredths(CellWords.trimmed(text)) {
        case 500: .oneToFive
        case 700: .oneToSeven
        case 1_000: .oneToTen
        case 10_000: .percent
        default: nil
        }
    }

    private func readDates(_ cells: Cells, _ draft: inout FeedbackDraft) -> String? {
        for (column, path) in [
            (columns.occurred, \FeedbackDraft.occurredAt), (columns.received, \.receivedAt),
        ] {
            guard let column else { continue }
            let reading = FeedbackDate.read(
                cells[column],
                order: mapping.dateOrder,
                utcOffsetSeconds: options.utcOffsetSeconds
            )
            switch reading {
            case .absent: continue
            case .moment(let moment):
                if let reason = doubt(moment, cells[column], header.names[column]) { return reason }
                draft[keyPath: path] = moment
            case .unreadable:
                return "\"\(CellWords.excerpt(cells[column]))\" in `\(header.names[column])` is no"
                    + " date. Write it like 2026-08-03 14:05, or leave it empty."
            }
        }
        return nil
    }

    private func doubt(_ moment: Int64, _ text: String, _ column: String) -> String? {
        let shown = "\(CellWords.excerpt(text)) in `\(column)`"
        if moment < FeedbackDate.earliest {
            return "\(shown) lies before 1990. Correct the date, or leave it empty."
        }
        if moment > options.now + FeedbackDate.aheadMax {
            return "\(shown) lies in the future (read \(mapping.dateOrder.rawValue)). Correct the"
                + " date or the mapping's `date order`, or this machine's clock."
        }
        return nil
    }

    private func readGuest(_ cells: Cells, _ draft: inout FeedbackDraft) {
        let name = columns.guestNames.map { CellWords.oneLine(cells[$0]) }
            .filter { !CellWords.isNothing($0) }.joined(separator: " ")
        draft.guestName = name.isEmpty ? nil : name
        draft.email = cells.value(columns.email)
        draft.phone = cells.value(columns.phone)
        draft.place = cells.value(columns.place)
        draft.externalID = cells.value(columns.externalID)
        draft.language = cells.value(columns.language)?.lowercased()
        if let column = columns.contactRequest {
            draft.isContactRequested = yesWords.contains(CellWords.folded(cells[column]))
        }
    }

    /// Reads channel and touchpoint; returns the columns whose word is not known, to be kept.
    private func readChoices(_ cells: Cells, _ draft: inout FeedbackDraft) -> [Int] {
        var kept: [Int] = columns.site.map { [$0] } ?? []
        switch mapping.channel {
        case .constant(let channel): draft.channel = channel
        case .column:
            let known = columns.channel.flatMap { FeedbackChannel.meant(by: cells[$0]) }
            draft.channel = known ?? .other
            if known == nil, let column = columns.channel { kept.append(column) }
        }
        if case .constant(let touchpoint) = mapping.touchpoint { draft.touchpoint = touchpoint }
        if let column = columns.touchpoint {
            draft.touchpoint = Touchpoint.meant(by: cells[column])
            if draft.touchpoint == nil { kept.append(column) }
        }
        return kept
    }
}

/// A row's cells by column, blank where the row is short.
private struct Cells {
    let row: SourceRow

    subscript(index: Int) -> String { index < row.cells.count ? row.cells[index] : "" }

    subscript(index: Int?) -> String { index.map { self[$0] } ?? "" }

    /// The cell on one line, or nil when it says nothing.
    func value(_ index: Int?) -> String? {
        guard let index else { return nil }
        let text = CellWords.oneLine(self[index])
        return CellWords.isNothing(text) ? nil : text
    }
}
