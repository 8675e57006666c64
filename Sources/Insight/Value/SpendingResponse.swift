/// What guests do with their spending after a recovery that they scored from 1 to 7.
///
/// The prior joins two reported ends: after a poor recovery 2 % spend more and 63 % less, after a
/// very good one about 20 % more and at most 24 % less; gains start at 4 and more and less are
/// level at 6. The last two do not quite agree, so the share that spends less is a range: as
/// reported at its high end, level at 6 at its low end. Own answers take its place.
package struct SpendingResponse: Hashable, Sendable {
    /// How many guests with one score said what they did.
    package struct Answers: Hashable, Sendable {
        /// Spend more.
        package let more: Part
        /// Spend less.
        package let less: Part

        /// Answers of `all` who answered; nothing for none, or where the parts exceed the whole.
        package init?(more: Int, less: Int, all: Int) {
            guard let more = Part(count: more, of: all), let less = Part(count: less, of: all),
                more.count + less.count <= all
            else { return nil }
            self.more = more
            self.less = less
        }
    }

    /// The shares for one score.
    package struct Shares: Hashable, Sendable {
        /// Who will spend more, 0...1.
        package let more: Estimate
        /// Who will spend less, 0...1.
        package let less: Estimate
        /// How many own answers they rest on; 0 for the prior, which must be labelled so.
        package let answerCount: Int
    }

    /// So many own answers to a score replace the prior.
    package static let answerCountMin = 30

    private let own: [Int: Answers]

    /// The prior, with own answers by score where there are enough of them.
    package init(own: [Int: Answers] = [:]) {
        self.own = own.filter { $0.value.more.size >= Self.answerCountMin }
    }

    /// The shares for a score of 1...7.
    package func shares(at score: Int) -> Shares {
        precondition((1...7).contains(score), "a recovery is scored from 1 to 7")
        guard let answers = own[score] else { return Self.prior(score) }
        return Shares(
            more: Self.estimate(answers.more),
            less: Self.estimate(answers.less),
            answerCount: answers.more.size
        )
    }

    private static func prior(_ score: Int) -> Shares {
        let gain = Double(max(0, score - 3)) / 4
        let more = 0.02 + 0.18 * gain
        let reported = 0.63 - 0.39 * gain
        // Through 0.63 at 3 and through as many as spend more (0.155) at 6.
        let level = max(0, 0.63 - (0.63 - 0.155) / 0.75 * gain)
        let mid = (reported + level) / 2
        return Shares(
            more: Estimate(more),
            less: Estimate(ordered: level, mid, reported),
            answerCount: 0
        )
    }

    private static func estimate(_ part: Part) -> Estimate {
        let bounds = Interval.share(of: part)
        return Estimate(ordered: bounds.low, part.share, bounds.high)
    }
}
