import Insight
import Recovery
import Storage
import Web

/// One corrective action on its problem's page: its course, and what it did.
struct ActionPart: Sendable {
    var title: String
    var kind: String
    var doneWhen: String
    var facts: String
    var overdue: String?
    var course: [Step]
    /// What became of it, once nothing follows.
    var end: End?
    var kept: String?
    var effect: EffectPart?
    var moves: [Move]
    var path: String
    var formToken: String
    var mayDecide: Bool

    /// What every form of the page needs.
    struct Form {
        var path: String
        var token: String
        var mayDecide: Bool
    }

    struct Step: Sendable {
        var name: String
        var detail: String
        var isPast: Bool
        var isNow: Bool
    }

    struct End: Sendable {
        var kind: String
        var icon: String
        var words: String
    }

    struct Move: Sendable {
        var value: String
        var words: String
        var isMain: Bool
    }

    init(_ action: CorrectiveAction, _ effect: ActionEffect?, _ form: Form, _ now: Timestamp) {
        title = action.title
        kind = action.kind.words
        doneWhen = action.doneWhen
        facts = Self.facts(action)
        let over = now.day() - action.dueDay
        overdue = action.isOverdue(on: now.day()) ? "\(Numbers.count(Int(over), "day")) over" : nil
        course = Self.course(action)
        end = Self.end(action.state)
        kept = action.effect
        self.effect = effect.flatMap { EffectPart($0, action) }
        moves = Self.moves(action.state, effect?.verdict)
        path = "\(form.path)/actions/\(action.id)"
        formToken = form.token
        mayDecide = form.mayDecide
    }

    private static func facts(_ action: CorrectiveAction) -> String {
        let sites = action.sites.isEmpty ? "all sites" : action.sites.joined(separator: ", ")
        return "\(action.owner), by \(HubTime.day(action.dueDay)), at \(sites). Last word: "
            + "\(action.movedBy), \(HubTime.shortDay(action.movedAt.day()))."
    }

    private static func course(_ action: CorrectiveAction) -> [Step] {
        let order: [(CorrectiveActionState, String)] = [
            (.proposed, "Proposed"), (.accepted, "Accepted"), (.inWork, "In work"),
            (.done, "Done"), (.effective, "Effect check"),
        ]
        guard action.state != .cancelled else { return [] }
        let reached = action.state == .ineffective ? .effective : action.state
        let place = order.firstIndex { $0.0 == reached } ?? 0
        // What is done waits for its check.
        let current = reached == .done ? place + 1 : place
        return order.enumerated().map { index, one in
            let detail =
                switch one.0 {
                case .proposed: HubTime.shortDay(action.proposedAt.day())
                case .done: action.doneAt.map { HubTime.shortDay($0.day()) } ?? ""
                case reached: HubTime.shortDay(action.movedAt.day())
                default: ""
                }
            let isOver = reached == .effective
            return Step(
                name: one.1,
                detail: detail,
                isPast: index < current || isOver,
                isNow: index == current && !isOver
            )
        }
    }

    private static func end(_ state: CorrectiveActionState) -> End? {
        switch state {
        case .effective: End(kind: "done", icon: "check", words: "It helped")
        case .ineffective:
            End(kind: "late", icon: "late", words: "It did not help, or not for long")
        case .cancelled: End(kind: "paused", icon: "pause", words: "Cancelled")
        case .proposed, .accepted, .inWork, .done: nil
        }
    }

    private static func moves(
        _ state: CorrectiveActionState,
        _ verdict: ActionEffect.Verdict?
    ) -> [Move] {
        state.nextStates.compactMap { next in
            let words: String
            switch next {
            case .accepted: words = "Accept it"
            case .inWork: words = state == .done ? "Not done after all" : "Work has begun"
            case .done: words = "It is done"
            case .effective:
                guard verdict == .helped else { return nil }
                words = "It helped"
            case .ineffective: words = state == .effective ? "It came back" : "It did not help"
            case .cancelled: words = "Cancel it"
            case .proposed: return nil
            }
            return Move(
                value: next.name,
                words: words,
                isMain: next == state.nextStates.first
            )
        }
    }
}

/// What an action did: the verdict, the drawing and the counts behind it.
struct EffectPart: Sendable {
    var verdict: String
    var reason: String
    var wait: String?
    var weeks: String
    var caption: String
    var plot: IntervalPlot?
    var rows: [Row]
    var hasComparison: Bool

    struct Row: Sendable {
        var name: String
        var treated: String
        var treatedCount: String
        var untreated: String
        var untreatedCount: String
    }

    init?(_ effect: ActionEffect, _ action: CorrectiveAction) {
        guard let done = action.doneAt?.day() else { return nil }
        verdict = EffectWords.verdict(effect)
        reason = EffectWords.reason(effect)
        wait = EffectWords.wait(effect, doneOn: done)
        weeks =
            "\(Numbers.count(effect.after.count, "whole week")) after, \(effect.before.count) "
            + "before; done in the week of \(HubTime.shortDay(Period.monday(of: done)))"
        caption = Self.caption(effect)
        plot = Self.plot(effect)
        rows = Self.rows(effect)
        hasComparison = effect.untreated != nil
    }

    private static func caption(_ effect: ActionEffect) -> String {
        (effect.isRate
            ? "Cases per 1,000 room nights, the cases and nights below."
            : "Cases per week and site, the cases and weeks of sites below: room nights are not "
                + "known everywhere.")
            + " Exact conditional test of counts. What was chosen because it was high tends to "
            + "fall by itself; sites where nothing was done do not show that part."
            + (effect.leftOut.isEmpty
                ? ""
                : " \(Numbers.count(effect.leftOut.count, "site")) left out: not heard since, or "
                    + "not telling all that time.")
    }

    private static func plot(_ effect: ActionEffect) -> IntervalPlot? {
        guard let check = effect.check, let change = effect.treated.change else { return nil }
        let sides: [(String, IntervalPlot.Role, Double?, Interval)] =
            [
                (
                    Numbers.count(effect.treated.sites.count, "site") + " with it", .treated,
                    change.value, change.interval()
                )
            ]
            + (effect.untreated.flatMap { side in
                side.change.map { change in
                    [
                        (
                            Numbers.count(side.sites.count, "site") + " without", .untreated,
                            change.value, change.interval()
                        ),
                        ("The one against the other", .difference, check.ratio, check.interval),
                    ]
                }
            } ?? [])
        let rows = sides.compactMap { label, role, value, interval -> IntervalPlot.Row? in
            guard let value, value > 0, interval.low > 0, interval.high.isFinite else { return nil }
            return IntervalPlot.Row(
                label,
                role,
                estimate: value,
                interval: interval.low...interval.high
            )
        }
        guard !rows.isEmpty else { return nil }
        return IntervalPlot(
            name: "Rate after divided by rate before",
            finding: EffectWords.verdict(effect),
            unit: "rate after divided by rate before, logarithmic",
            rows: rows
        )
    }

    private static func rows(_ effect: ActionEffect) -> [Row] {
        func figure(_ sample: ExposedCount?) -> (String, String) {
            guard let sample else { return ("not yet", "") }
            let exposure = Int((sample.exposure * (effect.isRate ? 1000 : 1)).rounded())
            return (
                Numbers.fixed(sample.rate, 2),
                "\(Numbers.grouped(sample.count)) in \(Numbers.grouped(exposure))"
            )
        }
        func row(_ name: String, _ sample: (ActionEffect.Side) -> ExposedCount?) -> Row {
            let treated = figure(sample(effect.treated))
            let untreated = effect.untreated.map { figure(sample($0)) } ?? ("", "")
            return Row(
                name: name,
                treated: treated.0,
                treatedCount: treated.1,
                untreated: untreated.0,
                untreatedCount: untreated.1
            )
        }
        var rows = [row("Before", \.before), row("After", \.after)]
        func changes(_ name: String, _ value: (RateRatio) -> String) -> Row {
            Row(
                name: name,
                treated: effect.treated.change.map(value) ?? "",
                treatedCount: "",
                untreated: effect.untreated?.change.map(value) ?? "",
                untreatedCount: ""
            )
        }
        if effect.check != nil {
            rows.append(changes("Ratio") { EffectWords.ratio($0.value) })
            rows.append(changes("p, two-sided") { EffectWords.chance($0.pValue) })
        }
        return rows
    }
}
