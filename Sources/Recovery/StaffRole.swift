/// What a person may decide.
package enum StaffRole: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// Front line of a branch.
    case staff = 1
    /// Leads a shift or a department.
    case supervisor
    /// In charge of the house for the shift.
    case dutyManager
    /// The branch's general manager.
    case manager
    /// Headquarters, across branches.
    case headquarters
    /// Runs the nodes and the hub; decides nothing about guests.
    case `operator`

    /// Whether the role decides about guests and remedies.
    package var mayDecide: Bool { self != .operator }

    /// The roles that decide, the lowest first.
    package static let deciding: [StaffRole] = [
        .staff, .supervisor, .dutyManager, .manager, .headquarters,
    ]

    /// Whether the role decides at least what `other` decides.
    package func covers(_ other: StaffRole) -> Bool {
        mayDecide && other.mayDecide && rawValue >= other.rawValue
    }
}
