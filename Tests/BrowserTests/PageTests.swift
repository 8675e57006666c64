import Foundation
import Testing

extension BrowserTests {
    /// What holds for every page.
    @Suite(.desk(.desk, filledBy: SampleCases.fill)) struct PageTests {
        static let widths = [390, 820, 1440]

        @Test(
            .enabled(if: Axe.isInstalled, "AMENDS_AXE names no file: Tests/run sets it"),
            arguments: HousePage.all
        )
        func `nobody is kept out by how a page is made`(page: HousePage) async throws {
            let browser = try Desk.current.browser
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

        @Test(arguments: HousePage.all)
        func `a page fits its window`(page: HousePage) async throws {
            let browser = try Desk.current.browser
            try await browser.open(page)
            for width in Self.widths {
                try await browser.resize(width: width)
                let beyond = try await browser.overflow(width: width)
                #expect(beyond.isEmpty, "\(width) px: \(beyond.joined(separator: ", "))")
                try await keepPicture(page.testDescription, width)
            }
        }

        @Test(arguments: HousePage.all)
        func `a page fits its window from right to left too`(page: HousePage) async throws {
            let browser = try Desk.current.browser
            for width in [390, 1440] {
                try await browser.resize(width: width)
                try await browser.open(page)
                try await browser.run("document.documentElement.dir = 'rtl'")
                let beyond = try await browser.overflow(width: width)
                #expect(beyond.isEmpty, "\(width) px: \(beyond.joined(separator: ", "))")
            }
        }

        @Test(arguments: HousePage.all, [390, 1440])
        func `the focus can be seen wherever it goes`(page: HousePage, width: Int) async throws {
            let browser = try Desk.current.browser
            try await browser.resize(width: width)
            try await browser.open(page)
            var seen: [Browser.Focus] = []
            // Once around, or as far as is worth the time.
            while seen.count < 60 {
                try await browser.press(.tab)
                guard let focus = try await browser.focus() else { break }
                seen.append(focus)
                #expect(focus.isMarked, "\(focus.name) does not show that it has the focus")
                #expect(focus.isInSight, "\(focus.name) has the focus out of sight")
            }
            #expect(seen.count > 2)
        }

        /// Keeps a picture for people to look at, where `AMENDS_PICTURES` names a folder.
        private func keepPicture(_ path: String, _ width: Int) async throws {
            let browser = try Desk.current.browser
            guard let folder = ProcessInfo.processInfo.environment["AMENDS_PICTURES"] else {
                return
            }
            for theme in Browser.Theme.allCases {
                try await browser.use(theme)
                let name = path.map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
                try await browser.screenshot().write(
                    to: URL(filePath: folder).appending(path: "\(name)-\(width)-\(theme).png")
                )
            }
        }
    }
}
