import Recovery
import Testing

@Suite struct MessageTemplateTests {
    @Test func `a message is filled for one guest, and values are not read as slots`() throws {
        let template = try MessageTemplate("Dear {guest}, by {time}. {name}")
        #expect(template.slots == [.guest, .time, .name])
        let message = try template.filled([.guest: "Ms {time}", .time: "18:00", .name: "A"])
        #expect(message == "Dear Ms {time}, by 18:00. A")
    }

    @Test func `an unfilled slot blocks sending and is named once`() throws {
        let template = try MessageTemplate("{guest} {time} {guest}")
        #expect(throws: TemplateError.unfilled([.guest, .time])) { try template.filled([:]) }
        #expect(throws: TemplateError.unfilled([.time])) {
            try template.filled([.guest: "B", .time: " "])
        }
    }

    @Test(
        arguments: [
            ("{gest}", [TemplateError.unknownSlot("gest")]), ("{}", [.unknownSlot("")]),
            ("{guest", [.strayBrace]), ("guest}", [.strayBrace]),
            ("{Guest}", [.unknownSlot("Guest")]),
            ("{a} {guest} {b} }", [.unknownSlot("a"), .unknownSlot("b"), .strayBrace]),
            ("{guest} plain", []),
        ])
    func `every bad slot of a message is found`(text: String, errors: [TemplateError]) {
        #expect(MessageTemplate.errors(in: text) == errors)
        #expect((try? MessageTemplate(text)) == nil || errors.isEmpty)
    }
}
