import Recovery
import Synchronization
import Testing

@testable import Node

@Suite struct NumbersKeeperTests {
    /// A database that commits, a clock that runs, and how often figures were counted.
    private final class House: Sendable {
        let state = Mutex((version: Int64(1), elapsed: Duration.zero, count: 0))
        /// How long one count takes.
        let cost: Duration

        init(cost: Duration) { self.cost = cost }

        func keeper() -> NumbersKeeper {
            NumbersKeeper(
                version: { self.state.withLock { $0.version } },
                elapsed: { self.state.withLock { $0.elapsed } }
            )
        }

        func count(_ question: NumbersKeeper.Question, _ now: Timestamp) -> HouseNumbers {
            state.withLock { state in
                state.count += 1
                state.elapsed += cost
            }
            return HouseNumbers(opened: [], closed: [], now: now)
        }

        var countCount: Int { state.withLock { $0.count } }

        func commit() { state.withLock { $0.version += 1 } }
    }

    private static let year = NumbersKeeper.Question(dayCount: 365, language: "en")

    private func second(_ count: Int64) -> Timestamp { Timestamp(milliseconds: count * 1000) }

    private func countedAt(
        _ keeper: NumbersKeeper,
        _ house: House,
        at now: Timestamp
    ) throws -> Timestamp {
        try keeper.numbers(Self.year, now, house.count).countedAt
    }

    @Test func `figures that are quick to count are never old`() throws {
        let house = House(cost: .milliseconds(20))
        let keeper = house.keeper()
        #expect(try countedAt(keeper, house, at: second(0)) == second(0))
        // Nothing was written: for a minute they hold.
        #expect(try countedAt(keeper, house, at: second(59)) == second(0))
        #expect(try countedAt(keeper, house, at: second(60)) == second(60))
        house.commit()
        #expect(try countedAt(keeper, house, at: second(61)) == second(61))
        #expect(house.countCount == 3)
    }

    @Test func `nobody waits a second time for figures that take long`() throws {
        let house = House(cost: .seconds(4))
        let keeper = house.keeper()
        _ = try countedAt(keeper, house, at: second(0))
        house.commit()
        #expect(try countedAt(keeper, house, at: second(500)) == second(0))
        #expect(house.countCount == 1)
        // Behind the pages they are counted anew, at most a twentieth of the time.
        try keeper.refresh([], second(79), house.count)
        #expect(house.countCount == 1)
        try keeper.refresh([], second(80), house.count)
        #expect(try countedAt(keeper, house, at: second(81)) == second(80))
        #expect(house.countCount == 2)
    }

    @Test func `behind the pages only what is slow, or was never asked for, is counted`() throws {
        let house = House(cost: .milliseconds(20))
        let keeper = house.keeper()
        try keeper.refresh([Self.year], second(0), house.count)
        #expect(house.countCount == 1)
        house.commit()
        try keeper.refresh([Self.year], second(900), house.count)
        #expect(house.countCount == 1)
    }

    @Test func `each language and each stretch of days has figures of its own`() throws {
        let house = House(cost: .seconds(1))
        let keeper = house.keeper()
        for language in ["en", "de"] {
            for days in [7, 365] {
                let question = NumbersKeeper.Question(dayCount: days, language: language)
                _ = try keeper.numbers(question, second(0), house.count)
                _ = try keeper.numbers(question, second(1), house.count)
            }
        }
        #expect(house.countCount == 4)
    }

    @Test func `a figure keeps the cases that a page lists, and how many there are`() {
        let number = HouseNumber(kind: .cases, value: "0", note: "", rows: [])
        #expect(number.shortened(to: 5).moreCount == 0)
    }
}
