import Insight
import Recovery

/// What is assumed where nobody has counted: each as low, mid and high.
struct ValueAssumptions: Hashable, Sendable {
    /// One thing that is assumed.
    enum Item: String, CaseIterable {
        case yearlySales, margin, returnRate, discount, hourlyWage, minutesPerCase, fixedPerYear

        var words: String {
            switch self {
            case .yearlySales: "A guest’s sales in a year"
            case .margin: "Operating margin, in percent"
            case .returnRate: "Guests of one year who return in the next, in percent"
            case .discount: "What a year of waiting costs, in percent"
            case .hourlyWage: "An hour of staff time"
            case .minutesPerCase: "Minutes of staff time for a case"
            case .fixedPerYear: "The programme’s fixed cost in a year: training, licences"
            }
        }

        /// Whether it is given in percent of a whole.
        var isShare: Bool { self == .margin || self == .returnRate || self == .discount }
        var isMoney: Bool {
            self == .yearlySales || self == .hourlyWage || self == .fixedPerYear
        }
    }

    let currency: Currency
    /// As written: money in whole units of the currency, shares in percent.
    let values: [Item: Estimate]
    /// How many years are looked ahead, 1...50.
    let yearCount: Int
    /// Where the figures come from.
    let source: String

    /// - Throws: ``ValueAssumptionError``.
    init(
        currency: Currency,
        values: [Item: Estimate],
        yearCount: Int,
        source: String
    ) throws(ValueAssumptionError) {
        for item in Item.allCases {
            guard let value = values[item] else { throw .missing(item.words) }
            let most = item.isShare ? 100.0 : 1e9
            guard value.low >= 0, value.high <= most else { throw .outOfRange(item.words) }
        }
        guard (1...50).contains(yearCount) else { throw .years }
        let words = source.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !words.isEmpty, words.count <= 500 else { throw .source }
        (self.currency, self.values, self.yearCount) = (currency, values, yearCount)
        self.source = words
    }

    /// As a table of the hub keeps it, a line each.
    var text: String {
        let lines = Item.allCases.compactMap { item in
            values[item].map { "\(item.rawValue) \($0.low) \($0.mid) \($0.high)" }
        }
        return (lines + ["years \(yearCount)", "source \(source)"]).joined(separator: "\n")
    }

    /// Reads what was kept; nil for what this version does not understand.
    init?(kept text: String, currency: Currency) {
        var values: [Item: Estimate] = [:]
        var (years, source) = (0, "")
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            if parts[0] == "years" {
                years = Int(parts[1]) ?? 0
            } else if parts[0] == "source" {
                source = parts[1]
            } else if let item = Item(rawValue: parts[0]) {
                let numbers = parts[1].split(separator: " ").compactMap { Double($0) }
                guard numbers.count == 3 else { continue }
                values[item] = Estimate(low: numbers[0], mid: numbers[1], high: numbers[2])
            }
        }
        do throws(ValueAssumptionError) {
            try self.init(currency: currency, values: values, yearCount: years, source: source)
        } catch { return nil }
    }

    /// In the smallest unit of the currency, and shares from 0 to 1, minutes as they are.
    func counted(_ item: Item) -> Estimate {
        let value = values[item] ?? Estimate(0)
        if item.isShare { return value * Estimate(0.01) }
        return item.isMoney ? value * Estimate(unit) : value
    }

    /// Minor units in one of the currency.
    var unit: Double { (0..<currency.decimalCount).reduce(1.0) { unit, _ in unit * 10 } }

    /// What a guest is worth.
    var guest: GuestValue? {
        GuestValue(
            yearlySales: counted(.yearlySales),
            margin: counted(.margin),
            returnRate: counted(.returnRate),
            discount: counted(.discount),
            yearCount: yearCount
        )
    }
}

/// Why assumptions are not taken, and what to write.
enum ValueAssumptionError: Error, Hashable, CustomStringConvertible {
    case missing(String)
    case outOfRange(String)
    case years
    case source
    case currency

    var description: String {
        switch self {
        case .missing(let item): "\(item): write three numbers, low, mid and high, none falling."
        case .outOfRange(let item): "\(item): no number is below 0, and no percent above 100."
        case .years: "Look ahead from 1 to 50 years."
        case .source:
            "Say in 500 letters where the figures come from: who reads the page must "
                + "be able to doubt them."
        case .currency: "No site pays in that currency."
        }
    }
}
