package import Recovery

/// A hotel of the demonstration.
package struct DemoSite: Sendable {
    /// Its place in the plan, from 0.
    let index: Int
    /// Three capital letters, unique in the plan.
    package let code: String
    package let name: String
    package let city: String
    /// The name of the time zone, such as `Europe/Lisbon`.
    package let zone: String
    /// Standard time in seconds ahead of UTC; the demonstration knows no summer time.
    package let offsetSeconds: Int
    /// 40 to 400.
    package let rooms: Int
    package let kind: DemoSiteKind
    package let quality: DemoQuality
    package let climate: DemoClimate
    /// The language most guests speak who do not write in English.
    let language: DemoLanguage
    /// The shape of the file its feedback comes in.
    package let export: DemoExport

    /// The sign of the money its guests think in.
    var currency: String {
        zone == "Europe/London" ? "£" : zone.hasPrefix("Europe/") ? "€" : "$"
    }

    /// A room of the house; rooms are numbered by floors of 24.
    func room(_ random: inout DemoRandom) -> Int {
        let number = random.below(rooms)
        return (number / 24 + 1) * 100 + number % 24 + 1
    }
}

/// What guests come to a hotel for; it shapes the year, the week and the praise.
package enum DemoSiteKind: String, CaseIterable, Sendable {
    case city, airport, resort, country

    /// The share of rooms occupied in a month of the northern year, before weekday and chance.
    func occupancy(northernMonth month: Int) -> Double {
        switch self {
        case .city: Self.cityYear[month - 1]
        case .airport: 0.78
        case .resort: Self.resortYear[month - 1]
        case .country: Self.countryYear[month - 1]
        }
    }

    /// The multiplier of occupancy for a weekday, 0 = Monday.
    func week(_ weekday: Int) -> Double {
        switch self {
        case .city, .airport: Self.workingWeek[weekday]
        case .resort, .country: Self.leisureWeek[weekday]
        }
    }

    /// The mean length of a stay, in nights.
    var nights: Double {
        switch self {
        case .city: 2
        case .airport: 1.3
        case .resort: 4.5
        case .country: 2.3
        }
    }

    private static let cityYear = [
        0.55, 0.60, 0.68, 0.74, 0.80, 0.80, 0.72, 0.66, 0.82, 0.80, 0.68, 0.66,
    ]
    private static let resortYear = [
        0.38, 0.42, 0.52, 0.66, 0.74, 0.86, 0.95, 0.95, 0.84, 0.64, 0.42, 0.50,
    ]
    private static let countryYear = [
        0.42, 0.50, 0.54, 0.66, 0.76, 0.78, 0.82, 0.84, 0.78, 0.72, 0.50, 0.64,
    ]
    private static let workingWeek = [1.02, 1.10, 1.12, 1.06, 0.95, 0.95, 0.80]
    private static let leisureWeek = [0.88, 0.88, 0.90, 0.95, 1.15, 1.20, 1.04]
}

/// How well a hotel is run on the whole.
package enum DemoQuality: String, CaseIterable, Sendable {
    case modest, solid, fine

    /// The multiplier of every failure rate.
    var failureFactor: Double {
        switch self {
        case .modest: 1.25
        case .solid: 1
        case .fine: 0.8
        }
    }

    /// Points added to guests' satisfaction of 0...100.
    var scoreShift: Double {
        switch self {
        case .modest: -6
        case .solid: 0
        case .fine: 4
        }
    }
}

/// The languages that guests write in.
package enum DemoLanguage: String, CaseIterable, Sendable {
    case en, de, es, fr
}

/// The shape of an exported file.
package enum DemoExport: String, CaseIterable, Sendable {
    /// Comma-separated, one comment, likelihood to recommend from 0 to 10.
    case survey
    /// Semicolon-separated, what pleased apart from what did not, 1 to 5 stars.
    case review
    /// The front desk's log: one JSON object a line, 1 to 5 where there is a score.
    case deskLog

    /// The scale of the scores in such a file.
    package var scale: ScoreScale { self == .survey ? .zeroToTen : .oneToFive }

    /// How the name of such a file ends, without the dot.
    package var fileExtension: String { self == .deskLog ? "jsonl" : "csv" }
}
