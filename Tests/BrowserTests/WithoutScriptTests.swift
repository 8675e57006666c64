import Recovery
import Storage
import Testing

extension BrowserTests {
    /// A browser that runs no script at all.
    @Suite(.desk(.desk, runsScripts: false)) struct WithoutScriptTests {
        @Test func `this browser runs no script`() async throws {
            let browser = try Desk.current.browser
            try await browser.open(
                "data:text/html,<title>off</title><script>document.title='on'</script>"
            )
            #expect(try await browser.title() == "off")
        }

        @Test func `a complaint is logged, mended and closed`() async throws {
            let desk = try Desk.current
            let reference = try await desk.log(room: "412", kind: "EN-02", severity: 3)
            try await desk.answerAlarm(reference)
            try await desk.recover()
            try await desk.close()
            #expect(try desk.recoveryCase(reference).state == .closed)
        }

        @Test func `a complaint is found by its words`() async throws {
            let desk = try Desk.current
            let reference = try await desk.log(room: "305", kind: "EN-02", severity: 3)
            try await desk.browser.find("textarea[name=words]").type("An icicle in the shower")
            try await desk.browser.submit(.button("Add to the case"))
            try await desk.browser.open("/?q=icicle")
            try await desk.browser.find(.css("main a[href='/cases/\(reference)']")).click()
            try await desk.browser.arrive(at: "/cases/\(reference)")
        }
    }
}
