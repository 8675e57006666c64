extension Money: CustomStringConvertible {
    /// The amount for people and files, such as `12.50 EUR`; ``init(_:)`` reads it back.
    package var description: String {
        var digits = String(minorUnits.magnitude)
        let decimalCount = currency.decimalCount
        if decimalCount > 0 {
            let padding = max(0, decimalCount + 1 - digits.count)
            digits = String(repeating: "0", count: padding) + digits
            digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimalCount))
        }
        return (minorUnits < 0 ? "-" : "") + digits + " " + currency.code
    }

    /// Reads `12.50 EUR`, `12,50 EUR` or `EUR 12.50`; the space may be missing, the code in either
    /// case.
    ///
    /// Currencies of three decimals take no comma: `1,250 KWD` could be a thousand.
    ///
    /// - Throws: ``MoneyError`` for anything else; the message says what to write.
    package init(_ text: String) throws(MoneyError) {
        let bytes = Array(text.utf8)[...].trimmed
        guard bytes.contains(where: \.isDigit) else { throw .notAnAmount }
        let isLeading = bytes.prefix(3).count == 3 && bytes.prefix(3).allSatisfy(\.isLetter)
        let code = isLeading ? bytes.prefix(3) : bytes.suffix(3)
        let number = isLeading ? bytes.dropFirst(3) : bytes.dropLast(3)
        guard code.count == 3, code.allSatisfy(\.isLetter) else { throw .missingCurrency }
        let currency = try Currency(String(decoding: code, as: UTF8.self))
        self.init(minorUnits: try Self.minorUnits(number.trimmed, of: currency), currency: currency)
    }

    private static func minorUnits(
        _ number: ArraySlice<UInt8>,
        of currency: Currency
    ) throws(MoneyError) -> Int64 {
        let isNegative = number.first == UInt8(ascii: "-")
        let mayHaveComma = currency.decimalCount < 3
        let parts = number.dropFirst(isNegative ? 1 : 0)
            .split(omittingEmptySubsequences: false) { byte in
                byte == UInt8(ascii: ".") || mayHaveComma && byte == UInt8(ascii: ",")
            }
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isDigit) })
        else { throw .notAnAmount }
        let decimals = parts.count == 2 ? parts[1].count : 0
        guard decimals <= currency.decimalCount else { throw .tooManyDecimals(currency) }

        let padding = repeatElement(UInt8(ascii: "0"), count: currency.decimalCount - decimals)
        let sign = isNegative ? "-" : ""
        let digits = String(decoding: Array(parts.joined()) + padding, as: UTF8.self)
        guard let units = Int64(sign + digits) else { throw .tooLarge }
        return units
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    fileprivate var isLetter: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }
}

extension ArraySlice<UInt8> {
    /// The bytes without spaces around them.
    fileprivate var trimmed: ArraySlice<UInt8> {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") }
        guard let last = lastIndex(where: { !isSpace($0) }) else { return [] }
        return self[...last].drop(while: isSpace)
    }
}
