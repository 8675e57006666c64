import Foundation

/// Folders beside the package that hold real texts and other programs' work, if there.
enum Shared {
    static let folder = URL(fileURLWithPath: #filePath)
        .appendingPathComponent("../../../../../shared").standardizedFileURL

    static func bytes(_ path: String) -> [UInt8]? {
        FileManager.default.contents(atPath: folder.appendingPathComponent(path).path)
            .map(Array.init)
    }
}

/// Guests' texts of 30 to 400 characters.
enum Reviews {
    /// Real English ones when they are at hand, else made-up ones; `isReal` says which.
    static func load() -> (texts: [String], isReal: Bool) {
        guard let packed = Shared.bytes("data/reviews/datafiniti_hotels.jsonl.gz") else {
            return (generated(), false)
        }
        let lines = Zlib.inflated(packed, windowBits: 31).split(separator: UInt8(ascii: "\n"))
        let texts = lines.compactMap { line -> String? in
            guard let object = try? JSONSerialization.jsonObject(with: Data(line)),
                let record = object as? [String: Any], record["lang"] as? String == "en",
                let text = record["text"] as? String, 30...400 ~= text.count
            else { return nil }
            return text
        }
        return texts.isEmpty ? (generated(), false) : (Set(texts).sorted(), true)
    }

    private static func generated() -> [String] {
        var random = SplitMix(seed: 1)
        let words = """
            the room was cold and nobody at desk answered when we called twice about noise from \
            bar breakfast coffee late towels dirty shower broken staff friendly but slow bill \
            wrong charged parking lift stopped night sleep window heating refund manager
            """.split(separator: " ")
        return (0..<5_000).map { _ in
            (0..<Int.random(in: 7...70, using: &random))
                .map { _ in String(words[Int.random(in: words.indices, using: &random)]) }
                .joined(separator: " ")
        }
    }
}

/// A small seeded source of numbers.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }

    mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }

    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }
}
