/// Reads the ways in which survey and review exports write a moment.
enum FeedbackDate: Hashable {
    /// Nothing there, or what spreadsheets write for nothing (a day of 1899 or 1900, 1970-01-01).
    case absent
    /// Milliseconds since 1970 UTC.
    case moment(Int64)
    /// No date in any known form.
    case unreadable

    /// 1990-01-01 UTC: older dates are mistakes.
    static let earliest: Int64 = 631_152_000_000
    /// How far ahead of the clock a date may lie before it is a mistake: one day, for time zones.
    static let aheadMax: Int64 = 86_400_000

    /// Reads `text`; a moment without a zone is the site's, `utcOffsetSeconds` ahead of UTC.
    ///
    /// Known: ISO 8601 and `2015-12-26 18:26:31`, `8/3/2017` and `3.8.17` by `order`, `Aug 3 2017`,
    /// `3 August 2015`, `20170803`, days of a spreadsheet (`42059.48`), seconds and milliseconds
    /// since 1970; times with AM/PM, fractions and zones.
    static func read(_ text: String, order: DateOrder, utcOffsetSeconds: Int) -> FeedbackDate {
        var scanner = DateScanner(text)
        if scanner.isAtEnd || CellWords.isNothing(text) { return .absent }
        if let number = Double(scanner.rest), !scanner.rest.contains("e") {
            return self.number(number, scanner.rest, utcOffsetSeconds)
        }
        guard let day = scanner.day(order) else { return .unreadable }
        if day.year == 1899 || day.year == 1900 { return .absent }
        guard let dayNumber = day.daysSince1970, let time = scanner.time() else {
            return .unreadable
        }
        guard let offset = scanner.zone(default: utcOffsetSeconds), scanner.isAtEnd else {
            return .unreadable
        }
        if dayNumber == 0, time == 0 { return .absent }
        return .moment((Int64(dayNumber) * 86_400 - Int64(offset)) * 1_000 + time)
    }

    /// A bare number, told apart by its size.
    private static func number(
        _ value: Double,
        _ digits: String,
        _ utcOffsetSeconds: Int
    ) -> FeedbackDate {
        let offset = Int64(utcOffsetSeconds) * 1_000
        switch value {
        case 0: return .absent
        case 32_874..<73_051:
            // A spreadsheet counts days from 1899-12-30; 25569 of them to 1970. Whole seconds.
            return .moment(Int64(((value - 25_569) * 86_400).rounded()) * 1_000 - offset)
        case 19_000_000..<22_000_000 where digits.utf8.count == 8:
            let whole = Int(value)
            let day = CivilDay(year: whole / 10_000, month: whole / 100 % 100, day: whole % 100)
            if day.year <= 1900 { return .absent }
            guard let dayNumber = day.daysSince1970 else { return .unreadable }
            return .moment(Int64(dayNumber) * 86_400_000 - offset)
        case 631_152_000..<4_102_444_800: return .moment(Int64(value * 1_000))
        case 631_152_000_000..<4_102_444_800_000: return .moment(Int64(value))
        default: return .unreadable
        }
    }

    /// What `text` says about the order of day and month: an order, nil for both possible; no value
    /// at all (`.none` of the outer optional) when it is not such a date.
    static func orderEvidence(_ text: String) -> DateOrder?? {
        var scanner = DateScanner(text)
        guard let first = scanner.number(), scanner.digitCount <= 2, scanner.separator() != nil,
            let second = scanner.number(), scanner.digitCount <= 2, scanner.separator() != nil
        else { return .none }
        if first > 12, second <= 12 { return .some(.dayFirst) }
        if second > 12, first <= 12 { return .some(.monthFirst) }
        return .some(nil)
    }
}

/// Which of two numbers in `8/3/2017` is the day.
package enum DateOrder: String, Hashable, Sendable, CaseIterable {
    /// 8 March.
    case dayFirst = "day-first"
    /// 3 August.
    case monthFirst = "month-first"
}

/// A day of the Gregorian calendar, perhaps one that does not exist.
struct CivilDay: Hashable {
    let year: Int
    let month: Int
    let day: Int

    /// Days from 1970-01-01, or nil when there is no such day.
    ///
    /// From the proleptic Gregorian calendar, with years that begin in March so that the leap day
    /// comes last.
    var daysSince1970: Int? {
        guard (1...12).contains(month), (1...monthLength).contains(day), (1...9_999).contains(year)
        else { return nil }
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }

    private var monthLength: Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
