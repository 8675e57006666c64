import Foundation
import Node
import Testing

@Suite struct CSVReadingTests {
    @Test(
        .enabled(if: SampleData.isPresent),
        arguments: [
            "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
            "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8",
        ]
    )
    func `csv-spectrum reads as its JSON says`(name: String) throws {
        let folder = "nasty/csv-spectrum"
        let json = try Data(
            contentsOf: URL(filePath: SampleData.path("\(folder)/json/\(name).json"))
        )
        let expected = try #require(
            JSONSerialization.jsonObject(with: json) as? [[String: String]]
        )
        let columns = try #require(expected.first).keys.sorted()
        let read = try Import(
            ByteSource(path: SampleData.path("\(folder)/csvs/\(name).csv")),
            mapping: columns.map { "answer: \($0)" }.joined(separator: "\n")
        )
        #expect(read.setAside.isEmpty)
        #expect(read.drafts.count == expected.count)
        for (draft, row) in zip(read.drafts, expected) {
            let wanted = columns.filter { row[$0] != "" }.map { column in
                column + ": " + (row[column] ?? "").replacing("\r\n", with: "\n")
            }
            #expect(draft.passages.map(\.line) == wanted)
        }
    }

    @Test(arguments: 0..<40)
    func `rows written in any manner read back the same`(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        let table = RandomTable(&numbers)
        let bytes = table.written(&numbers)
        let chunk = [1, 2, 3, 7, 64, 65_536].randomElement(using: &numbers) ?? 1
        let mapping = table.names.map { "answer: \($0)" }.joined(separator: "\n")
        let read = try Import(ByteSource(bytes: bytes, chunkByteCount: chunk), mapping: mapping)
        #expect(read.setAside.isEmpty)
        #expect(read.drafts.map { $0.passages.map(\.text) } == table.rows)
        #expect(read.lines == table.lines)
    }

    @Test func `an open quote costs its own line and no other`() throws {
        let text = "id,text\n1,good\n2,\"never closed\n3,fine\n4,\"two\nlines\"\n5,end\n"
        let read = try Import(text, mapping: "id: id\ntext: text")
        #expect(read.drafts.map(\.externalID) == ["1", "3", "4", "5"])
        #expect(read.drafts.map(\.text) == ["good", "fine", "two\nlines", "end"])
        #expect(read.setAside.map(\.line) == [3])
        #expect(read.setAside.map(\.raw) == [Array("2,\"never closed\n".utf8)])
    }

    @Test func `an open quote at the end is set aside and nothing before it`() throws {
        let read = try Import("id,text\n1,good\n2,\"cut off", mapping: "id: id\ntext: text")
        #expect(read.drafts.map(\.externalID) == ["1"])
        #expect(read.setAside.map(\.raw) == [Array("2,\"cut off\n".utf8)])
        #expect(read.setAside.first?.reason.contains("quote") == true)
    }

    @Test(arguments: [
        ("a,b,c\n1,2,3\n4,5,6\n", "comma"), ("a;b;c\n1,5;2,5;3\n", "semicolon"),
        ("a\tb\n1,2\t3\n", "tab"), ("a|b\n1|2\n", "vertical bar"), ("text\nso, so\nbad\n", "none"),
    ])
    func `the delimiter is the one the rows agree on`(text: String, name: String) throws {
        let read = try Import(text)
        #expect(read.plan.format.contains("delimiter \(name)"))
    }

    @Test func `rows with other numbers of cells lose nothing`() throws {
        let text = "id,text,city\n1,good,Rome\n2,so, so,Rome\n3,cut\n4\n5,fine,Rome,,\n"
        let read = try Import(text, mapping: "id: id\ntext: text")
        #expect(read.drafts.map(\.externalID) == ["1", "3", "5"])
        #expect(read.drafts[1].notes == ["missing cells at the end count as empty"])
        #expect(read.setAside.map(\.line) == [3, 5])
        #expect(read.setAside[0].reason.contains("4 cells where the header has 3"))
    }

    @Test func `a header that comes again is no row`() throws {
        let read = try Import("id,text\n1,a\nid,text\n2,b\n", mapping: "id: id\ntext: text")
        #expect(read.drafts.map(\.externalID) == ["1", "2"])
        #expect(read.counts.repeatedHeaders == 1)
        #expect(read.counts.read == 2)
    }

    @Test func `blank rows and lines before the header are left out`() throws {
        let text = "Export of\nMonday; noon\n\nid,text,city\n1,a,x\n,,\n\n2,b,y\n"
        let read = try Import(text, mapping: "id: id\ntext: text")
        #expect(read.drafts.map(\.externalID) == ["1", "2"])
        #expect(read.plan.junkLineCount == 2)
        #expect(read.counts.read == 2)
    }

    @Test func `rows set aside make a file that imports once mended`() throws {
        let text = "id,text,score\n1,good,5\n2,bad,rubbish\n3,\"open,2\n"
        let mapping = "id: id\ntext: text\nscore: score"
        let first = try Import(text, mapping: mapping)
        let file = first.plan.headerRaw + first.setAside.flatMap(\.raw)
        let mended = String(decoding: file, as: UTF8.self)
            .replacing("rubbish", with: "1").replacing("\"open", with: "open")
        let second = try Import(mended, mapping: mapping)
        #expect(second.setAside.isEmpty)
        #expect(second.drafts.map(\.externalID) == ["2", "3"])
    }
}

/// Columns and cells drawn at random, and many ways to write them down.
///
/// The first row is about as long as the sample that is read before any row is cut, so that the
/// rows after it meet the borders of chunks.
private struct RandomTable {
    let names: [String]
    let rows: [[String]]
    let encoding: Encoding

    /// The line of the file where each row begins.
    var lines: [Int] {
        var line = 2
        return rows.map { row in
            defer { line += 1 + row.joined().count { $0 == "\n" } }
            return line
        }
    }

    enum Encoding: CaseIterable {
        case utf8, utf8WithMark, utf16LittleEndian, utf16BigEndian, gzip
    }

    init(_ numbers: inout SeededNumbers) {
        encoding = Encoding.allCases.randomElement(using: &numbers) ?? .utf8
        let isWide = encoding == .utf16LittleEndian || encoding == .utf16BigEndian
        let padCount = IntakeLimits.chunkByteCount / (isWide ? 2 : 1) - 100
        let count = Int.random(in: 2...6, using: &numbers)
        names = (0..<count).map { "column\($0)" }
        var rows: [[String]] = []
        for _ in 0..<Int.random(in: 25...80, using: &numbers) {
            rows.append((0..<count).map { _ in Self.cell(&numbers) })
        }
        rows[0][0] = String(repeating: "p", count: padCount)
        self.rows = rows
    }

    private static func cell(_ numbers: inout SeededNumbers) -> String {
        let letters = Array("ab 1é漢😀\"\"'\n,;\t|=\\{}")
        let middle = (0..<Int.random(in: 0...12, using: &numbers)).map { _ in
            letters.randomElement(using: &numbers) ?? "a"
        }
        return "<" + String(middle) + ">"
    }

    func written(_ numbers: inout SeededNumbers) -> [UInt8] {
        let delimiter = [",", ";", "\t", "|"].randomElement(using: &numbers) ?? ","
        let lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &numbers) ?? "\n"
        var text = names.joined(separator: delimiter) + lineEnd
        for (index, row) in rows.enumerated() {
            text += row.map { cell in
                let needsQuotes =
                    cell.contains { "\n\r\"".contains($0) } || cell.contains(delimiter)
                guard needsQuotes || Bool.random(using: &numbers) else { return cell }
                return "\"" + cell.replacing("\"", with: "\"\"") + "\""
            }.joined(separator: delimiter)
            if index < rows.count - 1 || Bool.random(using: &numbers) { text += lineEnd }
        }
        let units = Array(text.utf16)
        return switch encoding {
        case .utf8: Array(text.utf8)
        case .utf8WithMark: [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        case .utf16LittleEndian:
            [0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        case .utf16BigEndian:
            [0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        case .gzip: gzipMember(Array(text.utf8))
        }
    }
}
