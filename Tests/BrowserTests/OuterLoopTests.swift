import Recovery
import Storage
import Testing

extension BrowserTests {
    /// From a failure to a cause, an action, and what it did.
    @Suite(.headquarters) struct OuterLoopTests {
        @Test func `a failure is taken up, its cause shown, and an action's effect seen`()
            async throws
        {
            let desk = try HeadquartersDesk.current
            let browser = desk.browser
            try await browser.resize(width: 1440)
            try await browser.open("/failure?code=\(SampleYear.kind)")
            try await browser.find("a[href*='/problems?code=']").click()
            try await browser.find("input[name=sites]").type(SampleYear.site)
            try await browser.submit(.button("Take it up"))
            try await browser.read("No cause is known yet")
            try await browser.find("form[action$='/causes'] input[name=words]").type("Lime")
            try await browser.find("form[action$='/causes'] input[name=cases]")
                .type("\(SampleYear.site)-1")
            try await browser.submit(.button("Add it"))
            try await browser.read("Cause known")
            try await browser.find("form[action$='/actions'] input[name=title]").type("Descale")
            try await browser.find("form[action$='/actions'] textarea").type("All boilers opened")
            try await browser.submit(.button("Propose it"))
            for verb in ["Accept it", "Work has begun", "It is done"] {
                try await browser.submit(.button(verb))
            }
            try await browser.read("Too early to say")
            try Self.doneWeeksAgo(desk.hub, 7)
            try await browser.open("/problems/1")
            try await browser.read("Did it work?")
            // In the sample the last five weeks are the bad ones.
            try await browser.read("it became worse")
            try await browser.open("/brief")
            try await browser.read("Judge “Descale”")
            for violation in try await browser.overflow(width: 1440) {
                Issue.record("\(violation)")
            }
        }

        /// As if somebody had said so then.
        private static func doneWeeksAgo(_ hub: HubStore, _ weeks: Int64) throws {
            let now = WallClock.now()
            let then = Timestamp(milliseconds: now.milliseconds - weeks * 7 * 86_400_000)
            try hub.change(author: "test", now: then) { transaction in
                for action in try transaction.reader.actions() {
                    try transaction.move(action: action.id, to: .inWork)
                    try transaction.move(action: action.id, to: .done)
                }
            }
        }

        @Test(arguments: [390, 820, 1440]) func `the pages of the loop fit their window`(width: Int)
            async throws
        {
            let browser = try HeadquartersDesk.current.browser
            try await browser.resize(width: width)
            for page in ["/problems", "/causes?code=EN-02", "/recovery", "/value", "/brief"] {
                try await browser.open(page)
                let beyond = try await browser.overflow(width: width)
                #expect(beyond.isEmpty, "\(page): \(beyond.joined(separator: ", "))")
            }
        }
    }
}
