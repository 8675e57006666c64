import Node
import Testing

@Suite struct JSONLinesTests {
    @Test(arguments: [1, 3, 65_536])
    func `objects become columns and arrays stay text`(chunk: Int) throws {
        let text = """
            {"id": 1, "text": "a\\n\\"b\\" \\u00e9 \\ud83d\\ude00", "guest": {"room": "12"}}

            {"id": 2, "tags": ["x", {"y": [null]}], "text": "c", "late": -1.5e3, "no": null}
            """
        let read = try Import(
            text,
            mapping: "id: id\ntext: text\nplace: guest.room",
            chunkByteCount: chunk
        )
        #expect(read.setAside.isEmpty)
        #expect(read.drafts.map(\.text) == ["a\n\"b\" é 😀", "c"])
        #expect(read.drafts.map(\.place) == ["12", nil])
        #expect(
            read.drafts[1].otherColumns == [
                .init(name: "tags", value: "[\"x\", {\"y\": [null]}]"),
                .init(name: "late", value: "-1.5e3"),
            ]
        )
    }

    @Test(arguments: [
        "{\"text\": \"a\"", "{\"text\" \"a\"}", "{\"text\": }", "{\"text\": 01}", "{text: 1}",
        "{\"text\": \"a\"} x", "{\"text\": \"\\x\"}", "{\"text\": \"\\u12g4\"}", "nonsense",
        "{\"text\": \"a\tb\"}", "{\"text\": tru}", "{\"text\": [1,]}", "{\"text\": \"a\\",
        "{\"text\": \"a\", }", "{\"text\": -}",
    ])
    func `a line that is no object is set aside with the place of the fault`(line: String) throws {
        let read = try Import(
            "{\"text\": \"first\"}\n\(line)\n{\"text\": \"last\"}\n",
            mapping: "text: text"
        )
        #expect(read.drafts.map(\.text) == ["first", "last"])
        #expect(read.setAside.map(\.raw) == [Array((line + "\n").utf8)])
        #expect(read.setAside.first?.reason.contains("at byte") == true)
    }

    @Test(arguments: [(0, 0), (1, 1)])
    func `objects nest as deep as the limit and no deeper`(extra: Int, setAside: Int) throws {
        let depth = IntakeLimits.jsonDepthMax - 1 + extra
        let line =
            "{\"text\": \"t\", \"deep\": " + String(repeating: "[", count: depth)
            + String(repeating: "]", count: depth) + "}\n"
        let read = try Import("{\"text\": \"t\"}\n" + line, mapping: "text: text")
        #expect(read.setAside.count == setAside)
        #expect(read.drafts.count == 2 - setAside)
    }

    @Test func `half a surrogate pair is replaced and noted`() throws {
        let read = try Import("{\"text\": \"a\\ud83d b\"}\n", mapping: "text: text")
        #expect(read.drafts.map(\.text) == ["a\u{FFFD} b"])
        #expect(read.drafts.first?.notes == ["unreadable bytes replaced"])
    }

    @Test func `a line longer than the limit is set aside and the next one read`() throws {
        let long = String(repeating: "z", count: IntakeLimits.rowByteCountMax)
        let read = try Import(
            "{\"text\": \"a\"}\n{\"text\": \"\(long)\"}\n{\"text\": \"b\"}\n",
            mapping: "text: text"
        )
        #expect(read.drafts.map(\.text) == ["a", "b"])
        #expect(read.setAside.map(\.line) == [2, 2])
    }
}
