import Foundation
import Logging
import Recovery
import Storage
import Sync
import Testing
import Wire

@testable import Hub

/// A stand-in for the host's program for mail, which keeps what it is given.
private struct StandIn {
    let folder: URL
    var path: String { folder.appending(path: "sendmail").path }

    init(_ ending: String) throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "amends-brief-\(UInt64.random(in: .min ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let text = """
            #!/bin/sh
            cd \(folder.path)
            echo x >> runs
            cat > mail$(wc -l < runs)
            \(ending)
            """
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    }

    func file(_ name: String) -> String {
        FileManager.default.contents(atPath: folder.appending(path: name).path)
            .map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    var runCount: Int { file("runs").split(separator: "\n").count }

    func remove() throws { try FileManager.default.removeItem(at: folder) }
}

@Suite struct BriefMailTests {
    /// A Thursday at 10:00 by UTC.
    private let thursday = Timestamp(milliseconds: (20_510 * 24 + 10) * 3_600_000)

    private func later(_ minutes: Int64) -> Timestamp {
        Timestamp(milliseconds: thursday.milliseconds + minutes * 60_000)
    }

    private func hub() throws -> HubStore {
        let hub = try HubStore(inMemoryWith: .all)
        try hub.begin(epoch: Epoch(rawValue: 7))
        return hub
    }

    private func mail(_ addresses: [String], weekday: Int = 3, hour: Int = 11) throws -> BriefMail {
        try BriefMail(to: addresses.map { try MailAddress($0) }, weekday: weekday, hour: hour)
    }

    private func service(_ hub: HubStore, _ standIn: StandIn) throws -> BriefMailService {
        BriefMailService(
            store: hub,
            mail: HubMail(
                path: standIn.path,
                from: try MailAddress("hq@hotel.example"),
                link: "https://hub.example"
            ),
            lookEvery: .seconds(60),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    private func sendAll(_ service: BriefMailService, now: Timestamp) async throws {
        while try await service.sendNext(now: now) {}
    }

    /// Weekday, hour, the Monday of the week that is due, and since when in hours.
    private static let dues: [(Int, Int, Int64, Int64)] = [
        // Thursday at 10: due since Monday at 6, since Thursday at 10, and not before 11.
        (0, 6, 20_500, 492_174), (3, 10, 20_500, 492_250), (3, 11, 20_493, 492_083),
        (6, 0, 20_493, 492_144),
    ]

    @Test(arguments: dues)
    func `a week's brief is due from its day and hour until the next one`(
        weekday: Int,
        hour: Int,
        monday: Int64,
        since: Int64
    ) throws {
        let due = try mail(["a@hotel.example"], weekday: weekday, hour: hour).due(at: thursday)
        #expect(due.monday == monday)
        #expect(due.since.milliseconds == since * 3_600_000)
    }

    @Test func `a brief leaves once for each, with the sheet`() async throws {
        let standIn = try StandIn("exit 0")
        let hub = try hub()
        try hub.mailBrief(
            try mail(["maud@hotel.example", "leo@hotel.example"]),
            author: "ops",
            now: thursday
        )
        try await sendAll(try service(hub, standIn), now: later(59))
        #expect(standIn.runCount == 0)
        try await sendAll(try service(hub, standIn), now: later(60))
        #expect(standIn.runCount == 2)
        let first = standIn.file("mail1")
        #expect(first.contains("\nTo: <maud@hotel.example>\n"))
        #expect(first.contains("\nSubject: All sites: the week to Sunday 22 February 2026\n"))
        #expect(first.contains("\nAuto-Submitted: auto-generated\n"))
        #expect(first.contains("Let down: 0 cases"))
        #expect(first.contains("filename=\"brief-2026-02-22.html\""))
        let encoded = first.split(separator: "base64\n", maxSplits: 1).last?
            .split(separator: "\n\n", maxSplits: 1).last?.split(separator: "--=_amends").first
        let sheet = try #require(
            encoded.flatMap { Data(base64Encoded: String($0), options: .ignoreUnknownCharacters) }
        )
        let html = String(decoding: sheet, as: UTF8.self)
        #expect(html.hasPrefix("<!doctype html>") && html.hasSuffix("</html>\n"))
        #expect(html.contains("href=\"https://hub.example/failures"))
        // Another look, and another life of the hub: it is not sent again.
        try hub.reviewBriefs()
        try await sendAll(try service(hub, standIn), now: later(6 * 24 * 60))
        #expect(standIn.runCount == 2)
        #expect(try hub.sentBriefs(9).map(\.state) == [.sent, .sent])
        // The week after it is.
        try await sendAll(try service(hub, standIn), now: later(7 * 24 * 60 + 60))
        #expect(standIn.runCount == 4)
        try standIn.remove()
    }

    @Test func `what was due before somebody asked for it is not made up`() async throws {
        let standIn = try StandIn("exit 0")
        let hub = try hub()
        try hub.mailBrief(try mail(["a@hotel.example"], hour: 9), author: "ops", now: thursday)
        try await sendAll(try service(hub, standIn), now: later(1))
        #expect(standIn.runCount == 0)
        try hub.mailBrief(nil, author: "ops", now: later(2))
        try await sendAll(try service(hub, standIn), now: later(8 * 24 * 60))
        #expect(standIn.runCount == 0)
        #expect(try hub.briefMail() == nil)
        try standIn.remove()
    }

    @Test func `what is not taken is tried again, a minute later and then less often`()
        async throws
    {
        let standIn = try StandIn("[ -e mail4 ] || exit 75")
        let hub = try hub()
        try hub.mailBrief(try mail(["a@hotel.example"]), author: "ops", now: thursday)
        var runs: [Int] = []
        for minute: Int64 in 60...75 {
            try await sendAll(try service(hub, standIn), now: later(minute))
            runs.append(standIn.runCount)
        }
        #expect(runs == [1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4])
        #expect(try hub.sentBriefs(9).map(\.state) == [.sent])
        try standIn.remove()
    }

    @Test(arguments: [("exit 67", SentBrief.State.refused), ("kill -9 $$", .doubtful)])
    func `what nobody can mend or knows waits for a person`(
        ending: String,
        state: SentBrief.State
    ) async throws {
        let standIn = try StandIn(ending)
        let hub = try hub()
        try hub.mailBrief(try mail(["a@hotel.example"]), author: "ops", now: thursday)
        for minute: Int64 in [60, 600] {
            try await sendAll(try service(hub, standIn), now: later(minute))
        }
        #expect(standIn.runCount == 1)
        #expect(try hub.sentBriefs(9).map(\.state) == [state])
        try standIn.remove()
    }

    @Test func `a hub that stopped in the middle does not send it twice`() async throws {
        let standIn = try StandIn("exit 0")
        let hub = try hub()
        try hub.mailBrief(try mail(["a@hotel.example"]), author: "ops", now: thursday)
        #expect(try hub.takeBrief(now: later(60)) != nil)
        try hub.reviewBriefs()
        try await sendAll(try service(hub, standIn), now: later(61))
        #expect(standIn.runCount == 0)
        #expect(try hub.sentBriefs(9).map(\.state) == [.doubtful])
        try standIn.remove()
    }

    @Test func `too many and too few recipients are refused`() throws {
        #expect(throws: BriefMailError.recipients) { try self.mail([]) }
        #expect(throws: BriefMailError.time) { try self.mail(["a@hotel.example"], hour: 24) }
    }
}
