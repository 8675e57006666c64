/// How one case stands to another.
package enum CaseLinkKind: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// One failure let several guests down; the other case is the one for all of them.
    case sameFailure = 1
    /// The same guest was let down again in the same stay.
    case chained
    /// A new matter that came after the other was closed.
    case followUp
    /// Taken out of the other, which held two failures.
    case splitFrom
}
