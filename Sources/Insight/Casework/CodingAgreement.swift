/// How well two people who code the same cases agree beyond chance: Cohen's kappa (1960).
package struct CodingAgreement: Hashable, Sendable {
    /// The share of cases coded alike.
    package let observed: Double
    /// 1 for full agreement, 0 for what chance brings, below 0 for less.
    package let kappa: Double
    /// The standard error by Fleiss, Cohen and Everitt (Psychological Bulletin 72, 1969).
    package let standardError: Double

    /// Below it, a Pareto by these codes is not shown.
    package static let kappaMin = 0.6

    /// Compares the codes; nothing for no case, or where all carry one and the same code.
    package init?<Code: Hashable>(_ pairs: [(first: Code, second: Code)]) {
        let count = Double(pairs.count)
        var rows: [Code: Double] = [:]
        var columns: [Code: Double] = [:]
        var same: [Code: Double] = [:]
        for pair in pairs {
            rows[pair.first, default: 0] += 1 / count
            columns[pair.second, default: 0] += 1 / count
            if pair.first == pair.second { same[pair.first, default: 0] += 1 / count }
        }
        let observed = same.values.reduce(0, +)
        let chance = rows.reduce(0) { $0 + $1.value * columns[$1.key, default: 0] }
        guard !pairs.isEmpty, chance < 1 else { return nil }
        let kappa = (observed - chance) / (1 - chance)
        let agreeing = same.reduce(0) { sum, entry in
            let margins = rows[entry.key, default: 0] + columns[entry.key, default: 0]
            let weight = 1 - margins * (1 - kappa)
            return sum + entry.value * weight * weight
        }
        let differing = pairs.reduce(0) { sum, pair in
            guard pair.first != pair.second else { return sum }
            let margins = columns[pair.first, default: 0] + rows[pair.second, default: 0]
            return sum + margins * margins / count
        }
        let rest = kappa - chance * (1 - kappa)
        let variance =
            (agreeing + (1 - kappa) * (1 - kappa) * differing - rest * rest)
            / (count * (1 - chance) * (1 - chance))
        self.observed = observed
        self.kappa = kappa
        standardError = max(0, variance).squareRoot()
    }

    /// Where the true kappa lies.
    package func interval(level: Double = 0.95) -> Interval {
        let reach = -Normal.quantile(Interval.tail(level)) * standardError
        return Interval(low: max(-1, kappa - reach), high: min(1, kappa + reach))
    }
}
