import Recovery
import Storage

/// What factors and their levels are called.
struct FactorWords {
    let sites: SiteDirectory

    static func name(_ factor: CaseFactor) -> String {
        switch factor {
        case .site: "Site"
        case .place: "Place, asset"
        case .touchpoint: "Point of the stay"
        case .team: "Team"
        case .weekday: "Day of the week"
        case .shift: "Shift"
        case .channel: "How it was learned"
        case .cause: "Cause found, supplier among them"
        case .blame: "Who could have prevented it"
        case .tier: "Rank of the guest"
        case .occasion: "What the guest was here for"
        case .language: "Language of the guest"
        }
    }

    private static let weekdays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]

    subscript(factor: CaseFactor, level: String) -> String {
        let number = Int64(level) ?? 0
        return switch factor {
        case .site: UInt32(level).map { sites[$0].name } ?? level
        case .place: place(level)
        case .touchpoint: Touchpoint(rawValue: number)?.words ?? level
        case .channel: FeedbackChannel(rawValue: number)?.words ?? level
        case .cause: CauseCode(rawValue: number)?.words ?? level
        case .blame: CauseLocus(rawValue: number)?.words ?? level
        case .weekday:
            Self.weekdays.indices.contains(Int(number)) ? Self.weekdays[Int(number)] : level
        case .shift:
            switch level {
            case "1": "morning, 6:00 to 14:00"
            case "2": "afternoon, 14:00 to 22:00"
            default: "night, 22:00 to 6:00"
            }
        case .team, .tier, .occasion, .language: level
        }
    }

    /// Such as `Lisbon, 312`.
    private func place(_ level: String) -> String {
        let parts = level.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let site = UInt32(parts[0]) else { return level }
        return "\(sites[site].name), \(parts[1])"
    }
}
