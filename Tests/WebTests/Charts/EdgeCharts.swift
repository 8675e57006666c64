import Web

extension RandomCharts {
    /// Nothing at all, one of each, only zeros, and figures that no hotel has.
    static let edges: [any Chart] = [none, one, zero, huge, broken].flatMap(\.self)

    private static func control(_ periods: [ControlPlot.Period]) -> ControlPlot {
        ControlPlot(name: "n", finding: "", unit: "u", exposureName: "e", periods: periods)
    }

    private static func funnel(_ rates: [Double], bands: [FunnelPlot.Band] = []) -> FunnelPlot {
        FunnelPlot(
            name: "n",
            finding: "",
            unit: "u",
            exposureUnit: "e",
            centre: rates.first ?? 0,
            sites: rates.map { rate in
                FunnelPlot.Site(
                    code: "A",
                    name: "Athens",
                    cases: 0,
                    exposure: 0,
                    rate: rate,
                    standing: .beyondOuter
                )
            },
            bands: bands
        )
    }

    private static func heat(_ rates: [Double]) -> HeatMap {
        HeatMap(
            name: "n",
            finding: "",
            unit: "u",
            columns: rates.map { _ in HeatMap.Column(code: "c", name: "c") },
            rows: rates.isEmpty
                ? []
                : [
                    HeatMap.Row(
                        code: "r",
                        name: "r",
                        cells: rates.map { HeatMap.Cell(rate: $0, count: 0) }
                    )
                ],
            steps: []
        )
    }

    private static func pareto(_ values: [Double]) -> ParetoChart {
        let items = values.map {
            ParetoChart.Item("kind", value: $0, words: Numbers.fixed($0, 0), ranks: 1...1)
        }
        return ParetoChart(name: "n", finding: "", unit: "Cases", items: items)
    }

    private static func multiples(_ values: [Double]) -> SmallMultiples {
        let panel = SmallMultiples.Panel("p", values: values, note: "")
        return SmallMultiples(
            name: "n",
            finding: "",
            unit: "u",
            periods: values.map { _ in "p" },
            panels: values.isEmpty ? [] : [panel]
        )
    }

    private static func intervals(_ estimates: [Double]) -> IntervalPlot {
        let rows = estimates.map { IntervalPlot.Row("row", estimate: $0, interval: 0...1e300) }
        return IntervalPlot(name: "n", finding: "", unit: "u", rows: rows)
    }

    private static func survival(_ times: [Double]) -> SurvivalPlot {
        let group = SurvivalPlot.Group(
            "g",
            steps: times.map { SurvivalPlot.Step(time: $0, share: 0.5) },
            closed: times,
            stillOpen: times,
            median: times.first
        )
        return SurvivalPlot(name: "n", finding: "", unit: "u", groups: [group])
    }

    private static func period(_ rate: Double?, _ high: Double? = nil) -> ControlPlot.Period {
        ControlPlot.Period(
            "1 Sep",
            cases: 0,
            exposure: 0,
            rate: rate,
            centre: rate ?? 0,
            limits: high.map { 0...$0 },
            signal: "signal"
        )
    }

    private static let none: [any Chart] = [
        control([]), funnel([]), heat([]), pareto([]), multiples([]), intervals([]), survival([]),
        Histogram(name: "n", finding: "", unit: "u", bars: []),
        Fishbone(name: "n", finding: "", effect: "", bones: []),
    ]
    private static let one: [any Chart] = [
        control([period(2.4, 5)]), funnel([8]), heat([1]), pareto([1]), multiples([4]),
        intervals([0.5]), survival([3]),
        Histogram(name: "n", finding: "", unit: "u", bars: [(1, 1)]),
        Fishbone(
            name: "n",
            finding: "",
            effect: "e",
            bones: [Fishbone.Bone("b", [Fishbone.Cause("c", isShown: true)])]
        ),
    ]
    private static let zero: [any Chart] = [
        control([period(0, 0), period(0), period(nil)]), funnel([0, 0]), heat([0, 0]),
        pareto([0, 0]), multiples([0, 0]), intervals([0, 0]), survival([0, 0]),
        Histogram(name: "n", finding: "", unit: "u", bars: [(1, 0), (2, 0)]),
    ]
    private static let huge: [any Chart] = [
        control([period(1e300, 1e301), period(1)]), funnel([1e300, 1]), heat([1e300, 1]),
        pareto([1e300, 1]), multiples([1e300, 1]), intervals([1e300, 1e-300]),
        survival([1e300, 1]),
        Histogram(name: "n", finding: "", unit: "u", bars: [(1e300, Int.max / 4), (1, 1)]),
    ]
    private static let broken: [any Chart] = [
        control([period(.nan, .infinity), period(-3), period(.infinity)]),
        funnel([.nan, -.infinity, -1]), heat([.nan, -1]), pareto([.nan, -1, 2]),
        multiples([.nan, -1]), intervals([.nan, -1]), survival([.nan, -1]),
        Histogram(
            name: "n",
            finding: "",
            unit: "u",
            bars: [(.nan, -4), (-1, 3), (2, 3)],
            levels: [Histogram.Level(.nan, "none")]
        ),
    ]
}
