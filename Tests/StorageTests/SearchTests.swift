import Foundation
import Recovery
import Storage
import Testing
import Wire

struct SearchTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    private func hits(_ text: String) throws -> [String] {
        try house.lisbon.read { try $0.search(text) }.compactMap(\.reference)
    }

    @Test(arguments: [
        ("senor", ["LIS-1"]), ("SEÑOR", ["LIS-1"]), ("calefaccion", ["LIS-1"]),
        ("breakf", ["LIS-2"]), ("akfas", ["LIS-2"]), ("breakfast eggs", ["LIS-2"]),
        ("eggs breakfast", ["LIS-2"]), ("tv", ["LIS-3"]), ("tv room", ["LIS-3"]),
        ("512", ["LIS-3"]), ("nothing like it", []), ("straße", ["LIS-4"]), ("STRASSE", ["LIS-4"]),
        ("\"eggs", []), ("喫煙室", ["LIS-5"]), ("煙", ["LIS-5"]),
    ])
    func `any part of any word is found, whatever its accents`(
        text: String,
        references: [String]
    ) throws {
        _ = try house.openCase(house.lisbon, "Señor, la calefacción está rota")
        _ = try house.openCase(house.lisbon, "Breakfast: cold eggs")
        _ = try house.openCase(house.lisbon, "The TV is dead") { $0.place = "Room 512" }
        _ = try house.openCase(house.lisbon, "Lärm von der Straße")
        _ = try house.openCase(house.lisbon, "喫煙室だった")
        #expect(try hits(text) == references)
    }

    @Test func `notes are found under their case, and snippets show the words as written`() throws {
        let id = try house.openCase(house.lisbon, "Noise")
        let words = (1...40).map { "w\($0)" }.joined(separator: " ")
        try house.act(house.lisbon) { try $0.addNote(to: id, "\(words) Café noir \(words)") }
        let hits = try house.lisbon.read { try $0.search("cafe") }
        #expect(hits.map(\.reference) == ["LIS-1"])
        #expect(hits.map(\.type) == ["note"])
        #expect(hits.map(\.site) == ["LIS"])
        #expect(hits[0].snippet.hasPrefix("… w33"))
        #expect(hits[0].snippet.contains("Café noir"))
        #expect(hits[0].snippet.hasSuffix("w10 …"))
    }

    @Test func `what is no longer written is no longer found`() throws {
        let id = try house.openCase(house.lisbon, "Noise")
        try house.act(house.lisbon) { transaction in
            let row = try transaction.recoveryCase(id).row
            try transaction.edit(row, [CaseField.summary: .text("Smoke")])
        }
        #expect(try hits("noise").isEmpty)
        #expect(try hits("smoke") == ["LIS-1"])
    }

    @Test func `the newest come first, and no more than asked for`() throws {
        for _ in 0..<5 { _ = try house.openCase(house.lisbon, "Noise") }
        let hits = try house.lisbon.read { try $0.search("noise", countMax: 2) }
        #expect(hits.map(\.reference) == ["LIS-5", "LIS-4"])
    }

    @Test(arguments: ["", " ", "\"", "***", "(((", "- -", "\u{0}"])
    func `without a letter or a digit there is nothing to find`(text: String) throws {
        #expect(throws: SearchError.nothingToFind) {
            try house.lisbon.read { try $0.search(text) }
        }
    }

    @Test(arguments: [
        "a OR b", "\"unclosed phrase", "NEAR(a b)", "words:noise", "noise*", "^noise",
        "noise AND NOT cold", "'; DROP TABLE search; --", "a\"b\"c \"\"\"", "%_%noise", "{noise}",
    ])
    func `nothing that is typed is a command to the index`(text: String) throws {
        _ = try house.openCase(house.lisbon, "I typed \(text) here")
        #expect(try hits(text) == ["LIS-1"])
    }

    @Test func `headquarters has no search`() throws {
        #expect(throws: SearchError.onlyAtNodes) {
            try house.hub.read { try $0.search("noise") }
        }
    }

    static let naughtyStrings: [String] = {
        guard let folder = SharedData.folder,
            let text = try? String(contentsOfFile: folder + "/nasty/blns.txt", encoding: .utf8)
        else { return [] }
        return text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    }()

    @Test(.enabled(if: !naughtyStrings.isEmpty))
    func `every naughty string is kept as it is, and found or refused in words`() throws {
        for string in Self.naughtyStrings {
            let id = try house.openCase(house.lisbon, string)
            #expect(try house.lisbon.found(id).summary == string)
            do {
                let found = try house.lisbon.read { try $0.search(string, countMax: 1000) }
                #expect(found.contains { $0.id == id }, "\(string.debugDescription)")
            } catch let error as SearchError {
                #expect(error == .nothingToFind)
                #expect(!string.contains { $0.isLetter || $0.isNumber })
            }
        }
    }
}

/// Files that are not part of the product; tests that need them are skipped without them.
enum SharedData {
    static let folder: String? = {
        let package = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = package.appending(path: "../shared/data").standardizedFileURL.path
        return FileManager.default.fileExists(atPath: folder) ? folder : nil
    }()
}
