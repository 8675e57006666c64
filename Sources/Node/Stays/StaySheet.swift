package import Recovery
import Storage

/// Reads an arrivals list row by row: CSV in any usual form, or JSON Lines.
package final class StaySheet {
    /// What the house knows and a list does not.
    package struct Options: Sendable {
        /// Minutes after midnight at which guests come and leave, where a date has no time.
        package var checkInMinute = 15 * 60, checkOutMinute = 11 * 60
        /// The currency of prices that name none; nil for the house's own.
        package var currency: Currency?

        /// Guests come at 15:00 and leave at 11:00.
        package init() {}
    }

    /// What a row of the list became.
    enum Row {
        case stay(StayDraft)
        case setAside(SetAside)
    }

    private let source: ByteSource
    private let options: Options
    private let columns: StayColumns
    private let cells: StayCells
    private var reader: TableReader
    private var sample: [SourceRow]
    private var sampleIndex = 0
    /// The line and room of each booking so far.
    private var seen: [String: (line: Int, room: RoomName?)] = [:]

    /// Looks at the beginning of the list.
    ///
    /// - Throws: ``IntakeError`` or ``StaySheetError`` when it is none.
    init(_ source: ByteSource, zone: TimeZoneRules, options: Options) throws {
        self.source = source
        self.options = options
        var reader = try TableReader(source)
        var sample = try reader.sample()
        reader.header = reader.header(including: [], sample: sample)
        for index in sample.indices { reader.align(&sample[index]) }
        let columns = try StayColumns(reader.header.names)
        let dates = sample.flatMap { row in
            [.arrival, .departure].compactMap { columns.value($0, in: row.cells) }
        }
        cells = StayCells(zone: zone, order: Self.order(of: dates), currency: options.currency)
        self.columns = columns
        self.reader = reader
        self.sample = sample
    }

    /// Month first only where a date of the list can be nothing else.
    private static func order(of dates: [String]) -> DateOrder {
        let isMonthFirst = dates.contains { FeedbackDate.orderEvidence($0) == .some(.monthFirst) }
        let isDayFirst = dates.contains { FeedbackDate.orderEvidence($0) == .some(.dayFirst) }
        return isMonthFirst && !isDayFirst ? .monthFirst : .dayFirst
    }

    /// Bytes of the file read so far, and all of them when known.
    package var progress: (byteCountRead: Int, byteCountTotal: Int?) {
        (source.byteCountRead, source.byteCountTotal)
    }

    /// The next row; nil at the end.
    ///
    /// - Throws: ``IntakeError`` when the file cannot be read on.
    func next() throws(IntakeError) -> Row? {
        while let row = try nextRow() {
            if reader.header.isRepeated(in: row) { continue }
            do throws(Refusal) {
                return .stay(try draft(row))
            } catch {
                return .setAside(SetAside(line: row.line, reason: error.words, raw: row.raw))
            }
        }
        return nil
    }

    private func nextRow() throws(IntakeError) -> SourceRow? {
        guard sampleIndex < sample.count else {
            sample = []
            sampleIndex = 0
            guard var row = try reader.next() else { return nil }
            reader.align(&row)
            return row
        }
        defer { sampleIndex += 1 }
        return sample[sampleIndex]
    }

    /// Why a row is no stay.
    private struct Refusal: Error { let words: String }

    private func draft(_ row: SourceRow) throws(Refusal) -> StayDraft {
        if let fault = row.fault { throw Refusal(words: fault.description) }
        func value(_ role: StayColumns.Role) throws(Refusal) -> String? {
            guard let text = columns.value(role, in: row.cells) else { return nil }
            guard text.count <= StayDraft.textLengthMax else {
                throw Refusal(words: "\"\(CellWords.excerpt(text))\" is too long. Shorten it.")
            }
            return text
        }
        guard let booking = try value(.booking) else {
            throw Refusal(
                words: "The booking has no number, so it would come in twice. Give it one."
            )
        }
        var draft = try dates(row, booking)
        draft.booking = booking
        draft.room = try value(.room).flatMap(RoomName.init)
        let names = [try value(.guest), try value(.firstName), try value(.lastName)]
        let (whole, parts) = (names[0], names.dropFirst().compactMap(\.self))
        draft.guest = whole ?? (parts.isEmpty ? nil : parts.joined(separator: " "))
        let ways = [try value(.contact), try value(.email), try value(.phone)].compactMap(\.self)
        draft.contact = ways.isEmpty ? nil : ways.joined(separator: ", ")
        draft.language = try value(.language)?.lowercased()
        draft.tier = try value(.tier)
        draft.isCancelled = Self.isOff(try value(.status) ?? "")
        draft.rate = try rate(try value(.rate), try value(.currency))
        guard draft.room != nil || draft.guest != nil else {
            throw Refusal(words: StayError.nobody.description)
        }
        try checkOnce(booking, draft.room, row.line)
        return draft
    }

    private func dates(_ row: SourceRow, _ booking: String) throws(Refusal) -> StayDraft {
        func moment(
            _ role: StayColumns.Role,
            _ minute: Int,
            _ what: String
        ) throws(Refusal) -> Timestamp? {
            let text = columns.value(role, in: row.cells)
            switch cells.moment(text, minute: minute) {
            case .absent: return nil
            case .moment(let moment): return moment
            case .unreadable:
                throw Refusal(
                    words: "\"\(CellWords.excerpt(text ?? ""))\" is no \(what). Write it like "
                        + "2026-08-03 or 2026-08-03 14:00."
                )
            }
        }
        guard let arrival = try moment(.arrival, options.checkInMinute, "day of arrival") else {
            throw Refusal(words: "Booking \(booking) has no day of arrival. Write it in.")
        }
        let leaving = try moment(.departure, options.checkOutMinute, "day of departure")
        guard let departure = leaving ?? nights(row).map({ after(arrival, $0) }) else {
            throw Refusal(words: "Booking \(booking) has no day of departure. Write it in.")
        }
        do throws(StayError) {
            return try StayDraft(arrivesAt: arrival, departsAt: departure)
        } catch { throw Refusal(words: error.description) }
    }

    private func nights(_ row: SourceRow) -> Int? {
        columns.value(.nights, in: row.cells).flatMap { Int($0) }
            .flatMap { (1...StayDraft.dayCountMax).contains($0) ? $0 : nil }
    }

    private func after(_ arrival: Timestamp, _ nights: Int) -> Timestamp {
        let day = cells.zone.day(at: arrival).daysSince1970 + Int64(nights)
        return cells.zone.moment(
            day: CalendarDay(daysSince1970: day),
            minute: options.checkOutMinute
        )
    }

    private func rate(_ text: String?, _ currency: String?) throws(Refusal) -> Money? {
        guard let text else { return nil }
        do throws(MoneyError) {
            return try cells.rate(text, currency: currency)
        } catch {
            throw Refusal(words: "\"\(CellWords.excerpt(text))\": \(error.description)")
        }
    }

    /// One booking is one room's: else the second row would overwrite the first.
    private func checkOnce(_ booking: String, _ room: RoomName?, _ line: Int) throws(Refusal) {
        guard let first = seen[booking] else {
            seen[booking] = (line, room)
            return
        }
        guard first.room == room else {
            throw Refusal(
                words: "Booking \(booking) stands in line \(first.line) with another room. Give "
                    + "each room a number of its own, such as \(booking)-2."
            )
        }
    }

    /// Whether a booking's status says that nobody comes.
    private static func isOff(_ status: String) -> Bool {
        let word = status.foldedForSearch
        return ["cancel", "no show", "noshow", "no-show", "storn", "annul", "anulad", "cxl"]
            .contains { word.contains($0) }
    }
}
