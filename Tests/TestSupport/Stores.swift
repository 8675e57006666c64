// Stores of hubs and nodes, and what is put into them.

import FoundationEssentials
package import Recovery
package import Storage
import Sync
package import Wire

/// The store of a new hub in a directory.
package func newHub(_ directory: String) throws -> HubStore {
    let store = try HubStore(path: directory + "/hub.db")
    try store.begin(epoch: Epoch(rawValue: .random(in: .min ... .max)))
    return store
}

extension HubStore {
    /// Adds a site; gives what its node joins with.
    package func addSite(_ code: String) throws -> JoinCode {
        var random = SystemRandomNumberGenerator()
        let joinCode = JoinCode(using: &random)
        _ = try addSite(
            code: code,
            name: "Hotel \(code)",
            timeZone: "UTC",
            currency: "EUR",
            joinCode: joinCode,
            author: "test",
            now: WallClock.now()
        )
        return joinCode
    }

    /// A new site's node, which joined without a network.
    package func addNode(_ code: String, _ directory: String, hubURL: String) throws -> NodeStore {
        var random = SystemRandomNumberGenerator()
        let reply = try enrol(try addSite(code), now: WallClock.now()) {
            Credential(site: $0, using: &random)
        }
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        let node = try NodeStore(path: directory + "/node.db")
        try node.enrol(
            NodeStore.Enrolment(
                site: reply.site,
                siteCode: reply.siteCode,
                siteName: reply.siteName,
                hubURL: hubURL,
                credential: reply.credential,
                writer: reply.writer,
                epoch: reply.epoch,
                hubLives: [WriterNumber(rawValue: 1)]
            )
        )
        return node
    }

    /// A record's row.
    package func row(_ type: RecordType, _ id: ChangeID) throws -> StoredRow? {
        try write(author: "test", now: WallClock.now()) { try $0.row(type, id) }
    }
}

extension NodeStore {
    /// Opens a case with a summary and nothing else.
    package func addCase(_ summary: String) throws -> ChangeID {
        try write(author: "desk", now: WallClock.now()) { transaction in
            try transaction.create(
                Catalogue.recoveryCase,
                scope: nil,
                fields: [(CaseField.summary.rawValue, .text(summary))]
            )
        }
    }

    /// A record's row.
    package func row(_ type: RecordType, _ id: ChangeID) throws -> StoredRow? {
        try write(author: "test", now: WallClock.now()) { try $0.row(type, id) }
    }
}

/// Waits until the hub has written down when it heard its sites: figures leave out those not heard.
package func heard(_ hub: HubStore) async throws {
    let deadline = ContinuousClock.now + .seconds(120)
    while try hub.listSites().contains(where: { $0.heardAt == nil }) {
        guard ContinuousClock.now < deadline else { throw NotHeard() }
        try await Task.sleep(for: .milliseconds(5))
    }
}

/// The hub did not write down in two minutes when it heard its sites.
private struct NotHeard: Error {}
