package import GRDB

/// A store whose pages people sign in to.
///
/// Its people are its own: nothing of them is synced, and headquarters' people are not a house's.
package protocol PeopleStore: Sendable {
    var database: any DatabaseWriter { get }
}

extension NodeStore: PeopleStore {}
extension HubStore: PeopleStore {}
