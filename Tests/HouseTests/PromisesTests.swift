import Foundation
import Testing

/// Who says that something is checked names a check that exists.
@Suite struct PromisesTests {
    private static func text(_ name: String) throws -> String {
        try String(contentsOf: House.root.appending(path: "Protocol/\(name)"), encoding: .utf8)
    }

    /// The sentences of all tests, as they are written in the sources.
    private static let sentences: Set<String> = Set(
        House.tests.flatMap { file in
            file.lines.compactMap { line -> String? in
                let parts = line.split(separator: "`", omittingEmptySubsequences: false)
                return line.contains("func `") && parts.count > 2 ? String(parts[1]) : nil
            }
        }
    )

    /// What stands between two marks in the rows of a page's tables.
    private static func cited(_ page: String, between mark: Character) -> [String] {
        page.split(separator: "\n").filter { $0.hasPrefix("| ") }.flatMap { row in
            row.split(separator: mark, omittingEmptySubsequences: false).enumerated()
                .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
        }
    }

    @Test(arguments: ["Promises.md", "Threats.md"])
    func `every test that a page of the protocol names exists`(name: String) throws {
        let cited = Self.cited(try Self.text(name), between: "*")
        #expect(cited.count > 15)
        for sentence in cited {
            #expect(Self.sentences.contains(sentence), "no test says: \(sentence)")
        }
    }

    @Test func `every check of the simulation that the promises name exists`() throws {
        let checks = Self.cited(try Self.text("Promises.md"), between: "\"")
        #expect(checks.count > 8)
        let world = House.tests.filter { $0.path.contains("SimulationTests/World") }
            .flatMap(\.lines).joined(separator: "\n")
        for check in checks {
            #expect(world.contains(check), "the simulation never says: \(check)")
        }
    }
}
