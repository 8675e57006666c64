import Foundation
import Recovery
import Storage
import Sync
import TestSupport
import Testing
import Web
import Wire

/// A node written in Python from `Protocol/` alone speaks with the real hub.
///
/// `AMENDS_PYTHON` names a Python that has the package `cryptography`; `Tests/run` makes one.
@Suite(.enabled(if: Stranger.python != nil)) struct ClientTests {
    @Test func `it joins, pushes, pulls and proves itself equal, edit after edit`() async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            let code = try hub.invitation(hub.addSite("LIS")).description
            let stranger = Stranger(directory + "/stranger")
            try await withHub(directory) { url in
                #expect(try await stranger.done("join", url, code)["site"]?.text == "LIS")
                let made = try await stranger.done("case", "Water drips on the bed — café")
                let id = try #require(made["id"]?.text.flatMap(RecordID.init))
                let change = ChangeID(rawValue: id.rawValue)
                try await stranger.isProved()
                #expect(try hub.summary(change) == "Water drips on the bed — café")

                try hub.write(author: "hq", now: WallClock.now()) { transaction in
                    let row = try #require(try transaction.row(Catalogue.recoveryCase, change))
                    let words = Cell.text("The ceiling leaks in 412")
                    try transaction.edit(row, fields: [(CaseField.summary.rawValue, words)])
                }
                try await stranger.isProved()
                let shown = try await stranger.done("show")["cases"]?.elements
                #expect(shown?.first?.elements?.first?.text == "The ceiling leaks in 412")

                _ = try await stranger.done("rename", "\(id)", "Mended")
                try await stranger.isProved()
                #expect(try hub.summary(change) == "Mended")
                #expect(try hub.read { try $0.conflicts(of: change) }.isEmpty, "it named its base")

                let count = try hub.caseCount()
                let again = try await stranger.done("again")
                #expect(again["verdict"]?.integer == 1)
                #expect(try hub.caseCount() == count)
                try await stranger.isProved()

                let compared = try await stranger.done("compare")
                #expect(compared["isAtHeads"]?.flag == true)
                #expect(compared["same"]?.flag == true)
            }
        }
    }

    @Test func `two edits that did not know of each other are a conflict, for it too`()
        async throws
    {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            let code = try hub.invitation(hub.addSite("LIS")).description
            let stranger = Stranger(directory + "/stranger")
            try await withHub(directory) { url in
                _ = try await stranger.done("join", url, code)
                let made = try await stranger.done("case", "Cold room")
                let id = try #require(made["id"]?.text.flatMap(RecordID.init))
                let change = ChangeID(rawValue: id.rawValue)
                try await stranger.isProved()
                _ = try await stranger.done("rename", "\(id)", "Cold bathroom")
                try hub.write(author: "hq", now: WallClock.now()) { transaction in
                    let row = try #require(try transaction.row(Catalogue.recoveryCase, change))
                    let words = Cell.text("Cold corridor")
                    try transaction.edit(row, fields: [(CaseField.summary.rawValue, words)])
                }
                try await stranger.isProved()
                let shown = try await stranger.done("show")["cases"]?.elements
                let both = shown?.first?.elements?.compactMap(\.text)
                #expect(both.map(Set.init) == ["Cold bathroom", "Cold corridor"])
            }
        }
    }

    @Test func `a copy of it is noticed, and its hub must be the one that made the code`()
        async throws
    {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            let code = try hub.invitation(hub.addSite("LIS")).description
            let stranger = Stranger(directory + "/stranger")
            try await withHub(directory) { url in
                let wrong = code.prefix(15) + "AAAA-AAAA-AAAA"
                #expect(
                    try await stranger.refusal("join", url, String(wrong)) == "another hub answers"
                )
                _ = try await stranger.done("join", url, try hub.freshCode("LIS"))
                _ = try await stranger.done("case", "Cold room")
                let copy = Stranger(directory + "/copy")
                try FileManager.default.removeItem(atPath: copy.directory)
                try FileManager.default.copyItem(
                    atPath: stranger.directory,
                    toPath: copy.directory
                )
                try await stranger.isProved()
                #expect(try await copy.refusal("sync") == "verdict 3")
                try await stranger.isProved()
            }
        }
    }
}

extension HubStore {
    /// A case's summary, as it stands.
    fileprivate func summary(_ id: ChangeID) throws -> String? {
        guard case .text(let text)? = try row(Catalogue.recoveryCase, id)?[CaseField.summary]
        else { return nil }
        return text
    }
}

/// The node in Python, with a directory of its own.
private struct Stranger: Sendable {
    static let python = ProcessInfo.processInfo.environment["AMENDS_PYTHON"]
    private static let program = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Client/client.py").path()

    let directory: String

    init(_ directory: String) {
        self.directory = directory
        try? FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
    }

    /// Runs a verb that must succeed, and gives what it prints.
    func done(_ words: String...) async throws -> JSON {
        let (status, output, complaint) = try await run(words)
        #expect(status == 0, "\(words): \(complaint)")
        return try JSON(bytes: Array(output.utf8))
    }

    /// Runs a verb that must be refused, and gives why.
    func refusal(_ words: String...) async throws -> String {
        let (status, _, complaint) = try await run(words)
        #expect(status != 0)
        return complaint.replacing("refused: ", with: "").trimmingCharacters(in: .newlines)
    }

    /// Syncs, and must have been proved equal.
    func isProved(_ location: SourceLocation = #_sourceLocation) async throws {
        let done = try await done("sync")
        #expect(done["proved"]?.flag == true, sourceLocation: location)
        #expect(done["parked"]?.integer == 0, sourceLocation: location)
    }

    private func run(_ words: [String]) async throws -> (Int32, String, String) {
        let directory = directory
        return try await blocking {
            let process = Process()
            process.executableURL = URL(filePath: Self.python ?? "/usr/bin/python3")
            process.arguments = ["-B", Self.program, directory] + words
            let (output, errors) = (Pipe(), Pipe())
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = output
            process.standardError = errors
            try Launch.start(process)
            let text = output.fileHandleForReading.readDataToEndOfFile()
            let complaint = errors.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return (
                process.terminationStatus, String(decoding: text, as: UTF8.self),
                String(decoding: complaint, as: UTF8.self)
            )
        }
    }
}
