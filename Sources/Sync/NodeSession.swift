package import Recovery

/// The node's half of syncing as decisions: when to send, when to wait at the hub, when to try
/// again, and what to tell people.
///
/// It reads no clock and no random source; whoever runs it performs the effects in order and
/// returns with what came of them. One exchange is under way at a time.
package struct NodeSession: Sendable {
    private let pace: Pace
    private var state = State.stopped
    private var needsAnother = false
    /// Failures since there was progress.
    private var failureCount = 0
    /// Replies since there was progress.
    private var fruitlessCount = 0
    /// Complete pulls in a row after which the two sides differed.
    private var differenceCount = 0
    private var blocker: Blocker?

    /// A session that has not begun; `blocker` stood in the way when the last one ended.
    package init(pace: Pace = .standard, blocker: Blocker? = nil) {
        self.pace = pace
        self.blocker = blocker
    }

    private enum State: Hashable {
        /// May become `exchanging`.
        case stopped
        /// May become `exchanging` again or `backingOff`.
        case exchanging(isHeld: Bool)
        /// May become `exchanging`.
        case backingOff
    }

    /// How long to wait for what.
    package struct Pace: Hashable, Sendable {
        package static let standard = Pace(
            hold: .seconds(55),
            backOff: .seconds(1),
            backOffMax: .seconds(60),
            retryAfterMax: .seconds(600),
            overdue: .seconds(240)
        )

        /// How long the hub may hold a request that carries nothing while it has no news.
        package var hold: Duration
        /// The longest wait after the first failure; it doubles with each further one.
        package var backOff: Duration
        /// The longest wait after any number of failures.
        package var backOffMax: Duration
        /// The longest wait that a hub may ask for.
        package var retryAfterMax: Duration
        /// How long an exchange may take, besides the time it is held, before people are told.
        package var overdue: Duration

        package init(
            hold: Duration,
            backOff: Duration,
            backOffMax: Duration,
            retryAfterMax: Duration,
            overdue: Duration = .seconds(240)
        ) {
            self.hold = hold
            self.backOff = backOff
            self.backOffMax = backOffMax
            self.retryAfterMax = retryAfterMax
            self.overdue = overdue
        }
    }

    package enum Event: Hashable, Sendable {
        case started
        /// The request was made; held ones carry nothing and may wait at the hub.
        case sent(isHeld: Bool)
        /// There are changes that were not there before.
        case wroteLocally
        /// A person wants it now.
        case syncAsked
        case replied(Outcome)
        case failed(SyncTrouble, retryAfter: Duration?)
        case timer
        /// The exchange has been under way for longer than one should be; it goes on.
        case overdue
    }

    /// What an exchange came to.
    package struct Outcome: Hashable, Sendable {
        /// The hub took changes, or gave rows.
        package var hasMoved: Bool
        /// There is more to push or to pull.
        package var hasMore: Bool
        /// nil while the view is not at the hub's head; else whether both sides agree.
        package var isVerified: Bool?

        package init(hasMoved: Bool, hasMore: Bool, isVerified: Bool?) {
            self.hasMoved = hasMoved
            self.hasMore = hasMore
            self.isVerified = isVerified
        }
    }

    package enum Effect: Hashable, Sendable {
        /// Make a request, and let the hub hold it this long if it carries nothing.
        case send(hold: Duration)
        /// Bring `timer` after this long, instead of any asked for before.
        case scheduleTimer(Duration)
        /// Give up the exchange under way; nothing of it is reported any more.
        case cancelExchange
        /// What people should know; nil when all is well.
        case report(Blocker?)
    }

    /// Decides what follows from an event.
    ///
    /// `chance` is a random number from 0 up to 1, used when a wait is chosen.
    package mutating func handle(_ event: Event, now: Timestamp, chance: Double) -> [Effect] {
        switch (event, state) {
        case (.started, .stopped), (.timer, .backingOff), (.syncAsked, .backingOff):
            return [send(hold: .zero)]
        case (.sent(let isHeld), .exchanging):
            state = .exchanging(isHeld: isHeld)
            return []
        case (.wroteLocally, .exchanging(isHeld: true)), (.syncAsked, .exchanging(isHeld: true)):
            return [.cancelExchange, send(hold: .zero)]
        case (.wroteLocally, .exchanging), (.syncAsked, .exchanging):
            needsAnother = true
            return []
        case (.replied(let outcome), .exchanging):
            return replied(outcome, now: now, chance: chance)
        case (.failed(let trouble, let retryAfter), .exchanging):
            failureCount += 1
            return note(trouble, now: now)
                + [backOff(failureCount, chance: chance, retryAfter: retryAfter)]
        case (.overdue, .exchanging):
            return note(.slowExchange, now: now)
        default:
            // A timer that was overtaken, or news that the next exchange carries anyway.
            return []
        }
    }

    /// How many replies without progress are answered at once: a new epoch and a new number
    /// take one each.
    package static let fruitlessCountFree = 3

    private mutating func replied(
        _ outcome: Outcome,
        now: Timestamp,
        chance: Double
    ) -> [Effect] {
        if outcome.isVerified == false {
            differenceCount += 1
            // The first time, everything is fetched afresh at once.
            let next =
                differenceCount == 1
                ? send(hold: .zero) : backOff(differenceCount, chance: chance)
            return note(.digestDiffers, now: now) + [next]
        }
        guard outcome.isVerified == true || outcome.hasMoved else {
            fruitlessCount += 1
            guard fruitlessCount > Self.fruitlessCountFree else { return [send(hold: .zero)] }
            return note(.noProgress, now: now) + [backOff(fruitlessCount, chance: chance)]
        }
        failureCount = 0
        fruitlessCount = 0
        if outcome.isVerified == true { differenceCount = 0 }
        // Parts of a pull do not show that a difference is gone.
        let effects = differenceCount == 0 ? note(nil, now: now) : []
        return effects + [send(hold: outcome.hasMore || needsAnother ? .zero : pace.hold)]
    }

    private mutating func send(hold: Duration) -> Effect {
        state = .exchanging(isHeld: false)
        needsAnother = false
        return .send(hold: hold)
    }

    /// Waits a random part of a time that doubles with `count`, so that nodes that lost the hub
    /// together do not come back together.
    private mutating func backOff(
        _ count: Int,
        chance: Double,
        retryAfter: Duration? = nil
    ) -> Effect {
        state = .backingOff
        let ceiling = min(pace.backOff * (1 << min(count - 1, 30)), pace.backOffMax)
        let least = min(max(retryAfter ?? .zero, .zero), pace.retryAfterMax)
        return .scheduleTimer(least + ceiling * chance)
    }

    private mutating func note(_ trouble: SyncTrouble?, now: Timestamp) -> [Effect] {
        // What is not shown says nothing of what stood in the way before it.
        if let trouble, !trouble.isShown { return [] }
        guard trouble != blocker?.trouble else { return [] }
        blocker = trouble.map { Blocker($0, since: now) }
        return [.report(blocker)]
    }
}
