/// The net promoter score: of answers on 0...10, the share of 9 and 10 minus that of 0 to 6.
package struct NetPromoterScore: Hashable, Sendable {
    /// Answers of 9 and 10.
    package let promoterCount: Int
    /// Answers of 0 to 6.
    package let detractorCount: Int
    /// All answers, above 0.
    package let answerCount: Int

    /// The score of these answers; nothing for none, or where one lies outside 0...10.
    package init?(_ answers: [Int]) {
        guard !answers.isEmpty, answers.allSatisfy((0...10).contains) else { return nil }
        promoterCount = answers.count { $0 > 8 }
        detractorCount = answers.count { $0 < 7 }
        answerCount = answers.count
    }

    /// Sites together, every answer counting once: scores are never averaged without weights.
    ///
    /// Nothing for no site.
    package init?(pooling scores: [NetPromoterScore]) {
        guard !scores.isEmpty else { return nil }
        promoterCount = scores.reduce(0) { $0 + $1.promoterCount }
        detractorCount = scores.reduce(0) { $0 + $1.detractorCount }
        answerCount = scores.reduce(0) { $0 + $1.answerCount }
    }

    /// The score, -100...100.
    package var value: Double {
        100 * Double(promoterCount - detractorCount) / Double(answerCount)
    }

    /// Its standard error: 100 sqrt((P + D - (P - D)^2) / n), of a mean of 1, 0 and -1.
    package var standardError: Double {
        let score = value / 100
        let spread = Double(promoterCount + detractorCount) / Double(answerCount) - score * score
        return 100 * (max(0, spread) / Double(answerCount)).squareRoot()
    }
}

/// How many recoveries succeeded, and what those that nobody scored leave open.
package struct RecoveryRate: Hashable, Sendable {
    /// A score of 6 or 7 is a recovery.
    package static let recoveredFrom = 6

    /// Recovered of those scored; nothing where none was.
    package let recovered: Part?
    /// Scored of all closed: a high rate of a few answers says little.
    package let scored: Part
    /// The rate were all unscored ones failures, and were all of them recoveries.
    package let bounds: Interval

    /// The rate of closed cases by their scores of 1...7, nothing for those unscored.
    ///
    /// Nothing for no case, or where a score is out of range.
    package init?(scores: [Int?]) {
        let given = scores.compactMap(\.self)
        let count = given.count { $0 >= Self.recoveredFrom }
        guard given.allSatisfy((1...7).contains),
            let scored = Part(count: given.count, of: scores.count)
        else { return nil }
        self.scored = scored
        recovered = Part(count: count, of: given.count)
        let all = Double(scores.count)
        let open = scores.count - given.count
        bounds = Interval(low: Double(count) / all, high: Double(count + open) / all)
    }
}
