/// Looks through words to a guest before they leave.
package enum MessageCheck {
    /// Words that argue, defend or feign, each with the better way, in one sentence.
    package static func advice(on text: String) -> [Sentence] {
        DefensivePhrase.found(in: text).map(\.advice)
    }

    /// The text with those slots filled that have a value; the others stay to be seen.
    ///
    /// A text that is no template, because of a stray brace, stays as it is.
    package static func prefilled(_ text: String, _ values: [TemplateSlot: String]) -> String {
        values.reduce(text) { text, value in
            guard !value.value.allSatisfy(\.isWhitespace) else { return text }
            return text.replacing("{\(value.key.name)}", with: value.value)
        }
    }
}

/// How long a message waits before it is handed over again.
package enum OutboxPause {
    /// The wait after so many tries that failed: 5 seconds, doubled up to 5 minutes.
    ///
    /// A guest waits for minutes, not for hours, and one small request costs the carrier nothing.
    package static func pause(afterTries count: Int) -> Duration {
        min(.seconds(5) * (1 << max(0, min(count - 1, 10))), .seconds(300))
    }
}
