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
    /// Where two records tell of one day, as when headquarters and the house both did before they
    /// heard of each other, the one that was told last gets them: the one that figures read.
    ///
    /// `site` is the site's number at the hub, nil at a node, which speaks for itself.
    package func tellExposure(_ days: [DailyExposure], site: UInt32?) throws -> ExposureResult {
        var result = ExposureResult()
        var known = try exposureIDs(site)
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
                known[day.day] = try create(
                    Catalogue.exposure,
                    scope: site.map(Scope.init(rawValue:)),
                    fields: [(ExposureField.day.rawValue, .integer(day.day))] + day.fields
                )
                result.added += 1
            }
        }
        return result
    }

    /// The days of which something is known; of a day told twice, the record told last.
    private func exposureIDs(_ site: UInt32?) throws -> [Int64: ChangeID] {
        let statement = try RawStatement(
            reader.database,
            """
            SELECT day, _id FROM exposure e WHERE day IS NOT NULL AND (?1 IS NULL OR _scope = ?1)
            ORDER BY MAX(_stamp, COALESCE(
                (SELECT MAX(stamp) FROM history WHERE record = e._id), 0)), _id
            """
        )
        defer { statement.reset() }
        if let site { statement.bind(1, Int64(site)) } else { statement.bindNull(1) }
        var ids: [Int64: ChangeID] = [:]
        while try statement.step() {
            ids[statement.integer(0)] = ChangeID(rawValue: statement.integer(1))
        }
        return ids
    }
}

extension StoreReader {
    /// SQL for the room nights of each site and day from ?1 to ?2, as `site`, `day`, `nights`.
    ///
    /// One record a site and day decides: of those that tell room nights, the one whose room nights
    /// were set last by the hybrid logical clock's stamp, and of equal stamps the one with the
    /// higher id. Days told once are read from the index alone.
    static let roomNightsByDay = """
        SELECT _scope AS site, day, CASE COUNT(*) WHEN 1 THEN MAX(roomNights) ELSE (
            SELECT d.roomNights FROM exposure d
            WHERE d.day = e.day AND d._scope = e._scope AND d.roomNights IS NOT NULL
            ORDER BY MAX(d._stamp, COALESCE((SELECT MAX(stamp) FROM history WHERE record = d._id
                AND field = \(ExposureField.roomNights.rawValue)), 0)) DESC, d._id DESC LIMIT 1
        ) END AS nights
        FROM exposure e WHERE day BETWEEN ?1 AND ?2 AND roomNights IS NOT NULL
        GROUP BY day, _scope
        """
}
