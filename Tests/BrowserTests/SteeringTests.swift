import Recovery
import Storage
import TestSupport
import Testing

extension BrowserTests {
    /// What headquarters changes, as a house sees it.
    @Suite(.desk(.desk)) struct SteeringTests {
        @Test func `a scenario is published at headquarters and seen at a house`() async throws {
            let desk = try Desk.current
            let (browser, hub) = (desk.browser, desk.house.hub)
            try await desk.house.withHub {
                try await desk.open("/", until: ".bar-sync", says: "In step with the hub")
                let headquarters = try await openHeadquarters(at: desk.house.hubAddress)
                try await headquarters.open("/scenarios/EN-02/edit")
                try await headquarters.find("#alarm").type(" Take a heater and towels along.")
                try await headquarters.submit(.button("See what would change"))
                try await headquarters.read("Fit to publish.")
                try await headquarters.find("#why").type("Cold baths in March")
                try await headquarters.submit(.button("Publish it"))
                try await headquarters.read("Holds now")

                _ = try await browser.wait(for: "the version at the house") {
                    let found = try desk.house.node.read { try $0.scenarioStanding("EN-02") }
                    return found?.version == 2 ? true : nil
                }
                try await browser.open("/scenarios/EN-02")
                try await browser.read("Take a heater and towels along.")
                _ = try await browser.wait(for: "the house's word that it has it") {
                    try await headquarters.open("/scenarios/EN-02")
                    return try await headquarters.pageText().contains("Received by 1 of 1 site")
                        ? true : nil
                }
                #expect(try hub.read { try $0.standingVersions() }.count == 28)
            }
        }

        @Test func `a silent house's case is taken over, and the house reads who has it`()
            async throws
        {
            let desk = try Desk.current
            let (browser, hub) = (desk.browser, desk.house.hub)
            let reference = try await desk.log(room: "305", kind: "EN-02", severity: 3)
            try await desk.house.withHub {
                try await desk.open("/", until: ".bar-sync", says: "In step with the hub")
                _ = try await browser.wait(for: "the case at the hub") {
                    try hub.read { try $0.cases() }.contains { $0.reference == reference }
                        ? true : nil
                }
            }
            let then = Timestamp(milliseconds: WallClock.now().milliseconds - 2 * 3_600_000)
            for site in try hub.listSites() {
                try hub.noteHeard([site.site: (at: then, version: "amends/0")])
            }

            try await desk.house.withHubOutOfReach { address in
                let headquarters = try await openHeadquarters(at: address)
                try await headquarters.open("/sites")
                try await headquarters.find(.link("Silent sites")).click()
                try await headquarters.read("1 site cannot be reached")
                try await headquarters.find("a[href='/silent/\(reference)']").click()
                try await headquarters.submit(.button("Take it over"))
                try await headquarters.read("Maud Ostrander has it at headquarters since")
                try await headquarters.find("#tx").type("I have called the guest.")
                try await headquarters.submit(.button("Keep note"))
                try await headquarters.read("I have called the guest.")
            }

            try await desk.house.withHub {
                try await desk.open("/", until: "main", says: "Headquarters took \(reference) over")
                try await browser.open("/cases/\(reference)")
                try await browser.read("Maud Ostrander works on it there")
                try await browser.read("I have called the guest.")
                try await browser.submit(.button("Take it back"))
                #expect(try await !browser.pageText().contains("works on it there"))
                _ = try await browser.wait(for: "headquarters to hear of it") {
                    try hub.read { try $0.casesTakenOver() }.isEmpty ? true : nil
                }
            }
        }

        /// Somebody at headquarters, in the same browser.
        private func openHeadquarters(at address: String) async throws -> Browser {
            let desk = try Desk.current
            let headquarters = desk.browser.at(address)
            if try desk.house.hub.needsFirstPerson() {
                try await headquarters.openHeadquarters(desk.house.hub)
            } else {
                try await headquarters.open("/sign-in")
                try await headquarters.find("input[name=name]").type("Maud Ostrander")
                try await headquarters.find("input[name=secret]").type("Long-corridor-7")
                try await headquarters.find(.button("Sign in")).click()
                try await headquarters.arrive(at: "/")
            }
            return headquarters
        }
    }
}
