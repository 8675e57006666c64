import Recovery
import Storage
import TestSupport
import Testing

extension BrowserTests {
    /// A day on which the hub goes away and comes back.
    @Suite(.desk(.desk)) struct HubAwayTests {
        @Test func `work goes on while the hub is away, and arrives when it is back`() async throws
        {
            let desk = try Desk.current
            let browser = desk.browser
            try await desk.house.withHub {
                try await reads("In step with the hub", in: browser)
            }
            try await reads("Hub away", in: browser)
            let reference = try await desk.log(room: "412", kind: "EN-02", severity: 3)
            try await browser.read("It is kept here even with the hub away")
            try await desk.answerAlarm(reference)
            try await browser.read("Not at the hub yet")
            try await desk.recover()
            try await desk.close()
            #expect(try desk.house.hub.read { try $0.cases() }.isEmpty)

            try await desk.house.withHub {
                _ = try await browser.wait(for: "the case at the hub") {
                    try desk.house.hub.read { try $0.cases() }.first.map(\.state) == .closed
                        ? true : nil
                }
                try await reads("In step with the hub", in: browser)
                try await browser.open("/cases/\(reference)")
                #expect(try await !browser.pageText().contains("Not at the hub yet"))
            }
        }

        /// Opens the inbox until its bar says this.
        private func reads(_ words: String, in browser: Browser) async throws {
            _ = try await browser.wait(for: "'\(words)' in the bar") {
                try await browser.open("/")
                return try await browser.find(".bar-sync").text.contains(words) ? true : nil
            }
        }
    }
}
