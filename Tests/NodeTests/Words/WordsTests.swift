import Recovery
import Testing
import Web

@testable import Node

@Suite struct WordsTests {
    static let others = Language.all.filter { $0 != .english }.map(\.code)
    static let desk = Language.desk.filter { $0 != .english }.map(\.code)

    @Test func `pages say something`() {
        #expect(SpokenTexts.guests.count > 90)
        #expect(SpokenTexts.desk.count > 300)
    }

    @Test(arguments: others)
    func `a language says all that its pages say, and nothing else`(code: String) throws {
        let language = try #require(Language.named(code))
        var said = SpokenTexts.guests
        if Self.desk.contains(code) { said.formUnion(SpokenTexts.desk) }
        let known = Set(language.texts)
        #expect(said.subtracting(known).sorted() == [], "not in \(code)'s catalogues")
        #expect(known.subtracting(said).sorted() == [], "said by no page")
    }

    @Test(arguments: others)
    func `a translation has the parts, the names and the tags of its text`(code: String) throws {
        let language = try #require(Language.named(code))
        func parts(_ text: String) -> [String] {
            text.matches(of: /%\d|{{[^}]*}}|<[^>]*>/).map { String($0.output) }.sorted()
        }
        for text in language.texts {
            let words = language.say(text)
            #expect(parts(words) == parts(text), "\(text)")
            // Besides those, words stand in pages as they are.
            let rest = words.replacing(/{{[^}]*}}|<[^>]*>/, with: "")
            #expect(!rest.contains { "<>&\"".contains($0) }, "\(words)")
            #expect(words.contains { !$0.isWhitespace })
        }
    }

    @Test func `a source's phrases are found`() {
        let source = #"""
            let a = say(x ? "one" : "\(n) of \(say("them \(2)"))") // say("no")
            var words: Sentence { switch self { case .a: "in \("b") c" } }
            func heading(_ n: Int) -> Sentence {
                """
                Two lines \
                are one.
                """
            }
            let days: [Sentence] = ["Mon", "Tue"]
            let d = language.say("first %1", "second")
            let e = f("not said")
            report(2, Sentence("Mend \(e)."))
            """#
        #expect(
            PhraseScanner(source).phrases == [
                "one", "them %1", "%1 of %2", "in %1 c", "Two lines are one.", "Mon", "Tue",
                "first %1", "Mend %1.",
            ]
        )
    }

    @Test(arguments: PageSource.all)
    func `a page tells of errors in its own language`(source: PageSource) {
        #expect(source.unspoken == [])
    }

    @Test func `an error in English alone is found`() {
        let source = PageSource(
            name: "",
            text: #"""
                throw Problem(.conflict, "stay", error.description)
                throw Problem(
                    .badRequest,
                    "stay",
                    "Write a room."
                )
                return page(trouble: error.description)
                static let none = Problem(.notFound, "stay", say("Not here."))
                throw Problem(.notFound, "stay", say(error))
                """#
        )
        #expect(source.unspoken.count == 4)
    }

    @Test func `a sentence puts its parts where the language has them`() throws {
        let amount = try Money("1234.50 EUR")
        let sentence: Sentence = "\(amount) is more than \(amount), \(5) % of the price affected"
        #expect(
            sentence.description
                == "1234.50 EUR is more than 1234.50 EUR, 5 % of the price affected"
        )
        #expect(sentence.text == "%1 is more than %2, %3 % of the price affected")
        #expect(Language.english.say(sentence).hasPrefix("1,234.50 EUR is more"))
    }

    @Test(arguments: [
        ("en", "1,234.50 EUR", "Thursday 12 March", "Fri 07:52", "12 March", "2 days", "1,234"),
        ("de", "1.234,50 EUR", "Donnerstag, 12. März", "Fr. 07:52", "12. März", "2 Tage", "1.234"),
        (
            "es", "1\u{202F}234,50 EUR", "jueves, 12 de marzo", "vie. 07:52", "12 de marzo",
            "2 días", "1\u{202F}234"
        ),
        (
            "fr", "1\u{202F}234,50 EUR", "jeudi 12 mars", "ven. 07:52", "12 mars", "2 jours",
            "1\u{202F}234"
        ),
    ])
    func `money, dates and numbers follow the language`(
        code: String,
        money: String,
        date: String,
        near: String,
        day: String,
        span: String,
        number: String
    ) throws {
        let language = try #require(Language.named(code))
        let amount = try Money("1234.50 EUR")
        Language.$spoken.withValue(language) {
            let time = HouseTime(zone: .utc)
            let noon = Timestamp(milliseconds: 1_773_316_320_000)
            let next = Timestamp(milliseconds: noon.milliseconds + 20 * 3_600_000)
            #expect(say("\(amount)") == money)
            #expect(time.date(noon) == date)
            #expect(time.near(next, noon) == near)
            #expect(time.near(noon, Timestamp(milliseconds: 0)) == day)
            #expect(HouseTime.span(48 * 3_600_000) == span)
            #expect(Numbers.grouped(1234) == number)
        }
    }

    @Test(arguments: [("-0.50 EUR", "-0,50 EUR"), ("0.05 EUR", "0,05 EUR"), ("12 JPY", "12 JPY")])
    func `small amounts keep their sign and zeros`(amount: String, words: String) throws {
        let german = try #require(Language.named("de"))
        let sentence: Sentence = "\(try Money(amount))"
        #expect(german.say(sentence) == words)
    }

    @Test func `what is done on another thread speaks as the page does`() async throws {
        let german = try #require(Language.named("de"))
        let words = try await Language.$spoken.withValue(german) {
            try await blocking { say("Inbox") }
        }
        #expect(words == "Eingang")
        let english = try await blocking { say("Inbox") }
        #expect(english == "Inbox")
    }
}
