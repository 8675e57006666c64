import Foundation
import Node
import Testing

@Suite struct FileReadingTests {
    @Test(arguments: [1, 2, 5, 65_536])
    func `gzip is known by its first bytes, and members follow each other`(chunk: Int) throws {
        let bytes = gzipMember(Array("id,text\n1,a\n".utf8)) + gzipMember(Array("2,b\n".utf8))
        let read = try Import(
            ByteSource(bytes: bytes, chunkByteCount: chunk),
            mapping: "id: id\ntext: text"
        )
        #expect(read.drafts.map(\.externalID) == ["1", "2"])
    }

    @Test func `a cut gzip file gives its whole rows and then says so`() throws {
        let rows = (1...20_000).map { "\($0),row number \($0)\n" }.joined()
        let whole = gzipMember(Array("id,text\n\(rows)".utf8))
        let session = try ImportSession(
            ByteSource(bytes: Array(whole.prefix(whole.count / 2))),
            mapping: ImportMapping(parsing: "id: id\ntext: text"),
            options: ImportOptions(utcOffsetSeconds: 0, now: testNow)
        )
        var last = 0
        let error = #expect(throws: IntakeError.self) {
            while let row = try session.next() {
                guard case .draft(let draft, _) = row else { continue }
                #expect(draft.text == "row number \(last + 1)")
                last += 1
            }
        }
        #expect(last > 9_000)
        #expect(error?.description.contains("gzip file is damaged") == true)
    }

    @Test(arguments: [
        ("", IntakeError.empty), (" \n\n", .empty), ("\u{FEFF}", .empty),
        ("[{\"text\":\"a\"}]", .jsonArray),
    ])
    func `a file without rows to read says what to do`(text: String, error: IntakeError) {
        #expect(throws: error) { try Import(text) }
    }

    @Test func `a path that cannot be opened is named`() {
        let error = #expect(throws: IntakeError.self) { try ByteSource(path: "/nowhere/x.csv") }
        #expect(error?.description.contains("/nowhere/x.csv") == true)
        #expect(throws: IntakeError.cannotOpen(path: "/", reason: "it is a directory")) {
            try ByteSource(path: "/")
        }
    }

    @Test(
        arguments: [
            ([0x63, 0x61, 0x66, 0xE9], "café"), ([0x80, 0x35], "€5"), ([0x93, 0x61, 0x94], "“a”"),
            ([0x63, 0xC3, 0xA9], "cé"),
        ] as [([UInt8], String)]
    )
    func `bytes that are no UTF-8 are read as Windows-1252`(bytes: [UInt8], text: String) throws {
        let file = Array("id,text\n1,".utf8) + bytes
        let read = try Import(ByteSource(bytes: file), mapping: "text: text")
        #expect(read.drafts.map(\.text) == [text])
    }

    @Test func `bad bytes in a UTF-8 file are replaced, noted, and kept when set aside`() throws {
        let head = Array("text,score\né é é,3\n".utf8)
        let bad: [UInt8] = Array("x".utf8) + [0xFF] + Array("y,2\n".utf8)
        let worse: [UInt8] = [0xFE] + Array(",rubbish\n".utf8)
        let read = try Import(
            ByteSource(bytes: head + bad + worse),
            mapping: "text: text\nscore: score"
        )
        #expect(read.drafts.map(\.text) == ["é é é", "x\u{FFFD}y"])
        #expect(read.drafts[1].notes == ["unreadable bytes replaced"])
        #expect(read.setAside.map(\.raw) == [worse])
    }

    @Test func `control characters are left out and noted`() throws {
        let read = try Import("id,text\n1,a\0b\u{7}c\td\n", mapping: "text: text")
        #expect(read.drafts.map(\.text) == ["abc\td"])
        #expect(read.drafts[0].notes == ["control characters removed"])
    }

    @Test(arguments: [(0, 0), (1, 1)])
    func `a cell may be as long as the limit and no longer`(extra: Int, setAside: Int) throws {
        let cell = String(repeating: "x", count: IntakeLimits.fieldByteCountMax + extra)
        let read = try Import("id,text\n1,\(cell)\n2,b\n", mapping: "id: id\ntext: text")
        #expect(read.setAside.count == setAside)
        #expect(read.drafts.last?.externalID == "2")
        #expect(read.counts.read == 2)
    }

    @Test(arguments: [IntakeLimits.columnCountMax, IntakeLimits.columnCountMax + 1])
    func `a row may have as many columns as the limit and no more`(count: Int) throws {
        let names = (0..<count).map { "c\($0)" }.joined(separator: ",")
        let cells = (0..<count).map(String.init).joined(separator: ",")
        let text = "text,b\n" + String(repeating: "a,b\n", count: 300) + cells + "\n"
        let read = try Import(text, mapping: "text: text")
        let isOver = count > IntakeLimits.columnCountMax
        #expect(read.setAside.first?.reason.contains("at most") == isOver)
        if !isOver {
            #expect(try Import(names + "\n" + cells, mapping: "text: c9").drafts.count == 1)
        }
    }

    @Test func `a row longer than the limit comes aside in pieces that make it whole`() throws {
        let long = String(repeating: "y", count: 2 * IntakeLimits.rowByteCountMax + 10)
        let read = try Import("id,text\n1,a\n2,\(long)\n3,c\n", mapping: "id: id\ntext: text")
        #expect(read.drafts.map(\.externalID) == ["1", "3"])
        #expect(read.setAside.map(\.line) == [3, 3, 3])
        let whole = read.setAside.map { $0.raw.dropLast() }.joined()
        #expect(whole.count == long.utf8.count + 2)
    }

    @Test func `an open quote before more than a row's bytes costs one line`() throws {
        let text = String(repeating: "t", count: 1_000)
        let rows = (0..<2_500).map { "\($0),\(text)\n" }.joined()
        let read = try Import("id,text\nx,\"open\n" + rows, mapping: "id: id\ntext: text")
        #expect(read.drafts.count == 2_500)
        #expect(read.setAside.map(\.line) == [2])
    }
}
