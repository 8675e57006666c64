import Foundation
import Testing

@Suite(.serialized) struct ManualPagesTests {
    /// The paths in the manual's table of pages, those of guests with their varying part aside.
    private static let paths: [String] = {
        let manual = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Deploy/Operating.md")
        let text = (try? String(contentsOf: manual, encoding: .utf8)) ?? ""
        let part = text.components(separatedBy: "## The house's pages").last ?? ""
        return part.components(separatedBy: "\n## ")[0].split(separator: "\n")
            .filter { $0.hasPrefix("| `/") }
            .flatMap { line in
                line.split(separator: "|")[0].split(separator: "`").map(String.init)
                    .filter { $0.hasPrefix("/") }
            }
    }()

    @Test func `every page that the manual names is there`() async throws {
        #expect(Self.paths.count > 15)
        try await withDesk { desk in
            try desk.open("EN-02", place: "412")
            for path in Self.paths {
                let path = path.replacing("LIS-12", with: "LIS-1")
                let page = try await desk.get(path.replacing("...", with: "nothing"))
                // A guest's code that leads nowhere is told so on the guests' own page.
                let isGuests = path.hasSuffix("...")
                #expect(page.status == (isGuests ? 404 : 200), "\(path)")
                if isGuests { #expect(page.html.contains("lang=\"en\""), "\(path)") }
            }
        }
    }
}
