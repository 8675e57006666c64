import Insight
import Recovery
import Storage
import Web

/// What findings are called on pages.
struct SignalWords {
    let names: FailureNames
    let sites: [UInt32: SiteAccount]
    /// Corrective actions that were done and not found to be without effect, and what their
    /// problems are about.
    let actions: [(scenario: String, action: CorrectiveAction)]
    /// Sites at which little is written down of what guests tell staff.
    let unwritten: Set<UInt32>

    init(_ store: StoreReader, _ sites: [UInt32: SiteAccount], _ scan: SignalScan) throws {
        names = try FailureNames(store)
        self.sites = sites
        let problems = Dictionary(
            try store.problems().map { ($0.id, $0.scenario) },
            uniquingKeysWith: { first, _ in first }
        )
        actions = try store.actions().filter { [.done, .effective].contains($0.state) }
            .compactMap { action in
                action.problem.flatMap { problems[$0] }.map { ($0, action) }
            }
        unwritten = Set(scan.findings.lazy.filter { $0.kind == .unwritten }.map(\.stream.site))
    }

    /// What a matter is, on one line.
    func title(_ matter: OpenSignals.Matter) -> String {
        let places = matter.findings.compactMap { sites[$0.stream.site]?.name }
        let place =
            places.count == 1 ? places[0] : Numbers.count(places.count, "site")
        let name = names[matter.scenario].lowercasedFirst
        return switch matter.kind {
        case .risen: "\(place): \(name) has become more frequent"
        case .fallen: "\(place): \(name) has become rarer"
        case .apart: "\(place): \(name) is a larger part of what fails than elsewhere"
        case .unwritten: "\(place): little is written down of what guests tell staff"
        case .unreported: "\(place): fewer cases than before, and guests score no better"
        }
    }

    /// What it rests on, and what may explain it.
    func detail(_ matter: OpenSignals.Matter) -> String {
        guard let surest = matter.findings.first else { return "" }
        let cases = matter.findings.reduce(0) { $0 + $1.cases }
        let expected = Numbers.fixed(matter.findings.reduce(0) { $0 + $1.expected }, 1)
        let chance =
            surest.pValue < 0.0001 ? "under 0.0001" : Numbers.fixed(surest.pValue, 4)
        let counted = Numbers.count(cases, "case")
        let weeks = Set(matter.findings.map(\.weekCount)).sorted()
        let time =
            weeks.count == 1
            ? "in \(weeks[0]) weeks" : "in the last \(weeks[0]) to \(weeks[weeks.count - 1]) weeks"
        let what =
            switch matter.kind {
            case .risen, .fallen:
                "\(counted) \(time) where \(expected) were expected by the first "
                    + "\(SignalScan.baselineCount) weeks of the year and how the other sites "
                    + "changed since"
            case .apart:
                "\(counted) \(time) where \(expected) were expected from the other sites' parts of "
                    + "it"
            case .unwritten:
                "\(counted) \(time) were told to staff in person, by phone or in chat; at the "
                    + "share of the other sites there would be \(expected). Guests say it "
                    + "elsewhere instead, so failures are not fewer: they are not recorded"
            case .unreported:
                "\(counted) of all kinds \(time) where \(expected) were expected by the first "
                    + "\(SignalScan.baselineCount) weeks of the year and how many guests scored "
                    + "below the middle since. Fewer failures would show in the scores: ask who "
                    + "still writes them down"
            }
        return places(matter) + what + "; chance alone would do this with p \(chance)."
            + (matter.kind == .fallen ? reason(matter) : "")
    }

    private func places(_ matter: OpenSignals.Matter) -> String {
        let codes = matter.findings.compactMap { sites[$0.stream.site]?.code }
        guard codes.count > 1 else { return "" }
        return codes.prefix(12).joined(separator: ", ")
            + (codes.count > 12 ? " and \(codes.count - 12) more. " : ". ")
    }

    /// Why there may be less of it.
    private func reason(_ matter: OpenSignals.Matter) -> String {
        let codes = Set(matter.findings.compactMap { sites[$0.stream.site]?.code })
        let done = actions.first { scenario, action in
            scenario == matter.scenario
                && (action.sites.isEmpty || !codes.isDisjoint(with: action.sites))
        }
        if let (_, action) = done {
            return " A known improvement: “\(action.title)” was done there."
        }
        let silent = matter.findings.filter { unwritten.contains($0.stream.site) }
        if !silent.isEmpty {
            return " Take care: little is written down there of what guests tell staff."
        }
        return " No corrective action of headquarters explains it: ask what they did."
    }
}

extension String {
    /// In the middle of a sentence, unless it begins with an abbreviation.
    fileprivate var lowercasedFirst: String {
        let second = dropFirst().first
        guard second?.isUppercase != true, second != "-" else { return self }
        return prefix(1).lowercased() + dropFirst()
    }
}
