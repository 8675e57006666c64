/// What one field says otherwise in two texts of a scenario.
package struct ScenarioDifference: Hashable, Sendable {
    /// The field.
    package let key: ScenarioKey
    /// What it said.
    package let before: [String]
    /// What it says.
    package let after: [String]

    /// What was added to a list.
    package var added: [String] { after.filter { !before.contains($0) } }
    /// What was taken out of a list.
    package var dropped: [String] { before.filter { !after.contains($0) } }
    /// Whether what was added and dropped tells it: the same words in another order do not.
    package var isByItem: Bool { key.shape != .prose && !(added.isEmpty && dropped.isEmpty) }

    /// Every field in which two texts differ, in the order in which files write them.
    package static func all(
        from former: FailureScenario,
        to latter: FailureScenario
    ) -> [ScenarioDifference] {
        ScenarioKey.allCases.compactMap { key in
            let (before, after) = (former.values(of: key), latter.values(of: key))
            guard before != after else { return nil }
            return ScenarioDifference(key: key, before: before, after: after)
        }
    }
}

extension ScenarioKey {
    /// Values of the field in one line.
    package func line(_ values: [String]) -> String {
        values.joined(separator: shape == .items ? " / " : ", ")
    }
}
