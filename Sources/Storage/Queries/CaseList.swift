package import Recovery
import Wire

/// Which cases a list shows.
package struct CaseFilter: Sendable {
    /// Only cases in these states; all when empty.
    package var states: Set<CaseState> = []
    /// Only cases on which work may still be needed.
    package var isOpenOnly = false
    /// Only cases of this scenario; an empty text means those that nobody has named.
    package var scenario: String?
    /// Only cases of this site, by number.
    package var site: UInt32?
    /// Only cases at least so bad.
    package var severityMin: Severity?
    /// Only cases behind this place in the list.
    package var after: CasePlace?
    /// So many at most.
    package var countMax = 100

    /// Every case, up to ``countMax``.
    package init() {}

    /// Whether a case counts as put right: the unfixed stand first.
    fileprivate static let fixed = "state >= \(CaseState.remedied.rawValue)"

    fileprivate var condition: (sql: String, arguments: [Cell]) {
        var terms: [String] = []
        var arguments: [Cell] = []
        var shown = states.isEmpty ? Set(CaseState.allCases) : states
        if isOpenOnly { shown = shown.filter(\.isOpen) }
        if shown.count < CaseState.allCases.count {
            let numbers = shown.map { "\($0.rawValue)" }.sorted().joined(separator: ", ")
            terms.append("state IN (\(numbers))")
        }
        if let scenario {
            terms.append("COALESCE(scenario, '') = ?")
            arguments.append(.text(scenario))
        }
        if let site {
            terms.append("_site = ?")
            arguments.append(.integer(Int64(site)))
        }
        if let severityMin {
            terms.append("severity >= ?")
            arguments.append(.integer(severityMin.rawValue))
        }
        if let after {
            terms.append("(\(Self.fixed), -COALESCE(openedAt, 0), -_id) > (?, ?, ?)")
            arguments += [
                .flag(after.isFixed), .integer(-after.openedAt), .integer(-after.id.rawValue),
            ]
        }
        return (terms.isEmpty ? "" : "WHERE " + terms.joined(separator: " AND "), arguments)
    }
}

extension StoreReader {
    /// Cases, unfixed first, then the newest.
    package func cases(_ filter: CaseFilter = CaseFilter()) throws -> [RecoveryCase] {
        let (condition, arguments) = filter.condition
        return try rows(
            Catalogue.recoveryCase,
            """
            \(condition) ORDER BY \(CaseFilter.fixed), openedAt DESC, _id DESC
            LIMIT \(max(0, filter.countMax))
            """,
            arguments
        ).map(RecoveryCase.init)
    }

    /// The places of the newest cases, each once, newest first.
    package func recentPlaces(countMax: Int) throws -> [String] {
        let newest = try rows(
            Catalogue.recoveryCase,
            "WHERE place IS NOT NULL ORDER BY _id DESC LIMIT 200",
            []
        )
        var places: [String] = []
        for row in newest {
            guard let place = row.text(CaseField.place), !places.contains(place) else { continue }
            places.append(place)
            if places.count == countMax { break }
        }
        return places
    }

    /// How often each kind of failure was met in the newest cases, at a place and anywhere.
    package func recentScenarios(at place: String?) throws -> [String: (here: Int, all: Int)] {
        let newest = try rows(
            Catalogue.recoveryCase,
            "WHERE scenario IS NOT NULL ORDER BY _id DESC LIMIT 500",
            []
        )
        var counts: [String: (here: Int, all: Int)] = [:]
        for row in newest {
            guard let code = row.text(CaseField.scenario) else { continue }
            counts[code, default: (0, 0)].all += 1
            if let place, row.text(CaseField.place) == place { counts[code]?.here += 1 }
        }
        return counts
    }

    /// The case that people call so: by reference in either case, or by id, a former one included.
    ///
    /// - Throws: ``CaseworkError/noSuchCase(_:)`` or ``CaseworkError/ambiguous(_:_:)``.
    package func recoveryCase(named name: String) throws -> RecoveryCase {
        if let id = RecordID(name) {
            let row = try row(Catalogue.recoveryCase, ChangeID(rawValue: id.rawValue))
            guard let row else { throw CaseworkError.noSuchCase(name) }
            return RecoveryCase(row)
        }
        let found = try rows(
            Catalogue.recoveryCase,
            where: CaseField.reference,
            is: .text(name.uppercased())
        )
        guard found.count < 2 else { throw CaseworkError.ambiguous(name, found.map(\.id)) }
        guard let row = found.first else { throw CaseworkError.noSuchCase(name) }
        return RecoveryCase(row)
    }

    /// Feedback, the newest first.
    package func feedback(countMax: Int = 100) throws -> [FeedbackItem] {
        try rows(Catalogue.feedback, "ORDER BY _id DESC LIMIT \(max(0, countMax))", [])
            .map(FeedbackItem.init)
    }
}
