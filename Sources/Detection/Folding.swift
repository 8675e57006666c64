/// Folds letters so that `Café`, `CAFE` and `café` are the same word.
///
/// Latin-1 Supplement and Latin Extended-A become ASCII by table, combining marks vanish, Greek
/// and Cyrillic capitals become small. Anything else stays as it is. Folding twice changes
/// nothing that folding once did not.
package enum Folding {
    /// The text with every scalar folded; marks that stand for no letter vanish.
    package static func fold(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            append(scalar, to: &bytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the folded UTF-8 of one scalar.
    static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        switch scalar.value {
        case 0x41...0x5A: bytes.append(UInt8(scalar.value) | 0x20)
        case 0..<0x80: bytes.append(UInt8(scalar.value))
        case 0xC0...0x17F: appendLatin(scalar, to: &bytes)
        default:
            guard !isMark(scalar) else { return }
            bytes.append(contentsOf: Character(small(scalar)).utf8)
        }
    }

    /// Whether the scalar only modifies its neighbours: combining marks, joiners, soft hyphens.
    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x300...0x36F, 0x200B...0x200D, 0x2060, 0xFE00...0xFE0F, 0xFEFF: true
        default: false
        }
    }

    private static func appendLatin(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        let cell = 2 * Int(scalar.value - 0xC0)
        let first = latin[cell]
        guard first != UInt8(ascii: "*") else {
            return bytes.append(contentsOf: Character(scalar).utf8)
        }
        bytes.append(first)
        if latin[cell + 1] != UInt8(ascii: " ") { bytes.append(latin[cell + 1]) }
    }

    private static func small(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let value = scalar.value
        let folded =
            switch value {
            case 0x218, 0x219: UInt32(UInt8(ascii: "s"))
            case 0x21A, 0x21B: UInt32(UInt8(ascii: "t"))
            case 0x391...0x3A1, 0x3A3...0x3AB, 0x410...0x42F: value + 32
            case 0x400...0x40F: value + 80
            case 0x1E00...0x1E95, 0x1EA0...0x1EFF: value | 1
            default: value
            }
        return Unicode.Scalar(folded) ?? scalar
    }

    /// Two cells for each scalar of U+00C0...U+017F; a blank second cell is one letter, `*` none.
    private static let latin = Array(
        """
        a a a a a a aec e e e e i i i i d n o o o o o * o u u u u y thss\
        a a a a a a aec e e e e i i i i d n o o o o o * o u u u u y thy \
        a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g \
        g g g g h h h h i i i i i i i i i i ijijj j k k k l l l l l l l \
        l l l n n n n n n n n n o o o o o o oeoer r r r r r s s s s s s \
        s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s\u{20}
        """.utf8
    )
}
