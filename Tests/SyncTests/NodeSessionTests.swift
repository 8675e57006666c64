import Recovery
import Sync
import Testing

private let now = Timestamp(milliseconds: 1_000)

extension NodeSession {
    fileprivate mutating func handle(_ event: Event, chance: Double = 1) -> [Effect] {
        handle(event, now: now, chance: chance)
    }

    /// A session whose request waits at the hub.
    fileprivate static var held: NodeSession {
        var session = NodeSession()
        _ = session.handle(.started)
        _ = session.handle(.replied(.settled))
        _ = session.handle(.sent(isHeld: true))
        return session
    }
}

extension NodeSession.Outcome {
    fileprivate static let settled = Self(hasMoved: false, hasMore: false, isVerified: true)
    fileprivate static let part = Self(hasMoved: true, hasMore: true, isVerified: nil)
    fileprivate static let nothing = Self(hasMoved: false, hasMore: true, isVerified: nil)
    fileprivate static let different = Self(hasMoved: true, hasMore: true, isVerified: false)
}

@Suite struct NodeSessionTests {
    @Test func `the first exchange is asked for at once`() {
        var session = NodeSession()
        #expect(session.handle(.started) == [.send(hold: .zero)])
    }

    @Test(arguments: zip([1, 2, 3, 6, 7, 40], [1, 2, 4, 32, 60, 60]))
    func `back-off doubles up to 60 seconds`(failures: Int, seconds: Int) {
        var session = NodeSession()
        _ = session.handle(.started)
        var last: [NodeSession.Effect] = []
        for _ in 0..<failures {
            last = session.handle(.failed(.hubUnreachable, retryAfter: nil))
            _ = session.handle(.timer)
        }
        #expect(last.last == .scheduleTimer(.seconds(seconds)))
    }

    @Test func `the wait is a random part of the back-off, after what the hub asked for`() {
        var session = NodeSession()
        _ = session.handle(.started)
        let effects = session.handle(
            .failed(.hubOverloaded, retryAfter: .seconds(5)),
            chance: 0.25
        )
        #expect(effects.last == .scheduleTimer(.milliseconds(5_250)))
    }

    @Test func `a hub cannot send a node away for days`() {
        var session = NodeSession()
        _ = session.handle(.started)
        let effects = session.handle(
            .failed(.hubOverloaded, retryAfter: .seconds(1_000_000)),
            chance: 0
        )
        #expect(effects.last == .scheduleTimer(.seconds(600)))
    }

    @Test func `back-off starts over only after progress`() {
        var session = NodeSession()
        _ = session.handle(.started)
        for _ in 0..<4 {
            _ = session.handle(.failed(.hubUnreachable, retryAfter: nil))
            _ = session.handle(.timer)
        }
        _ = session.handle(.replied(.nothing))
        let stillLong = session.handle(.failed(.hubUnreachable, retryAfter: nil))
        #expect(stillLong.last == .scheduleTimer(.seconds(16)))
        _ = session.handle(.timer)
        _ = session.handle(.replied(.part))
        let short = session.handle(.failed(.hubUnreachable, retryAfter: nil))
        #expect(short.last == .scheduleTimer(.seconds(1)))
    }

    @Test func `it waits at the hub only when nothing is left to do`() {
        var session = NodeSession()
        _ = session.handle(.started)
        #expect(session.handle(.replied(.part)) == [.send(hold: .zero)])
        #expect(session.handle(.replied(.settled)) == [.send(hold: .seconds(55))])
    }

    @Test(arguments: [NodeSession.Event.wroteLocally, .syncAsked])
    func `a local write or a person ends the wait at the hub`(event: NodeSession.Event) {
        var session = NodeSession.held
        #expect(session.handle(event) == [.cancelExchange, .send(hold: .zero)])
    }

    @Test func `a write during a push is followed by another exchange, not by a cut`() {
        var session = NodeSession()
        _ = session.handle(.started)
        _ = session.handle(.sent(isHeld: false))
        #expect(session.handle(.wroteLocally) == [])
        #expect(session.handle(.replied(.settled)) == [.send(hold: .zero)])
        #expect(session.handle(.replied(.settled)) == [.send(hold: .seconds(55))])
    }

    @Test func `a local write does not hurry a node that backs off, a person does`() {
        var session = NodeSession()
        _ = session.handle(.started)
        _ = session.handle(.failed(.hubUnreachable, retryAfter: nil))
        #expect(session.handle(.wroteLocally) == [])
        #expect(session.handle(.syncAsked) == [.send(hold: .zero)])
    }

    @Test func `a blocker is told once, keeps its beginning, and is taken back`() {
        var session = NodeSession()
        _ = session.handle(.started)
        let first = session.handle(.failed(.notAHub, retryAfter: nil))
        #expect(first.first == .report(Blocker(.notAHub, since: now)))
        _ = session.handle(.timer)
        let later = Timestamp(milliseconds: 9_000)
        #expect(
            session.handle(.failed(.notAHub, retryAfter: nil), now: later, chance: 1).count == 1
        )
        _ = session.handle(.timer)
        #expect(session.handle(.replied(.settled)).first == .report(nil))
    }

    @Test func `what passes by itself is not shown as a blocker`() {
        var session = NodeSession()
        _ = session.handle(.started)
        let effects = session.handle(.failed(.takenOver, retryAfter: nil))
        #expect(effects == [.scheduleTimer(.seconds(1))])
    }

    @Test func `what is not shown leaves a blocker as it is`() {
        var session = NodeSession(blocker: Blocker(.credentialRefused, since: now))
        _ = session.handle(.started)
        let effects = session.handle(.failed(.takenOver, retryAfter: nil))
        #expect(effects == [.scheduleTimer(.seconds(1))])
        _ = session.handle(.timer)
        #expect(session.handle(.replied(.settled)).first == .report(nil))
    }

    @Test func `a difference is tried again at once, then ever more slowly`() {
        var session = NodeSession()
        _ = session.handle(.started)
        #expect(
            session.handle(.replied(.different)) == [
                .report(Blocker(.digestDiffers, since: now)), .send(hold: .zero),
            ]
        )
        #expect(session.handle(.replied(.part)) == [.send(hold: .zero)])
        #expect(session.handle(.replied(.different)) == [.scheduleTimer(.seconds(2))])
        _ = session.handle(.timer)
        #expect(session.handle(.replied(.different)) == [.scheduleTimer(.seconds(4))])
        _ = session.handle(.timer)
        #expect(session.handle(.replied(.settled)).first == .report(nil))
    }

    @Test func `a hub that answers without effect is not asked in a tight loop`() {
        var session = NodeSession()
        _ = session.handle(.started)
        for _ in 0..<NodeSession.fruitlessCountFree {
            #expect(session.handle(.replied(.nothing)) == [.send(hold: .zero)])
        }
        let effects = session.handle(.replied(.nothing))
        #expect(effects.first == .report(Blocker(.noProgress, since: now)))
        #expect(effects.last == .scheduleTimer(.seconds(8)))
    }

    @Test func `an exchange that takes minutes is named, and is well once answered`() {
        var session = NodeSession()
        _ = session.handle(.started)
        _ = session.handle(.sent(isHeld: false))
        #expect(session.handle(.overdue) == [.report(Blocker(.slowExchange, since: now))])
        #expect(session.handle(.overdue) == [])
        #expect(session.handle(.replied(.settled)).first == .report(nil))
        #expect(NodeSession.Pace.standard.overdue + NodeSession.Pace.standard.hold < .seconds(300))
    }

    @Test func `every trouble says what is wrong and what to do`() {
        for trouble in SyncTrouble.allCases {
            #expect(trouble.sentence.hasSuffix("."))
            #expect(trouble.nextStep.hasSuffix("."))
        }
    }

    /// Whatever happened before, once the hub is well a node sends within the longest back-off,
    /// and there is never more than one exchange and never none without a timer.
    @Test(arguments: 0..<200)
    func `no history stops a session for good`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        var session = NodeSession()
        var isExchanging = false
        var hasTimer = false
        func perform(_ effects: [NodeSession.Effect]) {
            for effect in effects {
                switch effect {
                case .send:
                    #expect(!isExchanging, "two exchanges at once")
                    isExchanging = true
                    hasTimer = false
                case .cancelExchange: isExchanging = false
                case .scheduleTimer(let wait):
                    #expect(wait <= .seconds(660))
                    hasTimer = true
                case .report: break
                }
            }
        }
        perform(session.handle(.started))
        for _ in 0..<100 {
            let event = Self.randomEvent(isExchanging, hasTimer, &random)
            switch event {
            case .replied, .failed: isExchanging = false
            case .timer: hasTimer = false
            default: break
            }
            let chance = Double.random(in: 0..<1, using: &random)
            perform(session.handle(event, now: now, chance: chance))
            #expect(isExchanging || hasTimer, "nothing will ever happen again")
        }
    }

    private static func randomEvent(
        _ isExchanging: Bool,
        _ hasTimer: Bool,
        _ random: inout SeededRandom
    ) -> NodeSession.Event {
        var events: [NodeSession.Event] = [.wroteLocally, .syncAsked]
        if isExchanging {
            events += [
                .sent(isHeld: Bool.random(using: &random)),
                .replied(.settled), .replied(.part), .replied(.nothing), .replied(.different),
                .failed(.hubUnreachable, retryAfter: nil),
                .failed(.hubOverloaded, retryAfter: .seconds(1 << Int.random(in: 0..<40))),
            ]
        }
        if hasTimer { events.append(.timer) }
        return events.randomElement(using: &random) ?? .syncAsked
    }
}

/// SplitMix64, so that a failing seed fails again.
private struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
