import Hub
import Node
import Recovery
import Storage

/// A demonstration's streams, made from what truly happened, and what was planted in them.
struct PlantedStreams {
    let streams: FailureStreams
    let truths: [DemoTruth]
    private let codes: [UInt32: String]

    /// So many months up to a December, in whole weeks.
    init(seed: UInt64, siteCount: Int, monthCount: Int) throws {
        let start = CalendarDay(daysSince1970: monthCount == 12 ? 20_423 : 20_058)
        let plan = try DemoPlan(
            seed: seed,
            siteCount: siteCount,
            monthCount: monthCount,
            start: start
        )
        let end = plan.days.upperBound - (plan.days.upperBound + 3) % 7
        let count = SignalScan.weekCount
        let mondays = (0..<count).map { end - Int64(7 * (count - $0)) }
        func week(_ day: CalendarDay) -> Int? {
            let offset = day.daysSince1970 - mondays[0]
            return offset < 0 || offset >= Int64(7 * count) ? nil : Int(offset / 7)
        }
        var cases: [FailureStreams.Stream: [Int]] = [:]
        var nights: [UInt32: [Int?]] = [:]
        var told: [UInt32: FailureStreams.Told] = [:]
        var scores: [UInt32: [FailureStreams.Scored]] = [:]
        var codes: [UInt32: String] = [:]
        for (index, site) in plan.sites.enumerated() {
            let number = UInt32(index + 1)
            codes[number] = site.code
            var weekly = Array(repeating: 0, count: count)
            for day in plan.exposure(site: site) {
                if let week = week(day.day) { weekly[week] += day.occupiedRoomNights }
            }
            // A week that began before the plan is not known in full.
            nights[number] = weekly.indices.map {
                mondays[$0] < plan.days.lowerBound ? nil : weekly[$0]
            }
            var heard = FailureStreams.Told(staff: 0, all: 0)
            let range = site.export.scale.range
            let none = FailureStreams.Scored(low: 0, all: 0)
            var scored = Array(repeating: none, count: count)
            for one in plan.feedback(site: site) {
                if let score = one.score, let week = week(one.day) {
                    scored[week].all += 1
                    if 2 * score < range.lowerBound + range.upperBound { scored[week].low += 1 }
                }
                guard let failure = one.failures.first, let week = week(one.day) else { continue }
                let stream = FailureStreams.Stream(site: number, scenario: failure.code)
                cases[stream, default: Array(repeating: 0, count: count)][week] += 1
                guard week >= count - FailureStreams.toldWeekCount else { continue }
                heard.all += 1
                if one.channel.isToldToStaff { heard.staff += 1 }
            }
            told[number] = heard
            scores[number] = scored
        }
        streams = FailureStreams(
            mondays: mondays,
            cases: cases,
            roomNights: nights,
            told: told,
            scores: scores
        )
        truths = plan.truths
        self.codes = codes
    }

    /// What a finding was planted as; nil for what nobody planted.
    func truth(of finding: SignalScan.Finding) -> DemoTruth? {
        truths.first { truth in
            let isWhere = codes[finding.stream.site].map(truth.sites.contains) ?? false
            let isWhat = truth.scenarios.contains(finding.stream.scenario)
            let isHow =
                switch truth.kind {
                case .supplier, .nightNoise: finding.kind == .risen || finding.kind == .apart
                case .improvement: finding.kind == .fallen
                case .underReporting: finding.kind == .unwritten
                }
            return isWhere && isWhat && isHow
        }
    }

    /// Every stream that a truth changes.
    func streams(of truth: DemoTruth) -> [FailureStreams.Stream] {
        truth.scenarios.flatMap { scenario in
            codes.filter { truth.sites.contains($0.value) }.keys.sorted().map {
                FailureStreams.Stream(site: $0, scenario: scenario)
            }
        }
    }
}
