import Storage
import Testing

extension BrowserTests {
    /// What headquarters sees and does.
    @Suite(.headquarters) struct HeadquartersTests {
        static let pages = [
            "/", "/failures", "/failures?weeks=52&site=GVA", "/failures?until=2001-01-07",
            "/failure?code=EN-02", "/failure?code=", "/cases?code=EN-02&weeks=4",
            "/cases?code=none", "/sites", "/people", "/cases?site=NONE",
            "/causes?code=EN-02", "/problems?code=EN-02&site=GVA", "/brief", "/recovery", "/value",
            "/recovery?weeks=52&site=GVA", "/recovery/cases?part=open", "/signals",
            "/scenarios", "/scenarios/EN-02", "/scenarios/EN-02/edit", "/scenarios/HK-99/edit",
            "/silent", "/silent?hours=72", "/regions",
        ]

        @Test(
            .enabled(if: Axe.isInstalled, "AMENDS_AXE names no file: Tests/run sets it"),
            arguments: pages
        )
        func `nobody is kept out by how a page is made`(page: String) async throws {
            let browser = try HeadquartersDesk.current.browser
            try await browser.open(page)
            for width in [390, 1440] {
                try await browser.resize(width: width)
                for theme in Browser.Theme.allCases {
                    try await browser.use(theme)
                    for violation in try await Axe.violations(in: browser) {
                        Issue.record("\(width) px, \(theme): \(violation)")
                    }
                }
            }
        }

        @Test(arguments: pages) func `a page fits its window`(page: String) async throws {
            let browser = try HeadquartersDesk.current.browser
            try await browser.open(page)
            for width in PageTests.widths {
                try await browser.resize(width: width)
                let beyond = try await browser.overflow(width: width)
                #expect(beyond.isEmpty, "\(width) px: \(beyond.joined(separator: ", "))")
            }
        }

        @Test func `what went wrong is found from the first page in four clicks`() async throws {
            let browser = try HeadquartersDesk.current.browser
            try await browser.resize(width: 1440)
            try await browser.open("/")
            let first = try await browser.find(".decide h3").text
            #expect(first.contains(SampleYear.site), "\(first)")
            try await browser.find(".decide a.btn").click()
            try await browser.read("It is real")
            try await browser.find(".decide a.btn").click()
            try await browser.read("above what chance allows")
            try await browser.find("a[href*='site=\(SampleYear.site)']").click()
            try await browser.read("The water was cold")
        }

        @Test func `a site is enrolled, and its code is shown once`() async throws {
            let desk = try HeadquartersDesk.current
            try await desk.browser.open("/sites")
            for (field, text) in [
                ("code", "opo"), ("name", "Porto"), ("timeZone", "Europe/Lisbon"),
                ("currency", "EUR"),
            ] {
                try await desk.browser.find("form[action='/sites'] input[name=\(field)]").type(text)
            }
            try await desk.browser.submit(.button("Enrol it"))
            try await desk.browser.read("Porto may join")
            #expect(try desk.hub.listSites().contains { $0.code == "OPO" && !$0.hasJoined })
            try await desk.browser.open("/sites")
            #expect(try await !desk.browser.pageText().contains("may join"))
        }
    }
}
