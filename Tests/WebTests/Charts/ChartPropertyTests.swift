import Testing
import Web

struct ChartPropertyTests {
    @Test(arguments: 0..<40, ChartWidth.allCases)
    func `whatever the figures, marks stay on the sheet and words apart`(
        seed: UInt64,
        width: ChartWidth
    ) {
        var dice = Dice(seed: seed)
        for chart in RandomCharts.all(&dice) {
            chart.drawing(width).expectSound("\(type(of: chart)), seed \(seed)")
        }
    }

    @Test(arguments: RandomCharts.edges.indices, ChartWidth.allCases)
    func `nothing, one, zero and too much are drawn as well`(index: Int, width: ChartWidth) {
        let chart = RandomCharts.edges[index]
        let drawing = chart.drawing(width)
        drawing.expectSound("\(type(of: chart))")
        #expect(drawing.marks.contains { if case .words = $0.shape { true } else { false } })
        #expect(!chart.svg(width).renderText.contains("nan"))
        #expect(!chart.outline.isEmpty)
    }

    @Test(arguments: 0..<200)
    func `round figures of an axis rise, lie on it and are told apart`(seed: UInt64) {
        var dice = Dice(seed: seed)
        let low = dice.bool() ? 0 : dice.size()
        let high = low + dice.size()
        let count = Int.random(in: 2...8, using: &dice)
        let isLinear = dice.bool()
        let scale = ChartScale(
            isLinear ? .linear : .logarithmic,
            from: low,
            to: high,
            at: 300,
            20,
            tickCount: count
        )
        #expect(!scale.ticks.isEmpty)
        #expect(scale.ticks.count <= 3 * count)
        for (one, next) in zip(scale.ticks, scale.ticks.dropFirst()) {
            #expect(one.value < next.value)
            #expect(one.words != next.words)
            #expect(scale.position(one.value) > scale.position(next.value))
        }
        for tick in scale.ticks {
            #expect((19.99...300.01).contains(scale.position(tick.value)))
        }
    }

    @Test(
        arguments: [
            (0, 6.3, ["0", "2", "4", "6"]), (0, 1, ["0.0", "0.5", "1.0"]),
            (0, 0.07, ["0.00", "0.02", "0.04", "0.06"]),
            (0, 4_700, ["0", "2,000", "4,000"]), (0, 3e6, ["0 M", "1 M", "2 M", "3 M"]),
            (0, 2.4e9, ["0 bn", "1 bn", "2 bn"]), (98, 103, ["98", "100", "102"]),
        ] as [(Double, Double, [String])]
    )
    func `an axis is written in steps of 1, 2 or 5`(low: Double, high: Double, words: [String]) {
        let scale = ChartScale(from: low, to: high, at: 0, 1, tickCount: 3)
        #expect(scale.ticks.map(\.words) == words)
    }

    @Test(
        arguments: [
            (0.2, 2.1, ["0.25", "0.5", "1", "2"]), (0.9, 1.22, ["0.9", "1.0", "1.1", "1.2"]),
            (0.001, 1_000, ["0.001", "0.01", "0.1", "1", "10", "100", "1,000"]),
        ] as [(Double, Double, [String])]
    )
    func `an axis of ratios doubles or goes by tens`(low: Double, high: Double, words: [String]) {
        let count = words.count
        let scale = ChartScale(.logarithmic, from: low, to: high, at: 0, 1, tickCount: count)
        #expect(scale.ticks.map(\.words) == words)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, -1, 0, 1e300])
    func `a figure that is none has a place all the same`(value: Double) {
        for kind in [ChartScale.Kind.linear, .logarithmic] {
            let scale = ChartScale(kind, from: value, to: value, at: 10, 20, tickCount: 4)
            for figure in [value, 0, -1, 1, 1e18, .nan] {
                #expect((10.0...20.0).contains(scale.position(figure)))
            }
        }
    }
}
