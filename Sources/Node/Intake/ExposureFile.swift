package import Storage
import Recovery

/// A file of room nights, arrivals and covers, a row a day.
package struct ExposureFile: Sendable {
    /// What could be read, in the order of the file; each day once.
    package private(set) var days: [DailyExposure] = []
    /// What could not, by line.
    package private(set) var faults: [Fault] = []

    /// A row that says no day's figures.
    package struct Fault: Hashable, Sendable {
        package let line: Int
        package let reason: String
    }

    /// What cannot be taken as a file of exposure at all.
    package enum Trouble: Error, Equatable, CustomStringConvertible {
        case noDay
        case noFigure

        package var description: String {
            switch self {
            case .noDay:
                "No column holds the day. Name one 'date', with days such as 2026-03-01."
            case .noFigure:
                """
                No column holds figures. Name them 'room_nights', 'arrivals' or 'covers'; one \
                of them is enough.
                """
            }
        }
    }

    private enum Figure { case roomNights, arrivals, covers }

    /// Reads a file as hotel systems write it: CSV in any usual form, or JSON Lines.
    ///
    /// - Throws: ``IntakeError``, or ``Trouble`` when no column is what it must be.
    package init(_ source: ByteSource) throws {
        var table = try TableReader(source)
        let names = table.header.names.map(Self.folded)
        guard let dayColumn = names.firstIndex(where: Self.dayNames.contains) else {
            throw Trouble.noDay
        }
        var columns: [(index: Int, figure: Figure)] = []
        for (index, name) in names.enumerated() {
            if let figure = Self.figureNames[name] { columns.append((index, figure)) }
        }
        guard !columns.isEmpty else { throw Trouble.noFigure }
        var lines: [Int64: [Int]] = [:]
        while let row = try table.next() {
            do {
                let day = try Self.day(row, dayColumn, columns)
                days.append(day)
                lines[day.day, default: []].append(row.line)
            } catch {
                faults.append(Fault(line: row.line, reason: error.reason))
            }
        }
        setAside(lines.filter { $0.value.count > 1 })
    }

    /// Takes out the days of which several lines tell: nobody knows which of them is right.
    private mutating func setAside(_ twice: [Int64: [Int]]) {
        days.removeAll { twice[$0.day] != nil }
        faults += twice.map { day, lines in
            let named = lines.map { "\($0)" }.joined(separator: " and ")
            return Fault(
                line: lines[lines.count - 1],
                reason: "Lines \(named) all tell of \(CalendarDay(daysSince1970: day))."
                    + " None is taken. Keep the right one."
            )
        }
        faults.sort { $0.line < $1.line }
    }

    private struct Unread: Error { let reason: String }

    private static let dayNames: Set<String> = ["date", "day", "businessdate", "datum", "fecha"]
    private static let figureNames: [String: Figure] = [
        "roomnights": .roomNights, "occupiedroomnights": .roomNights, "occupied": .roomNights,
        "roomsoccupied": .roomNights, "occupiedrooms": .roomNights, "roomssold": .roomNights,
        "arrivals": .arrivals, "checkins": .arrivals, "covers": .covers, "meals": .covers,
    ]

    /// Small letters and nothing else: `Occupied room-nights` is `occupiedroomnights`.
    private static func folded(_ name: String) -> String {
        name.lowercased().filter { $0.isASCII && $0.isLetter }
    }

    private static func day(
        _ row: SourceRow,
        _ dayColumn: Int,
        _ columns: [(index: Int, figure: Figure)]
    ) throws(Unread) -> DailyExposure {
        if let fault = row.fault { throw Unread(reason: fault.description) }
        guard row.cells.indices.contains(dayColumn),
            let day = CalendarDay(text: row.cells[dayColumn])
        else {
            throw Unread(reason: "The day is not written like 2026-03-01. Write it so.")
        }
        var exposure = DailyExposure(day: day.daysSince1970)
        for (index, figure) in columns where row.cells.indices.contains(index) {
            let text = row.cells[index].filter { $0 != " " }
            guard !text.isEmpty else { continue }
            guard let number = Int(text), (0...DailyExposure.figureMax).contains(number) else {
                throw Unread(
                    reason: "'\(text)' is no count from 0 to \(DailyExposure.figureMax)."
                        + " Write whole numbers without separators."
                )
            }
            switch figure {
            case .roomNights: exposure.roomNights = number
            case .arrivals: exposure.arrivals = number
            case .covers: exposure.covers = number
            }
        }
        return exposure
    }
}
