import Foundation
import TestSupport
import Testing

/// Data that this program must not touch, or cannot.
struct BadDataTests {
    private let directory: TemporaryDirectory
    private let hub: String

    init() throws {
        directory = try TemporaryDirectory()
        hub = directory.path("hub")
        #expect(try Program.run(["hub", "init"], data: hub).status == 0)
    }

    @Test func `data from a newer version is refused and stays as it is`() throws {
        try setVersion(99)
        let run = try Program.run(["hub", "site", "list"], data: hub)
        #expect(run.status == 1)
        #expect(run.complaint.contains("written by a newer version of amends (format 99"))
        try setVersion(1)
        #expect(try Program.run(["scenario", "list", "--json"], data: hub).objects().count == 28)
    }

    /// Sets what `PRAGMA user_version` reads: four bytes of the header, the highest first.
    private func setVersion(_ version: UInt8) throws {
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: hub + "/hub.db"))
        try file.seek(toOffset: 60)
        file.write(Data([0, 0, 0, version]))
        try file.close()
    }

    @Test func `a file that is no database is named`() throws {
        try Data("not a database, but long enough to look like one".utf8)
            .write(to: URL(fileURLWithPath: hub + "/hub.db"))
        let run = try Program.run(["case", "list"], data: hub)
        #expect(run.status == 1)
        #expect(run.complaint.contains("is not a sound database"))
    }

    @Test(.enabled(if: geteuid() == 0 && FileManager.default.fileExists(atPath: setpriv)))
    func `data that may not be written is named with what to check`() throws {
        for name in ["", "/hub.db"] {
            let mode = name.isEmpty ? 0o555 : 0o444
            try FileManager.default.setAttributes(
                [.posixPermissions: mode],
                ofItemAtPath: hub + name
            )
        }
        let process = Process()
        let complaint = Pipe()
        process.executableURL = URL(fileURLWithPath: setpriv)
        process.arguments = [
            "--reuid", "65534", "--clear-groups", Program.url.path, "case", "open", "x",
            "--site", "LIS", "--data", hub,
        ]
        process.standardError = complaint
        try Launch.start(process)
        process.waitUntilExit()
        let words = String(
            decoding: complaint.fileHandleForReading.readDataToEndOfFile(),
            as: UTF8.self
        )
        #expect(process.terminationStatus == 1)
        #expect(words.contains("cannot be written"), "\(words)")
    }
}

private let setpriv = "/usr/bin/setpriv"
