import Recovery
package import Storage
import Web

/// A hub, and one house of it where people work.
package struct StaffedHouse: Sendable {
    /// What the hub keeps; it is served only while ``withHub(_:)`` runs.
    package let hub: HubStore
    /// What the house keeps.
    package let node: NodeStore
    /// The manager, who opened the house.
    package let manager: Person
    /// One of the front office.
    package let receptionist: Person
    /// Where the house's pages are, such as "http://127.0.0.1:4711".
    package let address: String
    /// Where the hub's pages are while it is served.
    package let hubAddress: String

    private let hubDirectory: String
    private let hubPlace: ListenAddress

    /// What the manager signs in with.
    package static let managerSecret = "Sunny-harbour-9"
    /// What the receptionist signs in with.
    package static let receptionistSecret = "8352"

    /// Serves the hub while `body` runs, where the house expects it.
    package func withHub<Result: Sendable>(
        _ body: () async throws -> Result
    ) async throws -> Result {
        try await TestSupport.withHub(hubDirectory, at: hubPlace) { _ in try await body() }
    }

    /// Serves the hub where the house does not look for it while `body` runs.
    package func withHubOutOfReach<Result: Sendable>(
        _ body: (_ address: String) async throws -> Result
    ) async throws -> Result {
        try await TestSupport.withHub(hubDirectory, at: .lasting()) { try await body($0) }
    }
}

extension StaffedHouse {
    /// Serves a new house while `body` runs.
    ///
    /// Its hub is away until somebody serves it.
    package static func serving<Result: Sendable>(
        _ body: (StaffedHouse) async throws -> Result
    ) async throws -> Result {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            let hubPlace = ListenAddress.lasting()
            let nodeDirectory = directory + "/house"
            let node = try hub.addNode("LIS", nodeDirectory, hubURL: hubPlace.url)
            let (manager, receptionist) = try staff(node)
            return try await withNode(nodeDirectory) { address in
                try await body(
                    StaffedHouse(
                        hub: hub,
                        node: node,
                        manager: manager,
                        receptionist: receptionist,
                        address: address,
                        hubAddress: hubPlace.url,
                        hubDirectory: directory,
                        hubPlace: hubPlace
                    )
                )
            }
        }
    }

    private static func staff(_ node: NodeStore) throws -> (manager: Person, receptionist: Person) {
        let now = WallClock.now()
        var random = SystemRandomNumberGenerator()
        let code = try node.drawSetUpCode(using: &random)
        let manager = try node.firstPerson(
            code: code?.description ?? "",
            name: "Ana Lopes",
            secret: Secret(managerSecret),
            now: now,
            cost: .quick
        )
        let receptionist = try node.addPerson(
            Person.Profile(name: "Rui Neves", role: .staff, team: "Front office"),
            secret: Secret(receptionistSecret),
            author: manager.name,
            now: now,
            cost: .quick
        )
        return (manager, receptionist)
    }
}

extension ScryptCost {
    /// Next to nothing: what secrets cost is another test's matter.
    fileprivate static var quick: Self { Self(checking: 4, 1, 1) ?? .standard }
}
