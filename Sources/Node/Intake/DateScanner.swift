/// Walks over a written date, lower-cased, from left to right.
struct DateScanner {
    private let bytes: [UInt8]
    private var index = 0
    /// Digits of the number read last.
    private(set) var digitCount = 0

    init(_ text: String) {
        var bytes = Array(text.lowercased().utf8)
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        self.bytes = bytes
        skipBlanks()
    }

    var isAtEnd: Bool { index == bytes.count }

    /// What is still to be read.
    var rest: String { String(decoding: bytes[index...], as: UTF8.self) }

    /// The day in any of the written forms.
    mutating func day(_ order: DateOrder) -> CivilDay? {
        if let month = monthWord() ?? weekdayThenMonth() {
            guard separator() != nil, let day = number() else { return nil }
            _ = letters()
            guard separator() != nil, let year = year() else { return nil }
            return CivilDay(year: year, month: month, day: day)
        }
        guard let first = number() else { return nil }
        let isYearFirst = digitCount == 4
        let suffixStart = index
        if !["st", "nd", "rd", "th"].contains(letters()) { index = suffixStart }
        guard separator() != nil else { return nil }
        if let month = monthWord() {
            guard separator() != nil, let year = year() else { return nil }
            return CivilDay(year: year, month: month, day: first)
        }
        guard let second = number(), digitCount <= 2, separator() != nil else { return nil }
        if isYearFirst {
            guard let day = number(), digitCount <= 2 else { return nil }
            return CivilDay(year: first, month: second, day: day)
        }
        guard let year = year() else { return nil }
        return order == .dayFirst
            ? CivilDay(year: year, month: second, day: first)
            : CivilDay(year: year, month: first, day: second)
    }

    /// Milliseconds into the day, 0 when no time is written; nil when it makes no sense.
    mutating func time() -> Int64? {
        skipBlanks()
        let start = index
        _ = accept("t") || accept(",")
        skipBlanks()
        guard var hour = number() else {
            index = start
            return isAtEnd || start == index ? 0 : nil
        }
        guard digitCount <= 2, accept(":"), let minute = number(), minute < 60 else { return nil }
        var second = 0
        var milliseconds = 0
        if accept(":") {
            guard let value = number(), value <= 60 else { return nil }
            second = min(59, value)
            if accept(".") || accept(",") { milliseconds = fraction() }
        }
        skipBlanks()
        if let isAfternoon = halfOfDay() {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (isAfternoon ? 12 : 0)
        }
        guard hour < 24 else { return nil }
        return Int64(hour * 3_600 + minute * 60 + second) * 1_000 + Int64(milliseconds)
    }

    /// Seconds ahead of UTC, the default when no zone is written; nil when it makes no sense.
    mutating func zone(default offset: Int) -> Int? {
        skipBlanks()
        if isAtEnd { return offset }
        if ["z", "utc", "gmt"].contains(letters()) { return 0 }
        let sign = accept("+") ? 1 : accept("-") ? -1 : 0
        guard sign != 0, var hour = number() else { return nil }
        var minute = 0
        if digitCount == 4 {
            minute = hour % 100
            hour /= 100
        } else if accept(":") {
            guard let value = number() else { return nil }
            minute = value
        }
        guard hour <= 15, minute < 60 else { return nil }
        return sign * (hour * 3_600 + minute * 60)
    }

    /// A whole number of at most nine digits.
    mutating func number() -> Int? {
        digitCount = 0
        var value = 0
        while index < bytes.count, (0x30...0x39).contains(bytes[index]), digitCount < 9 {
            value = value * 10 + Int(bytes[index] - 0x30)
            index += 1
            digitCount += 1
        }
        return digitCount > 0 ? value : nil
    }

    /// What stands between the parts of a day: one of `- / .`, or blanks and commas.
    mutating func separator() -> UInt8? {
        let start = index
        while index < bytes.count, [0x20, 0x2C, 0x2D, 0x2E, 0x2F].contains(bytes[index]) {
            index += 1
        }
        return index > start && index - start <= 3 ? bytes[start] : nil
    }

    private mutating func year() -> Int? {
        guard let value = number() else { return nil }
        switch digitCount {
        case 4: return value
        case 2: return value < 70 ? 2_000 + value : 1_900 + value
        default: return nil
        }
    }

    private mutating func fraction() -> Int {
        var value = 0
        var scale = 100
        while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
            value += Int(bytes[index] - 0x30) * scale
            scale /= 10
            index += 1
        }
        return value
    }

    private mutating func halfOfDay() -> Bool? {
        let start = index
        switch letters() {
        case "am": return false
        case "pm": return true
        default:
            index = start
            return nil
        }
    }

    private mutating func letters() -> String {
        let start = index
        while index < bytes.count,
            bytes[index] >= 0x61 && bytes[index] <= 0x7A || bytes[index] > 0x7F
        { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func weekdayThenMonth() -> Int? {
        let start = index
        if !letters().isEmpty, separator() != nil {
            if let month = monthWord() { return month }
            // `Mon, 3 Aug 2015`: the caller goes on with the day.
            if index < bytes.count, (0x30...0x39).contains(bytes[index]) { return nil }
        }
        index = start
        return nil
    }

    private mutating func monthWord() -> Int? {
        let start = index
        let word = letters()
        if word.utf8.count >= 3 {
            for (prefix, month) in Self.months where word.hasPrefix(prefix) {
                _ = accept(".")
                return month
            }
        }
        index = start
        return nil
    }

    /// Beginnings of month names in English, German, Dutch, French, Spanish and Italian.
    private static let months: [(String, Int)] = [
        ("jan", 1), ("ene", 1), ("gen", 1), ("feb", 2), ("fev", 2), ("fév", 2), ("mar", 3),
        ("mär", 3), ("mrt", 3), ("maa", 3), ("apr", 4), ("avr", 4), ("abr", 4), ("may", 5),
        ("mai", 5), ("mei", 5), ("mag", 5), ("jun", 6), ("juin", 6), ("giu", 6), ("jul", 7),
        ("juil", 7), ("lug", 7), ("aug", 8), ("aoû", 8), ("ago", 8), ("sep", 9), ("set", 9),
        ("oct", 10), ("okt", 10), ("ott", 10), ("nov", 11), ("dec", 12), ("dez", 12), ("déc", 12),
        ("dic", 12),
    ]

    private mutating func accept(_ character: Unicode.Scalar) -> Bool {
        guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func skipBlanks() {
        while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    }
}
