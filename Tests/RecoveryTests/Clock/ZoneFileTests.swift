import Testing

@testable import Recovery

@Suite struct ZoneFileTests {
    /// Name, moment, seconds ahead of UTC; the years after 2037 come from the footer.
    private static let known: [(String, Timestamp, Int64)] = [
        ("Europe/Lisbon", .utc(1994, 1, 1), 3600),
        ("Europe/Lisbon", .utc(2026, 3, 29, 0, 59), 0),
        ("Europe/Lisbon", .utc(2026, 3, 29, 1), 3600),
        ("Europe/Lisbon", .utc(2060, 3, 28, 0, 59), 0),
        ("Europe/Lisbon", .utc(2060, 3, 28, 1), 3600),
        ("Europe/Lisbon", .utc(2060, 10, 31, 0, 59), 3600),
        ("Europe/Lisbon", .utc(2060, 10, 31, 1), 0),
        ("America/New_York", .utc(2026, 3, 8, 6, 59), -18_000),
        ("America/New_York", .utc(2026, 3, 8, 7), -14_400),
        ("America/New_York", .utc(2100, 11, 7, 5, 59), -14_400),
        ("America/New_York", .utc(2100, 11, 7, 6), -18_000),
        ("Asia/Kathmandu", .utc(1985, 12, 31, 18, 29), 19_800),
        ("Asia/Kathmandu", .utc(1985, 12, 31, 18, 30), 20_700),
        ("Asia/Kathmandu", .utc(2300, 1, 1), 20_700),
        ("Australia/Lord_Howe", .utc(2026, 1, 1), 39_600),
        ("Australia/Lord_Howe", .utc(2026, 7, 1), 37_800),
        ("Australia/Lord_Howe", .utc(2050, 1, 1), 39_600),
        ("Australia/Lord_Howe", .utc(2050, 7, 1), 37_800),
    ]

    @Test(.enabled(if: Zones.isInstalled("Europe/Lisbon")), arguments: known)
    func `installed zones keep their known offsets`(
        name: String,
        moment: Timestamp,
        seconds: Int64
    ) throws {
        guard Zones.isInstalled(name) else { return }
        #expect(try Zones.installed(name).offsetSeconds(at: moment) == seconds)
    }

    @Test(.enabled(if: Zones.isInstalled("Australia/Lord_Howe")))
    func `half an hour is skipped on Lord Howe`() throws {
        let zone = try Zones.installed("Australia/Lord_Howe")
        let day = CalendarDay.on(2026, 10, 4)
        let change = Timestamp.utc(2026, 10, 3, 15, 30)
        #expect(zone.moment(day: day, minute: 120) == change)
        #expect(zone.moment(day: day, minute: 149) == change)
        #expect(zone.moment(day: day, minute: 151) == change.plus(minutes: 1))
    }

    /// A file whose only offset is that of UTC, with this footer.
    private static func file(_ footer: String, version: Character = "2") -> [UInt8] {
        var block = Array("TZif\(version)".utf8) + [UInt8](repeating: 0, count: 15)
        for count: UInt8 in [0, 0, 0, 0, 1, 4] { block += [0, 0, 0, count] }
        block += [0, 0, 0, 0, 0, 0]
        block += Array("UTC\0".utf8)
        return block + block + Array("\n\(footer)\n".utf8)
    }

    @Test(
        arguments: [
            // J60 is 1 March in every year, 60 is 29 February in a leap year.
            ("AAA0BBB,J60/0,J61/0", Timestamp.utc(2028, 2, 29, 23, 59), 0),
            ("AAA0BBB,J60/0,J61/0", .utc(2028, 3, 1), 3600),
            ("AAA0BBB,J60/0,J61/0", .utc(2028, 3, 1, 23), 0),
            ("AAA0BBB,59/0,60/0", .utc(2028, 2, 29), 3600),
            ("AAA0BBB,59/0,60/0", .utc(2026, 3, 1), 3600),
            // March begins on a Sunday, which is no Sunday of February.
            ("AAA0BBB,M2.5.0/0,M10.5.0", .utc(2026, 2, 21, 23, 59), 0),
            ("AAA0BBB,M2.5.0/0,M10.5.0", .utc(2026, 2, 22), 3600),
            // Summer all the year, and a winter that is the exception.
            ("<-03>3<-02>,0/0,J365/25", .utc(2026, 1, 1, 12), -7200),
            ("<-03>3<-02>,0/0,J365/25", .utc(2026, 12, 31, 23), -7200),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", .utc(2026, 1, 1), 0),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", .utc(2026, 7, 1), 3600),
            // The Saturday before the last Sunday, in hours before Sunday.
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/-1", .utc(2026, 3, 29, 0, 59), -7200),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/-1", .utc(2026, 3, 29, 1), -3600),
            ("AAA5:30:15", .utc(2026, 1, 1), 0), ("", .utc(2026, 1, 1), 0),
            ("AAA0BBB,M3.5.0,M10.5.0", .utc(2400, 7, 1), 3600),
            ("AAA0BBB,M3.5.0,M10.5.0", .utc(2401, 7, 1), 0),
        ])
    func `a footer is the rule to the year 2400`(
        footer: String,
        moment: Timestamp,
        seconds: Int
    ) throws {
        let zone = try TimeZoneRules(tzif: Self.file(footer))
        #expect(zone.offsetSeconds(at: moment) == Int64(seconds))
    }

    @Test(
        arguments: [
            "A0", "AAA", "AAA25", "AAA0BBB", "AAA0BBB,M3.5.0", "AAA0BBB,M13.1.0,M1.1.0",
            "AAA0BBB,M3.6.0,M10.5.0", "AAA0BBB,M3.5.7,M10.5.0", "AAA0BBB,J0,J5",
            "AAA0BBB,M3.5.0/168,M10.5.0", "<A0", "AAA0BBB,M3.5.0,M10.5.0x", "AAA1:60",
        ])
    func `a footer that is no rule is named`(footer: String) {
        #expect(throws: ZoneFileError.footer(footer)) {
            try TimeZoneRules(tzif: Self.file(footer))
        }
    }

    @Test func `other files are refused with the reason`() {
        #expect(throws: ZoneFileError.notZoneFile) { try TimeZoneRules(tzif: []) }
        #expect(throws: ZoneFileError.notZoneFile) { try TimeZoneRules(tzif: [1, 2, 3, 4, 5]) }
        #expect(throws: ZoneFileError.tooOld) {
            try TimeZoneRules(tzif: Self.file("", version: "\0"))
        }
        var leaps = Self.file("")
        leaps[54 + 31] = 1
        #expect(throws: ZoneFileError.leapSeconds) { try TimeZoneRules(tzif: leaps) }
    }

    @Test func `a file cut off anywhere is refused`() {
        let whole = Self.file("AAA0BBB,M3.5.0,M10.5.0")
        for count in 0..<whole.count {
            #expect(throws: ZoneFileError.self) { try TimeZoneRules(tzif: Array(whole[..<count])) }
        }
    }

    @Test(.enabled(if: Zones.isInstalled("Europe/Lisbon")), arguments: 1...20)
    func `damaged files never stop the process`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let whole = try Zones.file("Europe/Lisbon")
        for _ in 0..<50 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let index = bytes.indices.randomElement(using: &random) ?? 0
                bytes[index] = UInt8.random(in: 0...255, using: &random)
            }
            do throws(ZoneFileError) {
                let zone = try TimeZoneRules(tzif: bytes)
                #expect(abs(zone.offsetSeconds(at: .utc(2026, 1, 1))) < 93_600)
            } catch {
                #expect(!error.description.isEmpty)
            }
        }
    }
}
