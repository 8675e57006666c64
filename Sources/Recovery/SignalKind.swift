/// What a statistical finding says of a kind of failure at a site.
package enum SignalKind: String, CaseIterable, Sendable {
    /// More frequent than it was, and not so at other sites.
    case risen
    /// Rarer than it was, and not so at other sites.
    case fallen
    /// A larger part of the failures than at other sites.
    case apart
    /// Little of what guests tell staff is written down.
    case unwritten
    /// Fewer failures of all kinds than before, while guests score as low as they did.
    case unreported
}
