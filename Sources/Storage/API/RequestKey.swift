import Crypto
import GRDB
package import Recovery

/// The name under which a program asks for something that must not be done twice.
///
/// It stays at this node, for a day.
package struct RequestKey: Hashable, Sendable {
    /// In whose session it is asked.
    package let person: PersonID
    /// The program's own name for it.
    package let name: String
    fileprivate let question: [UInt8]

    /// How long an answer is kept.
    package static let keptFor = Duration.seconds(24 * 3600)

    /// A name for a question; only the question's hash is kept.
    package init(_ name: String, of person: PersonID, asking question: String) {
        (self.person, self.name) = (person, name)
        self.question = Array(SHA256.hash(data: Array(question.utf8)))
    }
}

/// Why nothing was done under a name, and what to do.
package enum RequestKeyError: Error, Hashable, CustomStringConvertible {
    /// The name belongs to another question.
    case asksSomethingElse
    /// The question was begun, and has no answer yet.
    case isBegun

    /// What to do next.
    package var description: String {
        switch self {
        case .asksSomethingElse:
            "This Idempotency-Key was used for another request. Draw a new one for this request."
        case .isBegun:
            """
            A request with this Idempotency-Key has begun and not ended. Ask again in a moment; if \
            it stays so, the node was stopped over it: look whether it was done before you ask \
            under a new key.
            """
        }
    }
}

extension NodeStore {
    /// Does `body` unless it was done under the same name before, and says what it answered.
    ///
    /// What fails is forgotten, so that it can be tried again. A node that stops or fails between
    /// the act and its answer does not do it again by itself.
    ///
    /// - Throws: ``RequestKeyError``; what `body` throws.
    package func once(
        _ key: RequestKey,
        now: Timestamp,
        _ body: () throws -> String
    ) throws -> (answer: String, isRepeated: Bool) {
        if let answer = try begin(key, now) { return (answer, true) }
        let answer: String
        do {
            answer = try body()
        } catch {
            try forget(key)
            throw error
        }
        // Not forgotten when this fails: it was done, and is not to be done again.
        try set(answer, for: key)
        return (answer, false)
    }

    /// Takes the name, or says what was answered under it.
    private func begin(_ key: RequestKey, _ now: Timestamp) throws -> String? {
        try database.write { database in
            let old = try RawStatement(database, "DELETE FROM request_key WHERE at < ?")
            old.bind(1, now.milliseconds - RequestKey.keptFor.components.seconds * 1000)
            try old.run()
            let known = try RawStatement(
                database,
                "SELECT question, answer FROM request_key WHERE person = ? AND name = ?"
            )
            known.bind(1, key.person.rawValue)
            known.bind(2, key.name)
            defer { known.reset() }
            if try known.step() {
                guard known.blob(0) == key.question else { throw RequestKeyError.asksSomethingElse }
                guard !known.isNull(1) else { throw RequestKeyError.isBegun }
                return known.text(1)
            }
            let insert = try RawStatement(
                database,
                "INSERT INTO request_key(person, name, question, at) VALUES(?, ?, ?, ?)"
            )
            insert.bind(1, key.person.rawValue)
            insert.bind(2, key.name)
            insert.bind(3, blob: key.question)
            insert.bind(4, now.milliseconds)
            try insert.run()
            return nil
        }
    }

    private func set(_ answer: String, for key: RequestKey) throws {
        try database.write { database in
            let update = try RawStatement(
                database,
                "UPDATE request_key SET answer = ? WHERE person = ? AND name = ?"
            )
            update.bind(1, answer)
            update.bind(2, key.person.rawValue)
            update.bind(3, key.name)
            try update.run()
        }
    }

    private func forget(_ key: RequestKey) throws {
        try database.write { database in
            let delete = try RawStatement(
                database,
                "DELETE FROM request_key WHERE person = ? AND name = ?"
            )
            delete.bind(1, key.person.rawValue)
            delete.bind(2, key.name)
            try delete.run()
        }
    }
}
