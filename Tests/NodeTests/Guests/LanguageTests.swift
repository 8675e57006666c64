import Foundation
import Testing
import Web

/// What guests' templates and pages say, read out of the sources.
private enum Said {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let texts: Set<String> = {
        var texts = found(/\[\[([^\]]+)\]\]/, in: "Sources/Node/Templates", "guest-", ".mustache")
        // Formatted code may begin the text on a line of its own.
        texts.formUnion(found(/say\(\s*"([^"]+)"/, in: "Sources/Node/Guests", "", ".swift"))
        return texts
    }()

    private static func found(
        _ pattern: Regex<(Substring, Substring)>,
        in folder: String,
        _ prefix: String,
        _ suffix: String
    ) -> Set<String> {
        let place = root.appending(path: folder)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path())) ?? []
        var texts: Set<String> = []
        for name in names where name.hasPrefix(prefix) && name.hasSuffix(suffix) {
            let file = (try? String(contentsOf: place.appending(path: name), encoding: .utf8)) ?? ""
            texts.formUnion(file.matches(of: pattern).map { String($0.output.1) })
        }
        return texts
    }

    static let others = Language.all.filter { $0 != .english }
}

@Suite struct LanguageTests {
    @Test func `guests' pages say something`() { #expect(Said.texts.count > 90) }

    @Test(arguments: Said.others.map(\.code))
    func `a language says all that guests' pages say, and nothing else`(code: String) throws {
        let language = try #require(Language.named(code))
        let known = Set(language.texts)
        #expect(Said.texts.subtracting(known).sorted() == [], "not in \(code).words")
        #expect(known.subtracting(Said.texts).sorted() == [], "said by no page")
    }

    @Test(arguments: Said.others.map(\.code))
    func `a translation has the parts of its text, once each`(code: String) throws {
        let language = try #require(Language.named(code))
        func parts(_ text: String) -> [String] {
            text.matches(of: /%\d/).map { String($0.output) }.sorted()
        }
        for text in language.texts {
            #expect(parts(language.say(text)) == parts(text), "\(text)")
            #expect(!language.say(text).contains("{{"))
        }
    }

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
