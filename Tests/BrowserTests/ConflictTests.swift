import Foundation
import Storage
import TestSupport
import Testing

extension BrowserTests {
    /// Two places that each knew better, and neither of the other.
    @Suite(.desk(.desk)) struct ConflictTests {
        @Test func `what two places did to one case is seen side by side and settled everywhere`()
            async throws
        {
            let desk = try Desk.current
            let (browser, hub) = (desk.browser, desk.house.hub)
            let reference = try await desk.log(room: "412", kind: "EN-02", severity: 3)
            try await desk.answerAlarm(reference)
            try await desk.house.withHub {
                try await desk.open("/", until: ".bar-sync", says: "In step with the hub")
            }

            // Headquarters and the house give the case away, with nothing between them.
            try await desk.open("/", until: ".bar-sync", says: "Hub away")
            let id = try desk.recoveryCase(reference).id
            try hub.change(author: "Maud Ostrander", now: WallClock.now()) {
                try $0.assignCase(id, team: nil, owner: "Vera Lang")
            }
            try await browser.open("/cases/\(reference)")
            try await desk.pass(to: desk.house.receptionist, because: "He knows the guest")

            try await desk.house.withHub {
                try await desk.open("/conflicts", until: "main", says: "Keep")
                try await expectSides(["Rui Neves", "Vera Lang"])
                let headquarters = browser.at(desk.house.hubAddress)
                try await headquarters.openHeadquarters(hub)
                let difference = try await headquarters.find(".versus").text
                #expect(difference.contains("Rui Neves") && difference.contains("Vera Lang"))

                try await browser.open("/conflicts")
                try await browser.submit(.button("Keep Rui Neves"))
                try await browser.read("Decided lately")
                #expect(try await !browser.shows(.css(".versus")))
                _ = try await browser.wait(for: "the decision at the hub") {
                    try hub.read { try $0.conflicts() }.isEmpty ? true : nil
                }
                #expect(try hub.read { try $0.recoveryCase(named: reference) }.owner == "Rui Neves")
                try await headquarters.open("/sites")
                #expect(try await !headquarters.shows(.css(".versus")))
            }
        }

        /// Both values, who set each and where, next to each other and under one line.
        private func expectSides(_ names: [String]) async throws {
            let browser = try Desk.current.browser
            var sides: [Element] = []
            for side in try await browser.all(.css(".sidebox:not(.sidebox-base)")) {
                sides.append(side)
            }
            #expect(sides.count == 2)
            let words = try await [sides[0].text, sides[1].text].joined(separator: " ")
            for part in names + ["Hotel LIS", "Headquarters", "Ana Lopes", "Maud Ostrander"] {
                #expect(words.localizedCaseInsensitiveContains(part), "\(words)")
            }
            let places = try await browser.run(
                """
                return [arguments[0], arguments[1]].map(side => side.getBoundingClientRect())
                    .map(box => [box.top, box.left, box.right]);
                """,
                sides[0].reference,
                sides[1].reference
            ).array.map(\.array)
            #expect(places[0][0] == places[1][0])
            let (end, start) = (places[0][2].number, places[1][1].number)
            #expect(try #require(end) <= #require(start))
        }
    }
}
