/// Numbers as people read them, in the language that is spoken.
package enum Numbers {
    /// `10,412`.
    package static func grouped(_ number: Int64) -> String {
        let sign = Language.spoken.groupSign
        let digits = String(number.magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += sign }
            text.append(digit)
        }
        return (number < 0 ? "-" : "") + text
    }

    /// `10,412`.
    package static func grouped(_ number: Int) -> String { grouped(Int64(number)) }

    /// `1 case`, `10,412 cases`; a plural that is not the noun with an s is given.
    package static func count(_ number: Int, _ noun: String, plural: String? = nil) -> String {
        grouped(number) + " " + (number == 1 ? noun : plural ?? noun + "s")
    }

    /// Bytes with a unit, such as `14.2 kB`.
    package static func bytes(_ count: Int) -> String {
        let units = ["bytes", "kB", "MB", "GB"]
        var size = Double(count)
        var unit = 0
        while size >= 1000, unit < units.count - 1 {
            size /= 1000
            unit += 1
        }
        return unit == 0 ? Self.count(count, "byte") : decimal(size, 1) + " " + units[unit]
    }

    /// A number with a fixed count of decimals, up to 6, and the sign before them that the
    /// language has.
    package static func decimal(_ number: Double, _ decimals: Int) -> String {
        fixed(number, decimals).replacing(".", with: Language.spoken.decimalSign)
    }

    /// A number with a fixed count of decimals, up to 6, halves away from zero, as machines and
    /// drawings write it.
    ///
    /// A number that is not finite, or that is too large for 64 bits, is printed as 0.
    package static func fixed(_ number: Double, _ decimals: Int) -> String {
        var scale: Int64 = 1
        for _ in 0..<decimals { scale *= 10 }
        let scaled = Int64(exactly: (number * Double(scale)).rounded()) ?? 0
        let whole = scaled.magnitude / scale.magnitude
        guard decimals > 0 else { return (scaled < 0 ? "-" : "") + String(whole) }
        let rest = String(scaled.magnitude % scale.magnitude)
        return (scaled < 0 ? "-" : "") + String(whole) + "."
            + String(repeating: "0", count: decimals - rest.count) + rest
    }

    /// A share of a whole: `66 %`, with a decimal from 1,000 on, `-` when there is no whole.
    package static func share(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "-" }
        return decimal(Double(part) * 100 / Double(whole), whole >= 1000 ? 1 : 0) + " %"
    }

    /// The shares of all parts of one whole, as ``share(_:of:)`` writes them, which sum to 100 %.
    ///
    /// All are rounded down; what is missing goes to those that lost most, the first ones first
    /// (the method of largest remainders).
    package static func shares(_ parts: [Int]) -> [String] {
        let whole = parts.reduce(0, +)
        guard whole > 0 else { return parts.map { _ in "-" } }
        let decimals = whole >= 1000 ? 1 : 0
        let steps = decimals == 1 ? 1000 : 100
        var units = parts.map { $0 * steps / whole }
        let missing = steps - units.reduce(0, +)
        let order = parts.indices.sorted {
            (parts[$1] * steps % whole, $0) < (parts[$0] * steps % whole, $1)
        }
        for index in order.prefix(missing) { units[index] += 1 }
        return units.map { decimal(Double($0) * 100 / Double(steps), decimals) + " %" }
    }
}
