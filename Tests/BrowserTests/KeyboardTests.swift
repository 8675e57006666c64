import Recovery
import TestSupport
import Storage
import Testing

extension BrowserTests {
    /// Hands that stay on the keyboard: Tab, Enter, Space and letters.
    @Suite(.desk(.desk)) struct KeyboardTests {
        @Test func `a complaint is logged and its alarm answered without a mouse`() async throws {
            let desk = try Desk.current
            let browser = desk.browser
            try await browser.open("/")
            try await go("Log a complaint")
            try await browser.arrive(at: "/log")
            // The page that asks where begins in its field.
            try await browser.type("412")
            try await browser.press(.enter)
            try await browser.arrive(at: "/log/what?place=412")
            try await go("EN-02")
            try await go("severity 3")
            let reference = try await desk.savedReference()
            try await go("Open the case")
            try await browser.arrive(at: "/cases/\(reference)")
            try await go("I am on it")
            try await go("step apologise")
            try await go("step solve")
            try await go("contact answered")
            let found = try desk.recoveryCase(reference)
            #expect(found.owner == desk.house.manager.name)
            #expect(found.marks.steps == [.apologise, .solve])
        }

        @Test func `a shift at the keyboard goes from signing in to a case that is closed`()
            async throws
        {
            let desk = try Desk.current
            let browser = desk.browser
            try await browser.open("/sign-in")
            try await choose(desk.house.receptionist)
            try await browser.tab(to: "input secret")
            try await browser.type(StaffedHouse.receptionistSecret)
            try await browser.submit { try await browser.press(.enter) }
            try await browser.arrive(at: "/")

            try await browser.submit { try await browser.type("n") }
            try await browser.arrive(at: "/log")
            try await browser.type("305")
            try await browser.submit { try await browser.press(.enter) }
            try await go("EN-02")
            try await go("severity 3")
            let reference = try await desk.savedReference()
            try await go("Open the case")
            for act in [
                "I am on it", "step apologise", "step solve", "contact answered", "to inProgress",
                "to remedied",
            ] {
                try await go(act)
            }
            try await browser.tab(to: "select cause")
            try await browser.press(.down)
            for (question, answer) in Desk.answers {
                try await browser.tab(to: "input \(question)")
                try await browser.type(answer)
            }
            try await go("Keep what we know")
            try await go("Close the case")
            let found = try desk.recoveryCase(reference)
            #expect(found.state == .closed)
            #expect(found.outcome == .recovered)
            #expect(found.owner == desk.house.receptionist.name)
            // The session of this suite is the manager's.
            try await desk.signIn(desk.house.manager, StaffedHouse.managerSecret)
        }

        /// Chooses who is at the desk, by the arrow keys.
        private func choose(_ person: Person) async throws {
            let browser = try Desk.current.browser
            try await browser.tab(to: "input person")
            let wanted = "input person \(person.id.rawValue)"
            for _ in 0..<9 {
                let focus = try #require(try await browser.focus())
                #expect(focus.isMarked, "\(focus.name) does not show that it has the focus")
                if focus.name.hasPrefix(wanted) { break }
                try await browser.press(.down)
            }
            try await browser.press(.space)
        }

        /// Goes to something by Tab, sees that it is marked, and presses Enter.
        private func go(_ words: String) async throws {
            let browser = try Desk.current.browser
            _ = try await browser.find("main")
            try await browser.tab(to: words)
            let focus = try #require(try await browser.focus())
            #expect(focus.isMarked, "\(focus.name) does not show that it has the focus")
            #expect(focus.isInSight, "\(focus.name) has the focus, and something lies over it")
            try await browser.submit { try await browser.press(.enter) }
        }
    }
}
