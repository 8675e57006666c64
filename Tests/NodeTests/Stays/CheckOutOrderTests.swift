import Recovery
import Testing
import Web

@testable import Node

struct CheckOutOrderTests {
    private let now = Timestamp(milliseconds: 1_790_000_000_000)

    private func later(_ hours: Double) -> Timestamp {
        Timestamp(milliseconds: now.milliseconds + Int64(hours * 3_600_000))
    }

    @Test(arguments: [
        (InboxStandingCase.due(2), 1.0, true), (.due(1), 2, false), (.due(-1), 2, false),
        (.due(2), -1, false), (.paused, 24, true), (.paused, 25, false), (.paused, -1, false),
        (.putRight, 1, false),
    ])
    func `a departure leads where it comes before the clock, and never once the guest has left`(
        standing: InboxStandingCase,
        hoursLeft: Double,
        leads: Bool
    ) {
        let before = standing.value(later)
        let checkOut = CheckOutClock(departsAt: later(hoursLeft))
        let after = before.with(checkOut, at: now)
        #expect(after == (leads ? .leaves(checkOut.departsAt) : before))
        #expect(before.with(nil, at: now) == before)
    }

    @Test func `whoever leaves next stands among the clocks by the hour, and is never over`() {
        let order: [InboxStanding] = [
            .due(later(-1)), .leaves(later(0.5)), .due(later(1)), .leaves(later(3)), .paused,
        ]
        #expect(order.shuffled().sorted { $0.order < $1.order } == order)
        #expect(InboxStanding.leaves(later(0.5)).group(at: now) == .soon)
        #expect(InboxStanding.leaves(later(3)).group(at: now) == .later)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `labels of what runs out next never lie on each other`(seed: UInt64) {
        var random = DemoRandom(seed: seed)
        let time = HouseTime(zone: .utc)
        let (from, to) = InboxRunway.span(now, time)
        let length = Int(to.milliseconds - from.milliseconds)
        let marks = (0..<InboxRunway.aheadMax + InboxRunway.overMax).map { _ in
            let at = Timestamp(milliseconds: from.milliseconds + Int64(random.below(length)))
            return InboxRunway.Mark(
                at: at,
                label: String(repeating: "m", count: 3 + random.below(18)),
                kind: at < now ? .over : .later
            )
        }.sorted { $0.at < $1.at }
        let runway = InboxRunway(marks, shiftEnds: nil, sentence: "", time, now)
        let boxes = runway.labelBoxes
        #expect(!boxes.isEmpty)
        for (index, box) in boxes.enumerated() {
            #expect(box.x.lowerBound >= 0 && box.x.upperBound <= 1_010)
            for other in boxes[(index + 1)...] where other.level == box.level {
                #expect(!other.x.overlaps(box.x))
            }
        }
    }

    @Test func `the drawing begins on a full hour of the house, an hour before this one`() throws {
        // 45 minutes off the hour, as in Nepal.
        let zone = try TimeZoneRules(initialOffsetSeconds: 20_700, transitions: [])
        let (from, to) = InboxRunway.span(now, HouseTime(zone: zone))
        #expect(HouseTime(zone: zone).clock(from).hasSuffix(":00"))
        #expect((3_600_000..<7_200_000).contains(now.milliseconds - from.milliseconds))
        #expect(to.milliseconds - from.milliseconds == 5 * 3_600_000)
    }
}

/// A standing whose moments are hours from now.
enum InboxStandingCase: Sendable {
    case due(Double)
    case paused, putRight

    func value(_ later: (Double) -> Timestamp) -> InboxStanding {
        switch self {
        case .due(let hours): .due(later(hours))
        case .paused: .paused
        case .putRight: .putRight
        }
    }
}
