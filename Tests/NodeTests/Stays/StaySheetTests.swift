import Foundation
import Recovery
import Storage
import Testing

@testable import Node

struct StaySheetTests {
    private let lisbon: TimeZoneRules

    init() throws {
        let zone = "/usr/share/zoneinfo/Europe/Lisbon"
        let bytes = try #require(FileManager.default.contents(atPath: zone))
        lisbon = try TimeZoneRules(tzif: Array(bytes))
    }

    private func rows(_ text: String, currency: String? = "EUR") throws -> [StaySheet.Row] {
        var options = StaySheet.Options()
        options.currency = try currency.map { try Currency($0) }
        let sheet = try StaySheet(
            ByteSource(bytes: Array(text.utf8)),
            zone: lisbon,
            options: options
        )
        var rows: [StaySheet.Row] = []
        while let row = try sheet.next() { rows.append(row) }
        return rows
    }

    private func stays(_ text: String) throws -> [StayDraft] {
        try rows(text).compactMap { if case .stay(let draft) = $0 { draft } else { nil } }
    }

    private func reasons(_ text: String) throws -> [String] {
        try rows(text).compactMap {
            if case .setAside(let row) = $0 { "\(row.line): \(row.reason)" } else { nil }
        }
    }

    private func local(_ moment: Timestamp) -> String {
        "\(lisbon.day(at: moment)) \(HouseTime(zone: lisbon).clock(moment))"
    }

    @Test(arguments: [
        """
        Confirmation No,Room,Guest Name,Arrival,Departure,Rate,VIP
        B1,0412,"Lindqvist, Marta",2026-03-10,2026-03-14,168.00,Gold
        """,
        """
        Buchungsnr;Zimmer;Vorname;Nachname;Anreise;Abreise;Preis;Loyalty
        B1;412;Marta;Lindqvist;10.03.2026;14.03.2026;168,00;Gold
        """,
        """
        localizador,habitacion,huesped,llegada,nights,tarifa,currency,tier
        B1,412,Marta Lindqvist,10/03/2026 15:00,4,"€168",,Gold
        """,
        #"{"booking":"B1","room":"412","guest":"M. Lindqvist","arrival":"20260310","#
            + #""departure":"2026-03-14T11:00","rate":"168 EUR","tier":"Gold"}"#,
    ])
    func `an arrivals list is read in any usual form`(text: String) throws {
        let stay = try #require(try stays(text + "\n").first)
        #expect(stay.booking == "B1")
        #expect(stay.room?.text == "412")
        #expect(stay.guest?.contains("Lindqvist") == true)
        #expect(local(stay.arrivesAt) == "2026-03-10 15:00")
        #expect(local(stay.departsAt) == "2026-03-14 11:00")
        #expect(stay.rate?.description == "168.00 EUR")
        #expect(stay.tier == "Gold")
    }

    @Test func `times are those of the house, also across a change of the clocks`() throws {
        // Lisbon goes from UTC to UTC+1 on 29 March 2026 at 01:00.
        let stay = try #require(
            try stays("booking,room,arrival,departure\nB1,1,2026-03-28,2026-03-30\n").first
        )
        #expect(stay.arrivesAt.description == "2026-03-28T15:00:00Z")
        #expect(stay.departsAt.description == "2026-03-30T10:00:00Z")
        #expect(
            CheckOutClock(departsAt: stay.departsAt).remaining(at: stay.arrivesAt)
                == .seconds(43 * 3600)
        )
        let zoned = try #require(
            try stays("booking,room,arrival,departure\nB1,1,2026-03-28,2026-03-30T10:30:00Z\n")
                .first
        )
        #expect(zoned.departsAt.description == "2026-03-30T10:30:00Z")
    }

    @Test func `months come first only where nothing else can be meant`() throws {
        let american = "booking,room,arrival,departure\nB1,1,3/9/2026,3/14/2026\n"
        #expect(local(try #require(try stays(american).first).arrivesAt) == "2026-03-09 15:00")
        let british = "booking,room,arrival,departure\nB1,1,3/9/2026,4/9/2026\n"
        #expect(local(try #require(try stays(british).first).arrivesAt) == "2026-09-03 15:00")
    }

    @Test func `a row that is no stay is set aside with its line and what to do`() throws {
        let text = """
            booking,room,guest,arrival,departure,rate
            ,412,A,2026-03-10,2026-03-14,
            B2,,,2026-03-10,2026-03-14,
            B3,412,A,soon,2026-03-14,
            B4,412,A,2026-03-14,2026-03-10,
            B5,412,A,2026-03-10,,
            B6,412,A,2026-03-10,2026-03-14,dear
            B7,412,A,2026-03-10,2026-03-14,0
            B7,413,A,2026-03-10,2026-03-14,0

            """
        let reasons = try reasons(text)
        #expect(reasons.map { $0.prefix(2) } == ["2:", "3:", "4:", "5:", "6:", "7:", "9:"])
        #expect(reasons[0].contains("has no number"))
        #expect(reasons[2].contains("\"soon\" is no day of arrival"))
        #expect(reasons[6].contains("Booking B7 stands in line 8 with another room"))
        #expect(try stays(text).map(\.booking) == ["B7"])
        #expect(try stays(text)[0].rate == nil)
    }

    @Test func `a list without the columns that matter is refused, with what it has`() {
        #expect(throws: StaySheetError.self) { try rows("room,arrival\n1,2026-03-10\n") }
        #expect(throws: StaySheetError.self) { try rows("booking,room,arrival\nB1,1,2026\n") }
    }

    @Test(arguments: [
        ("168.00", "168.00 EUR"), ("168,5", "168.50 EUR"), ("1.168,50", "1168.50 EUR"),
        ("1,168", "1168.00 EUR"), ("£ 99", "99.00 GBP"), ("USD 99.90", "99.90 USD"),
        ("12,000 JPY", "12000 JPY"),
    ])
    func `a price is read as people write it`(text: String, money: String) throws {
        let cells = StayCells(zone: .utc, order: .dayFirst, currency: try Currency("EUR"))
        #expect(try cells.rate(text, currency: nil)?.description == money)
    }

    @Test(arguments: ["EUR", "JPY", "KWD"], [168, 1_168, 168_000, 1_168_000] as [Int64])
    func `a price as it is shown is read as what it is`(code: String, units: Int64) throws {
        let money = Money(minorUnits: units, currency: try Currency(code))
        let cells = StayCells(zone: .utc, order: .dayFirst, currency: try Currency("EUR"))
        #expect(try cells.rate(money.description, currency: nil) == money)
    }

    @Test(
        arguments: [
            ("$168", "EUR", nil), ("$168", "CAD", "168.00 CAD"), ("¥12,000", "JPY", "12000 JPY"),
            ("¥12,000", "EUR", nil), ("₹ 900", "EUR", "900.00 INR"), ("₿1", "EUR", nil),
        ] as [(String, String, String?)]
    )
    func `a sign that several currencies share is the house's own or none`(
        text: String,
        house: String,
        money: String?
    ) throws {
        let cells = StayCells(zone: .utc, order: .dayFirst, currency: try Currency(house))
        guard let money else {
            #expect(throws: MoneyError.missingCurrency) { try cells.rate(text, currency: nil) }
            return
        }
        #expect(try cells.rate(text, currency: nil)?.description == money)
        #expect(try cells.rate(text, currency: "CHF")?.currency.code == "CHF")
    }

    @Test func `a cancelled booking is nobody's stay`() throws {
        let text = """
            booking,room,arrival,departure,status
            B1,1,2026-03-10,2026-03-14,Cancelled
            B2,2,2026-03-10,2026-03-14,Due in

            """
        #expect(try stays(text).map(\.isCancelled) == [true, false])
    }
}
