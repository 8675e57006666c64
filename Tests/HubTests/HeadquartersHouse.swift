import Storage
import Testing
import Web

/// Serves a hub with one house that has told of what `fill` made there, and brings somebody from
/// headquarters to its desk; the path is the hub's database.
func withHeadquarters(
    _ fill: (HubStore, NodeStore) throws -> Void = { _, _ in },
    _ body: (HubStore, String, inout TestBrowser) async throws -> Void
) async throws {
    try await withDirectory { directory in
        let hub = try newHub(directory)
        let place = ListenAddress.lasting()
        let lisbon = try hub.addNode("LIS", directory + "/lis", hubURL: place.url)
        try fill(hub, lisbon)
        try await withHub(directory, at: place) { address in
            _ = try await syncOverHTTP(lisbon)
            try await TestBrowser.at(address) { browser in
                var random = SystemRandomNumberGenerator()
                let code = try #require(try hub.drawSetUpCode(using: &random))
                let fields = [
                    "code": "\(code)", "name": "Maud Ostrander", "secret": "Long-corridor-7",
                ]
                #expect(try await browser.send("/set-up", fields).location == "/sites")
                try await body(hub, directory + "/hub.db", &browser)
            }
        }
    }
}
