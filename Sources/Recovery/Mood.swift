/// How a guest feels, as staff judge it: from 1 (furious) to 7 (delighted).
package struct Mood: Hashable, Comparable, CaseIterable, Sendable {
    /// The number, 1...7.
    package let value: Int

    /// A mood of 1...7; nil for any other number.
    package init?(_ value: Int) {
        guard Self.words.indices.contains(value - 1) else { return nil }
        self.value = value
    }

    private static let words = [
        "furious", "angry", "annoyed", "neither glad nor angry", "content", "glad", "delighted",
    ]

    /// Every mood, the worst first.
    package static let allCases = words.indices.compactMap { Mood($0 + 1) }

    /// In the middle of a sentence.
    package var words: String { Self.words[value - 1] }

    /// Whether the guest will remember more than a failure.
    ///
    /// A recovery must outweigh what went wrong: negatives are remembered longer, and a guest who
    /// is left neutral remembers only them.
    package var isGlad: Bool { value > 4 }

    package static func < (first: Mood, second: Mood) -> Bool { first.value < second.value }
}
