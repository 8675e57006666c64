package import Recovery
package import Storage
package import Web

/// How each kind of failure goes that the program recognises, and what the figures advise.
package struct RoutingTable: Sendable {
    /// How kinds go that have no way of their own.
    package let house: RoutingSwitch
    /// The kinds, by code.
    package let lines: [Line]

    /// One kind of failure.
    package struct Line: Sendable {
        /// The kind.
        package let scenario: FailureScenario
        /// How it goes.
        package let standing: RoutingSwitch
        /// Whether that is a way of its own, and not the house's.
        package let isOwn: Bool
        /// How often its first team was wrong since the last switch.
        package let count: MisrouteCount
        /// What that advises.
        package var advice: RoutingAdvice { RoutingRule.advice(standing.mode, count) }
    }

    /// The table of the kinds in use.
    package init(_ scenarios: [PublishedScenario], _ reader: StoreReader) throws {
        let modes = try reader.routingModes()
        let records = Dictionary(
            uniqueKeysWithValues: try reader.routingRecords(scenarios).map { ($0.code, $0) }
        )
        house = modes.house
        lines = scenarios.map(\.scenario).sorted { $0.code < $1.code }.map { scenario in
            let code = scenario.code.description
            let standing = modes[code]
            return Line(
                scenario: scenario,
                standing: standing,
                isOwn: modes.own[code] != nil,
                count: records[code]?.count(since: standing.since)
                    ?? MisrouteCount(routed: 0, misrouted: 0)
            )
        }
    }

    /// The table for programs.
    package var json: JSON {
        ["house": .text(house.mode.name), "scenarios": .array(lines.map(\.json))]
    }
}

extension RoutingTable.Line {
    /// The line for programs.
    package var json: JSON {
        [
            "scenario": .text(scenario.code.description), "name": .text(scenario.name),
            "mode": .text(standing.mode.name), "isOwn": .bool(isOwn),
            "since": standing.since.milliseconds == 0
                ? .null : .text(standing.since.description),
            "why": .text(standing.why), "judged": .count(count.routed),
            "misrouted": .count(count.misrouted), "advice": .text(advice.name),
        ]
    }
}

extension RoutingAdvice {
    /// The advice as programs read it.
    package var name: String {
        switch self {
        case .wait: "wait"
        case .goDirect: "goDirect"
        case .keepTriage: "keepTriage"
        case .stayDirect: "stayDirect"
        case .fallBack: "fallBack"
        }
    }

    /// All names.
    package static let names = ["wait", "goDirect", "keepTriage", "stayDirect", "fallBack"]
}
