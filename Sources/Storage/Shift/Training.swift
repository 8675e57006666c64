import GRDB
package import Recovery
import Wire

/// What people said of one of the five items of CARES in the cases of one kind of failure.
package struct CaresStanding: Hashable, Sendable {
    /// The code of the kind.
    package let scenario: String
    /// What was looked at.
    package let item: CaresItems.Item
    /// How many answers there are, of guests and of those who lead.
    package fileprivate(set) var count: Int
    /// Their sum.
    package fileprivate(set) var sum: Int

    /// Of 1 to 7.
    package var mean: Double { Double(sum) / Double(max(1, count)) }

    /// Whether it is worth practising: enough answers, and below what passes for good.
    package var isWeak: Bool {
        count >= Self.countMin && sum < Self.passing * count
    }

    /// Fewer answers than these say nothing of a house.
    package static let countMin = 3
    /// A mean below this of 7 is weak: 5, one above the middle of the scale.
    package static let passing = 5
}

/// That somebody practised something.
package struct TrainingMark: Hashable, Sendable {
    /// Who.
    package let person: String
    /// What.
    package let item: CaresItems.Item
    /// For which kind of failure; nil for all.
    package let scenario: String?
    /// When.
    package let at: Timestamp
}

extension CaresItems.Item {
    /// Its name in a form and in a table.
    package var name: String { String(describing: self) }

    /// The item of a name; nil for what is none.
    package init?(named name: String) {
        guard let item = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = item
    }
}

extension StoreReader {
    /// How each kind of failure stands in each item, by cases that were closed since a moment;
    /// without drills and cases merged into others.
    package func caresStandings(since start: Timestamp) throws -> [CaresStanding] {
        var standings: [CaresStanding] = []
        for (table, condition) in [
            ("recovery_survey", "said.wave = \(SurveyWave.first.rawValue)"), ("cares_review", "1"),
        ] {
            for found in try answers(table, condition, start) {
                let known = standings.firstIndex {
                    $0.scenario == found.scenario && $0.item == found.item
                }
                if let known {
                    standings[known].count += found.count
                    standings[known].sum += found.sum
                } else {
                    standings.append(found)
                }
            }
        }
        return standings
    }

    private func answers(
        _ table: String,
        _ condition: String,
        _ start: Timestamp
    ) throws -> [CaresStanding] {
        let items = CaresItems.Item.allCases
        // What is not on the scale counts as not answered.
        let columns = items.map { item in
            let value = "CASE WHEN said.\(item.name) BETWEEN 1 AND 7 THEN said.\(item.name) END"
            return "COUNT(\(value)), TOTAL(\(value))"
        }
        let statement = try RawStatement(
            database,
            """
            SELECT found.scenario, \(columns.joined(separator: ", ")) FROM \(table) said
            JOIN recovery_case found ON found._id = said.recoveryCase
            WHERE \(condition) AND found.closedAt >= ? AND found.isDrill IS NOT 1
                AND found.state = \(CaseState.closed.rawValue) AND found.scenario IS NOT NULL
            GROUP BY found.scenario ORDER BY found.scenario
            """
        )
        defer { statement.reset() }
        statement.bind(1, start.milliseconds)
        var standings: [CaresStanding] = []
        while try statement.step() {
            for (index, item) in items.enumerated() {
                let count = Int(statement.integer(2 * index + 1))
                guard count > 0 else { continue }
                standings.append(
                    CaresStanding(
                        scenario: statement.text(0),
                        item: item,
                        count: count,
                        sum: Int(statement.integer(2 * index + 2))
                    )
                )
            }
        }
        return standings
    }

    /// What was practised since a moment, the latest first; at nodes only.
    package func training(since start: Timestamp) throws -> [TrainingMark] {
        guard role == .node else { return [] }
        let statement = try RawStatement(
            database,
            "SELECT person, item, scenario, at FROM training WHERE at >= ? ORDER BY at DESC, person"
        )
        defer { statement.reset() }
        statement.bind(1, start.milliseconds)
        var marks: [TrainingMark] = []
        while try statement.step() {
            guard let item = CaresItems.Item(named: statement.text(1)) else { continue }
            let scenario = statement.text(2)
            marks.append(
                TrainingMark(
                    person: statement.text(0),
                    item: item,
                    scenario: scenario.isEmpty ? nil : scenario,
                    at: Timestamp(milliseconds: statement.integer(3))
                )
            )
        }
        return marks
    }
}

extension NodeStore {
    /// Writes down that somebody practised an item, for one kind of failure or for all.
    ///
    /// Who practises again has practised now.
    package func practise(
        _ item: CaresItems.Item,
        for scenario: String?,
        _ person: String,
        now: Timestamp
    ) throws {
        try database.write { database in
            let statement = try RawStatement(
                database,
                "INSERT OR REPLACE INTO training(person, item, scenario, at) VALUES(?, ?, ?, ?)"
            )
            statement.bind(1, person)
            statement.bind(2, item.name)
            statement.bind(3, scenario ?? "")
            statement.bind(4, now.milliseconds)
            try statement.run()
        }
    }
}
