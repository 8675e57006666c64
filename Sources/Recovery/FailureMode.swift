/// How the house failed.
package enum FailureMode: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// Something was done wrong.
    case commission = 1
    /// Something promised was not done.
    case omission
    /// Something was done, but late.
    case delay
}
