/// Letters and digits that people can read aloud and type: no I, L, O or U (Crockford's base 32).
enum CodeAlphabet {
    private static let letters = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// The lowest `count` times five bits of a number, the highest first.
    static func text(_ number: UInt64, count: Int) -> String {
        let bytes = (0..<count).reversed().map { index in
            letters[Int(truncatingIfNeeded: number >> UInt64(5 * index)) & 31]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The number that letters stand for, capital or small; nil for others, or for more than 64
    /// bits.
    static func number(_ text: some StringProtocol) -> UInt64? {
        var number: UInt64 = 0
        for byte in text.utf8 {
            guard number >> 59 == 0, let value = value(byte) else { return nil }
            number = number << 5 | UInt64(value)
        }
        return text.isEmpty ? nil : number
    }

    /// What people may have read for what: `o` for `0`, `i` and `l` for `1`.
    private static func value(_ byte: UInt8) -> Int? {
        let small = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
        return switch small {
        case UInt8(ascii: "o"): 0
        case UInt8(ascii: "i"), UInt8(ascii: "l"): 1
        default: letters.firstIndex(of: small)
        }
    }
}
