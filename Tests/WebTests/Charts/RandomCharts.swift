import Web

/// A source of random figures that a seed repeats: SplitMix64.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bool() -> Bool { Bool.random(using: &self) }

    mutating func count(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// Of any order of magnitude that a hotel's figures have, and a few that they have not.
    mutating func size() -> Double {
        var size = Double.random(in: 0.1...9.9, using: &self)
        for _ in 0..<count(0...7) { size *= bool() ? 10 : 1 }
        return count(0...9) == 0 ? size / 1_000 : size
    }

    /// A name of up to `count` words, some long, some of other scripts.
    mutating func name(_ count: Int = 4) -> String {
        let words = [
            "Lisbon", "of", "room", "Warmwasserversorgungsstörung", "im", "W", "Gdańsk", "12",
            "Αθήνα", "منتجع", "東京", "breakfast", "late", "&", "iii", "Copenhagen",
        ]
        return (0..<self.count(1...count)).map { _ in
            words.randomElement(using: &self) ?? ""
        }.joined(separator: " ")
    }
}

enum RandomCharts {
    static func all(_ dice: inout Dice) -> [any Chart] {
        [
            control(&dice), funnel(&dice), pareto(&dice), heat(&dice), histogram(&dice),
            multiples(&dice), intervals(&dice), survival(&dice), fishbone(&dice),
        ]
    }

    static func control(_ dice: inout Dice) -> ControlPlot {
        let centre = dice.size()
        let count = dice.count(1...120)
        let periods = (0..<count).map { index in
            let spread = Double.random(in: 0...3 * centre, using: &dice)
            return ControlPlot.Period(
                "\(index + 1) Sep",
                cases: dice.count(0...99),
                exposure: dice.count(0...9_999),
                rate: dice.count(0...9) == 0
                    ? nil : Double.random(in: 0...3, using: &dice) * centre,
                centre: index > count / 2 ? centre * 0.4 : centre,
                limits: dice.count(0...9) == 0
                    ? nil : max(0, centre - spread)...centre + spread,
                isComplete: dice.count(0...9) != 0,
                signal: dice.count(0...14) == 0 ? dice.name() : nil
            )
        }
        return ControlPlot(
            name: dice.name(),
            finding: "",
            unit: "cases per 1,000 room nights",
            exposureName: "Nights",
            periods: periods,
            phases: (0..<dice.count(0...4)).map { _ in
                ControlPlot.Phase(start: dice.count(0...count), dice.name(2), dice.name(8))
            }
        )
    }

    static func funnel(_ dice: inout Dice) -> FunnelPlot {
        let centre = dice.size()
        let most = dice.count(1...100_000)
        return FunnelPlot(
            name: dice.name(),
            finding: "",
            unit: "cases per 1,000 room nights",
            exposureUnit: dice.name(6),
            centre: centre,
            sites: (0..<dice.count(1...220)).map { index in
                FunnelPlot.Site(
                    code: "S\(index)",
                    name: dice.name(3),
                    cases: dice.count(0...99),
                    exposure: dice.count(0...most),
                    rate: centre * Double.random(in: 0...2.5, using: &dice),
                    standing: [.inside, .inside, .inside, .beyondInner, .beyondOuter]
                        .randomElement(using: &dice) ?? .inside,
                    isComplete: dice.bool()
                )
            },
            bands: stride(from: 0, through: most, by: most / 20 + 1).map { exposure in
                let spread = centre * 40 / Double(exposure + 100).squareRoot()
                return FunnelPlot.Band(
                    exposure: exposure,
                    inner: max(0, centre - spread)...centre + spread,
                    outer: max(0, centre - 2 * spread)...centre + 2 * spread
                )
            }
        )
    }

    static func pareto(_ dice: inout Dice) -> ParetoChart {
        let items = (0..<dice.count(1...28)).map { index in
            let low = dice.count(1...20)
            let value = dice.size()
            return ParetoChart.Item(
                dice.name(6),
                code: dice.bool() ? "FO-\(index)" : "",
                value: value,
                words: Numbers.fixed(value, 2) + (dice.bool() ? " €" : ""),
                ranks: dice.bool() ? low...low + dice.count(0...9) : nil
            )
        }
        let rest = ParetoChart.Item("All other", value: dice.size(), words: "22")
        return ParetoChart(
            name: dice.name(),
            finding: "",
            unit: "Cases",
            items: items,
            rest: dice.bool() ? rest : nil
        )
    }

    static func heat(_ dice: inout Dice) -> HeatMap {
        let columns = dice.count(1...28)
        return HeatMap(
            name: dice.name(),
            finding: "",
            unit: "cases",
            columns: (0..<columns).map { HeatMap.Column(code: "FO-\($0)", name: dice.name(3)) },
            rows: (0..<dice.count(1...40)).map { index in
                HeatMap.Row(
                    code: "S\(index)",
                    name: dice.name(3),
                    cells: (0..<dice.count(0...columns)).map { _ in
                        dice.count(0...9) == 0
                            ? nil
                            : HeatMap.Cell(
                                rate: Double.random(in: 0...12, using: &dice),
                                count: dice.count(0...1_200),
                                isSignal: dice.count(0...20) == 0
                            )
                    },
                    all: dice.bool() ? HeatMap.Cell(rate: 8, count: 1_200) : nil
                )
            },
            steps: [0.5, 1, 2, 4]
        )
    }

    static func histogram(_ dice: inout Dice) -> Histogram {
        let width = dice.size()
        let count = dice.count(1...60)
        return Histogram(
            name: dice.name(),
            finding: "",
            unit: dice.name(9),
            bars: (1...count).map { (Double($0) * width, dice.count(0...400)) },
            isOpenEnded: dice.bool(),
            levels: (0..<dice.count(0...5)).map { index in
                let place = Double.random(in: -0.1...1.1, using: &dice)
                return Histogram.Level(
                    place * width * Double(count),
                    dice.name(),
                    isOurs: index == 0
                )
            }
        )
    }

    static func multiples(_ dice: inout Dice) -> SmallMultiples {
        SmallMultiples(
            name: dice.name(),
            finding: "",
            unit: dice.name(9),
            periods: (0..<dice.count(1...30)).map { _ in dice.name(2) },
            panels: (0..<dice.count(1...30)).map { _ in
                SmallMultiples.Panel(
                    dice.name(5),
                    values: (0..<dice.count(0...40)).map { _ in
                        dice.bool() ? dice.size() : nil
                    },
                    note: dice.name(2),
                    isSignal: dice.bool()
                )
            }
        )
    }

    static func intervals(_ dice: inout Dice) -> IntervalPlot {
        IntervalPlot(
            name: dice.name(),
            finding: "",
            unit: dice.name(12),
            kind: dice.bool() ? .linear : .logarithmic,
            referenceWords: dice.name(3),
            rows: (0..<dice.count(1...12)).map { _ in
                let estimate = dice.size()
                let high = dice.count(0...5) == 0 ? Double.infinity : estimate * (1 + dice.size())
                return IntervalPlot.Row(
                    dice.name(6),
                    [.plain, .treated, .untreated, .difference].randomElement(using: &dice)
                        ?? .plain,
                    estimate: estimate,
                    interval: (dice.bool() ? 0 : estimate / 2)...high
                )
            }
        )
    }

    static func survival(_ dice: inout Dice) -> SurvivalPlot {
        SurvivalPlot(
            name: dice.name(),
            finding: "",
            unit: dice.name(6),
            groups: (0..<dice.count(1...4)).map { _ in
                let reach = dice.size()
                let times = (0..<dice.count(0...40)).map { _ in
                    Double.random(in: 0...reach, using: &dice)
                }.sorted()
                return SurvivalPlot.Group(
                    dice.name(3),
                    steps: times.enumerated().map { index, time in
                        let share = 1 - Double(index + 1) / Double(times.count)
                        return SurvivalPlot.Step(
                            time: time,
                            share: share,
                            interval: dice.bool() ? share * 0.8...min(1, share * 1.2) : nil
                        )
                    },
                    closed: times,
                    stillOpen: dice.bool() ? [reach * 1.2] : [],
                    median: dice.bool() ? reach / 2 : nil
                )
            }
        )
    }

    static func fishbone(_ dice: inout Dice) -> Fishbone {
        Fishbone(
            name: dice.name(),
            finding: "",
            effect: dice.name(14),
            bones: (0..<dice.count(1...8)).map { _ in
                Fishbone.Bone(
                    dice.name(3),
                    (0..<dice.count(0...6)).map { _ in
                        Fishbone.Cause(
                            dice.name(7),
                            count: dice.bool() ? dice.count(0...4_000) : nil,
                            isShown: dice.bool(),
                            reasons: (0..<dice.count(0...3)).map { _ in dice.name(9) }
                        )
                    }
                )
            }
        )
    }
}
