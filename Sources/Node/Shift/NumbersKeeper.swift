import Recovery
import Storage
import Synchronization
import Web

/// Keeps the house's figures, which take long to count where there are very many cases.
///
/// As long as counting is quick, whoever asks gets them counted then. Where it is not, they get
/// those that were counted last, with the moment, and ``NumbersService`` counts anew behind the
/// pages.
final class NumbersKeeper: Sendable {
    /// How long somebody who asks may wait for the count, in milliseconds.
    static let waitMilliseconds: Int64 = 150
    /// How long figures hold that nothing has changed but the time, in milliseconds.
    static let ageMilliseconds: Int64 = 60_000
    /// For so many times as long as a count took there is none behind the pages.
    static let restCount: Int64 = 20

    /// What is counted: the days, and the language in which it is told.
    struct Question: Hashable, Sendable {
        let dayCount: Int
        let language: String
    }

    /// Figures, and when they were counted.
    struct Kept: Sendable {
        let numbers: HouseNumbers
        let countedAt: Timestamp
        fileprivate let version: Int64
        /// How long the count took, in milliseconds.
        fileprivate let cost: Int64

        fileprivate func holds(_ version: Int64, _ now: Timestamp) -> Bool {
            let age = now.milliseconds - countedAt.milliseconds
            return self.version == version && (0..<NumbersKeeper.ageMilliseconds).contains(age)
        }
    }

    typealias Count = (Question, Timestamp) throws -> HouseNumbers

    private let version: @Sendable () throws -> Int64
    private let elapsed: @Sendable () -> Duration
    private let kept = Mutex<[Question: Kept]>([:])
    private let turn = Mutex(())

    /// A keeper for a database whose every commit has another `version`.
    init(
        version: @escaping @Sendable () throws -> Int64,
        elapsed: @escaping @Sendable () -> Duration = NumbersKeeper.uptime
    ) {
        (self.version, self.elapsed) = (version, elapsed)
    }

    private static let started = ContinuousClock.now
    private static let uptime: @Sendable () -> Duration = { ContinuousClock.now - started }

    /// The figures: counted now where that is quick or nobody has counted them, else the last.
    func numbers(_ question: Question, _ now: Timestamp, _ count: Count) throws -> Kept {
        if let last = kept.withLock({ $0[question] }),
            try last.cost > Self.waitMilliseconds || last.holds(version(), now)
        {
            return last
        }
        return try recount(question, now, count)
    }

    /// Counts anew what takes long and has rested, and what was never counted of `questions`.
    func refresh(_ questions: [Question], _ now: Timestamp, _ count: Count) throws {
        let known = kept.withLock { $0 }
        for question in questions where known[question] == nil {
            _ = try recount(question, now, count)
        }
        let version = try version()
        for (question, last) in known where last.cost > Self.waitMilliseconds {
            let age = now.milliseconds - last.countedAt.milliseconds
            let hasRested = age < 0 || age >= last.cost * Self.restCount
            if !last.holds(version, now), hasRested { _ = try recount(question, now, count) }
        }
    }

    /// One count at a time: who waits for another's gets that one.
    private func recount(_ question: Question, _ now: Timestamp, _ count: Count) throws -> Kept {
        try turn.withLock { _ in
            // The number is read before the cases: what is committed between shows the next time.
            let version = try version()
            if let last = kept.withLock({ $0[question] }), last.holds(version, now) { return last }
            let start = elapsed()
            let numbers = try count(question, now)
            let fresh = Kept(
                numbers: numbers.shortened,
                countedAt: now,
                version: version,
                cost: (elapsed() - start).milliseconds
            )
            kept.withLock { $0[question] = fresh }
            return fresh
        }
    }
}

extension HouseNumbers {
    /// The figures with as many cases as a page lists: the rest need not be kept.
    fileprivate var shortened: HouseNumbers {
        HouseNumbers(all: all.map { $0.shortened(to: NumbersPage.rowCountMax) }, warning: warning)
    }
}
