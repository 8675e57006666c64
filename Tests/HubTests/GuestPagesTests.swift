import AsyncHTTPClient
import FoundationEssentials
import NIOCore
import NIOHTTP1
import Node
import Recovery
import Storage
import Testing
import Wire

/// A guest's telephone in a house whose hub is away.
private struct Guest {
    let address: String
    let client: HTTPClient
    var cookie = ""

    struct Page {
        var status: UInt
        var html: String
        var location: String
        var caching: String?
        var cookie: String

        func value(of name: String) -> String {
            html.split(separator: "name=\"\(name)\" value=\"").dropFirst().first?
                .split(separator: "\"").first.map(String.init) ?? ""
        }
    }

    func get(_ path: String, accepting languages: String = "en") async throws -> Page {
        var request = HTTPClientRequest(url: address + path)
        request.headers.add(name: "Accept-Language", value: languages)
        return try await page(request)
    }

    func post(_ path: String, _ fields: [(String, String)]) async throws -> Page {
        try await post(
            path,
            body: fields.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&")
        )
    }

    func post(_ path: String, body: String) async throws -> Page {
        var request = HTTPClientRequest(url: address + path)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        request.body = .bytes(ByteBuffer(string: body))
        return try await page(request)
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let digits = String(byte, radix: 16)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }

    private func page(_ request: HTTPClientRequest) async throws -> Page {
        var request = request
        if !cookie.isEmpty { request.headers.add(name: "Cookie", value: cookie) }
        let response = try await client.execute(request, timeout: .seconds(60))
        return Page(
            status: response.status.code,
            html: String(buffer: try await response.body.collect(upTo: 4 << 20)),
            location: response.headers.first(name: "Location") ?? "",
            caching: response.headers.first(name: "Cache-Control"),
            cookie: String((response.headers.first(name: "Set-Cookie") ?? "").prefix { $0 != ";" })
        )
    }
}

/// A house with room 412 and a shared screen in the lobby; its hub cannot be reached.
private func withPlaces(
    _ body: (Guest, NodeStore, _ room: String, _ kiosk: String) async throws -> Void
) async throws {
    try await withDirectory { directory in
        let hub = try newHub(directory)
        let store = try hub.addNode("LIS", directory + "/lis", hubURL: "http://127.0.0.1:1")
        try store.change(author: "ana", now: WallClock.now()) {
            var random = SystemRandomNumberGenerator()
            for (name, kind) in [("412", PlaceKind.room), ("Lobby", .kiosk)] {
                let names = try PlaceNames(name, kind: kind)
                _ = try $0.addPlaces(names, kind: kind, using: &random)
            }
        }
        let places = try store.read { try $0.places() }
        try await withNode(directory + "/lis") { address in
            var configuration = HTTPClient.Configuration()
            configuration.redirectConfiguration = .disallow
            let client = HTTPClient(configuration: configuration)
            let guest = Guest(address: address, client: client)
            do {
                try await body(guest, store, "/g/\(places[0].token)", "/kiosk/\(places[1].token)")
            } catch {
                try await client.shutdown()
                throw error
            }
            try await client.shutdown()
        }
    }
}

@Suite struct GuestPagesTests {
    @Test func `a guest's words open a case, and a second send opens no second`() async throws {
        try await withPlaces { guest, store, room, _ in
            let page = try await guest.get(room)
            #expect(page.html.contains("How is your stay in room 412?"))
            let form = [
                ("once", page.value(of: "once")), ("mood", "1"), ("about[]", "bathroom"),
                ("about[]", "noise"), ("say", "The heating was broken, room was freezing"),
                ("contact", "yes"), ("how", "sms"), ("reach", "+351 555 0100"), ("name", "Marta"),
            ]
            let sent = try await guest.post(room + "?lang=en&by=nfc", form)
            #expect(sent.status == 303)
            #expect(try await guest.post(room + "?lang=en&by=nfc", form).location == sent.location)
            let cases = try store.read { try $0.cases() }
            #expect(cases.map(\.place) == ["412"])
            #expect(cases.map(\.scenario) == ["EN-01"])
            let detail = try store.read { try $0.detail(of: cases[0]) }
            #expect(detail.feedback?.channel == .nfc)
            #expect(detail.feedback?.guest == "Marta")
            #expect(detail.feedback?.contact == "+351 555 0100")
            #expect(detail.alarms.map(\.responder) == [Alarm.triageInbox])
            let thanks = try await guest.get(sent.location)
            #expect(thanks.html.contains("Thank you, this is with us now"))
            #expect(thanks.html.contains("A person at the desk reads it by "))
            #expect(thanks.html.contains("You hear from us by "))
            // The same page later, without its query, tells how it stands.
            let later = try await guest.get(String(sent.location.prefix { $0 != "?" }))
            #expect(later.html.contains("This is where it stands"))
            #expect(later.html.contains("room was freezing"))
        }
    }

    @Test func `the form names the duty manager while one is on the roster`() async throws {
        try await withPlaces { guest, store, room, _ in
            #expect(try await guest.get(room).html.contains("Whoever has the desk now"))
            let now = WallClock.now()
            try store.change(author: "ana", now: now) {
                let until = Timestamp(milliseconds: now.milliseconds + 3_600_000)
                let team = ResponseTeam.dutyManager.words
                try $0.addDuty(DutySpan(person: "Inês <i>", team: team, from: now, to: until))
            }
            let page = try await guest.get(room, accepting: "pt")
            #expect(page.html.contains("Inês &lt;i&gt;, gerente de turno, lê a sua mensagem"))
        }
    }

    @Test func `other words sent from the same page are another message`() async throws {
        try await withPlaces { guest, store, room, _ in
            for words in ["The shower is cold", "And the towels are wet"] {
                let fields = [("once", "same"), ("say", words), ("mood", "2")]
                let sent = try await guest.post(room, fields)
                #expect(sent.status == 303)
            }
            #expect(try store.read { try $0.feedback() }.count == 2)
        }
    }

    @Test(arguments: [
        ("de", "Wie ist Ihr Aufenthalt in Zimmer 412?"), ("ar", "كيف هي إقامتك في الغرفة 412؟"),
        ("nl", "How is your stay in room 412?"),
    ])
    func `the form speaks the guest's language`(accepted: String, title: String) async throws {
        try await withPlaces { guest, _, room, _ in
            let page = try await guest.get(room, accepting: accepted)
            #expect(page.html.contains(title))
            #expect(page.html.contains(accepted == "ar" ? "dir=\"rtl\"" : "dir=\"ltr\""))
            #expect(
                try await guest.get(room + "?lang=pt", accepting: accepted).html.contains("quarto")
            )
        }
    }

    @Test func `script in a guest's words is shown as text, and controls are gone`() async throws {
        try await withPlaces { guest, store, room, _ in
            let words = "<script>alert(1)</script>\u{202E}\u{0}{{name}} “&amp;”"
            let sent = try await guest.post(
                room,
                [("say", words), ("name", "\"><b>"), ("contact", "yes"), ("how", "room")]
            )
            let page = try await guest.get(String(sent.location.prefix { $0 != "?" }))
            #expect(page.html.contains("&lt;script&gt;alert(1)&lt;/script&gt;{{name}} “&amp;amp;”"))
            #expect(!page.html.contains("<script>"))
            #expect(try store.read { try $0.feedback() }.map(\.guest) == ["\"><b>"])
            // Sent back with its words, a form shows them as text as well.
            let back = try await guest.post(
                room,
                [("say", words), ("contact", "yes"), ("how", "sms"), ("name", "\"><b>")]
            )
            #expect(back.status == 422)
            #expect(back.html.contains("Write a number or an address"))
            #expect(!back.html.contains("<script>"))
            #expect(!back.html.contains("\"><b>"))
        }
    }

    @Test(arguments: ["", "mood=9", "%zz=1", "a[b][c]=1&mood[]=1", "once=x&say=%00", "&&==&="])
    func `a form that says nothing comes back kindly`(body: String) async throws {
        try await withPlaces { guest, store, room, _ in
            let page = try await guest.post(room, body: body)
            #expect(page.status == 422)
            #expect(page.html.contains("Tap a face or write a few words, then send."))
            #expect(try store.read { try $0.feedback() }.isEmpty)
        }
    }

    @Test(arguments: [4_001, 200_000])
    func `too many words come back with what to do`(count: Int) async throws {
        try await withPlaces { guest, store, room, _ in
            let words = String(repeating: "a", count: count)
            let page = try await guest.post(room, body: "say=\(words)")
            #expect(page.status == 422)
            #expect(page.html.contains("longer than 4000 characters"))
            // Words of a size that is read are not lost.
            #expect(page.html.contains(words) == (count < 100_000))
            #expect(try store.read { try $0.feedback() }.isEmpty)
        }
    }

    @Test func `a burst is kept for somebody to look at, and so is what a program sends`()
        async throws
    {
        try await withPlaces { guest, store, room, _ in
            let spam = [("say", "Buy this"), ("website", "http://example.com")]
            #expect(try await guest.post(room, spam).location.hasPrefix("\(room)/kept"))
            for number in 0..<6 {
                let page = try await guest.post(room, [("say", "Cold shower \(number)")])
                #expect(page.location.hasPrefix(number < 4 ? "/a/" : "\(room)/kept"))
            }
            let kept = try store.read { try $0.keptForms() }
            #expect(kept.map(\.reason) == [.program, .device, .device])
            #expect(try store.read { try $0.feedback() }.count == 4)
            let thanks = try await guest.get("\(room)/kept")
            #expect(thanks.html.contains("a person looks at yours first"))
        }
    }

    @Test(arguments: ["/g/00000000", "/g/x", "/kiosk/00000000", "/a/zzzz", "/s/zzzz", "/g/%00"])
    func `a code that opens nothing says so`(path: String) async throws {
        try await withPlaces { guest, _, _, _ in
            let page = try await guest.get(path)
            #expect(page.status == 404)
            #expect(page.html.contains("This code opens nothing any more"))
        }
    }

    @Test func `a shared screen forgets its guest`() async throws {
        try await withPlaces { guest, store, _, kiosk in
            let page = try await guest.get(kiosk)
            #expect(page.caching == "no-store")
            #expect(page.html.contains("data-home=\"\(kiosk)\" data-seconds=\"45\""))
            #expect(page.html.contains("<noscript><meta http-equiv=\"refresh\""))
            #expect(!page.html.contains("autocomplete=\"name\""))
            let sent = try await guest.post(kiosk, [("say", "My secret words"), ("mood", "2")])
            let thanks = try await guest.get(sent.location)
            #expect(thanks.caching == "no-store")
            #expect(!thanks.html.contains("My secret words"))
            #expect(thanks.html.contains("data-home=\"\(kiosk)\" data-seconds=\"30\""))
            #expect(try store.read { try $0.feedback() }.map(\.channel) == [.kiosk])
        }
    }

    @Test func `a guest who says that it was not put right is heard at once`() async throws {
        try await withPlaces { guest, store, room, _ in
            let sent = try await guest.post(room, [("say", "Cold shower"), ("mood", "1")])
            let id = try #require(try store.read { try $0.cases() }.first).id
            let path = "/s/\(try store.guestKey().code(.survey, of: id))"
            #expect(try await guest.get(path).html.contains("We are still at it"))
            try store.change(author: "ana", now: WallClock.now()) {
                try $0.acknowledgeAlarm(of: id)
                try $0.moveCase(id, to: .inProgress)
                try $0.moveCase(id, to: .remedied)
            }
            let page = try await guest.get(sent.location)
            #expect(page.html.contains("\(path)?lang="))
            #expect(page.html.contains("It is put right."))
            #expect(try await guest.get(path).html.contains("One minute."))
            let empty = try await guest.post(path, [("empathy", "7")])
            #expect(empty.status == 422)
            let answer = [("score", "2"), ("empathy", "9"), ("effort", "7"), ("say", "Still cold")]
            let thanks = try await guest.post(path, answer)
            #expect(thanks.html.contains("We have taken it up again"))
            let again = try await guest.post(path, [("score", "7")])
            #expect(again.html.contains("You have answered already"))
            let found = try store.read { try $0.recoveryCase(named: id.description) }
            #expect(found.state == .inProgress)
            #expect(found.recoveryScore == 2)
        }
    }
}

/// Signing in derives a key, which is slow on purpose.
@Suite(.serialized) struct PlacesPagesTests {
    @Test func `a manager adds places, prints their codes and takes in what was kept`() async throws
    {
        try await withPlaces { guest, store, room, _ in
            #expect(try await guest.get("/places").location == "/sign-in")
            var random = SystemRandomNumberGenerator()
            let code = try #require(try store.drawSetUpCode(using: &random))
            var manager = guest
            manager.cookie = try await guest.post(
                "/set-up",
                [("code", "\(code)"), ("name", "Ana Lopes"), ("secret", "Sunny-harbour-9")]
            ).cookie
            let form = [("form", try await manager.get("/places").value(of: "form"))]
            let names = [("kind", "area"), ("names", "Pool bar\n<b>Lobby</b>")]
            #expect(try await manager.post("/places", form + names).location == "/places")
            let settings = [("address", "http://amends.house:8080/"), ("language", "pt")]
            #expect(try await manager.post("/places/settings", form + settings).status == 303)
            let sheet = try await manager.get("/places/print?per=8&de=1&ar=1")
            #expect(sheet.html.split(separator: "<svg class=\"qr\"").count == 5)
            #expect(sheet.html.contains("http://amends.house:8080\(room)"))
            #expect(sheet.html.contains("&lt;b&gt;Lobby&lt;/b&gt;"))
            #expect(sheet.html.contains("Wie ist Ihr Aufenthalt? Sagen Sie es uns hier."))
            let speech = try await guest.get(room, accepting: "nl")
            #expect(speech.html.contains("Como está a correr"))

            let spam = [("say", "Cold <i>shower</i>"), ("mood", "1"), ("website", "x")]
            for number in 0..<2 {
                _ = try await guest.post(room, spam + [("once", "\(number)")])
            }
            let kept = try store.read { try $0.keptForms() }
            #expect(kept.count == 2)
            let list = try await manager.get("/places/kept")
            #expect(list.html.contains("Cold &lt;i&gt;shower&lt;/i&gt;"))
            for _ in 0..<2 {
                _ = try await manager.post("/places/kept/\(kept[0].id)/take", form)
            }
            _ = try await manager.post("/places/kept/\(kept[1].id)/drop", form)
            #expect(try store.read { try $0.keptForms() }.isEmpty)
            let cases = try store.read { try $0.cases() }
            #expect(cases.map(\.openedAt) == [kept[0].at])
            #expect(cases.map(\.place) == ["412"])

            let place = try #require(try store.read { try $0.places() }.first { $0.name == "412" })
            _ = try await manager.post("/places/\(place.id)/close", form)
            #expect(try await guest.get(room).status == 404)
        }
    }
}
