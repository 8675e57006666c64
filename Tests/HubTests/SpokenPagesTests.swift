import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Recovery
import Storage
import Testing

/// Staff's pages speak the language of whoever is at the desk.
@Suite(.serialized) struct SpokenPagesTests {
    private struct Answer {
        var html: String
        var cookie: String?
    }

    private func get(
        _ path: String,
        _ desk: StaffDesk,
        accepting: String? = nil,
        cookie: String? = nil
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: desk.address + path)
        if let accepting { request.headers.add(name: "Accept-Language", value: accepting) }
        if let cookie { request.headers.add(name: "Cookie", value: cookie) }
        let response = try await desk.client.execute(request, timeout: .seconds(30))
        return Answer(
            html: String(buffer: try await response.body.collect(upTo: 1 << 20)),
            cookie: response.headers.first(name: "Set-Cookie").map {
                String($0.prefix { $0 != ";" })
            }
        )
    }

    @Test func `a page speaks as its person chose, else as the browser, else as the house`()
        async throws
    {
        try await withDesk { desk in
            let english = try await get("/sign-in", desk, accepting: "nl")
            #expect(english.html.contains("<html lang=\"en\" dir=\"ltr\">"))
            #expect(english.html.contains("Who is at the desk?"))
            #expect(english.cookie == nil)
            let german = try await get("/sign-in", desk, accepting: "nl, de-CH;q=0.9")
            #expect(german.html.contains("<html lang=\"de\" dir=\"ltr\">"))
            #expect(german.html.contains("Wer ist am Platz?"))

            // A choice on the page stays at the browser.
            let french = try await get("/sign-in?lang=fr", desk, accepting: "de")
            #expect(french.html.contains("Qui est au poste ?"))
            let kept = try #require(french.cookie)
            let again = try await get("/sign-in", desk, accepting: "de", cookie: kept)
            #expect(again.html.contains("<html lang=\"fr\""))
            // Guests' pages speak more languages than staff's.
            let arabic = try await get("/sign-in?lang=ar", desk)
            #expect(arabic.html.contains("<html lang=\"en\""))

            let house = GuestSettings(address: nil, language: "es")
            try desk.store.setGuestSettings(house)
            let spanish = try await get("/sign-in", desk, accepting: "nl")
            #expect(spanish.html.contains("¿Quién está en el puesto?"))

            // The person's own choice goes before all others, on every page and in refusals.
            #expect(try await desk.act("/me/language", ["language": "de"]).location == "/me")
            let people = try await get("/people", desk, accepting: "fr", cookie: desk.cookie)
            #expect(people.html.contains("Wer hier arbeitet"))
            let refusal = try await desk.act(
                "/people",
                ["name": "7", "role": "staff", "team": "", "secret": "271828"]
            )
            #expect(refusal.html.contains("mit mindestens einem Buchstaben"))
            let none = try await desk.get("/cases/LIS-999")
            #expect(none.status == 404)
            #expect(none.html.contains("Einen Fall LIS-999 gibt es hier nicht"))

            try await hearsRefusalsInGerman(desk)

            #expect(try await desk.act("/me/language", ["language": "browser"]).status == 303)
            let browsers = try await get("/me", desk, accepting: "fr", cookie: desk.cookie)
            #expect(browsers.html.contains("Langue de vos pages"))
        }
    }

    private func hearsRefusalsInGerman(_ desk: StaffDesk) async throws {
        let hours = ["text": "Montag: 09:00-18:00", "act": "keep"]
        let unread = try await desk.act("/calendar", hours).html
        #expect(unread.contains("Beginnen Sie mit einem Wochentag"))
        let stay = ["arrives": "2026-03-02T14:00", "departs": "2026-03-01T11:00", "room": "9"]
        let turned = try await desk.act("/stays", stay).html
        #expect(turned.contains("Lassen Sie den Gast nach der Ankunft abreisen."))
        let worth = ["low": "9 EUR", "high": "3 EUR", "source": "x"]
        #expect(try await desk.act("/stays/worth", worth).html.contains("den kleineren zuerst"))
        let proud = ["say": "You should have told us", "act": "preview"]
        let changed = try await desk.act("/scenarios/EN-02/edit", proud).html
        #expect(changed.contains("Ersetzen Sie „you should have“: sagen Sie, was Sie tun"))
        let slow = ["targets": "T9", "act": "preview"]
        let unknown = try await desk.act("/scenarios/EN-02/edit", slow).html
        #expect(unknown.contains("Schreiben Sie eines oder mehrere von T1"))
        #expect(changed.contains("Worte und Wendungen der Gäste"))
    }
}
