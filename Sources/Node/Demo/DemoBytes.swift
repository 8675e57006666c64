extension UInt8 {
    /// True for a to z in either case.
    var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }

    /// True for A to Z.
    var isCapital: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
}

extension [UInt8] {
    /// Appends a number that is not negative, with zeros in front up to `digits`.
    mutating func append(decimal number: Int, digits: Int = 1) {
        if number >= 10 || digits > 1 { append(decimal: number / 10, digits: digits - 1) }
        append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// Makes the letter at `index` a capital, where there is a letter of a to z.
    mutating func capitalise(at index: Int) {
        if index < count, self[index].isLetter { self[index] &= ~0x20 }
    }

    /// Writes the word at `index` small, unless it is "I" or all capitals.
    mutating func lowerFirst(at index: Int) {
        guard index + 1 < count, self[index].isCapital else { return }
        let isWord = self[index + 1].isLetter && !self[index + 1].isCapital
        let isArticle = self[index] == UInt8(ascii: "A") && self[index + 1] == UInt8(ascii: " ")
        if isWord || isArticle { self[index] |= 0x20 }
    }
}
