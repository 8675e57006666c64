import GRDB
package import Recovery
import Wire

// What the service that tells programs asks of the database. Each program has its place in the
// one order of events and moves on by one: nothing is told out of order, and a node that stops
// over an event tells it again under the same key.

extension NodeStore {
    /// How many events wait for a program that cannot be reached, before the oldest are let go.
    private static let eventCountMax: Int64 = 100_000
    /// How long events that every program knows are kept, in milliseconds.
    private static let keptMilliseconds: Int64 = 7 * 24 * 3_600_000

    /// The next events that a program is to be told, in their order.
    package func houseEvents(for hook: Webhook, countMax: Int) throws -> [HouseEvent] {
        try database.read { database in
            let select = try RawStatement(
                database,
                """
                SELECT id, key, kind, recovery_case, subject, fields, at FROM webhook_event
                WHERE id > (SELECT reached FROM webhook WHERE id = ?) ORDER BY id LIMIT ?
                """
            )
            select.bind(1, hook.number)
            select.bind(2, Int64(countMax))
            defer { select.reset() }
            var events: [HouseEvent] = []
            while try select.step() {
                guard let kind = HouseEvent.Kind(rawValue: select.integer(2)) else { continue }
                events.append(
                    HouseEvent(
                        number: select.integer(0),
                        key: select.text(1),
                        kind: kind,
                        recoveryCase: ChangeID(rawValue: select.integer(3)),
                        subject: select.isNull(4) ? nil : ChangeID(rawValue: select.integer(4)),
                        fields: select.text(5).split(separator: " ").map(String.init),
                        at: Timestamp(milliseconds: select.integer(6))
                    )
                )
            }
            return events
        }
    }

    /// Writes down what a program made of an event.
    package func settle(
        _ event: HouseEvent,
        for hook: Webhook,
        _ answer: CarrierAnswer,
        now: Timestamp
    ) throws {
        try database.write { database in
            switch answer {
            case .taken:
                try move(hook, to: event, "taken_at = \(now.milliseconds), detail = NULL", database)
            case .refused(let detail):
                try move(hook, to: event, "detail = ?2", database, detail)
                try Journal.add("\(hook.url) refused event \(event.key): \(detail)", now, database)
            case .later(let detail), .unknown(let detail):
                let pause = OutboxPause.pause(afterTries: hook.tries + 1)
                let next = now.milliseconds + pause.components.seconds * 1000
                let update = try RawStatement(
                    database,
                    """
                    UPDATE webhook SET tries = tries + 1, next_at = \(next), detail = ?2
                    WHERE id = ?1
                    """
                )
                update.bind(1, hook.number)
                update.bind(2, detail)
                try update.run()
            }
        }
    }

    private func move(
        _ hook: Webhook,
        to event: HouseEvent,
        _ words: String,
        _ database: Database,
        _ detail: String? = nil
    ) throws {
        let update = try RawStatement(
            database,
            """
            UPDATE webhook SET reached = \(event.number), tries = 0, next_at = 0, \(words)
            WHERE id = ?1
            """
        )
        update.bind(1, hook.number)
        if let detail { update.bind(2, detail) }
        try update.run()
    }

    /// Writes down which promises have come due while programs are told, each once.
    package func noteDuePromises(now: Timestamp) throws {
        try database.write { database in
            for promise in try Self.duePromises(now, database) {
                try HouseEvents.add(
                    .promiseDue,
                    about: promise.recoveryCase,
                    subject: promise.id,
                    at: promise.dueAt,
                    database
                )
            }
        }
    }

    /// Lets go of events that every program knows, and of the oldest where too many wait.
    package func letEventsGo(now: Timestamp) throws {
        try database.write { try Self.letGo(now, $0) }
    }

    /// When the next open promise runs out that no program was told of; nil when none does.
    package func nextPromiseDue() throws -> Timestamp? {
        try database.read { database in
            let select = try RawStatement(
                database,
                "SELECT MIN(dueAt) FROM commitment WHERE \(Self.untold)"
            )
            defer { select.reset() }
            guard try select.step(), !select.isNull(0) else { return nil }
            return Timestamp(milliseconds: select.integer(0))
        }
    }

    private static let untold = """
        state = \(CommitmentState.open.rawValue) AND recoveryCase IS NOT NULL
        AND dueAt > (SELECT MIN(added_at) FROM webhook)
        AND NOT EXISTS(SELECT 1 FROM webhook_event WHERE subject = commitment._id
            AND kind = \(HouseEvent.Kind.promiseDue.rawValue))
        """

    private static func duePromises(
        _ now: Timestamp,
        _ database: Database
    ) throws -> [(id: ChangeID, recoveryCase: ChangeID, dueAt: Timestamp)] {
        let select = try RawStatement(
            database,
            """
            SELECT _id, recoveryCase, dueAt FROM commitment
            WHERE dueAt <= ? AND \(untold) ORDER BY dueAt, _id
            """
        )
        select.bind(1, now.milliseconds)
        defer { select.reset() }
        var due: [(ChangeID, ChangeID, Timestamp)] = []
        while try select.step() {
            due.append(
                (
                    ChangeID(rawValue: select.integer(0)), ChangeID(rawValue: select.integer(1)),
                    Timestamp(milliseconds: select.integer(2))
                )
            )
        }
        return due
    }

    private static func letGo(_ now: Timestamp, _ database: Database) throws {
        let far = try RawStatement(
            database,
            """
            UPDATE webhook SET reached = (SELECT MAX(id) FROM webhook_event) - \(eventCountMax)
            WHERE reached < (SELECT MAX(id) FROM webhook_event) - \(eventCountMax)
            """
        )
        try far.run()
        if database.changesCount > 0 {
            let words = "More than \(eventCountMax) events wait for a webhook: the oldest are gone"
            try Journal.add(words, now, database)
        }
        // That a promise was told of is known as long as it is open.
        let known = try RawStatement(
            database,
            """
            DELETE FROM webhook_event
            WHERE id <= COALESCE((SELECT MIN(reached) FROM webhook), id) AND at < ?
                AND NOT (kind = \(HouseEvent.Kind.promiseDue.rawValue) AND subject IN
                    (SELECT _id FROM commitment WHERE state = \(CommitmentState.open.rawValue)))
            """
        )
        known.bind(1, now.milliseconds - keptMilliseconds)
        try known.run()
    }
}
