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
}
