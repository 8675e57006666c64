package import GRDB
package import Recovery

/// A store whose pages people sign in to.
///
/// Its people are its own: nothing of them is synced, and headquarters' people are not a house's.
package protocol PeopleStore: Sendable {
    var database: any DatabaseWriter { get }
    /// Who may look after the others here; one such person always remains.
    static var rolesInCharge: Set<StaffRole> { get }
}

extension NodeStore: PeopleStore {
    package static let rolesInCharge: Set<StaffRole> = [.manager, .operator]
}

extension HubStore: PeopleStore {
    package static let rolesInCharge: Set<StaffRole> = [.headquarters, .operator]
}
