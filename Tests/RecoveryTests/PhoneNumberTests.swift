import Recovery
import Testing

@Suite struct PhoneNumberTests {
    @Test(
        arguments: [
            ("+351 912 345 678", "351912345678", true), ("00351912345678", "+351912345678", true),
            ("0912 345 678", "+351912345678", true), ("912345678", "351912345678", true),
            ("+351912345678", "+351912345679", false), ("345678", "+351912345678", false),
            ("m@example.com, +351 912 345 678", "351912345678", true),
        ]
    )
    func `a number is known however it is written`(one: String, other: String, same: Bool) throws {
        let (one, other) = (try #require(PhoneNumber(one)), try #require(PhoneNumber(other)))
        #expect(one.isSame(as: other) == same)
        #expect(other.isSame(as: one) == same)
    }

    @Test func `what has no digits is no number`() {
        #expect(PhoneNumber("m@example.com") == nil)
        #expect(PhoneNumber("12-34") == nil)
    }
}
