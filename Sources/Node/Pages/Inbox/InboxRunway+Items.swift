import Recovery
import Storage
import Web
import Wire

extension InboxRunway {
    /// Draws what runs out next of the cases of a board; nil when nothing does.
    init?(
        _ items: [InboxBoard.Item],
        _ desk: DeskMarks,
        _ reader: StoreReader,
        _ scenarios: [String: PublishedScenario],
        _ time: HouseTime,
        _ now: Timestamp
    ) throws {
        let (from, to) = Self.span(now, time)
        let over = items.filter { $0.standing.moment.map { $0 >= from && $0 < now } ?? false }
        let ahead = items.filter { $0.standing.moment.map { $0 >= now && $0 < to } ?? false }
        guard !over.isEmpty || !ahead.isEmpty else { return nil }
        let drawn = over.suffix(Self.overMax) + ahead.prefix(Self.aheadMax)
        let marks = try drawn.compactMap { item -> Mark? in
            guard let moment = item.standing.moment,
                let row = try reader.row(Catalogue.recoveryCase, item.line.id)
            else { return nil }
            let found = RecoveryCase(row)
            let scenario = scenarios.scenario(of: found)
            let left = moment.milliseconds - now.milliseconds
            return Mark(
                at: moment,
                label: Self.label(found, item, isOpen: desk.isOpen(found, scenario), now),
                kind: left < 0 ? .over : left < 3_600_000 ? .soon : .later
            )
        }
        let ends = try reader.onDuty(at: now).present.map(\.to).min()
        let soon = ahead.count {
            ($0.standing.moment?.milliseconds ?? 0) < now.milliseconds + 3_600_000
        }
        self.init(
            marks,
            shiftEnds: ends,
            sentence: say(
                """
                What runs out next, until \(time.clock(to)). \(over.count) ran out within the last \
                hours, \(soon) run out within the hour, \(ahead.count - soon) later.
                """
            ),
            time,
            now
        )
    }

    /// The longest name in a label, in characters.
    private static let nameLengthMax = 14

    private static func label(
        _ found: RecoveryCase,
        _ item: InboxBoard.Item,
        isOpen: Bool,
        _ now: Timestamp
    ) -> String {
        let name =
            found.place ?? (isOpen ? found.guest : nil)?.split(separator: " ").last.map(String.init)
            ?? found.reference
        let short = String(name.prefix(nameLengthMax))
        if case .leaves = item.standing { return say("\(short) leaves") }
        return item.clocks.next(at: now).map { "\(short) \($0.item.term.short)" } ?? short
    }
}

extension ClockTerm {
    /// What is due, in a word.
    fileprivate var short: String {
        switch self {
        case .acknowledge: "answer"
        case .onScene: "visit"
        case .fixed: "fixed"
        case .followUp: say("ask again")
        case .promise: "promise"
        }
    }
}
