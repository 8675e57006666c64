import GRDB
import Storage
import Sync
import Testing

/// What the hub asks in every request, by index.
struct QueryPlanTests {
    @Test(arguments: [
        ("SELECT number FROM writer WHERE site = 0 ORDER BY number", "writer_hub"),
        ("SELECT change, reason FROM parked WHERE site = ? ORDER BY change", "parked_site"),
        (
            "SELECT change, site, bytes, hash FROM parked WHERE reason IN (1, 2) ORDER BY change",
            "parked_again"
        ),
    ])
    func `an index serves it, and nothing is sorted`(sql: String, index: String) throws {
        let hub = try HubStore(inMemoryWith: .all)
        let steps = try hub.database.read {
            try Row.fetchAll(
                $0,
                sql: "EXPLAIN QUERY PLAN \(sql)",
                arguments: sql.contains("?") ? [1] : []
            )
            .map { $0["detail"] as String }
        }
        #expect(steps.count == 1)
        #expect(steps.first?.contains("INDEX \(index)") == true, "\(steps)")
    }
}
