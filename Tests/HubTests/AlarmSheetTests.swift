import Foundation
import Recovery
import Storage
import TestSupport
import Testing
import Web
import Wire

@testable import Node

@Suite(.serialized) struct AlarmSheetTests {
    /// A house that can send texts, with a case that was heard of just now.
    private func withHouse(
        sealed: Bool = false,
        at noon: Timestamp = WallClock.now(),
        _ body: (HousePages, RecoveryCase) throws -> Void
    ) async throws {
        try await withDirectory { directory in
            let store = try newHub(directory).addNode("LIS", directory + "/lis", hubURL: "")
            var ways = MessageWays()
            let secret = try #require(WebhookSecret("correct-horse-battery"))
            ways.sms = .init(url: "http://127.0.0.1:9/", secret: secret)
            let pages = try HousePages(store, try store.membership(), ways: ways)
            let code = sealed ? "SE-01" : "EN-02"
            var opening = CaseOpening(
                summary: "Cold shower",
                receivedAt: noon,
                scenario: PublishedScenario.shipped.first {
                    $0.scenario.code.description == code
                }
            )
            opening.place = "412"
            let opened = try store.write(author: "ana", now: noon) { try $0.openCase(opening) }
            try body(pages, try store.read { try $0.recoveryCase(named: opened.reference) })
        }
    }

    private static let noon = Timestamp(milliseconds: 1_773_316_800_000)
    /// 23:00 in UTC, the zone of a house that has named none.
    private static let night = Timestamp(milliseconds: noon.milliseconds + 11 * 3_600_000)

    private static func after(_ minutes: Int64, _ start: Timestamp = noon) -> Timestamp {
        Timestamp(milliseconds: start.milliseconds + minutes * 60_000)
    }

    private func step(_ pages: HousePages, _ now: Timestamp) throws -> Timestamp? {
        let scenarios = try pages.desk.scenarios()
        let house = try pages.store.read { try pages.clockHouse(scenarios, $0) }
        return try AlarmTexter(pages: pages).step(house, now)
    }

    private func parcel(_ pages: HousePages, _ now: Timestamp) throws -> Parcel? {
        try pages.store.takeParcel(of: [.sms], now: now)
    }

    private func setNumber(_ pages: HousePages, isQuietAtNight: Bool = true) throws {
        let number = try #require(PhoneNumber("+351 912 345 678"))
        try pages.store.setAlarmTexts(
            AlarmTextSettings(number, isQuietAtNight: isQuietAtNight),
            author: "ana",
            now: Self.noon
        )
    }

    @Test func `an alarm that nobody answers is texted once, twenty minutes over its time`()
        async throws
    {
        try await withHouse(at: Self.noon) { pages, found in
            #expect(try step(pages, Self.after(60)) == nil)
            try setNumber(pages)
            // EN-02: an answer within 5 minutes.
            #expect(try step(pages, Self.after(24)) == Self.after(25))
            #expect(try parcel(pages, Self.after(24)) == nil)
            _ = try step(pages, Self.after(26))
            let parcel = try #require(try parcel(pages, Self.after(26)))
            #expect(parcel.address == "+351912345678")
            #expect(parcel.text.contains("nobody has answered an alarm. LIS-1, Room 412"))
            #expect(parcel.text.contains("severity 3"))
            try pages.store.settle(parcel, .taken, now: Self.after(27))
            _ = try step(pages, Self.after(300))
            #expect(try self.parcel(pages, Self.after(300)) == nil)
            let notes = try pages.store.read { try $0.detail(of: found) }.notes
            #expect(notes.map(\.text).contains { $0.contains("a text goes to the duty manager") })
            // It is no word to the guest.
            #expect(try pages.store.read { try $0.messages(of: found.id) }.isEmpty)
            #expect(try pages.store.read { try $0.dealings(of: found.id) }.attempts.isEmpty)
        }
    }

    @Test func `an answer takes back what has not left`() async throws {
        try await withHouse(at: Self.noon) { pages, found in
            try setNumber(pages)
            _ = try step(pages, Self.after(26))
            try pages.store.write(author: "ana", now: Self.after(26)) {
                try $0.acknowledgeAlarm(of: found.id)
            }
            #expect(try parcel(pages, Self.after(27)) == nil)
        }
    }

    @Test(arguments: [true, false])
    func `at night a text waits for seven o'clock, unless the house wants it`(
        isQuiet: Bool
    ) async throws {
        try await withHouse(at: Self.night) { pages, _ in
            try setNumber(pages, isQuietAtNight: isQuiet)
            let next = try step(pages, Self.after(30, Self.night))
            #expect((try parcel(pages, Self.after(31, Self.night)) == nil) == isQuiet)
            guard isQuiet else { return }
            let seven = Self.after(480, Self.night)
            #expect(next == seven)
            _ = try step(pages, seven)
            #expect(try parcel(pages, seven) != nil)
        }
    }

    @Test func `danger is texted at night, without a word of what is sealed`() async throws {
        try await withHouse(sealed: true, at: Self.night) { pages, _ in
            try setNumber(pages)
            _ = try step(pages, Self.after(26, Self.night))
            let text = try #require(try parcel(pages, Self.after(27, Self.night))).text
            #expect(text.contains("a sealed case, severity 5"))
            #expect(!text.contains("412") && !text.contains("shower"))
        }
    }

    @Test func `many at once are one text, and the next one comes ten minutes later`()
        async throws
    {
        try await withHouse(at: Self.noon) { pages, _ in
            try setNumber(pages)
            for index in 1...4 {
                try pages.store.write(author: "ana", now: Self.noon) {
                    _ = try $0.openCase(
                        CaseOpening(summary: "Noise \(index)", receivedAt: Self.noon)
                    )
                }
            }
            // The named one is over first, those that wait for triage five minutes later.
            _ = try step(pages, Self.after(26))
            #expect(try step(pages, Self.after(31)) == Self.after(36))
            _ = try step(pages, Self.after(36))
            let first = try #require(try parcel(pages, Self.after(36)))
            try pages.store.settle(first, .taken, now: Self.after(36))
            let second = try #require(try parcel(pages, Self.after(36)))
            #expect(second.text.contains("LIS-2") && second.text.contains("and 1 more"))
            try pages.store.settle(second, .refused("no credit"), now: Self.after(37))
            #expect(try parcel(pages, Self.after(90)) == nil)
        }
    }

    @Test func `last month's surveys text nobody`() async throws {
        try await withHouse(at: Self.noon) { pages, found in
            try setNumber(pages)
            try pages.store.write(author: "ana", now: Self.after(6_000)) {
                try $0.acknowledgeAlarm(of: found.id)
                _ = try $0.openCase(CaseOpening(summary: "Old", receivedAt: Self.noon))
            }
            _ = try step(pages, Self.after(6_100))
            #expect(try parcel(pages, Self.after(6_100)) == nil)
        }
    }

    @Test func `the sheet lists what nobody answered, and managers set the number`()
        async throws
    {
        try await withDesk { desk in
            #expect(try await desk.get("/alarms").html.contains("Every alarm is answered"))
            try desk.open("EN-02", words: "The water is cold")
            let sheet = try await desk.get("/alarms").html
            #expect(sheet.contains("1 alarm nobody has answered"))
            #expect(sheet.contains("engineering") && sheet.contains("/cases/LIS-1"))
            let number = ["number": "+351 912 345 678", "quiet": "yes"]
            #expect(try await desk.act("/alarms/texts", number).location == "/alarms")
            #expect(try await desk.get("/alarms").html.contains("+351912345678"))
            #expect(try await desk.act("/alarms/texts", ["number": "nobody"]).status == 400)
            _ = try await desk.act("/alarms/texts", ["number": ""])
            #expect(try desk.store.read { try $0.alarmTextSettings() } == nil)
        }
    }
}
