import Testing
import Web

struct CSVFieldTests {
    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""),
        ("two\nlines", "\"two\nlines\""), ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@a,b", "\"'@a,b\""), ("-4.5", "-4.5"), ("-a", "'-a"), ("", ""),
    ])
    func `a field is quoted where it must be, and no formula`(text: String, written: String) {
        #expect(CSVField.written(text) == written)
    }

    @Test func `a line ends as RFC 4180 has it`() {
        #expect(CSVField.line(["a", "b c", "d\"e"]) == "a,b c,\"d\"\"e\"\r\n")
    }
}
