import Foundation
import Testing

@Suite struct HouseTests {
    static let lineCountMax = 400
    static let functionLineCountMax = 60
    static let columnCountMax = 100

    @Test(arguments: House.sources)
    func `imports run downward only`(file: House.File) throws {
        let allowed = try #require(House.imports[file.target], "a target the house does not know")
        for line in file.lines {
            let words = line.split(separator: " ")
            guard let place = words.firstIndex(of: "import"),
                place == 0 || ["package", "internal", "private"].contains(words[0]),
                let named = words.dropFirst(place + 1).last
            else { continue }
            let module = named.split(separator: ".").first.map(String.init) ?? ""
            #expect(allowed.contains(module), "\(file.target) may not import \(module)")
        }
    }

    @Test func `every source target is drawn`() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: House.root.appending(path: "Sources").path()
        )
        for folder in folders where !folder.hasPrefix("C") || folder == "CLI" {
            #expect(House.imports[folder] != nil, "\(folder) is not in the house's drawing")
        }
    }

    @Test(arguments: House.sources + House.tests)
    func `files and lines are short`(file: House.File) {
        #expect(file.lines.count <= Self.lineCountMax + 1, "\(file.lines.count) lines")
        for (index, line) in file.lines.enumerated() where line.count > Self.columnCountMax {
            Issue.record("line \(index + 1) has \(line.count) columns")
        }
    }

    @Test func `templates draw nothing raw but markup that has escaped its texts`() throws {
        let sources = House.root.appending(path: "Sources")
        let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path())
            .filter { $0.hasSuffix(".mustache") }
        #expect(files.count > 20)
        for file in files {
            let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
            #expect(!text.contains("{{&"), "\(file)")
            for raw in text.split(separator: "{{{").dropFirst() {
                #expect(raw.hasPrefix("markup}}}"), "\(file): \(raw.prefix(20))")
            }
        }
    }

    @Test(arguments: House.sources + House.tests)
    func `functions are short`(file: House.File) {
        var start: (line: Int, indent: Int)?
        for (index, line) in file.lines.enumerated() {
            let indent = line.prefix { $0 == " " }.count
            let words = line.split(separator: " ").prefix(6)
            if words.contains(where: { $0 == "func" || $0.hasPrefix("init(") }),
                !line.contains("//")
            {
                start = (index, indent)
            } else if let begun = start, indent == begun.indent, line.hasSuffix("}"),
                line.dropFirst(indent) == "}"
            {
                let count = index - begun.line + 1
                #expect(
                    count <= Self.functionLineCountMax,
                    "the function at line \(begun.line + 1) has \(count) lines"
                )
                start = nil
            }
        }
    }

    @Test(arguments: House.sources)
    func `package types are explained`(file: House.File) {
        let kinds: Set<Substring> = ["struct", "enum", "class", "actor", "protocol"]
        for (index, line) in file.lines.enumerated() {
            let words = line.split(separator: " ")
            guard words.first == "package",
                let kind = words.dropFirst().first(where: {
                    kinds.contains($0)
                }), words.prefix(4).contains(kind), !line.hasPrefix("        ")
            else { continue }
            var above = index - 1
            while above >= 0, file.lines[above].drop(while: { $0 == " " }).hasPrefix("@") {
                above -= 1
            }
            let comment = above >= 0 ? file.lines[above].drop { $0 == " " } : ""
            let isNested = line.hasPrefix("    ")
            #expect(
                comment.hasPrefix("///") || isNested,
                "line \(index + 1) has no doc comment"
            )
        }
    }

    @Test(arguments: House.sources)
    func `nothing is forced or left undone`(file: House.File) {
        // Written apart so that this file does not find itself.
        let banned = ["try" + "!", "fatal" + "Error()", "TO" + "DO", "FIX" + "ME", "as" + "! "]
        for (index, line) in file.lines.enumerated() {
            for word in banned where line.contains(word) {
                Issue.record("line \(index + 1) has \(word)")
            }
        }
    }

    @Test func `the top of the tree is as drawn`() throws {
        let drawn: Set<String> = [
            "Package.swift", "Sources", "Tests", "Protocol", "Deploy", "README.md",
        ]
        let found = try FileManager.default.contentsOfDirectory(atPath: House.root.path())
        for name in found where !name.hasPrefix(".") && name != "Package.resolved" {
            #expect(drawn.contains(name), "\(name) does not belong at the top")
        }
        for name in drawn {
            #expect(found.contains(name), "\(name) is missing")
        }
    }
}
