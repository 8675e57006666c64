import GRDB
package import Wire

/// How far the hub's downward sequences go, and in which of its lives: what waiting nodes are
/// compared with.
package struct HubNews: Hashable, Sendable {
    package var epoch: Epoch
    /// By scope; 0 is everyone's.
    package var heads: [UInt32: Int64]
    /// How many transactions were committed.
    package var generation: Int64

    /// Whether a request that carries nothing should be answered now.
    package func concerns(_ request: ExchangeRequest) -> Bool {
        guard let cursor = request.cursor, request.epoch == epoch else { return true }
        return heads[0, default: 0] > cursor.everyone
            || heads[request.site, default: 0] > cursor.site
    }
}

extension HubStore {
    /// Reads the present state: of one site and everyone, or, for nil, of all.
    package func news(for site: UInt32? = nil) throws -> HubNews {
        try database.read { database in
            let scopes = site.map { "WHERE scope IN (0, \($0))" } ?? ""
            let statement = try RawStatement(
                database,
                "SELECT scope, head FROM sequence \(scopes)"
            )
            defer { statement.reset() }
            var heads: [UInt32: Int64] = [:]
            while try statement.step() {
                heads[UInt32(statement.integer(0))] = statement.integer(1)
            }
            let epoch = try Settings.integer(.epoch, in: database) ?? 0
            return HubNews(
                epoch: Epoch(rawValue: UInt64(bitPattern: epoch)),
                heads: heads,
                generation: try Settings.integer(.generation, in: database) ?? 0
            )
        }
    }
}
