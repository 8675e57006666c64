/// Cuts the English endings that cues and guests use interchangeably.
///
/// `towels` and `towel`, `smelled` and `smell`, `charging` and `charge` become one word. Far less
/// than a full stemmer on purpose: both cues and texts go through it, so it need not produce
/// words, only never part two forms of one word and seldom join two words.
enum Stemming {
    /// Shortens a folded word in place; words of three letters or fewer and non-ASCII stay.
    static func stem(_ word: inout [UInt8]) {
        guard word.count > 3, word[word.count - 1] < 0x80 else { return }
        cutPlural(&word)
        cutVerbEnding(&word)
        if word.count > 4, word[word.count - 1] == UInt8(ascii: "e") { word.removeLast() }
    }

    /// Words whose ending parts two meanings: a pool is closed, the metro is close.
    private static let whole: [[UInt8]] = [
        "closed", "dated", "rated", "tired", "missing", "bedding", "wedding", "building",
        "during", "evening", "morning", "nothing", "parking", "dining", "charming", "needed",
        "dropping",
    ].map { Array($0.utf8) }

    private static func cutPlural(_ word: inout [UInt8]) {
        let count = word.count
        guard word[count - 1] == UInt8(ascii: "s") else { return }
        switch word[count - 2] {
        case UInt8(ascii: "s"), UInt8(ascii: "u"), UInt8(ascii: "i"):
            return
        case UInt8(ascii: "e") where count > 4 && word[count - 3] == UInt8(ascii: "i"):
            word.removeLast(3)
            word.append(UInt8(ascii: "y"))
        case UInt8(ascii: "e") where count > 4 && hisses(word[count - 3]):
            word.removeLast(2)
        default:
            word.removeLast()
        }
    }

    private static func hisses(_ letter: UInt8) -> Bool {
        switch letter {
        case UInt8(ascii: "s"), UInt8(ascii: "x"), UInt8(ascii: "z"), UInt8(ascii: "h"): true
        default: false
        }
    }

    private static func cutVerbEnding(_ word: inout [UInt8]) {
        let cut: Int
        if ends(word, UInt8(ascii: "i"), UInt8(ascii: "n"), UInt8(ascii: "g")) {
            cut = 3
        } else if word.count > 4, word[word.count - 1] == UInt8(ascii: "d"),
            word[word.count - 2] == UInt8(ascii: "e")
        {
            cut = 2
        } else {
            return
        }
        let left = word.count - cut
        guard left >= 3, word[..<left].contains(where: isVowel), !whole.contains(word) else {
            return
        }
        word.removeLast(cut)
        let last = word[left - 1]
        let doubled = left > 3 && last == word[left - 2] && !isVowel(last)
        let kept = last == UInt8(ascii: "l") || last == UInt8(ascii: "s")
        if doubled, !kept { word.removeLast() }
        if last == UInt8(ascii: "i") { word[left - 1] = UInt8(ascii: "y") }
        // "rated" is a form of "rate", not of "rat".
        let isOpen = left == 3 && !isVowel(word[0]) && isVowel(word[1]) && !isVowel(last)
        if isOpen { word.append(UInt8(ascii: "e")) }
    }

    private static func ends(_ word: [UInt8], _ a: UInt8, _ b: UInt8, _ c: UInt8) -> Bool {
        let count = word.count
        return word[count - 3] == a && word[count - 2] == b && word[count - 1] == c
    }

    private static func isVowel(_ letter: UInt8) -> Bool {
        switch letter {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
            UInt8(ascii: "u"), UInt8(ascii: "y"):
            true
        default: false
        }
    }
}
