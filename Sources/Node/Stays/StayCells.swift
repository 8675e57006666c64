import Recovery

/// Reads the cells of an arrivals list: dates of the house's own clock, and prices.
struct StayCells {
    /// The house's clock.
    let zone: TimeZoneRules
    /// Which of two numbers in `3/8/2026` is the day.
    let order: DateOrder
    /// The currency of prices that name none; nil while the house has none.
    let currency: Currency?

    /// A date that is there, is not there, or cannot be read.
    enum Reading: Hashable {
        case absent
        case moment(Timestamp)
        case unreadable
    }

    /// The moment that a cell gives; a date without a time is at `minute` after midnight there.
    func moment(_ text: String?, minute: Int) -> Reading {
        guard let text else { return .absent }
        let (here, later) = (read(text, ahead: 0), read(text, ahead: 3600))
        guard case .moment(let shown) = here else {
            return here == .absent ? .absent : .unreadable
        }
        // What the offset does not move names its zone itself.
        if here == later { return .moment(Timestamp(milliseconds: shown)) }
        let local = Timestamp(milliseconds: shown)
        let typed = Int((shown - local.day() * 86_400_000) / 60_000)
        let day = CalendarDay(daysSince1970: local.day())
        return .moment(zone.moment(day: day, minute: typed == 0 ? minute : typed))
    }

    private func read(_ text: String, ahead seconds: Int) -> FeedbackDate {
        FeedbackDate.read(text, order: order, utcOffsetSeconds: seconds)
    }

    /// The price of a night, such as `168.00`, `1.168,50 EUR` or `€168`; nil for a price of
    /// nothing.
    ///
    /// - Throws: ``MoneyError`` for what is no price, or without a currency.
    func rate(_ text: String, currency named: String?) throws(MoneyError) -> Money? {
        var code = named ?? ""
        var number = ""
        for character in text where !character.isWhitespace {
            switch character {
            case "0"..."9", ".", ",", "-": number.append(character)
            case _ where character.isCurrencySymbol:
                if named == nil { code = try self.code(of: character) }
            default: if character.isLetter, named == nil { code.append(character) }
            }
        }
        let unit: Currency
        if code.isEmpty {
            guard let currency else { throw .missingCurrency }
            unit = currency
        } else {
            unit = try Currency(code)
        }
        let money = try Money(Self.plain(number, unit) + " " + unit.code)
        return money.minorUnits > 0 ? money : nil
    }

    /// The signs that prices are written with, and the currencies that use them.
    private static let signs: [Character: Set<String>] = [
        "€": ["EUR"], "£": ["GBP"], "₹": ["INR"], "₩": ["KRW"], "₺": ["TRY"], "₪": ["ILS"],
        "¥": ["JPY", "CNY"],
        "$": [
            "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "CLP", "COP", "ARS", "UYU",
            "DOP", "BSD", "BBD", "JMD", "TTD", "FJD",
        ],
    ]

    /// The currency of a sign: of a sign that several share it is the house's own.
    private func code(of sign: Character) throws(MoneyError) -> String {
        let codes = Self.signs[sign] ?? []
        if let currency, codes.contains(currency.code) { return currency.code }
        guard codes.count == 1, let code = codes.first else { throw .missingCurrency }
        return code
    }

    /// A number with a point before its decimals and nothing between its thousands.
    private static func plain(_ number: String, _ unit: Currency) -> String {
        guard let mark = number.lastIndex(where: { $0 == "." || $0 == "," }) else { return number }
        let (whole, decimals) = (number[..<mark], number[number.index(after: mark)...])
        // Three digits after the only mark are thousands, unless the currency has as many decimals.
        let isThousands =
            unit.decimalCount != 3 && decimals.count == 3
            && !whole.contains { $0 == "." || $0 == "," }
        let digits = whole.filter { $0 != "." && $0 != "," }
        return isThousands || decimals.isEmpty
            ? digits + decimals : "\(digits).\(decimals)"
    }
}
