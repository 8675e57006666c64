import Testing
import Web

@Suite struct JSONSchemaTests {
    private let form = JSONSchema.object([
        .needs("severity", .integer(1...5)), .may("place", .text(1...4)),
        .may("state", .choice(["new", "closed"])), .may("tags", .list(.text(1...9))),
        .may("note", .optional(.boolean)), .may("at", .moment), .may("score", .decimal),
    ])

    @Test(arguments: [
        #"{"severity":1}"#, #"{"severity":5,"place":"1234"}"#, #"{"severity":3,"place":"日本語室"}"#,
        #"{"severity":3,"state":"new","tags":[],"note":null}"#,
        #"{"severity":3,"tags":["a","b"],"note":true,"score":2}"#,
        #"{"severity":3,"at":"2026-03-12T14:52:00Z","score":2.5}"#,
    ])
    func `what fits has no fault`(text: String) throws {
        #expect(form.fault(of: try JSON(bytes: Array(text.utf8)), named: "body") == nil)
    }

    @Test(arguments: [
        ("[]", "'body' is an object."),
        ("{}", "'body' lacks 'severity'."),
        (#"{"severity":0}"#, "'severity' goes from 1 to 5."),
        (#"{"severity":6}"#, "'severity' goes from 1 to 5."),
        (#"{"severity":"3"}"#, "'severity' is a whole number."),
        (#"{"severity":2.5}"#, "'severity' is a whole number."),
        (#"{"severity":3,"place":""}"#, "'place' is not empty."),
        (#"{"severity":3,"place":"12345"}"#, "'place' has 4 characters at most."),
        (#"{"severity":3,"place":null}"#, "'place' is text."),
        (#"{"severity":3,"state":"gone"}"#, "'state' is one of new, closed."),
        (#"{"severity":3,"tags":[""]}"#, "'tags' is not empty."),
        (#"{"severity":3,"note":"yes"}"#, "'note' is true or false."),
        (#"{"severity":3,"at":"yesterday"}"#, "'at' is a moment such as 2026-03-12T14:52:00Z."),
        (#"{"severity":3,"score":"2"}"#, "'score' is a number."),
        (
            #"{"severity":3,"colour":"red"}"#,
            "'body' has no member 'colour', or has it twice. It has severity, place, state, "
                + "tags, note, at, score."
        ),
    ])
    func `a fault names the member and what would be right`(text: String, fault: String) throws {
        #expect(form.fault(of: try JSON(bytes: Array(text.utf8)), named: "body") == fault)
    }

    @Test func `a letter with marks counts as so many scalars`() throws {
        let place = JSONSchema.text(1...2)
        #expect(place.fault(of: .text("e\u{301}"), named: "place") == nil)
        #expect(place.fault(of: .text("e\u{301}\u{302}"), named: "place") != nil)
    }

    @Test(arguments: ["", "{", "nul", "{\"a\":}", "\"\\u12\""])
    func `what is not JSON is refused`(text: String) {
        #expect(throws: JSONError.self) { try JSON(bytes: Array(text.utf8)) }
    }

    @Test func `what was read is written again`() throws {
        let text = #"{"a":[1,-2,true,null,"q\"\n"],"b":{"c":9223372036854775807}}"#
        #expect(try JSON(bytes: Array(text.utf8)).description == text)
    }

    @Test func `a name is described once and referred to`() {
        let line = JSONSchema.named("Line", .object([.needs("id", .text())]))
        let list = JSONSchema.list(.optional(line))
        #expect(
            list.json.description
                == ##"{"type":"array","items":{"anyOf":[{"$ref":"#/components/schemas/Line"},"##
                + #"{"type":"null"}]}}"#
        )
        #expect(Array(list.components.keys) == ["Line"])
    }
}
