import Foundation
import Recovery
import Testing

@testable import CLI
import Web

/// What is printed, for people and for programs.
struct OutputTests {
    @Test(arguments: [
        "plain", "quotes \" and \\", "line\nline\r\n\ttab", "\u{1B}[31mred", "\u{0}\u{7F}\u{9B}",
        "Zürich 東京 👩‍👩‍👧 \u{202E}tfel",
    ])
    func `any text comes back out of the JSON that is printed`(text: String) throws {
        let printed = JSON.object([.init(name: text, value: .text(text))]).description
        let read = try JSONSerialization.jsonObject(with: Data(printed.utf8)) as? [String: String]
        #expect(read == [text: text])
        #expect(!printed.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x9B })
    }

    @Test func `an array of objects has one line an element`() {
        let list = JSON.array([["a": .integer(1), "b": .null], ["a": .array([.bool(true)])]])
        #expect(list.description == "[\n{\"a\":1,\"b\":null},\n{\"a\":[true]}\n]")
        #expect(JSON.array([]).description == "[]")
    }

    @Test(arguments: [
        (0.12345, 4, "0.1235"), (1.0, 4, "1.0000"), (-0.05, 1, "-0.1"), (-0.04, 1, "0.0"),
        (.infinity, 2, "0.00"), (.nan, 2, "0.00"), (66.6, 0, "67"),
    ])
    func `decimals have as many digits as were asked for`(
        number: Double,
        decimals: Int,
        text: String
    ) {
        #expect(Numbers.fixed(number, decimals) == text)
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"),
        (Int64.min, "-9,223,372,036,854,775,808"),
    ])
    func `thousands are grouped`(number: Int64, text: String) {
        #expect(Numbers.grouped(number) == text)
    }

    @Test(arguments: [
        (5, "5 s"), (65, "1 min"), (11_640, "3 h 14"), (3_840, "1 h 04"),
        (72_000, "20 h"), (169_200, "47 h"), (180_000, "2 days"),
    ])
    func `a length of time has two units at most`(seconds: Int64, text: String) {
        #expect(Timestamp.span(seconds: seconds) == text)
    }

    @Test(arguments: [
        ("abc", 3), ("東京", 4), ("e\u{301}", 1), ("👩‍👩‍👧", 2), ("", 0), ("ﾊﾝｶｸ", 4),
    ])
    func `a text takes the cells a terminal gives it`(text: String, count: Int) {
        #expect(text.cellCount == count)
    }

    @Test func `a text is cut to its cells, never in the middle of a letter`() {
        #expect("東京タワー".cut(toCells: 6) == "東京…")
        #expect("short".cut(toCells: 5) == "short")
    }

    @Test func `nothing that a guest wrote can steer the terminal`() {
        #expect("a\u{1B}[2Jb\nc\u{202E}d\te".oneLine == "a\u{FFFD}[2Jb c\u{FFFD}d e")
        #expect("a\r\nb".screened == "a\nb")
    }

    @Test func `a table aligns numbers to the end and cuts flexible columns only`() {
        var table = Table(.text("site"), .flexible("summary"), .number("cases"))
        table.add("LIS", "The heating failed and nobody came", "7")
        table.add("OPO", "Noise", "1,204")
        let narrow = Terminal(columnCount: 32, isColoured: false, showsProgress: false)
        #expect(
            table.lines(for: narrow) == [
                "site  summary              cases", "LIS   The heating failed…      7",
                "OPO   Noise                1,204",
            ]
        )
        let file = Terminal(columnCount: nil, isColoured: false, showsProgress: false)
        #expect(table.lines(for: file)[1].contains("nobody came"))
    }

    @Test func `colour is only where the terminal has it`() {
        let coloured = Terminal(columnCount: 80, isColoured: true, showsProgress: false)
        let plain = Terminal(columnCount: 80, isColoured: false, showsProgress: false)
        #expect(coloured.paint("late", .late) == "\u{1B}[1;31mlate\u{1B}[0m")
        #expect(plain.paint("late", .late) == "late")
    }

    @Test func `a progress bar says how much, how fast and how long still`() {
        let line = ProgressBar.line(share: 0.5, count: 12_000, noun: "rows", seconds: 2)
        let bar = "[############............]"
        #expect(line == bar + " 50 %  12,000 rows, 6,000 a second, 2 s left")
    }
}
