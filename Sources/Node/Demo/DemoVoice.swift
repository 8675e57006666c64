/// One guest's way of typing: capitals, apostrophes, slips of the fingers.
struct DemoVoice: Sendable {
    private let letters: Letters
    /// The chance of a slip at each letter.
    private let slipRate: Double
    private let dropsApostrophes: Bool
    private let dropsLastStop: Bool
    /// True for those who put commas where a sentence ends.
    private let runsOn: Bool
    private let ending: [UInt8]

    private enum Letters: Sendable {
        case asWritten, small, capital
    }

    init(pleased: Bool, _ random: inout DemoRandom) {
        let style = random.unit()
        letters = style < 0.14 ? .small : style < 0.16 ? .capital : .asWritten
        let care = random.unit()
        slipRate = care < 0.04 ? 1.0 / 35 : care < 0.27 ? 1.0 / 100 : 0
        dropsApostrophes = random.chance(letters == .asWritten ? 0.1 : 0.6)
        dropsLastStop = random.chance(0.25)
        let flourish = random.unit()
        runsOn = random.chance(letters == .small ? 0.3 : 0.06)
        ending = Array(Self.ending(flourish, pleased: pleased).utf8)
    }

    private static func ending(_ flourish: Double, pleased: Bool) -> String {
        switch flourish {
        case ..<0.05: pleased ? "!" : "!!"
        case ..<0.07: "..."
        case ..<0.085: pleased ? " :)" : " :("
        case ..<0.095: pleased ? " 👍" : " 😡"
        default: ""
        }
    }

    /// The text as this guest types it; `isEnd` when nothing more follows.
    func speak(_ text: [UInt8], isEnd: Bool, random: inout DemoRandom) -> String {
        guard !text.isEmpty else { return "" }
        var tidy = Self.tidied(text)
        if runsOn { Self.runOn(&tidy) }
        if isEnd, dropsLastStop || !ending.isEmpty, tidy.last == UInt8(ascii: ".") {
            tidy.removeLast()
            tidy += ending
        }
        var typed: [UInt8] = []
        typed.reserveCapacity(tidy.count + 8)
        for byte in tidy {
            if dropsApostrophes, byte == UInt8(ascii: "'") { continue }
            let letter = byte.isLetter ? cased(byte) : byte
            if slipRate > 0, byte.isLetter, random.chance(slipRate) {
                Self.slip(letter, random: &random, into: &typed)
            } else {
                typed.append(letter)
            }
        }
        return String(decoding: typed, as: UTF8.self)
    }

    private func cased(_ letter: UInt8) -> UInt8 {
        switch letters {
        case .asWritten: letter
        case .small: letter | 0x20
        case .capital: letter & ~0x20
        }
    }

    /// Puts a comma for each full stop within the text.
    private static func runOn(_ text: inout [UInt8]) {
        for index in text.indices.dropLast(2)
        where text[index] == UInt8(ascii: ".") && text[index + 1] == UInt8(ascii: " ")
            && index > 0 && !text[index - 1].isCapital
        {
            text[index] = UInt8(ascii: ",")
            text.lowerFirst(at: index + 2)
        }
    }

    /// Leaves out, doubles, swaps or mistypes a letter.
    private static func slip(_ letter: UInt8, random: inout DemoRandom, into typed: inout [UInt8]) {
        switch random.below(5) {
        case 0:
            if typed.last?.isLetter != true { typed.append(letter) }
        case 1:
            typed += [letter, letter]
        case 2, 3:
            let before = typed.last ?? 0
            if before.isLetter, !before.isCapital {
                typed[typed.count - 1] = letter
                typed.append(before)
            } else {
                typed.append(letter)
            }
        default:
            let row = neighbours[Int((letter | 0x20) - UInt8(ascii: "a"))]
            typed.append(random.pick(row) & (letter.isCapital ? ~0x20 : 0xFF))
        }
    }

    /// The keys beside each of a to z.
    private static let neighbours: [[UInt8]] = """
        sqz vgn xvd sfe wrd dgr fht gjy uok hku jli kop nk bmh ipl ol wa etf adw ryg yij cbg qes
        zcs tuh xas
        """.split { $0 == " " || $0 == "\n" }.map { Array($0.utf8) }

    /// Without the gaps that empty choices leave behind.
    private static func tidied(_ text: [UInt8]) -> [UInt8] {
        let space = UInt8(ascii: " ")
        var tidy: [UInt8] = []
        tidy.reserveCapacity(text.count)
        for byte in text {
            switch byte {
            case space where tidy.isEmpty || tidy.last == space:
                continue
            case UInt8(ascii: "."), UInt8(ascii: ","):
                if tidy.last == space { tidy.removeLast() }
            default:
                break
            }
            tidy.append(byte)
        }
        if tidy.last == space { tidy.removeLast() }
        return tidy
    }
}
