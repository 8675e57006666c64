import Insight
import Testing

/// References: the whole matrix of the Markov chain solved by numpy 2 (linalg.solve) with
/// scipy's Poisson probabilities.
struct CUSUMTests {
    @Test(
        arguments: [
            (0.8, 23, 137, 20, .above, 1, 1051.961961782048),
            (0.8, 23, 137, 20, .above, 2, 15.19596691841498),
            (0.8, 9, 40, 10, .below, 1, 20.222800427515118),
            (2.4, 20, 45, 10, .below, 1, 47.23204205476583),
        ] as [(Double, Int, Int, Int, ChartPoint.Side, Double, Double)]
    )
    func `run lengths are those of the whole chain`(
        expected: Double,
        reference: Int,
        threshold: Int,
        perCase: Int,
        side: ChartPoint.Side,
        ratio: Double,
        wanted: Double
    ) {
        let design = CUSUMDesign(
            expected: expected,
            referenceSteps: reference,
            thresholdSteps: threshold,
            perCase: perCase,
            side: side
        )
        #expect(close(design.run(at: ratio), wanted, tolerance: 1e-10))
        if ratio == 1 { #expect(design.falseAlarmRun == design.run(at: 1)) }
    }

    /// The exact Shewhart chart takes 42 weeks to find a doubling, the CUSUM 15.
    ///
    /// 80 rooms, 70 % full, 2 cases per 1,000 nights are 0.8 cases a week.
    @Test func `a week of one scenario at one hotel needs a CUSUM`() throws {
        let design = try #require(CUSUMDesign(expected: 0.8, falseAlarmRun: 1000))
        #expect(close(design.reference, 1.15) && close(design.threshold, 6.85))
        #expect(design.falseAlarmRun.rounded() == 1052)
        #expect(design.run(at: 2).rounded() == 15)
        #expect((1 / Poisson(mean: 0.8).atLeast(5)).rounded() == 709)
        #expect((1 / Poisson(mean: 1.6).atLeast(5)).rounded() == 42)
    }

    @Test(
        arguments: [
            (0.2, 1080, 2, 1098.8149063398753, 43.34377892502687),
            (3.4, 370, 2, 389.67383741863983, 4.090735744316078),
            (5, 370, 0.5, 381.05258391452105, 6.30745212909585),
        ] as [(Double, Double, Double, Double, Double)]
    )
    func `the threshold is the lowest that holds the wanted run`(
        expected: Double,
        wanted: Double,
        ratio: Double,
        run: Double,
        found: Double
    ) throws {
        let design = try #require(
            CUSUMDesign(expected: expected, ratio: ratio, falseAlarmRun: wanted)
        )
        #expect(close(design.falseAlarmRun, run, tolerance: 1e-10))
        #expect(close(design.run(at: ratio), found, tolerance: 1e-10))
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `a doubled rate is found in as many periods as designed`(seed: UInt64) throws {
        let design = try #require(CUSUMDesign(expected: 0.8, falseAlarmRun: 1000))
        var random = SeededGenerator(seed: seed)
        for (ratio, runs, error) in [(2.0, 1500, 0.1), (1, 100, 0.4)] {
            var periods = 0
            for _ in 0..<runs {
                var cusum = CUSUM(design: design, accepted: 0.002)
                while !cusum.isAlarm {
                    let count = random.poisson(0.8 * ratio)
                    cusum.add(try #require(ExposedCount(count: count, exposure: 400)))
                    periods += 1
                }
            }
            let mean = Double(periods) / Double(runs)
            #expect(close(mean, design.run(at: ratio), tolerance: error))
        }
    }

    @Test func `the sum follows exposure, keeps the age of a change, and starts again`() throws {
        let design = try #require(CUSUMDesign(expected: 0.8, falseAlarmRun: 1000))
        var cusum = CUSUM(design: design, accepted: 0.002)
        cusum.add(try #require(ExposedCount(count: 3, exposure: 400)))
        #expect(close(cusum.sum, 1.85) && cusum.age == 1)
        cusum.add(try #require(ExposedCount(count: 1, exposure: 800)))
        #expect(close(cusum.sum, 0.55) && cusum.age == 2 && !cusum.isAlarm)
        cusum.add(try #require(ExposedCount(count: 0, exposure: 400)))
        #expect(cusum.sum == 0 && cusum.age == 0)
        cusum.add(try #require(ExposedCount(count: 9, exposure: 400)))
        #expect(cusum.isAlarm)
        cusum.reset()
        #expect(cusum.sum == 0 && !cusum.isAlarm)
    }

    /// Reference: numpy, the distribution of the sum carried forward on 6,000 states.
    @Test func `a sum's chance is that of the stream left alone`() throws {
        let design = try #require(CUSUMDesign(expected: 0.8, falseAlarmRun: 1000))
        #expect(close(design.chance(ofAtLeast: 3, after: 52), 0.07258125124722634, tolerance: 1e-6))
        let top = design.chance(ofAtLeast: 6.85, after: 104)
        #expect(close(top, 0.005319588605486144, tolerance: 1e-6))
        #expect(
            design.chance(ofAtLeast: 3.05 - 1e-12, after: 9)
                == design.chance(ofAtLeast: 3.06, after: 9)
        )
        #expect(design.chance(ofAtLeast: 0, after: 9) == 1)
        #expect(design.chance(ofAtLeast: 1, after: 0) == 0)
    }

    /// Reference: numpy and scipy, 2.73, over every second count.
    @Test func `an accepted rate from few cases costs false alarms`() throws {
        let design = try #require(CUSUMDesign(expected: 0.8, falseAlarmRun: 1000))
        let baseline = Poisson(mean: 42)
        var often = 0.0
        for count in stride(from: 20, through: 70, by: 2) {
            often += 2 * baseline.mass(count) / design.run(at: 42 / Double(count))
        }
        #expect(close(often * design.falseAlarmRun, 2.73, tolerance: 0.01))
    }

    @Test func `streams too rare for a lattice get no design`() {
        #expect(CUSUMDesign(expected: 0.005, falseAlarmRun: 500) == nil)
        #expect(CUSUMDesign(expected: 1, ratio: 1, falseAlarmRun: 500) == nil)
    }
}

struct CUSUMDesignsTests {
    @Test func `streams of about the same count share a design`() throws {
        var designs = CUSUMDesigns(falseAlarmRun: 500)
        let found = [0.8, 0.803, 0.84, 0.0001].map { designs.design(expected: $0) }
        let first = try #require(found[0])
        #expect(found[1] == first && found[2] != first && found[3] == nil)
        #expect(close(first.expected, 0.8, tolerance: 0.01))
        #expect(first.falseAlarmRun >= 500)
    }
}

struct CUSUMDiscoveryTests {
    /// 15 runs of 300 streams over a year, 20 of them doubled since mid-year.
    @Test(arguments: [1, 2] as [UInt64])
    func `sums of many streams keep false findings at or under the rate`(seed: UInt64) throws {
        let design = try #require(CUSUMDesign(expected: 0.8, falseAlarmRun: 1000))
        let chances = design.surplusChances(after: 52, upTo: 40 * design.perCase)
        var random = SeededGenerator(seed: seed)
        var falseShares = 0.0
        var hits = 0
        for _ in 0..<15 {
            let values = try (0..<300).map { stream in
                var cusum = CUSUM(design: design, accepted: 0.002)
                for week in 0..<52 {
                    let ratio = stream < 20 && week >= 26 ? 2.0 : 1
                    let count = random.poisson(0.8 * ratio)
                    cusum.add(try #require(ExposedCount(count: count, exposure: 400)))
                }
                return chances[min(Int(cusum.sum * 20 + 1e-6), chances.count - 1)]
            }
            let found = FalseDiscovery.found(values, rate: 0.1)
            let wrong = found.count { $0 >= 20 }
            hits += found.count - wrong
            falseShares += found.isEmpty ? 0 : Double(wrong) / Double(found.count)
        }
        #expect(falseShares / 15 <= 0.1)
        #expect(hits > 100)
    }
}
