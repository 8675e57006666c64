import Recovery
import Storage
import Web
import Wire

/// The remedies of a case, and what else could be given.
struct CaseShelfPart: Sendable {
    let lock: String?
    let wallet: Wallet?
    let given: [Given]
    let isNothingGiven: Bool
    let items: [Item]
    let isStocked: Bool
    let levels: [FormChoice]
    let kinds: [FormChoice]
    let ladder: String?
    let matching: String?
    let equity: String?
    let spent: String?
    /// The most that helps, by the price of a night, and that price.
    let cap: String?
    let nightly: String
    let risk: String?

    /// What the person may still give.
    struct Wallet: Sendable {
        var left: String
        var limit: String
        var used: Int
        var leftX: Int
        var leftWidth: Int
    }

    /// A remedy that somebody planned.
    struct Given: Sendable {
        var id: String
        var words: String
        var figures: String
        var state: String
        var waits: String?
        var locked: String?
        var moves: [FormChoice]
    }

    /// A remedy that the house has given before.
    struct Item: Sendable {
        var words: String
        var figures: String
        var kind: String
        var level: String
        var cost: String
        var worth: String
        /// Lengths of the bars, of 180; nil where a figure is not known.
        var bars: Bars?
        var order: String
        var note: String?
    }

    struct Bars: Sendable {
        var cost: Int
        var worth: Int
    }
}

/// Gathers what ``CaseShelfPart`` shows.
struct CaseShelf {
    let desk: CaseDesk
    let detail: CaseDetail
    let scenario: FailureScenario?

    private var found: RecoveryCase { detail.recoveryCase }
    private var staff: Staff { desk.staff }

    /// How long what was given stays on the shelf and is compared.
    private static let reachMilliseconds: Int64 = 90 * 86_400_000
    /// How many remedies the shelf shows.
    private static let itemCountMax = 8
    /// How long the longest bar is.
    private static let barLength = 180.0

    func part() throws -> CaseShelfPart {
        let since = Timestamp(milliseconds: desk.now.milliseconds - Self.reachMilliseconds)
        let currency =
            try desk.reader.ownCurrency() ?? detail.remedies.compactMap(\.cost?.currency).first
        let rungs = scenario?.ladder.levels ?? .c0 ... .c2
        let shelf =
            found.state.isOpen ? try desk.reader.remedyShelf(since: since, levels: rungs) : []
        let planned = Set(
            detail.remedies.filter { $0.state.nextStates.count > 1 }
                .map(\.description.foldedForSearch)
        )
        let items = shelf.filter { !planned.contains($0.description.foldedForSearch) }
            .prefix(Self.itemCountMax)
        let top = items.flatMap { [$0.cost, $0.guestValue] }.compactMap(\.self?.minorUnits).max()
        return CaseShelfPart(
            lock: lock,
            wallet: try currency.flatMap(wallet),
            given: try detail.remedies.map(given),
            isNothingGiven: detail.remedies.isEmpty,
            items: try items.map { try item($0, top: Double(max(1, top ?? 1))) },
            isStocked: !items.isEmpty,
            levels: RemedyLevel.allCases.map {
                FormChoice(
                    value: $0.name,
                    words: $0.words,
                    isChosen: $0 == (rungs.contains(.c1) ? .c1 : rungs.lowerBound)
                )
            },
            kinds: RemedyKind.allCases.map {
                FormChoice(value: $0.name, words: say($0).capitalizedFirst)
            },
            ladder: scenario.map { say("Rungs for this failure: \($0.ladder.words).") },
            matching: scenario?.compensation,
            equity: try equity(since, currency),
            spent: try currency.flatMap(spent),
            cap: try desk.reader.remedyCap(of: found).map {
                say("Above \($0), \(RemedyCapError.percent) % of the night, more does not help.")
            },
            nightly: try desk.reader.affectedPrice(of: found)?.description ?? "",
            risk: try risk()
        )
    }

    /// Why nothing of value is offered yet.
    private var lock: String? {
        if !found.marks.steps.contains(.apologise) {
            return say("Plan now, offer after the apology")
        }
        return found.marks.steps.contains(.solve) ? nil : say("Plan now, offer after the solution")
    }

    private func wallet(_ currency: Currency) throws -> CaseShelfPart.Wallet? {
        let left = try desk.reader.authorityLeft(
            in: found,
            currency,
            by: staff.role,
            staff.name,
            desk.now
        )
        guard let left, left.limit.minorUnits > 0 else { return nil }
        let share = Double(left.left.minorUnits) / Double(left.limit.minorUnits)
        let used = Int(120 * (1 - share))
        return CaseShelfPart.Wallet(
            left: left.left.description,
            limit: left.limit.description,
            used: used,
            leftX: used,
            leftWidth: 120 - used
        )
    }

    private func decision(_ cost: Money?, _ level: RemedyLevel) throws -> AuthorityDecision {
        try desk.reader.authority(
            cost: cost,
            level: level,
            in: found,
            by: staff.role,
            staff.name,
            desk.now
        )
    }

    static func figures(_ level: RemedyLevel, _ cost: Money?, _ worth: Money?) -> String {
        [
            level.words, cost.map { say("costs us \($0)") } ?? say("costs us nothing"),
            worth.map { say("worth about \($0)") },
        ].compactMap(\.self).joined(separator: " · ")
    }

    private func given(_ remedy: Remedy) throws -> CaseShelfPart.Given {
        var moves = remedy.state.nextStates
        var (waits, locked): (String?, String?)
        if remedy.state == .proposed,
            case .needsApproval(let role) = try decision(remedy.cost, remedy.level)
        {
            moves.removeAll { $0 == .approved }
            waits = say("waits for the \(role) to agree")
        }
        if remedy.state == .approved, remedy.kind.hasValue, let lock {
            moves.removeAll { $0 == .offered }
            locked = lock
        }
        return CaseShelfPart.Given(
            id: remedy.id.description,
            words: remedy.description.isEmpty
                ? say(remedy.kind).capitalizedFirst : remedy.description,
            figures: Self.figures(remedy.level, remedy.cost, remedy.guestValue),
            state: say(remedy.state),
            waits: waits,
            locked: locked,
            moves: moves.map { FormChoice(value: $0.name, words: $0.remedyOrder) }
        )
    }

    /// Whether a remedy with those given already is more than helps.
    private func exceedsCap(_ cost: Money?) throws -> Bool {
        guard let cost, let cap = try desk.reader.remedyCap(of: found),
            cap.currency == cost.currency
        else { return false }
        return try desk.reader.given(in: found.id, cost.currency).adding(cost).exceeds(cap)
    }

    private func item(_ item: ShelfItem, top: Double) throws -> CaseShelfPart.Item {
        var (order, note): (String, String?) = (say("Plan"), nil)
        if case .needsApproval(let role) = try decision(item.cost, item.level) {
            (order, note) = (say("Ask"), say("above your authority: \(role)"))
        }
        if try exceedsCap(item.cost) { note = say("more than helps: plan it below, and say why") }
        var bars: CaseShelfPart.Bars?
        if let worth = item.guestValue {
            let length = { (money: Money?) in
                Int(Self.barLength * Double(money?.minorUnits ?? 0) / top)
            }
            bars = CaseShelfPart.Bars(cost: length(item.cost), worth: length(worth))
        }
        return CaseShelfPart.Item(
            words: item.description,
            figures: Self.figures(item.level, item.cost, item.guestValue),
            kind: item.kind.name,
            level: item.level.name,
            cost: item.cost?.description ?? "",
            worth: item.guestValue?.description ?? "",
            bars: bars,
            order: order,
            note: note
        )
    }

    /// What the house stands to lose if nobody makes amends, and by whose figures.
    private func risk() throws -> String? {
        guard let known = try desk.reader.guestWorth() else { return nil }
        let (low, high) = known.worth.atRisk(found.severity)
        let percent = known.worth.lostPercents[Int(found.severity.rawValue) - 1]
        return say(
            """
            Value at risk: \(low) to \(high). Assumed: a guest is worth \(known.worth.low) to \
            \(known.worth.high), \(percent) of 100 are lost at severity \
            \(found.severity.rawValue) (\(known.worth.source)).
            """
        )
    }

    private func equity(_ since: Timestamp, _ currency: Currency?) throws -> String? {
        guard let code = found.scenario, let currency,
            let equity = try desk.reader.equity(of: code, besides: found, since: since, currency)
        else { return nil }
        let cases = equity.count == 1 ? say("one case") : say("\(equity.count) cases")
        return say(
            """
            Guests with the same failure here received \(equity.least) to \(equity.most), median \
            \(equity.median) (\(cases) put right in 90 days).
            """
        )
    }

    /// What the case has cost, and what it is still to cost.
    private func spent(_ currency: Currency) throws -> String? {
        let nothing = Money(minorUnits: 0, currency: currency)
        func sum(_ states: Set<RemedyState>) throws -> Money {
            try detail.remedies.filter { states.contains($0.state) }.compactMap(\.cost)
                .filter { $0.currency == currency }.reduce(nothing) { try $0.adding($1) }
        }
        let (paid, promised) = (try sum([.delivered]), try sum([.approved, .offered, .accepted]))
        guard paid != nothing || promised != nothing else { return nil }
        let more = promised == nothing ? "" : say(", and \(promised) planned or offered")
        return say("Remedies in this case have cost \(paid)\(more).")
    }
}

extension RemedyState {
    /// What a button says that moves a remedy here.
    fileprivate var remedyOrder: String {
        switch self {
        case .proposed: say("Propose")
        case .approved: say("Agree")
        case .offered: say("Offered to the guest")
        case .accepted: say("The guest accepts")
        case .declined: say("The guest declines")
        case .delivered: say("Delivered")
        case .reversed: say("Take back")
        }
    }
}
