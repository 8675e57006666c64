import Recovery
import Storage
import Testing

extension BrowserTests {
    /// A phone in somebody's hand, in the corridor.
    @Suite(.desk(.phone)) struct PhoneTests {
        @Test func `a complaint is logged in three taps and under 20 seconds`() async throws {
            let desk = try Desk.current
            let browser = desk.browser
            // The room is known from last week.
            _ = try await desk.log(room: "412", kind: "EN-02", severity: 2)

            let start = ContinuousClock.now
            try await browser.open("/log")
            let taps = [
                "a[href='/log/what?place=412']", "a[href*='scenario=EN-02']",
                "button[name=severity][value='4']",
            ]
            for target in taps { try await browser.find(target).click() }
            let reference = try await desk.savedReference()
            let time = ContinuousClock.now - start
            print("A complaint was logged in \(taps.count) taps and \(time)")

            #expect(time < .seconds(20))
            let found = try desk.recoveryCase(reference)
            #expect(found.place == "412")
            #expect(found.severity == .staySpoiled)
            #expect(found.owner == nil)
            try await browser.read("Saved as \(reference), and engineering was called")
        }

        @Test func `words and a name follow when there is time`() async throws {
            let desk = try Desk.current
            let browser = desk.browser
            let reference = try await desk.log(room: "305", kind: "EN-02", severity: 3)
            try await browser.find("textarea[name=words]").type("Das Wasser bleibt kalt.")
            try await browser.find("input[name=guest]").type("Marta Lindqvist")
            try await browser.find("label.pick:nth-of-type(2)").click()
            try await browser.submit(.button("Add to the case"))
            try await browser.arrive(at: "/cases/\(reference)")
            try await browser.read("“Das Wasser bleibt kalt.”")
            #expect(try desk.recoveryCase(reference).guest == "Marta Lindqvist")
        }

        @Test func `a complaint logged by mistake is taken back in one tap`() async throws {
            let desk = try Desk.current
            let reference = try await desk.log(room: "118", kind: "EN-02", severity: 3)
            try await desk.browser.find(.button("Undo")).click()
            try await desk.browser.arrive(at: "/")
            let found = try desk.recoveryCase(reference)
            #expect(found.state == .closed)
            #expect(found.outcome == .notAFailure)
            #expect(try await !desk.browser.pageText().contains(reference))
        }

        @Test func `the case page keeps its next step within reach of the thumb`() async throws {
            let desk = try Desk.current
            let reference = try await desk.log(room: "220", kind: "EN-02", severity: 3)
            try await desk.browser.open("/cases/\(reference)")
            let next = try await desk.browser.find(".nextbar")
            #expect(try await next.text.contains("answer the alarm"))
            let bottom = try await desk.browser.run(
                "return arguments[0].getBoundingClientRect().bottom",
                next.reference
            ).number
            #expect(try #require(bottom) <= 844)
        }

        @Test func `what the foot has no room for is behind one word`() async throws {
            let browser = try Desk.current.browser
            try await browser.open("/")
            let shown = try await browser.all(.css(".bar-nav > a, .bar-more > summary"))
            var names: [String] = []
            for one in shown where try await one.isShown {
                names.append(try await one.text.split(separator: "\n").first.map(String.init) ?? "")
            }
            #expect(names == ["Inbox", "Log", "Shift", "Stays", "More"])
            try await browser.find(".bar-more summary").click()
            try await browser.find(.link("People")).click()
            try await browser.arrive(at: "/people")
        }
    }
}
