import Recovery
import Testing

struct TimestampTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"),
        (1_772_373_909_999, "2026-03-01T14:05:09Z"),
        (-86_400_000, "1969-12-31T00:00:00Z"),
        (Int64.max, "292278994-08-17T07:12:55Z"),
        (Int64.min, "-292275055-05-16T16:47:05Z"),
    ])
    func `every moment has a name`(milliseconds: Int64, name: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == name)
    }

    @Test(arguments: [(86_399_999, 0, 0), (86_400_000, 0, 1), (82_800_000, 3600, 1), (0, -1, -1)])
    func `a day begins at midnight where the clock is`(
        milliseconds: Int64,
        offsetSeconds: Int64,
        day: Int64
    ) {
        #expect(Timestamp(milliseconds: milliseconds).day(offsetSeconds: offsetSeconds) == day)
    }
}
