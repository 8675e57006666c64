import GRDB
import Recovery
import Wire

/// How much could have gone wrong at a site on one day.
package struct DailyExposure: Hashable, Sendable {
    /// The day at the site, since 1970.
    package var day: Int64
    /// Rooms that guests slept in.
    package var roomNights: Int?
    /// Parties that arrived.
    package var arrivals: Int?
    /// Meals served.
    package var covers: Int?

    package init(day: Int64, roomNights: Int? = nil, arrivals: Int? = nil, covers: Int? = nil) {
        self.day = day
        self.roomNights = roomNights
        self.arrivals = arrivals
        self.covers = covers
    }

    /// More of anything on one day is a mistyped figure.
    package static let figureMax = 1_000_000

    fileprivate var fields: [(UInt8, Cell)] {
        [
            (ExposureField.roomNights, roomNights), (ExposureField.arrivals, arrivals),
            (ExposureField.covers, covers),
        ].compactMap { field, number in number.map { (field.rawValue, .integer(Int64($0))) } }
    }
}

/// What taking exposure in came to.
package struct ExposureResult: Hashable, Sendable {
    /// Days that were not known before.
    package var added = 0
    /// Days whose figures were others.
    package var changed = 0
    /// Days that were known so.
    package var unchanged = 0

    package init(added: Int = 0, changed: Int = 0, unchanged: Int = 0) {
        (self.added, self.changed, self.unchanged) = (added, changed, unchanged)
    }
}

extension RecordTransaction {
    /// Takes in what a site tells of its days; a day that is known gets the new figures.
    ///
    /// `site` is the site's number at the hub, nil at a node, which speaks for itself.
    package func tellExposure(_ days: [DailyExposure], site: UInt32?) throws -> ExposureResult {
        var result = ExposureResult()
        let known = try exposureIDs(site)
        for day in days {
            if let id = known[day.day], let row = try row(Catalogue.exposure, id) {
                let before = day.fields.map { row.cells[Int($0.0) - 1] }
                if before == day.fields.map(\.1) {
                    result.unchanged += 1
                } else {
                    try edit(row, fields: day.fields)
                    result.changed += 1
                }
            } else {
                _ = try create(
                    Catalogue.exposure,
                    scope: site.map(Scope.init(rawValue:)),
                    fields: [(ExposureField.day.rawValue, .integer(day.day))] + day.fields
                )
                result.added += 1
            }
        }
        return result
    }

    /// The days of which something is known; of a day told twice, the first record.
    private func exposureIDs(_ site: UInt32?) throws -> [Int64: ChangeID] {
        let statement = try RawStatement(
            reader.database,
            """
            SELECT day, _id FROM exposure WHERE day IS NOT NULL AND (?1 IS NULL OR _scope = ?1)
            ORDER BY _id
            """
        )
        defer { statement.reset() }
        if let site { statement.bind(1, Int64(site)) } else { statement.bindNull(1) }
        var ids: [Int64: ChangeID] = [:]
        while try statement.step() {
            let day = statement.integer(0)
            if ids[day] == nil { ids[day] = ChangeID(rawValue: statement.integer(1)) }
        }
        return ids
    }
}
