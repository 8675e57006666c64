import Insight
import Recovery
import Storage
import Web

/// What an effect check says, in words.
enum EffectWords {
    /// The answer in a few words.
    static func verdict(_ effect: ActionEffect) -> String {
        switch effect.verdict {
        case .tooEarly: "Too early to say."
        case .tooFewCases: "No proof yet: too few cases."
        case .helped:
            effect.untreated == nil
                ? "Yes, more than chance." : "Yes, more than chance and more than elsewhere."
        case .worse: "No: it became worse, more than chance."
        case .unproven: "No proof yet."
        }
    }

    /// What the answer rests on.
    static func reason(_ effect: ActionEffect) -> String {
        guard let check = effect.check, let change = effect.treated.change else {
            return "No whole week has passed at every site where it was done."
        }
        var words =
            "Where it was done the rate went to \(ratio(change.value)) of what it was"
        if let untreated = effect.untreated?.change {
            words +=
                "; where it was not, to \(ratio(untreated.value)). The one against the other is "
                + "\(ratio(check.ratio)), 95 % interval \(interval(check.interval))."
        } else {
            words +=
                ", 95 % interval \(interval(check.interval)). There is no site to compare with: "
                + "what happened everywhere at that time is in it."
        }
        return words
    }

    /// When it will be known; nil where it is.
    static func wait(_ effect: ActionEffect, doneOn day: Int64) -> String? {
        switch effect.verdict {
        case .helped, .worse: return nil
        case .tooEarly, .tooFewCases, .unproven: break
        }
        guard let forecast = effect.forecast else {
            return "At so few cases, two years would not show even that the rate was halved. "
                + "Judge it by what can be seen at the sites."
        }
        let monday = Period.monday(of: day) + 7 * Int64(forecast.periodCount + 1)
        let until = HubTime.day(monday)
        return effect.after.count >= forecast.periodCount
            ? "Had it halved the rate, \(Numbers.count(forecast.periodCount, "week")) would likely "
                + "have shown it by now."
            : "Had it halved the rate, \(Numbers.count(forecast.periodCount, "week")) after it "
                + "would show it: look again on \(until)."
    }

    /// What is kept with the action when it is judged.
    static func kept(_ effect: ActionEffect) -> String {
        guard let check = effect.check else { return verdict(effect) }
        return "\(verdict(effect)) Ratio \(ratio(check.ratio)), 95 % \(interval(check.interval)), "
            + "p \(chance(check.pValue)), over \(Numbers.count(effect.after.count, "week")) after "
            + "and \(effect.before.count) before."
    }

    static func relapse(_ relapse: ActionRelapse) -> String {
        "It came back: \(Numbers.count(relapse.cases, "case")) in "
            + "\(Numbers.count(relapse.weekCount, "week")) where "
            + "\(Numbers.fixed(relapse.expected, 1)) were expected at the rate that it had brought."
    }

    static func ratio(_ value: Double?) -> String {
        value.map { Numbers.fixed($0, 2) } ?? "no figure"
    }

    static func interval(_ interval: Interval) -> String {
        interval.high.isFinite
            ? "\(Numbers.fixed(interval.low, 2)) to \(Numbers.fixed(interval.high, 2))"
            : "from \(Numbers.fixed(interval.low, 2)), no upper bound"
    }

    static func chance(_ value: Double) -> String {
        value < 0.0001 ? "under 0.0001" : Numbers.fixed(value, value < 0.01 ? 4 : 2)
    }
}
