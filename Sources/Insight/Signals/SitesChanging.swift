import Glibc

/// How the sites' rates of one kind of failure changed in the same time, each beside the others.
///
/// What changes everywhere, as a season does, is no site's own change. A site's change counts only
/// where it is clear both by itself and beside the others' change (``RatioOfRatios``). Sites that
/// changed clearly by themselves are no measure for the others: a part that fails at most sites
/// would else pass for a season. Where the others' changes differ more than chance would have it,
/// all counts are taken to come so many at a time.
package struct SitesChanging: Sendable {
    /// Each site's change, in the order given.
    package let changes: [RateRatio]
    /// The chance below which a site's change makes it no measure for the others.
    package static let clearChance = 0.001

    /// Each site's own chances, of a rise and of a fall.
    private let own: [(higher: Double, lower: Double)]
    /// The sites that are a measure for the others.
    private let measure: Set<Int>
    /// All of those together; nothing where one side has no case.
    private let common: RateRatio?
    /// How many times chance those differ, 1 or more.
    private let phi: Double

    /// Holds all sites' changes over the same weeks against each other.
    package init(_ changes: [RateRatio]) {
        self.changes = changes
        own = changes.map { ($0.chanceOfHigher, $0.chanceOfLower) }
        let calm = own.indices.filter { [own] in
            min(own[$0].higher, own[$0].lower) > Self.clearChance
        }
        // So few calm ones are what chance left over of a change that all had.
        let isEnough = calm.count >= max(2, (changes.count + 2) / 3)
        let chosen = isEnough ? calm : Array(changes.indices)
        measure = Set(chosen)
        common = Self.together(chosen.map { changes[$0] })
        phi = common.map { Self.scatter(chosen.map { changes[$0] }, around: $0) } ?? 1
    }

    /// How the others changed; nothing where they had no case before or none since.
    package func others(of index: Int) -> RateRatio? {
        guard measure.contains(index) else { return common }
        guard let common, measure.count > 2 else { return nil }
        func rest(_ all: ExposedCount, _ own: ExposedCount) -> ExposedCount? {
            ExposedCount(count: all.count - own.count, exposure: all.exposure - own.exposure)
        }
        guard let since = rest(common.rate, changes[index].rate), since.count > 0,
            let before = rest(common.reference, changes[index].reference), before.count > 0
        else { return nil }
        return RateRatio(since, to: before)
    }

    /// How many cases there would be at a site had it changed as the others did.
    package func expected(at index: Int) -> Double {
        changes[index].expected * (others(of: index)?.value ?? 1)
    }

    /// The chance of as clear a change at a site while it changed as the others did.
    ///
    /// Where there are no others to speak of, by itself.
    package func chance(at index: Int, of side: ChartPoint.Side) -> Double {
        let isRise = side == .above
        let alone = isRise ? own[index].higher : own[index].lower
        // A chance above any rate of false findings asked for need not be exact.
        guard alone < 0.5, let others = others(of: index) else { return alone }
        let down: FloatingPointRoundingRule = isRise ? .down : .up
        let up: FloatingPointRoundingRule = isRise ? .up : .down
        let site = changes[index]
        let scaled = [
            (site.rate, down), (site.reference, up), (others.rate, up), (others.reference, down),
        ].compactMap { counted, rule in
            ExposedCount(
                count: Int((Double(counted.count) / phi).rounded(rule)),
                exposure: counted.exposure
            )
        }
        guard scaled.count == 4 else { return 1 }
        let beside = RatioOfRatios(
            RateRatio(scaled[0], to: scaled[1]),
            to: RateRatio(scaled[2], to: scaled[3])
        )
        return max(alone, isRise ? beside.chanceOfHigher : beside.chanceOfLower)
    }

    private static func together(_ changes: [RateRatio]) -> RateRatio? {
        func sum(_ counts: [ExposedCount]) -> ExposedCount? {
            ExposedCount(
                count: counts.reduce(0) { $0 + $1.count },
                exposure: counts.reduce(0) { $0 + $1.exposure }
            )
        }
        guard changes.count > 1, let since = sum(changes.map(\.rate)), since.count > 0,
            let before = sum(changes.map(\.reference)), before.count > 0
        else { return nil }
        return RateRatio(since, to: before)
    }

    /// The mean squared score of the sites' log changes, where it is more than chance has it.
    ///
    /// Counts have a half added: J. Haldane (1956), F. Anscombe (1956).
    private static func scatter(_ changes: [RateRatio], around common: RateRatio) -> Double {
        guard changes.count > 2 else { return 1 }
        let centre = log(common.rate.rate / common.reference.rate)
        let squares = changes.reduce(0.0) { sum, change in
            let after = Double(change.rate.count) + 0.5
            let before = Double(change.reference.count) + 0.5
            let own = log(after / change.rate.exposure * change.reference.exposure / before)
            return sum + (own - centre) * (own - centre) / (1 / after + 1 / before)
        }
        let degrees = Double(changes.count - 1)
        let chance = GammaDistribution(shape: degrees / 2, rate: 0.5).moreThan(squares)
        return chance < 0.05 ? max(1, squares / degrees) : 1
    }
}
