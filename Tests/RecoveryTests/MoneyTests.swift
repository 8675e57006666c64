import Recovery
import Testing

@Suite struct MoneyTests {
    @Test(
        arguments: [
            ("12.50 EUR", 1250, "12.50 EUR"), ("12,50 EUR", 1250, "12.50 EUR"),
            ("EUR 12.50", 1250, "12.50 EUR"),
            ("eur12.5", 1250, "12.50 EUR"), ("12EUR", 1200, "12.00 EUR"),
            ("-0.05 usd", -5, "-0.05 USD"), ("  GBP 0 ", 0, "0.00 GBP"),
            ("1250 JPY", 1250, "1250 JPY"),
            ("1.250 KWD", 1250, "1.250 KWD"), ("0.001 KWD", 1, "0.001 KWD"),
            ("92233720368547758.07 EUR", Int64.max, "92233720368547758.07 EUR"),
            ("-92233720368547758.08 EUR", Int64.min, "-92233720368547758.08 EUR"),
        ])
    func `amounts are read exactly and written in one form`(
        text: String,
        minorUnits: Int64,
        written: String
    ) throws {
        let money = try Money(text)
        #expect(money.minorUnits == minorUnits)
        #expect(money.description == written)
        #expect(try Money(written) == money)
    }

    @Test(
        arguments: [
            ("", MoneyError.notAnAmount), ("EUR", .notAnAmount), ("twelve", .notAnAmount),
            ("12.50", .missingCurrency), ("12.50 €", .missingCurrency),
            ("1,250 KWD", .notAnAmount), ("1,250.50 EUR", .notAnAmount),
            ("1.2.3 EUR", .notAnAmount),
            (".50 EUR", .notAnAmount),
            ("12. EUR", .notAnAmount), ("+12 EUR", .notAnAmount), ("--1 EUR", .notAnAmount),
            ("1 250.50 EUR", .notAnAmount), ("12 XYZ", .unknownCurrency),
            ("92233720368547758.08 EUR", .tooLarge),
        ])
    func `what is not an amount is refused with its reason`(text: String, error: MoneyError) {
        #expect(throws: error) { try Money(text) }
    }

    @Test(arguments: [
        ("1.5 JPY", "JPY"), ("1.005 EUR", "EUR"), ("1,250 EUR", "EUR"), ("1.0001 KWD", "KWD"),
    ])
    func `more decimals than the currency has are refused`(text: String, code: String) throws {
        let currency = try Currency(code)
        #expect(throws: MoneyError.tooManyDecimals(currency)) { try Money(text) }
    }

    @Test(arguments: 0..<50)
    func `any amount survives writing and reading`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for code in ["EUR", "JPY", "KWD"] {
            let units =
                Int64.random(in: .min ... .max, using: &random)
                >> Int64.random(in: 0..<64, using: &random)
            let money = Money(minorUnits: units, currency: try Currency(code))
            #expect(try Money(money.description) == money)
        }
    }

    @Test func `sums neither wrap around nor mix currencies`() throws {
        let (euro, yen) = (try Currency("EUR"), try Currency("JPY"))
        let most = Money(minorUnits: .max, currency: euro)
        let cent = Money(minorUnits: 1, currency: euro)
        #expect(throws: MoneyError.tooLarge) { try most.adding(cent) }
        #expect(throws: MoneyError.tooLarge) {
            try Money(minorUnits: .min, currency: euro).subtracting(cent)
        }
        #expect(throws: MoneyError.mixedCurrencies(euro, yen)) {
            try cent.adding(Money(minorUnits: 1, currency: yen))
        }
        #expect(throws: MoneyError.mixedCurrencies(euro, yen)) {
            try cent.exceeds(Money(minorUnits: 1, currency: yen))
        }
        #expect(try cent.adding(cent).minorUnits == 2)
    }

    @Test(
        arguments: [
            (Int64(12_345), 10, Int64(1235)), (-12_345, 10, -1235), (5, 10, 1), (4, 10, 0),
            (100, 150, 150), (.max, 100, .max), (-.max, 100, -.max),
        ])
    func `percentages round halves away from zero`(units: Int64, percent: Int, result: Int64) throws
    {
        let money = Money(minorUnits: units, currency: try Currency("EUR"))
        #expect(try money.percent(percent).minorUnits == result)
    }

    @Test func `a percentage that cannot be recorded is refused`() throws {
        let money = Money(minorUnits: .max, currency: try Currency("EUR"))
        #expect(throws: MoneyError.tooLarge) { try money.percent(101) }
        #expect(throws: MoneyError.tooLarge) { try money.percent(.max) }
    }
}

/// A small generator (SplitMix64), so that a failing seed is in the test's name.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
