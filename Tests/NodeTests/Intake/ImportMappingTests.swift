import Node
import Testing

@Suite struct ImportMappingTests {
    @Test func `the text form reads back as the same mapping`() throws {
        let text = """
            title: t
            complaint: bad: really?
            praise: good
            empty words: No Negative | No Positive
            score: points = all
            score scale = 1-7
            score scale: top
            score word: so = so = 3
            score word: 9 = none
            channel: via
            touchpoint = room
            date order = month-first
            guest name: first
            guest name: last
            occurred: when
            received: got
            place: #4
            email: mail
            contact request: call
            language: lang
            id: nr
            site: hotel
            only site = North Wing
            yes words: yes | please

            """
        let mapping = try ImportMapping(parsing: text)
        #expect(
            mapping.text.split(separator: "\n").sorted() == text.split(separator: "\n").sorted()
        )
        #expect(try ImportMapping(parsing: mapping.text) == mapping)
        #expect(mapping.texts.first { $0.kind == .complaint }?.column == "bad: really?")
    }

    @Test(arguments: [
        ("text comments", 1, "key: COLUMN"), ("# fine\n\ntexts: a", 3, "Keys are:"),
        ("text:", 1, "nothing after it"), ("score scale = 1-5", 1, "score: COLUMN"),
        ("score: a\nscore scale = 1-6", 2, "1-5, 1-7, 0-10"),
        ("score: a\nscore word: b", 2, "WORD = NUMBER"),
        ("score: a\nscore word: b = c", 2, "whole number"),
        ("channel = pigeon", 1, "survey, webForm"), ("date order = never", 1, "day-first"),
        ("place = 12", 1, "with a colon"),
    ])
    func `a mistake is named by its line and with a cure`(
        text: String,
        line: Int,
        cure: String
    ) {
        let error = #expect(throws: ImportMapping.TextError.self) {
            try ImportMapping(parsing: text)
        }
        #expect(error?.line == line)
        #expect(error?.message.contains(cure) == true, "\(String(describing: error))")
    }

    @Test func `a column that the file lacks is named with those it has`() {
        let error = #expect(throws: IntakeError.self) {
            try Import("id,text\n1,a\n", mapping: "text: comment")
        }
        #expect(error == .columnMissing(key: "text", column: "comment", available: ["id", "text"]))
    }

    @Test(arguments: ["text: TEXT", "text: #2", "text:  Text  "])
    func `columns are found by name in any case, or by place`(mapping: String) throws {
        #expect(try Import("id,text\n1,a\n", mapping: mapping).drafts.map(\.text) == ["a"])
    }

    @Test(arguments: [
        ("8/3/2017\n8/13/2017", "month-first: 1 of 2"),
        ("8/3/2017\n13/8/2017", "day-first: 1 of 2"),
        ("8/3/2017\n9/3/2017", "both ways and are read day-first"),
        ("8/3/2017 1:00 PM\n9/3/2017 2:00 PM", "both ways and are read month-first"),
    ])
    func `the order of day and month is decided on the sample and said`(
        dates: String,
        reason: String
    ) throws {
        let rows = dates.split(separator: "\n").map { "\($0),some words here\n" }.joined()
        let read = try Import("date,comment\n" + rows)
        #expect(read.plan.reasons.contains { $0.contains(reason) }, "\(read.plan.reasons)")
    }

    @Test func `a preview takes no row`() throws {
        let session = try ImportSession(
            ByteSource(bytes: Array("comment,rating\na,5\nb,rubbish\nc,3\n".utf8)),
            options: ImportOptions(utcOffsetSeconds: 0, now: testNow)
        )
        #expect(session.preview(2).count == 2)
        #expect(session.counts.read == 0)
        var rows: [ImportedRow] = []
        while let row = try session.next() { rows.append(row) }
        #expect(rows.count == 3)
        #expect(session.preview(2).isEmpty)
    }
}
