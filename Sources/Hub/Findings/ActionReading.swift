import Recovery
import Storage

/// Reads what an action did, and whether what it mended came back.
struct ActionReading {
    let store: StoreReader
    /// The sites that have joined, by code.
    private let accounts: [String: SiteAccount]
    private let now: Timestamp

    init(_ store: StoreReader, _ standings: [SiteStanding], now: Timestamp) {
        self.store = store
        self.now = now
        accounts = Dictionary(
            standings.filter(\.account.hasJoined).map { ($0.account.code, $0.account) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The sites where an action is done; all that have joined for no code.
    func treated(_ action: CorrectiveAction) -> Set<UInt32> {
        Set(
            action.sites.isEmpty
                ? accounts.values.map(\.site) : action.sites.compactMap { accounts[$0]?.site }
        )
    }

    /// The last week that all of some sites have told of, by its Monday.
    private func lastMonday(_ sites: Set<UInt32>) -> Int64 {
        accounts.values.filter { sites.contains($0.site) }
            .map { Self.wholeWeek(before: $0.heardAt ?? Timestamp(milliseconds: 0)) }.min()
            .map { min($0, Self.wholeWeek(before: now)) } ?? Self.wholeWeek(before: now)
    }

    private static func wholeWeek(before moment: Timestamp) -> Int64 {
        Period.monday(of: moment.day()) - 7
    }

    /// What an action did to a kind of failure; nil before it is done.
    func effect(of action: CorrectiveAction, on scenario: String) throws -> ActionEffect? {
        guard let done = action.doneAt?.day() else { return nil }
        let treated = treated(action)
        guard !treated.isEmpty else { return nil }
        let first = Period.monday(of: done) - 7 * Int64(ActionEffect.weekCountMax)
        let last = max(lastMonday(treated), first)
        let telling = try store.sitesTelling(first...first + 27)
        let behind = accounts.values.filter { account in
            !treated.contains(account.site)
                && (!telling.contains(account.site)
                    || account.heardAt.map { Self.wholeWeek(before: $0) < last } ?? true)
        }.map(\.site)
        return ActionEffect(
            try store.failureStreams(first...last, scenario: scenario),
            doneOn: done,
            treated: treated,
            untreated: Set(accounts.values.map(\.site)).subtracting(treated).subtracting(behind),
            leftOut: Set(behind)
        )
    }

    /// Whether a failure came back within half a year after an action was found to help.
    func relapse(of action: CorrectiveAction, on scenario: String) throws -> ActionRelapse? {
        guard action.state == .effective, let done = action.doneAt?.day() else { return nil }
        let judged = action.movedAt.day()
        let treated = treated(action)
        let last = min(
            lastMonday(treated),
            Period.monday(of: judged) + 7 * Int64(ActionEffect.weekCountMax)
        )
        let first = Period.monday(of: done)
        guard last > judged, !treated.isEmpty else { return nil }
        return ActionRelapse(
            try store.failureStreams(first...last, scenario: scenario),
            doneOn: done,
            judgedOn: judged,
            treated: treated
        )
    }
}
