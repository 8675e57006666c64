import Foundation

/// axe-core, which knows what keeps people with other eyes, ears and hands from using a page.
enum Axe {
    /// The file of the program; `Tests/run` installs it and says where it is.
    static let path = ProcessInfo.processInfo.environment["AMENDS_AXE"] ?? ""

    static let isInstalled = !path.isEmpty

    /// What is wrong with the page that is open: a sentence each.
    static func violations(in browser: Browser) async throws -> [String] {
        if try await !browser.run("return typeof axe === 'object'").isTrue {
            try await browser.run(String(contentsOfFile: path, encoding: .utf8))
        }
        return try await browser.run(
            """
            return axe.run(document, {
                // Stylesheets are our own, and at hand.
                preload: false, resultTypes: ['violations'],
                runOnly: [
                    'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice',
                ]
            }).then(found => found.violations.flatMap(rule => rule.nodes.map(node =>
                rule.id + ': ' + node.failureSummary.replace(/\\s+/g, ' ').slice(0, 260) + ' '
                    + node.html.slice(0, 160))));
            """
        ).array.compactMap(\.text)
    }
}
