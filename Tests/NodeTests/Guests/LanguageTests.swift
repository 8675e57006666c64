import Testing
import Web

@Suite struct LanguageTests {
    @Test(
        arguments: [
            ("de", "fr", "de"), ("xx", "fr", "fr"), (nil, "pt-BR,pt;q=0.9", "pt"),
            (nil, "nl, es;q=0.8, de;q=0.9", "de"), (nil, "de;q=0, es;q=0.1", "es"),
            (nil, "ar", "ar"), (nil, "nl", "en"), (nil, "", "en"), (nil, ";;q=,,", "en"),
            (nil, "de;q=0.5,fr;q=0.5", "de"), ("DE-at", nil, "de"),
        ] as [(String?, String?, String)]
    )
    func `a guest's choice counts, then the browser's, then the house's`(
        choice: String?,
        header: String?,
        code: String
    ) {
        #expect(Language.chosen(choice, accepting: header).code == code)
    }

    @Test func `the house's language is for guests whose own nobody speaks`() throws {
        let german = try #require(Language.named("de"))
        #expect(Language.chosen(nil, accepting: "nl", house: german) == german)
    }

    @Test(arguments: [
        ("by %1", ["14:20"], "by 14:20"), ("%2 %1", ["a", "b"], "b a"),
        ("%1", ["%1 %2"], "%1 %2"), ("100 %", ["a"], "100 %"), ("%3", ["a"], "%3"),
    ])
    func `parts are put in once`(text: String, parts: [String], said: String) {
        let english = Language.english
        let words =
            parts.count == 1
            ? english.say(text, parts[0]) : english.say(text, parts[0], parts[1])
        #expect(words == said)
    }

    @Test func `Arabic runs from right to left, and no other`() {
        #expect(Language.all.filter { $0.direction == "rtl" }.map(\.code) == ["ar"])
    }
}
