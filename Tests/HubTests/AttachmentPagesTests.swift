import AsyncHTTPClient
import FoundationEssentials
import GRDB
import NIOCore
import NIOHTTP1
import Recovery
import Storage
import TestSupport
import Testing
import Wire

/// Pictures and recordings over HTTP: who may add and see them, and how much.
@Suite(.serialized) struct AttachmentPagesTests {
    @Test func `a picture is kept without where it was taken, and shown to whoever may see it`()
        async throws
    {
        try await withDesk { desk in
            try desk.open("EN-02", place: "412")
            let sent = try await desk.add(Self.picture(), named: "../../bath <1>.jpg", to: "LIS-1")
            #expect(sent.location == "/cases/LIS-1")
            let page = try await desk.get("/cases/LIS-1").html
            #expect(page.contains("bath &lt;1&gt;.jpg"))
            #expect(page.contains("added a picture"))
            let path = try #require(
                page.split(separator: "<img src=\"").dropFirst().first?
                    .split(separator: "\"").first.map(String.init)
            )
            let answer = try await desk.bytes(path)
            #expect(answer.status == 200)
            #expect(answer.headers["Content-Type"] == ["image/jpeg"])
            #expect(answer.headers["X-Content-Type-Options"] == ["nosniff"])
            #expect(
                answer.headers["Content-Disposition"] == ["attachment; filename=\"LIS-1-1.jpg\""]
            )
            #expect(!answer.bytes.isEmpty)
            #expect(!String(decoding: answer.bytes, as: UTF8.self).contains("Lisboa"))
            // The same once more is the same; another page of the house has none of it.
            _ = try await desk.add(Self.picture(), named: "again.jpg", to: "LIS-1")
            #expect(try desk.attachments("LIS-1").count == 1)
            try desk.open("EN-02", place: "413")
            let id = try #require(path.split(separator: "/").last)
            #expect(try await desk.get("/cases/LIS-2/files/\(id)").status == 409)
            let words = try await desk.add(Self.picture(2), named: "b", to: "LIS-1", from: "words")
            #expect(words.location == "/cases/LIS-1/words")
            #expect(try await desk.get("/cases/LIS-1/words").html.contains("<img src"))
        }
    }

    @Test func `what is too large, too much, no picture or from another desk is refused in words`()
        async throws
    {
        try await withDesk { desk in
            try desk.open("EN-02", place: "412")
            let max = Storage.Attachment.byteCountMax
            let large = try await desk.add(Self.picture(0, byteCount: max + 1), to: "LIS-1")
            #expect(large.status == 409)
            #expect(large.html.contains("5 MB at most"))
            let huge = try await desk.add([UInt8](repeating: 0, count: max + 200_000), to: "LIS-1")
            #expect(huge.status == 409)
            #expect(huge.html.contains("5 MB at most"))
            let page = try await desk.add(Array("<script>".utf8), to: "LIS-1")
            #expect(page.status == 400)
            #expect(page.html.contains("no picture (JPEG, PNG, WebP)"))
            let cut = try await desk.add(Self.picture().dropLast(3), to: "LIS-1")
            #expect(cut.html.contains("cannot be read to its end"))
            #expect(try await desk.add([], to: "LIS-1").html.contains("Choose a picture"))
            var stranger = desk
            stranger.token = "other"
            #expect(try await stranger.add(Self.picture(), to: "LIS-1").status == 403)
            #expect(try desk.attachments("LIS-1").isEmpty)
            let whole = try await desk.add(Self.picture(0, byteCount: max), to: "LIS-1")
            #expect(whole.status == 303)
            for number in 1..<Storage.Attachment.countMax {
                #expect(try await desk.add(Self.picture(number), to: "LIS-1").status == 303)
            }
            let more = try await desk.add(Self.picture(99), to: "LIS-1")
            #expect(more.html.contains("12 pictures and recordings at most"))
            #expect(try desk.attachments("LIS-1").count == Storage.Attachment.countMax)
        }
    }

    @Test func `what is refused after all leaves no file, unless another case has the same`()
        async throws
    {
        try await withDesk { desk in
            for place in ["412", "413"] { try desk.open("EN-02", place: place) }
            let (one, other) = (try desk.found("LIS-1").id, try desk.found("LIS-2").id)
            try desk.store.change(author: "test", now: WallClock.now()) {
                try $0.mergeCase(other, into: one)
            }
            let files = AttachmentFiles(of: desk.store)
            let kept = try files.keep([1])
            func names() throws -> [String] {
                let path = desk.store.database.path
                let directory = path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)
                return try FileManager.default.contentsOfDirectory(
                    atPath: directory + "/attachments"
                )
            }
            #expect(try await desk.add(Self.picture(7), to: "LIS-2").status == 409)
            #expect(try names() == [kept.digest.text])
            #expect(try await desk.add(Self.picture(7), to: "LIS-1").status == 303)
            #expect(try await desk.add(Self.picture(7), to: "LIS-2").status == 409)
            #expect(try names().count == 2)
        }
    }

    @Test func `pictures of a sealed case are for those who may open it, and that is recorded`()
        async throws
    {
        try await withDesk { desk in
            try desk.open("SE-01", place: "412")
            #expect(try await desk.add(Self.picture(), to: "LIS-1").status == 303)
            let id = try #require(try desk.attachments("LIS-1").first?.id)
            let path = "/cases/LIS-1/files/\(id)"
            #expect(try await desk.get(path).status == 200)
            let other = try await desk.colleague("Rui Neves")
            #expect(try await other.get(path).status == 403)
            #expect(try await other.add(Self.picture(2), to: "LIS-1").status == 403)
            #expect(!(try await other.get("/cases/LIS-1/words").html.contains("<img")))
            var nobody = desk
            nobody.cookie = ""
            #expect(try await nobody.bytes(path).status == 303)
        }
    }

    /// A small photograph with where it was taken, padded to a size once cleaned.
    static func picture(_ number: Int = 0, byteCount: Int = 200) -> [UInt8] {
        func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
            let length = body.count + 2
            return [0xFF, marker, UInt8(length >> 8), UInt8(length & 255)] + body
        }
        let frame = segment(0xC0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0])
        let scan = segment(0xDA, [1, 1, 0, 0, 63, 0])
        let place = segment(0xE1, Array("Exif\0\0Lisboa 38.7223 N".utf8))
        let padding = byteCount - 4 - frame.count - scan.count
        return [0xFF, 0xD8] + place + frame + scan
            + [UInt8](repeating: UInt8(number), count: padding) + [0xFF, 0xD9]
    }
}

extension StaffDesk {
    /// Sends a file as a browser does, with the input that was left empty before it.
    func add(
        _ bytes: [UInt8],
        named name: String = "a.jpg",
        to reference: String,
        from: String = ""
    ) async throws -> Page {
        var request = HTTPClientRequest(url: address + "/cases/\(reference)/files")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "multipart/form-data; boundary=line-9")
        request.headers.add(name: "Cookie", value: cookie)
        func head(_ text: String) -> String {
            "--line-9\r\nContent-Disposition: form-data; \(text)\r\n\r\n"
        }
        let start =
            head("name=\"form\"") + token + "\r\n" + head("name=\"from\"") + from + "\r\n"
            + head("name=\"picture\"; filename=\"\"") + "\r\n"
            + head("name=\"file\"; filename=\"\(name)\"\r\nContent-Type: image/jpeg")
        request.body = .bytes(
            ByteBuffer(bytes: Array(start.utf8) + bytes + Array("\r\n--line-9--\r\n".utf8))
        )
        let response = try await client.execute(request, timeout: .seconds(60))
        return Page(
            status: response.status.code,
            html: String(buffer: try await response.body.collect(upTo: 4 << 20)),
            location: response.headers.first(name: "Location")
        )
    }

    func bytes(_ path: String) async throws -> (
        status: UInt, headers: [String: [String]], bytes: [UInt8]
    ) {
        var request = HTTPClientRequest(url: address + path)
        if !cookie.isEmpty { request.headers.add(name: "Cookie", value: cookie) }
        let response = try await client.execute(request, timeout: .seconds(30))
        let names = ["Content-Type", "X-Content-Type-Options", "Content-Disposition"]
        return (
            response.status.code,
            Dictionary(uniqueKeysWithValues: names.map { ($0, response.headers[$0]) }),
            Array(buffer: try await response.body.collect(upTo: 8 << 20))
        )
    }

    func attachments(_ reference: String) throws -> [Storage.Attachment] {
        let id = try found(reference).id
        return try store.read { try $0.attachments(of: id) }
    }
}
