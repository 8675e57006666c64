import Detection
import Foundation
import Recovery
import Testing

private let detector = Detector(rules: SampleRules.all)

/// Small, seeded, and the same on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Text made of cue words, connectives and oddities, in any order.
private func scramble(seed: UInt64) -> String {
    var generator = SeededGenerator(seed: seed)
    let words = SampleRules.all.flatMap(\.cues)
    let glue = [
        " ", " not ", ", ", ". ", " and ", " great ", "\u{301}", "’", "'t ", "\u{200D}", "\0", "-",
        "😀", " no ", " but ", "ß", "İ", "\r\n", "日本", " despite ", "\u{FEFF}", "n t ",
    ]
    return (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        (words.randomElement(using: &generator) ?? "")
            + (glue.randomElement(using: &generator) ?? "")
    }.joined()
}

private func expectSound(_ found: DetectionOutcome, _ texts: [String]) {
    let matches =
        found.findings.flatMap(\.cues) + found.dissatisfaction + found.dismissed.map(\.match)
    for match in matches {
        let text = texts[match.segment]
        #expect(match.range.lowerBound >= 0 && match.range.upperBound <= text.utf8.count)
        #expect(!match.range.isEmpty)
        #expect(!match.words(in: text).isEmpty)
    }
    for finding in found.findings {
        #expect((0...100).contains(finding.confidence))
        #expect(!finding.cues.isEmpty)
    }
}

struct DetectorPropertyTests {
    @Test(arguments: 1...200)
    func `ranges stay inside the text and a contact request opens`(seed: UInt64) {
        let texts = [scramble(seed: seed), scramble(seed: seed &+ 1_000)]
        let polarities: [TextSegment.Polarity] = [.unknown, .givenNegative, .givenPositive]
        let polarity = polarities[Int(seed % 3)]
        let input = DetectionInput(
            segments: texts.map { TextSegment($0, polarity: polarity) },
            score: GivenScore(normalised: Int(seed) % 101, on: .percent),
            contactRequested: true
        )
        let found = detector.detect(input)
        expectSound(found, texts)
        guard case .openCase = found.decision else {
            Issue.record("A contact request opened no case.")
            return
        }
        #expect(detector.detect(input) == found)
    }

    @Test(arguments: 1...200)
    func `folding twice is folding once`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var text = ""
        for _ in 0..<50 {
            let value = UInt32.random(in: 0...0x2FFF, using: &generator)
            if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
        }
        let once = Folding.fold(text)
        #expect(Folding.fold(once).utf8.elementsEqual(once.utf8))
    }

    @Test(arguments: [
        ("Café CRÈME", "cafe creme"), ("Straße", "strasse"), ("Łódź", "lodz"), ("Œuvre", "oeuvre"),
        ("İstanbul ığdır", "istanbul igdir"), ("ÇĞŞŽ þÞðÐ", "cgsz ththdd"), ("e\u{301}", "e"),
        ("ŸŻŒŦŊŪſ", "yzoetnus"), ("×÷", "×÷"), ("ПРИВЕТ Ё ΑΩ", "привет ё αω"),
        ("ŉĳĸ", "nijk"),
        ("Äpfel Öl Über", "apfel ol uber"), ("ștefan Țară", "stefan tara"),
    ])
    func `accents and case vanish`(text: String, folded: String) {
        #expect(Folding.fold(text) == folded)
    }

    @Test func `every scalar of the folding table becomes ASCII letters`() {
        for value in UInt32(0xC0)...0x17F where value != 0xD7 && value != 0xF7 {
            let folded = Unicode.Scalar(value).map { Folding.fold(String($0)) } ?? ""
            #expect(
                !folded.isEmpty && folded.utf8.allSatisfy { (0x61...0x7A).contains($0) },
                "U+\(String(value, radix: 16)) became \(folded)"
            )
        }
    }

    @Test func `a very long text is read to its end`() {
        let text = String(repeating: "room water noise not hot ", count: 40_000) + ". cockroach"
        let found = detector.detect(DetectionInput(segments: [TextSegment(text)]))
        expectSound(found, [text])
        #expect(found.findings.contains { $0.scenarioCode == "HK-03" })
    }

    @Test(.enabled(if: SharedData.exists("nasty/blns.txt")))
    func `naughty strings crash nothing`() throws {
        let text = try String(contentsOf: SharedData.url("nasty/blns.txt"), encoding: .utf8)
        for line in text.split(separator: "\n") + [Substring(text)] {
            let found = detector.detect(DetectionInput(segments: [TextSegment(String(line))]))
            expectSound(found, [String(line)])
        }
    }
}
