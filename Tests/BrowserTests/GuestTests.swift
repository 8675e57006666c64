import Recovery
import Storage
import TestSupport
import Testing

extension BrowserTests {
    /// A guest's own telephone, and a code on the door.
    @Suite(.desk(.phone)) struct GuestTests {
        @Test func `a guest scans a room's code and is heard at the desk, with the hub away`()
            async throws
        {
            let desk = try Desk.current
            let browser = desk.browser
            try await browser.open("/places")
            try await browser.find("textarea[name=names]").type("412")
            try await browser.submit(.button("Add"))
            let code = try await browser.find("main a[href^='/g/']").attribute("href") ?? ""

            let start = ContinuousClock.now
            try await browser.open(code)
            try await browser.find("textarea[name=say]").type("The shower is cold as ice.")
            try await browser.find("label:has(input[name=contact])").click()
            try await browser.find("input[name=reach]").type("+351 912 000 000")
            try await browser.submit(.css("button[type=submit]"))
            print("A guest's word took \(ContinuousClock.now - start)")
            // The guest's own page, which says how it goes on.
            #expect(try await browser.path().hasPrefix("/a/"))
            try await browser.read("The shower is cold as ice.")

            // Whoever asks to be called is a case, whatever was said.
            let cases = try desk.house.node.read { try $0.cases() }
            #expect(cases.map(\.place) == ["412"])
            #expect(try desk.house.node.read { try $0.openAlarms(countMax: 9) }.count == 1)
            try await browser.open("/")
            try await browser.read("The shower is cold as ice.")
        }
    }
}
