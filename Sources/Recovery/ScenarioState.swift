/// Whether a scenario is in use.
package enum ScenarioState: Int64, CaseIterable, Sendable, CatalogueChoice {
    /// Being written; no case can begin with it.
    case draft = 1
    /// In use.
    case published
    /// No longer offered; cases that began with it keep it.
    case retired
}
