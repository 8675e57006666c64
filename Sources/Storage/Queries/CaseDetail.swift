package import Recovery
package import Wire

/// Everything about one case, as of one moment.
package struct CaseDetail: Sendable {
    /// The case.
    package let recoveryCase: RecoveryCase
    /// The feedback that it answers, when it is here.
    package let feedback: FeedbackItem?
    /// Its alarms, oldest first.
    package let alarms: [Alarm]
    /// Its notes, oldest first.
    package let notes: [Note]
    /// Its remedies, in the order of the proposals.
    package let remedies: [Remedy]
    /// What was promised to the guest, and how they were tried.
    package let dealings: GuestDealings
    /// What was found out about the cause.
    package let cause: CauseAnalysisRecord?
    /// Its pictures and recordings, oldest first.
    package let attachments: [Attachment]
    /// What was edited, oldest first.
    package let history: [HistoryLine]
    /// Fields on which two places disagree.
    package let conflicts: [ConflictItem]
}

/// One field of a record, edited once.
package struct HistoryLine: Hashable, Sendable {
    /// When, by the clock of the place where it was done.
    package let at: Timestamp
    /// Who.
    package let author: String
    /// The site where it was done, by code; nil when that is not known here.
    package let site: String?
    /// The field's name.
    package let field: String
    /// What stood there before; several values when the edit ended a conflict.
    package let replaced: [String]
    /// What was set.
    package let value: String
}

extension StoreReader {
    /// Everything about a case.
    package func detail(of found: RecoveryCase) throws -> CaseDetail {
        let sites = try sites()
        func parts(_ type: RecordType, _ field: some CatalogueField) throws -> [StoredRow] {
            try rows(type, where: field, is: .reference(found.id))
        }
        return CaseDetail(
            recoveryCase: found,
            feedback: try found.feedback.flatMap { try row(Catalogue.feedback, $0) }
                .map(FeedbackItem.init),
            alarms: try parts(Catalogue.alarm, AlarmField.recoveryCase).map(Alarm.init),
            notes: try parts(Catalogue.note, NoteField.recoveryCase).map(Note.init)
                .sorted { ($0.writtenAt, $0.row.id) < ($1.writtenAt, $1.row.id) },
            remedies: Remedy.remedies(
                of: try parts(Catalogue.remedyEvent, RemedyEventField.recoveryCase)
                    .map(RemedyEvent.init)
            ),
            dealings: try dealings(of: found.id),
            cause: try parts(Catalogue.causeAnalysis, CauseAnalysisField.recoveryCase).first
                .map(CauseAnalysisRecord.init),
            attachments: try attachments(of: found.id),
            history: try history(of: found.row, sites),
            conflicts: try conflicts(of: found.id)
        )
    }

    /// What was edited in a record, oldest first.
    package func history(of row: StoredRow, _ sites: SiteDirectory) throws -> [HistoryLine] {
        let statement = try RawStatement(
            database,
            """
            SELECT field, change, stamp, author, value, replaced FROM history
            WHERE record = ? ORDER BY stamp, change, field
            """
        )
        defer { statement.reset() }
        statement.bind(1, row.id.rawValue)
        var lines: [HistoryLine] = []
        while try statement.step() {
            let index = Int(statement.integer(0)) - 1
            guard row.type.fields.indices.contains(index) else { continue }
            let field = row.type.fields[index]
            let replaced = try LiveVersions.decodedList(statement.blob(5))
            let change = ChangeID(rawValue: statement.integer(1))
            lines.append(
                HistoryLine(
                    at: Timestamp(
                        milliseconds: Stamp(rawValue: statement.integer(2)).milliseconds
                    ),
                    author: statement.text(3),
                    site: sites.code(of: change.writer),
                    field: field.name,
                    replaced: replaced.map { field.words($0.cell ?? .null) },
                    value: field.words(statement.cell(4))
                )
            )
        }
        return lines
    }
}

extension FieldDefinition {
    /// A value as people read it: choices by name, moments in ISO 8601, nothing as a dash.
    package func words(_ cell: Cell) -> String {
        switch (cell, kind) {
        case (.null, _): "-"
        case (.text(let text), _): text
        case (.integer(let number), .choice(let names)):
            number >= 1 && number <= names.count ? names[Int(number) - 1] : "\(number)"
        case (.integer(let number), .timestamp): Timestamp(milliseconds: number).description
        case (.integer(let number), .boolean): number == 1 ? "yes" : "no"
        case (.integer(let number), .reference): ChangeID(rawValue: number).description
        case (.integer(let number), _): "\(number)"
        }
    }

    /// The value that ``words(_:)`` gives for it; nil for what the field cannot hold.
    package func cell(words: String) -> Cell? {
        if words == "-" { return .null }
        switch kind {
        case .text: return .text(words)
        case .integer: return Int64(words).map(Cell.integer)
        case .boolean: return ["yes": .flag(true), "no": .flag(false)][words]
        case .choice(let names):
            return names.firstIndex(of: words).map { .integer(Int64($0 + 1)) }
        case .reference: return RecordID(words).map { .integer($0.rawValue) }
        case .timestamp: return Int64(words).map(Cell.integer)
        }
    }
}
