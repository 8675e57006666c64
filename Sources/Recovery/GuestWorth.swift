/// What a house assumes that a guest is worth to it, and how often one is lost without recovery.
///
/// A house says it and names where its figures come from; the program knows none by itself.
package struct GuestWorth: Hashable, Sendable {
    /// What a guest brings over the years, from and to (customer lifetime value).
    package let low, high: Money
    /// Of a hundred guests let down and not made amends to, so many stay away or buy less; from
    /// severity 1 to 5.
    package let lostPercents: [Int]
    /// Where the figures come from.
    package let source: String

    /// The longest source, in characters.
    package static let sourceLengthMax = 300

    /// Reads an assumption.
    ///
    /// - Throws: ``GuestWorthError`` for figures that cannot be, or without a source.
    package init(low: Money, high: Money, lostPercents: [Int], source: String)
        throws(GuestWorthError)
    {
        guard low.currency == high.currency, low.minorUnits > 0,
            low.minorUnits <= high.minorUnits, high.minorUnits <= Self.minorUnitsMax
        else { throw .range }
        guard lostPercents.count == Severity.allCases.count,
            lostPercents.allSatisfy((0...100).contains), lostPercents == lostPercents.sorted()
        else { throw .percents }
        let words = source.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !words.isEmpty, words.count <= Self.sourceLengthMax else { throw .source }
        (self.low, self.high, self.lostPercents) = (low, high, lostPercents)
        self.source = words
    }

    /// More than this is a slip of the pen: 10^12 minor units.
    private static let minorUnitsMax: Int64 = 1_000_000_000_000

    /// The value at risk in a case, from and to: worth of the guest x share lost (5.4).
    package func atRisk(_ severity: Severity) -> (low: Money, high: Money) {
        let percent = Int64(lostPercents[Int(severity.rawValue) - 1])
        func share(_ money: Money) -> Money {
            Money(
                minorUnits: (money.minorUnits * percent + 50) / 100,
                currency: money.currency
            )
        }
        return (share(low), share(high))
    }
}

/// Why an assumption of what guests are worth is none, and what to write.
package enum GuestWorthError: Error, Hashable, Spoken {
    /// The amounts.
    case range
    /// The shares.
    case percents
    /// Where it comes from.
    case source

    /// What to do next.
    package var sentence: Sentence {
        switch self {
        case .range: "Write two amounts in one currency, the smaller first, such as 300 to 900 EUR."
        case .percents:
            "Write a share from 0 to 100 for each severity, none smaller than the one before."
        case .source:
            """
            Say in \(GuestWorth.sourceLengthMax) letters where the figures come from: who reads \
            them must be able to doubt them.
            """
        }
    }
}
