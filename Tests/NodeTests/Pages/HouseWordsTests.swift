import Recovery
import Testing
import Web

@testable import Node

@Suite struct HouseWordsTests {
    private let time = HouseTime(zone: .utc)

    private static let noon = Timestamp(milliseconds: 1_773_316_320_000)

    private static let hour: Int64 = 3_600_000
    static let moments: [(Int64, String)] = [
        (0, "11:52"), (3 * hour, "14:52"), (20 * hour, "Fri 07:52"), (-48 * hour, "Tue 11:52"),
        (240 * hour, "22 March"),
    ]
    static let spans: [(Int64, String)] = [
        (0, "under 1 min"), (59_999, "under 1 min"), (60_000, "1 min"),
        (hour - 1, "59 min"), (hour, "1 h 00"), (48 * hour - 1, "47 h 59"),
        (48 * hour, "2 days"), (-1, "under 1 min"),
    ]

    @Test(arguments: moments)
    func `a moment is told by how near it is`(offset: Int64, words: String) {
        let moment = Timestamp(milliseconds: Self.noon.milliseconds + offset)
        #expect(time.near(moment, Self.noon) == words)
    }

    @Test func `a date has its weekday and month in words`() {
        #expect(time.date(Self.noon) == "Thursday 12 March")
    }

    @Test(arguments: spans)
    func `a span of time is told in its largest parts`(milliseconds: Int64, words: String) {
        #expect(HouseTime.span(milliseconds) == words)
    }

    @Test(arguments: [("412", "Room 412"), ("Pool bar", "Pool bar"), ("", ""), ("12 b", "12 b")])
    func `a bare number is a room's`(place: String, words: String) {
        #expect(place.asPlace == words)
    }

    @Test(
        arguments: [
            ("Room 4/2", "Room%204%2F2"), ("é&=", "%C3%A9%26%3D"), ("a-b_c.d", "a-b_c.d"),
            ("\n", "%0A"),
        ]
    )
    func `words go into an address safely`(text: String, encoded: String) {
        #expect(text.percentEncoded == encoded)
    }

    @Test func `white space goes at both ends only`() {
        #expect("  a b\n".trimmed == "a b")
        #expect(" \n ".trimmed.isEmpty)
    }

    @Test func `a second send of a form does nothing again`() throws {
        let sent = SentForms()
        var count = 0
        for _ in 0..<3 {
            let reference = try sent.reference(for: "one") {
                count += 1
                return "LIS-\(count)"
            }
            #expect(reference == "LIS-1")
        }
        #expect(try sent.reference(for: "two") { "LIS-9" } == "LIS-9")
    }

    @Test func `a form that failed may be sent again`() throws {
        struct Refusal: Error {}
        let sent = SentForms()
        #expect(throws: Refusal.self) { try sent.reference(for: "one") { throw Refusal() } }
        #expect(try sent.reference(for: "one") { "LIS-1" } == "LIS-1")
    }
}
