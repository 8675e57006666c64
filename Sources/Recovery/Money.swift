/// An exact amount in one currency, counted in the currency's smallest unit.
///
/// Arithmetic is checked: it never rounds in silence, mixes currencies or wraps around.
package struct Money: Hashable, Sendable {
    /// The amount in minor units, such as cents; negative when money comes back.
    package let minorUnits: Int64
    /// The currency of the amount.
    package let currency: Currency

    /// An amount of `minorUnits` in `currency`: 1250 in EUR is 12.50 EUR, 1250 in JPY is 1250 JPY.
    package init(minorUnits: Int64, currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// The sum.
    ///
    /// - Throws: ``MoneyError/mixedCurrencies(_:_:)`` or ``MoneyError/tooLarge``.
    package func adding(_ other: Money) throws(MoneyError) -> Money {
        try checked(minorUnits.addingReportingOverflow, other)
    }

    /// The difference.
    ///
    /// - Throws: ``MoneyError/mixedCurrencies(_:_:)`` or ``MoneyError/tooLarge``.
    package func subtracting(_ other: Money) throws(MoneyError) -> Money {
        try checked(minorUnits.subtractingReportingOverflow, other)
    }

    /// The given percentage of the amount, to the nearest minor unit, halves away from zero.
    ///
    /// - Throws: ``MoneyError/tooLarge``.
    package func percent(_ percent: Int) throws(MoneyError) -> Money {
        let product = minorUnits.magnitude.multipliedFullWidth(by: UInt64(percent.magnitude))
        guard product.high < 100 else { throw .tooLarge }
        let (quotient, remainder) = UInt64(100).dividingFullWidth(product)
        let (rounded, overflow) = quotient.addingReportingOverflow(remainder >= 50 ? 1 : 0)
        guard !overflow, let units = Int64(exactly: rounded) else { throw .tooLarge }
        let isNegative = (minorUnits < 0) != (percent < 0)
        return Money(minorUnits: isNegative ? -units : units, currency: currency)
    }

    /// Whether the amount is greater than another.
    ///
    /// - Throws: ``MoneyError/mixedCurrencies(_:_:)``.
    package func exceeds(_ other: Money) throws(MoneyError) -> Bool {
        guard currency == other.currency else { throw .mixedCurrencies(currency, other.currency) }
        return minorUnits > other.minorUnits
    }

    private func checked(
        _ operation: (Int64) -> (partialValue: Int64, overflow: Bool),
        _ other: Money
    ) throws(MoneyError) -> Money {
        guard currency == other.currency else { throw .mixedCurrencies(currency, other.currency) }
        let (units, overflow) = operation(other.minorUnits)
        guard !overflow else { throw .tooLarge }
        return Money(minorUnits: units, currency: currency)
    }
}

/// Why an amount of money cannot be read or computed.
package enum MoneyError: Error, Hashable, Spoken {
    /// The text is not a number with a currency.
    case notAnAmount
    /// The text has no currency code.
    case missingCurrency
    /// ISO 4217 has no such currency.
    case unknownCurrency
    /// The text has more decimals than the currency.
    case tooManyDecimals(Currency)
    /// The amount is beyond what a record can hold.
    case tooLarge
    /// Two currencies met where one is needed.
    case mixedCurrencies(Currency, Currency)

    /// What to do next, in one sentence.
    package var sentence: Sentence {
        switch self {
        case .notAnAmount:
            """
            Write the amount with a point or a comma before the decimals and no thousands \
            separator, such as 1250.50 EUR.
            """
        case .missingCurrency: "Add the currency after the amount, such as 12.50 EUR."
        case .unknownCurrency: "Use a three-letter currency code of ISO 4217, such as EUR or USD."
        case .tooManyDecimals(let currency) where currency.decimalCount == 0:
            "Write whole \(currency) without decimals."
        case .tooManyDecimals(let currency):
            "Write at most \(currency.decimalCount) decimals for \(currency)."
        case .tooLarge: "Check the number of digits: this amount is too large to record."
        case .mixedCurrencies(let first, let second):
            "Use one currency: \(first) and \(second) cannot be added or compared."
        }
    }
}
