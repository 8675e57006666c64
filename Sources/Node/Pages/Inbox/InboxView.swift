import Recovery
import Storage
import Web

/// Which part of the inbox is looked at, as it stands in the page's address.
struct InboxView: Decodable, Hashable, Sendable {
    private var show: String?
    private var q: String?
    private var page: Int?

    init(_ filter: InboxFilter = .all, search: String = "", page: Int = 1) {
        (show, q, self.page) = (filter.rawValue, search, page)
    }

    /// Which cases are shown; all for a word that is no filter.
    var filter: InboxFilter { show.flatMap(InboxFilter.init) ?? .all }

    /// What is looked for; empty for nothing.
    var search: String { String((q ?? "").trimmed.prefix(Self.searchLengthMax)) }

    /// The longest search, in characters.
    static let searchLengthMax = 200

    /// Which page of the list, from 1.
    var number: Int { min(max(page ?? 1, 1), Self.numberMax) }

    private static let numberMax = 10_000

    /// Its address.
    var path: String {
        let parts = [
            ("show", filter == .all ? "" : filter.rawValue), ("q", search),
            ("page", number == 1 ? "" : "\(number)"),
        ]
        let query = parts.filter { !$0.1.isEmpty }.map { "\($0)=\($1.percentEncoded)" }
        return query.isEmpty ? "/" : "/?" + query.joined(separator: "&")
    }
}

/// The filters of the inbox, in their order.
enum InboxFilter: String, CaseIterable, Sendable {
    case all, mine, team, leaving, over, new, waiting, triage, unsent

    var words: String {
        switch self {
        case .all: say("Unfixed")
        case .mine: say("Mine")
        case .team: say("My team")
        case .leaving: say("Before departure")
        case .over: say("Over")
        case .new: say("New")
        case .waiting: say("Waiting")
        case .triage: say("To be named")
        case .unsent: say("Not at the hub yet")
        }
    }
}

/// The part of the inbox that a filter lets through, and what the filters count.
struct InboxCut {
    /// The cases that pass, in their order.
    private(set) var shown: [InboxBoard.Item] = []
    /// How many of them stand under each heading.
    private(set) var groupCounts = InboxGroup.allCases.map { _ in 0 }
    /// The filters that mean something to the person, and how many pass each.
    let filters: [(filter: InboxFilter, count: Int)]
    /// How the clocks of all cases stand, in a sentence.
    let summary: String

    init(
        _ items: [InboxBoard.Item],
        _ chosen: InboxFilter,
        _ person: Person.Profile,
        _ now: Timestamp
    ) {
        var counts: [InboxFilter: Int] = [:]
        var soonCount = 0
        let team = person.team.isEmpty ? nil : person.team.foldedForSearch
        let offered = InboxFilter.allCases.filter { $0 != .team || team != nil }
        for item in items {
            let group = item.standing.group(at: now)
            if group == .soon { soonCount += 1 }
            for filter in offered
            where filter.passes(item, group, name: person.name, team: team, now) {
                counts[filter, default: 0] += 1
                guard filter == chosen else { continue }
                shown.append(item)
                groupCounts[group.rawValue] += 1
            }
        }
        filters = offered.map { ($0, counts[$0] ?? 0) }
        summary = Self.summary(over: counts[.over] ?? 0, soon: soonCount)
    }

    private static func summary(over: Int, soon: Int) -> String {
        let late =
            over == 0
            ? say("Nothing is over")
            : over == 1 ? say("One clock is over") : say("\(over) clocks are over")
        let next =
            soon == 0
            ? say("nothing runs out within the hour")
            : soon == 1
                ? say("one runs out within the hour") : say("\(soon) run out within the hour")
        return "\(late), \(next)."
    }
}

extension InboxFilter {
    /// Whether a case passes, for a person of a name and a team.
    fileprivate func passes(
        _ item: InboxBoard.Item,
        _ group: InboxGroup,
        name: String,
        team: String?,
        _ now: Timestamp
    ) -> Bool {
        let line = item.line
        return switch self {
        case .all: true
        case .mine: line.owner == name
        case .team: team != nil && item.team == team
        case .leaving: item.checkOut?.isLastChance(at: now) == true
        case .over: group == .over
        case .new: line.state == .new
        case .waiting: line.state == .waitingGuest || line.state == .waitingInternal
        case .triage: line.state == .triage
        case .unsent: line.isUnsent
        }
    }
}
