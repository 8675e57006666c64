import Recovery
import Storage
import Synchronization
import Web
import Wire

/// All open cases in the order in which they run out.
///
/// It is read anew when the database changed, and then only the clocks of cases that changed are
/// reckoned again; every page of the inbox is cut from it.
final class InboxBoard: Sendable {
    private let watch: ChangeWatch
    private let latest = Mutex<Snapshot?>(nil)

    init(_ watch: ChangeWatch) { self.watch = watch }

    /// A case with its place in the order.
    struct Item: Sendable {
        let line: InboxLine
        let clocks: CaseClocks
        /// How it stands by its clocks alone.
        let clockStanding: InboxStanding
        /// How it stood when the board was read, with the guest's departure.
        fileprivate(set) var standing: InboxStanding
        /// The team as names are compared.
        let team: String?

        /// The clock of the guest's departure, while something is left to mend.
        var checkOut: CheckOutClock? {
            line.state == .remedied ? nil : line.departsAt.map(CheckOutClock.init)
        }
    }

    /// What clocks follow from besides their cases.
    private struct Rules: Hashable {
        let hours: ServiceHours
        let targets: [String: [TargetClass]]

        init(_ house: ClockHouse) {
            hours = house.hours
            targets = house.scenarios.mapValues { published in
                [false, true].map { published.scenario.target(afterStay: $0) }
            }
        }
    }

    private struct Snapshot {
        let version: Int64
        let zone: String
        let rules: Rules
        let items: [Item]
        /// Until when the order holds by itself: then a guest leaves, or begins to.
        let holdsUntil: Timestamp?

        func holds(_ version: Int64, _ zone: String, _ now: Timestamp) -> Bool {
            self.version == version && self.zone == zone && now < holdsUntil ?? .beyondBoards
        }
    }

    /// The open cases as of now, what runs out first at the front.
    ///
    /// Callers wait for the one that reads, rather than all reading the same.
    func items(_ pages: HousePages, _ now: Timestamp) throws -> [Item] {
        let scenarios = try pages.desk.scenarios()
        return try latest.withLock { latest in
            // The number is read before the cases: what is committed between shows the next time.
            let (version, zone) = (try watch.version(), pages.zone.named.name)
            if let latest, latest.holds(version, zone, now) { return latest.items }
            let snapshot = try pages.store.read { reader in
                let house = try pages.clockHouse(scenarios, reader)
                let rules = Rules(house)
                let former = latest?.rules == rules ? latest?.items ?? [] : []
                let items = try Self.items(former, house, reader, pages.time, now)
                return Snapshot(
                    version: version,
                    zone: zone,
                    rules: rules,
                    items: items,
                    holdsUntil: items.compactMap { $0.checkOut?.nextChange(after: now) }.min()
                )
            }
            latest = snapshot
            return snapshot.items
        }
    }

    /// What was reckoned before is kept for cases that are as they were.
    private static func items(
        _ former: [Item],
        _ house: ClockHouse,
        _ reader: StoreReader,
        _ time: HouseTime,
        _ now: Timestamp
    ) throws -> [Item] {
        let former = Dictionary(former.map { ($0.line.id, $0) }) { first, _ in first }
        var items: [Item] = []
        var changed: [InboxLine] = []
        for line in try reader.inboxLines() {
            if let item = former[line.id], item.line == line {
                items.append(item)
            } else {
                changed.append(line)
            }
        }
        let clocks = try reader.clocks(of: changed.map(\.id), house)
        for line in changed {
            guard let clocks = clocks[line.id] else { continue }
            let standing = InboxStanding(ClockFace(next: clocks, time, now).reading)
            items.append(
                Item(
                    line: line,
                    clocks: clocks,
                    clockStanding: standing,
                    standing: standing,
                    team: line.team?.foldedForSearch
                )
            )
        }
        for index in items.indices {
            let item = items[index]
            items[index].standing = item.clockStanding.with(item.checkOut, at: now)
        }
        return items.sorted {
            ($0.standing.order, $0.line.id.rawValue) < ($1.standing.order, $1.line.id.rawValue)
        }
    }
}

extension Timestamp {
    /// A moment that no board lives to see.
    fileprivate static let beyondBoards = Timestamp(milliseconds: .max)
}
