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
                try await desk.open("/", until: ".bar-sync", says: "In step with the hub")
            }
            try await desk.open("/", until: ".bar-sync", says: "Hub away")
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
                try await desk.open("/", until: ".bar-sync", says: "In step with the hub")
                try await browser.open("/cases/\(reference)")
                #expect(try await !browser.pageText().contains("Not at the hub yet"))
            }
        }

        @Test func `words written over a locked desk reach headquarters' report in the evening`()
            async throws
        {
            let desk = try Desk.current
            let browser = desk.browser
            try await desk.open("/", until: ".bar-sync", says: "Hub away")
            let told = try desk.house.hub.read { try $0.cases() }.count
            let mended = try await desk.log(room: "305", kind: "EN-02", severity: 3)
            let open = try await desk.log(room: "118", kind: "EN-02", severity: 2)
            try await desk.answerAlarm(mended)

            // The desk is locked in the middle of a sentence.
            try await browser.find("#n1").type("The valve is stuck; Rui fetches another.")
            try await browser.forgetCookie("amends")
            try await browser.submit(.button("Keep note"))
            try await browser.read("What you wrote is safe")
            try await takeDeskBack()
            try await browser.arrive(at: "/cases/\(mended)")
            let draft = try await browser.find("#n1")
            #expect(
                try await browser.run("return arguments[0].value", draft.reference).text
                    == "The valve is stuck; Rui fetches another."
            )
            try await browser.submit(.button("Keep note"))
            try await desk.recover()
            try await desk.close()
            #expect(try desk.house.hub.read { try $0.cases() }.count == told)

            try await desk.house.withHub {
                let hub = desk.house.hub
                _ = try await browser.wait(for: "both cases at the hub") {
                    try hub.read { try $0.cases() }.count == told + 2 ? true : nil
                }
                let arrived = try hub.read { try $0.detail(of: $0.recoveryCase(named: mended)) }
                #expect(arrived.notes.contains { $0.text.hasPrefix("The valve is stuck") })
                #expect(arrived.recoveryCase.outcome == .recovered)
                let report = try hub.read { try $0.failureReport(asOf: WallClock.now()) }
                #expect(report.rows.first { $0.site == "LIS" }?.cases == Int64(told) + 2)

                let headquarters = browser.at(desk.house.hubAddress)
                try await headquarters.openHeadquarters(hub)
                // The one that is still open; the days of this week are counted when it is over.
                try await headquarters.open("/cases?site=LIS")
                try await headquarters.read("1 case")
                try await headquarters.read(open)
            }
        }

        /// Signs the manager in again, on the page that came between.
        private func takeDeskBack() async throws {
            let desk = try Desk.current
            try await desk.browser.find(
                "label:has(input[name=person][value='\(desk.house.manager.id.rawValue)'])"
            ).click()
            try await desk.browser.find("input[name=secret]").type(StaffedHouse.managerSecret)
            try await desk.browser.find(.button("Take over the desk")).click()
        }
    }
}
