extension String {
    /// How many cells of a terminal the text takes, East Asian wide letters and pictures two each.
    var cellCount: Int { reduce(0) { $0 + $1.cellCount } }

    /// The text in one line that cannot steer a terminal: line ends and tabs become spaces,
    /// other controls and overrides of writing direction are shown as `�`.
    var oneLine: String { screened(keepingLines: false) }

    /// As ``oneLine``, with line ends kept.
    var screened: String { screened(keepingLines: true) }

    private func screened(keepingLines: Bool) -> String {
        var text = ""
        for character in self {
            if character.isNewline {
                text += keepingLines ? "\n" : " "
            } else {
                for scalar in character.unicodeScalars { text.unicodeScalars.append(scalar.shown) }
            }
        }
        return text
    }

    /// The text within so many cells, ending in `…` when it had to be cut.
    func cut(toCells countMax: Int) -> String {
        guard cellCount > countMax else { return self }
        var text = ""
        var count = 1
        for character in self {
            count += character.cellCount
            guard count <= countMax else { break }
            text.append(character)
        }
        return text + "…"
    }

    /// The text filled with spaces to so many cells.
    func padded(toCells count: Int, atStart: Bool = false) -> String {
        let space = String(repeating: " ", count: Swift.max(0, count - cellCount))
        return atStart ? space + self : self + space
    }
}

extension Character {
    fileprivate var cellCount: Int {
        var count = 0
        for scalar in unicodeScalars { count = max(count, scalar.cellCount) }
        return count
    }
}

extension Unicode.Scalar {
    fileprivate var cellCount: Int {
        if value < 0x300 { return value < 0x20 || value == 0xAD ? 0 : 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return isWide ? 2 : 1
        }
    }

    /// Unicode Standard Annex 11, classes W and F, by block.
    private var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: properties.isEmojiPresentation
        }
    }

    /// The scalar, or what stands for it where a terminal would obey it.
    fileprivate var shown: Unicode.Scalar {
        switch value {
        case 0x09: " "
        case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
        default: self
        }
    }
}
