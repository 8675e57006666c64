import Recovery
import Storage
import TestSupport
import Testing

extension BrowserTests {
    /// One shift gives the desk to the next.
    @Suite(.desk(.desk)) struct ShiftTests {
        @Test func `the next shift signs for the list and has its cases`() async throws {
            let desk = try Desk.current
            let browser = desk.browser
            let reference = try await desk.log(room: "412", kind: "EN-02", severity: 3)
            try await desk.answerAlarm(reference)
            try await browser.open("/handover")
            #expect(try await browser.shows(.css("main a[href='/cases/\(reference)']")))
            try await browser.find("textarea[name=text]").type("The plumber rings at six.")
            try await browser.submit(.control("Give the shift"))

            try await desk.signIn(desk.house.receptionist, StaffedHouse.receptionistSecret)
            try await browser.open("/handover")
            try await browser.read("The plumber rings at six.")
            try await browser.submit(.css("form[action$='/take'] button"))
            #expect(try desk.recoveryCase(reference).owner == desk.house.receptionist.name)
        }
    }
}
