import Recovery
import Storage
import TestSupport
import Testing

extension BrowserTests {
    /// The screen at the desk, from the alarm to the end.
    @Suite(.desk(.desk)) struct DeskTests {
        @Test func `a case goes from its alarm to its end`() async throws {
            let desk = try Desk.current
            let reference = try await desk.log(room: "412", kind: "EN-02", severity: 3)
            try await desk.answerAlarm(reference)
            #expect(try desk.recoveryCase(reference).owner == desk.house.manager.name)

            // What is missing is named before anybody tries.
            try await desk.browser.read("Still missing before it can close as recovered")
            try await desk.browser.read("Apologise to the guest and tick that step.")
            try await desk.browser.submit(.button("Close the case"))
            try await desk.browser.read("Not yet")
            try await desk.browser.submit(.link("Back to the case"))

            try await desk.recover()
            try await desk.close()
            let found = try desk.recoveryCase(reference)
            #expect(found.state == .closed)
            #expect(found.outcome == .recovered)
            try await desk.browser.open("/")
            #expect(try await !desk.browser.pageText().contains(reference))
        }

        @Test func `the desk changes hands, and each act bears its own name`() async throws {
            let desk = try Desk.current
            let reference = try await desk.log(room: "101", kind: "EN-02", severity: 3)
            try await desk.browser.find(".who").click()
            try await desk.browser.arrive(at: "/sign-in")
            try await desk.signIn(desk.house.receptionist, StaffedHouse.receptionistSecret)
            #expect(try await !desk.browser.shows(.css("nav a[href='/people']")))
            try await desk.answerAlarm(reference)
            #expect(try desk.recoveryCase(reference).owner == "Rui Neves")
            // The session of this suite is the manager's.
            try await desk.signIn(desk.house.manager, StaffedHouse.managerSecret)
            #expect(try await desk.browser.shows(.css("nav a[href='/people']")))
        }

        @Test func `the session is out of the reach of scripts and of other sites`() async throws {
            let desk = try Desk.current
            try await desk.browser.open("/")
            let cookie = try #require(try await desk.browser.cookies()["amends"])
            #expect(cookie["httpOnly"].isTrue)
            #expect(cookie["sameSite"].text == "Strict")
            #expect(try await desk.browser.run("return document.cookie").text == "")
        }
    }
}
