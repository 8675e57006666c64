import Testing
import Web

@testable import Node

/// Forms with a file in them, whole and broken.
struct MultipartFormTests {
    private static let type = "multipart/form-data; boundary=\"x-1\""

    private static func body(_ parts: (head: String, body: String)...) -> [UInt8] {
        let text = parts.map {
            "--x-1\r\nContent-Disposition: form-data; \($0.head)\r\n\r\n\($0.body)\r\n"
        }
        return Array((text.joined() + "--x-1--\r\n").utf8)
    }

    @Test func `fields and the first file that holds anything are read`() throws {
        let bytes = Self.body(
            ("name=\"form\"", "token"),
            ("name=\"picture\"; filename=\"\"", ""),
            ("name=\"file\"; filename=\"a b.jpg\"\r\nContent-Type: image/jpeg", "\r\n--x-\r\n1"),
            ("name=\"more\"; filename=\"c\"", "second")
        )
        let form = try MultipartForm(bytes, contentType: Self.type)
        #expect(form.fields == ["form": "token"])
        #expect(form.file == .init(name: "a b.jpg", bytes: Array("\r\n--x-\r\n1".utf8)))
    }

    @Test func `a form that was cut short is refused, wherever it was cut`() throws {
        let whole = Self.body(("name=\"form\"", "token"), ("name=\"f\"; filename=\"a\"", "bytes"))
        _ = try MultipartForm(Array(whole.dropLast(2)), contentType: Self.type)
        for count in 0..<whole.count - 3 {
            #expect(throws: Problem.self, "\(count)") {
                try MultipartForm(Array(whole[..<count]), contentType: Self.type)
            }
        }
    }

    @Test func `too many parts, long heads, long fields and no boundary are refused`() {
        let many = (0..<17).map {
            "--x-1\r\nContent-Disposition: form-data; name=a\($0)\r\n\r\n\r\n"
        }
        let long = String(repeating: "x", count: 5_000)
        for bytes in [
            Array((many.joined() + "--x-1--").utf8), Self.body(("name=\"\(long)\"", "")),
            Self.body(("name=\"a\"", long)), Self.body(("nothing", "x")),
        ] {
            #expect(throws: Problem.self) { try MultipartForm(bytes, contentType: Self.type) }
        }
        let fine = Self.body(("name=\"a\"", "b"))
        for type in [
            "multipart/form-data", "multipart/form-data; boundary=",
            "multipart/form-data; boundary=y",
        ] {
            #expect(throws: Problem.self, "\(type)") {
                try MultipartForm(fine, contentType: type)
            }
        }
    }
}
