import Storage
import TestSupport
import Testing

extension BrowserTests {
    /// A screen in the lobby, at which one guest comes after the other.
    @Suite(.desk(.desk)) struct KioskTests {
        /// Adds a shared screen and gives the address of its form.
        private func kiosk(named name: String) async throws -> String {
            let browser = try Desk.current.browser
            try await browser.open("/places")
            try await browser.find("select[name=kind] option[value=kiosk]").click()
            try await browser.find("textarea[name=names]").type(name)
            try await browser.submit(.button("Add"))
            for row in try await browser.all(.css(".places tbody tr"))
            where try await row.text.hasPrefix(name) {
                let path = try await browser.run(
                    "return arguments[0].querySelector('a').getAttribute('href')",
                    row.reference
                )
                return try #require(path.text)
            }
            throw BrowserError.neverCame(name, page: "/places", text: "")
        }

        @Test func `a guest is heard, and the next one finds an empty form`() async throws {
            let desk = try Desk.current
            let browser = desk.browser
            let kiosk = try await kiosk(named: "Lobby")
            try await browser.open(kiosk)
            try await browser.find("textarea[name=say]").type("My room smells of smoke.")
            try await browser.find("label:has(input[name=contact])").click()
            try await browser.find("input[name=reach]").type("+351 912 000 000")
            try await browser.submit(.css("button[type=submit]"))
            try await browser.read("Thank you, this is with us now")
            let cases = try desk.house.node.read { try $0.cases() }
            #expect(cases.map(\.summary).contains { $0.contains("smells of smoke") })

            // The guest walks away: nobody touches anything.
            _ = try await browser.wait(for: "the empty form", within: .seconds(45)) {
                try await browser.path() == kiosk ? true : nil
            }
            try await expectNothing(of: "smoke", "912")
            // Nor does going back show what the last one wrote.
            try await browser.goBack()
            _ = try await browser.wait(for: "the empty form", within: .seconds(45)) {
                try await browser.path() == kiosk ? true : nil
            }
            try await expectNothing(of: "smoke", "912")
        }

        /// Neither the page nor a field of it has any of these words, and nothing is ticked.
        private func expectNothing(of words: String...) async throws {
            let browser = try Desk.current.browser
            let typed = try await browser.run(
                """
                return [...document.querySelectorAll('input, textarea')].map(it => it.value).join();
                """
            ).text
            let shown = try await browser.pageText() + (typed ?? "")
            for word in words { #expect(!shown.contains(word), "\(word)") }
            #expect(try await browser.all(.css("input[name=contact]:checked")).isEmpty)
        }

        @Test func `a program that fills every field waits for a person's look`() async throws {
            let desk = try Desk.current
            let browser = desk.browser
            let kiosk = try await kiosk(named: "Bar")
            let former = try desk.house.node.read { try $0.cases() }.count
            try await browser.open(kiosk)
            try await browser.find("textarea[name=say]").type("Cheap watches here")
            try await browser.run(
                "document.querySelector('input[name=website]').value = 'https://watches.example'"
            )
            try await browser.submit(.css("button[type=submit]"))
            try await browser.read("Thank you, this is kept")
            #expect(try desk.house.node.read { try $0.cases() }.count == former)
            try await browser.open("/places/kept")
            try await browser.read("Cheap watches here")
            try await browser.submit(.button("Throw away"))
            #expect(try await !browser.pageText().contains("Cheap watches here"))
        }

        @Test func `what one screen sends beyond all guests' patience is kept aside, not lost`()
            async throws
        {
            let desk = try Desk.current
            let browser = desk.browser
            let kiosk = try await kiosk(named: "Pool")
            try await browser.open(kiosk)
            let sent = try await browser.run(
                """
                const send = count => fetch(arguments[0], { method: 'POST', body:
                    new URLSearchParams({ say: 'The pool is cold ' + count, once: 'a' + count,
                        contact: 'yes', how: 'call', reach: '41' }) });
                return (async () => {
                    const ways = [];
                    for (let count = 1; count <= 41; count += 1) ways.push((await send(count)).url);
                    return [ways.filter(way => way.includes('/a/')).length, ways.at(-1)];
                })();
                """,
                .text(kiosk)
            ).array
            #expect(sent.first?.number == 40)
            #expect(sent.last?.text?.contains("\(kiosk)/kept") == true)
            try await browser.open("/places/kept")
            try await browser.read("The pool is cold 41")
            try await browser.submit(.button("Take in"))
            let summaries = try desk.house.node.read { try $0.cases() }.map(\.summary)
            #expect(summaries.contains { $0.contains("The pool is cold 41") })
        }
    }
}
