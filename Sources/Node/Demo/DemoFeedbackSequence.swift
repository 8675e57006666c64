import Recovery

/// The feedback of one hotel, made as it is read; memory does not grow with the number of days.
package struct DemoFeedbackSequence: Sequence, IteratorProtocol, Sendable {
    private let site: DemoSite
    private let truths: [DemoTruth]
    private let siteRates: [Double]
    private let failureMix: DemoChannelMix
    private let praiseMix: DemoChannelMix
    private let author: DemoAuthor
    private var exposure: DemoExposures
    private var random: DemoRandom
    private var number = 0
    private var today: Today?

    private struct Today: Sendable {
        var exposure: DemoExposure
        var rates: [Double]
        var rateSum: Double
        var moments: [Int]
        var failuresLeft: Int
        /// The planted truths that hold, by scenario.
        var truths: [DemoTruth]
    }

    init(site: DemoSite, truths: [DemoTruth], exposure: DemoExposures, random: DemoRandom) {
        var random = random
        let house = site.quality.failureFactor * random.gamma(shape: 40)
        siteRates = DemoFailure.all.map {
            $0.perThousand / 1000 * house * random.gamma(shape: 14)
        }
        self.site = site
        self.truths = truths
        self.exposure = exposure
        self.random = random
        failureMix = DemoChannelMix(failure: true, export: site.export)
        praiseMix = DemoChannelMix(failure: false, export: site.export)
        author = DemoAuthor(site: site)
    }

    /// The next guest's words, or nil after the last.
    package mutating func next() -> DemoFeedback? {
        while true {
            guard var day = today, let moment = day.moments.popLast() else {
                guard let exposure = exposure.next() else { return nil }
                today = open(exposure)
                continue
            }
            let isFailure = random.below(day.moments.count + 1) < day.failuresLeft
            if isFailure { day.failuresLeft -= 1 }
            today = day
            let channel = isFailure ? failureMix.draw(&random) : praiseMix.draw(&random)
            if isFailure, channel.isLoggedByStaff, isLost(day) { continue }
            number += 1
            return feedback(day, at: moment, channel: channel, isFailure: isFailure)
        }
    }

    /// Draws how much is said on a day, and when.
    private mutating func open(_ exposure: DemoExposure) -> Today {
        let held = truths.filter {
            ($0.from.daysSince1970...$0.to.daysSince1970).contains(exposure.day.daysSince1970)
        }
        let month = site.climate.northernMonth(Int(exposure.day.month))
        let weekday = exposure.weekday
        let nights = Double(exposure.occupiedRoomNights)
        var rates: [Double] = []
        rates.reserveCapacity(siteRates.count)
        for (failure, siteRate) in zip(DemoFailure.all, siteRates) {
            var rate = siteRate * nights * failure.weekFactor(weekday: weekday)
            if site.climate != .tropical { rate *= failure.seasonFactor(coldMonth: month) }
            for truth in held where truth.scenarios.contains(failure.code) { rate *= truth.factor }
            rates.append(rate)
        }
        let sum = rates.reduce(0, +)
        let failures = random.poisson(sum)
        let others = random.poisson(Double(exposure.arrivals) * Self.responseRate)
        // The last moment is taken first, so the latest comes first here.
        let moments = (0..<failures + others).map { _ in
            7 * 3600 + Swift.min(random.below(61_000), random.below(75_000))
        }
        return Today(
            exposure: exposure,
            rates: rates,
            rateSum: sum,
            moments: moments.sorted(by: >),
            failuresLeft: failures,
            truths: held
        )
    }

    /// The share of arriving guests without a complaint who say something.
    private static let responseRate = 0.14

    private mutating func isLost(_ day: Today) -> Bool {
        guard let truth = day.truths.first(where: { $0.kind == .underReporting }) else {
            return false
        }
        return !random.chance(truth.factor)
    }

    private mutating func feedback(
        _ day: Today,
        at moment: Int,
        channel: FeedbackChannel,
        isFailure: Bool
    ) -> DemoFeedback {
        var failures: [Int] = []
        if isFailure {
            failures.append(random.index(weights: day.rates, total: day.rateSum))
            if random.chance(0.06) {
                let second = random.index(weights: day.rates, total: day.rateSum)
                if second != failures[0] { failures.append(second) }
            }
        }
        let guest = DemoGuest(&random)
        let room = site.room(&random)
        let matter = DemoAuthor.Matter(
            failures: failures,
            truths: day.truths,
            guest: guest.name,
            room: room,
            month: Int(day.exposure.day.month)
        )
        let written = author.write(matter, random: &random)
        let score =
            channel.asksForScore
            ? site.export.scale.score(normalised: Swift.min(100, Swift.max(0, Int(written.mood))))
            : nil
        let severity = written.failures.map { DemoFailure.all[$0].severity }.max() ?? 0
        let wantsContact = random.chance([0.015, 0.05, 0.12, 0.22, 0.4, 0.7][severity])
        let leavesAddress = wantsContact || channel == .email || random.chance(0.4)
        return DemoFeedback(
            number: number,
            day: day.exposure.day,
            secondOfDay: moment,
            channel: channel,
            score: score,
            room: room,
            guest: guest.name,
            email: leavesAddress ? guest.email : nil,
            contactRequested: wantsContact,
            language: written.language,
            praise: written.praise,
            complaint: written.complaint,
            isPraiseFirst: written.isPraiseFirst,
            failures: written.failures.map { DemoFailure.all[$0] }
        )
    }
}
