import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Recovery
import Storage
import Testing
import Wire

/// One after the other: each derives keys, which is slow on purpose, beside other tests.
@Suite(.serialized) struct InboxPagesTests {
    @Test func `filters count what they show, and stand in the address with the search`()
        async throws
    {
        try await withDesk { desk in
            try desk.open("EN-02", guest: "Marta Lindqvist", place: "412")
            try desk.open("EN-02", guest: "Idris Okonjo", place: "308")
            try desk.open(nil, guest: "Hanneke Vos", words: "Charged twice")
            _ = try await desk.act("/cases/LIS-2/take")
            let all = try await desk.get("/").html
            #expect(all.contains("3 cases still to mend"))
            #expect(all.contains("<a href=\"/?show=mine\">Mine <b>1</b></a>"))
            #expect(all.contains("<a href=\"/?show=triage\">To be named <b>1</b></a>"))
            #expect(rows(all) == ["LIS-1", "LIS-2", "LIS-3"])
            let mine = try await desk.get("/?show=mine").html
            #expect(rows(mine) == ["LIS-2"])
            #expect(mine.contains("aria-current=\"true\">Mine <b>1</b>"))
            let found = try await desk.get("/?q=lindqvist").html
            #expect(rows(found) == ["LIS-1"])
            #expect(found.contains("<a href=\"/?show=mine&amp;q=lindqvist\">Mine <b>0</b></a>"))
            #expect(rows(try await desk.get("/?show=mine&q=lindqvist").html).isEmpty)
            #expect(rows(try await desk.get("/?show=nonsense").html).count == 3)
        }
    }

    @Test func `all open cases are in order, a page of them at a time`() async throws {
        try await withDesk { desk in
            for number in 1...61 { try desk.open("EN-02", place: "\(number)") }
            let first = try await desk.get("/").html
            #expect(rows(first).count == 60)
            #expect(first.contains("<a class=\"btn\" href=\"/?page=2\">1 more</a>"))
            let second = try await desk.get("/?page=2").html
            #expect(rows(second) == ["LIS-61"])
            #expect(rows(try await desk.get("/?page=99").html).isEmpty)
        }
    }

    @Test func `words of a guest cannot become markup in a row`() async throws {
        try await withDesk { desk in
            try desk.open("EN-02", guest: "<b>&\"'", words: "<script>alert(1)</script>{{frame}}")
            let page = try await desk.get("/").html
            #expect(page.contains("&lt;b&gt;&amp;&quot;&#39;"))
            #expect(page.contains("“&lt;script&gt;alert(1)&lt;/script&gt;{{frame}}”"))
            #expect(!page.contains("<script>"))
        }
    }

    @Test func `an alarm is put off for whoever asked, and for nobody else`() async throws {
        try await withDesk { desk in
            try desk.open("EN-02", place: "412")
            let alarm = try #require(try desk.store.read { try $0.openAlarms(countMax: 1) }.first)
            let page = try await desk.get("/").html
            #expect(page.contains("data-alarms=\"\(alarm.id)\""))
            #expect(page.contains("<title>(1) Inbox, 1 unfixed"))
            _ = try await desk.act("/snooze", ["alarms": "\(alarm.id)"])
            let after = try await desk.get("/").html
            #expect(after.contains("data-alarms=\"\""))
            #expect(after.contains("<title>Inbox, 1 unfixed"))
            #expect(after.contains("No answer yet"))
            let others = try desk.store.read { try $0.openAlarms(countMax: 1) }
            #expect(others.first?.state == .raised)
        }
    }

    @Test func `a kept view leads back to its filter and search`() async throws {
        try await withDesk { desk in
            let kept = try await desk.act(
                "/views",
                ["name": "Hot water", "show": "over", "q": "cold shower"]
            )
            #expect(kept.location == "/?show=over&q=cold%20shower")
            let page = try await desk.get("/").html
            #expect(page.contains("<a href=\"/?show=over&amp;q=cold%20shower\">Hot water</a>"))
            _ = try await desk.act("/views", ["name": "Hot water", "forget": "yes"])
            #expect(!(try await desk.get("/").html).contains("Hot water"))
        }
    }

    @Test func `keys can be changed and switched off, and none does two things`() async throws {
        try await withDesk { desk in
            #expect(try await desk.get("/").html.contains("data-keys=\"log=n next=j previous=k"))
            let twice = try await desk.act("/keys", ["on": "yes", "keys[log]": "j"])
            #expect(twice.status == 400)
            #expect(twice.html.contains("“j” is there for two things"))
            #expect(try await desk.act("/keys", ["on": "yes", "keys[log]": "ab"]).status == 400)
            #expect(
                try await desk.act("/keys", ["on": "yes", "keys[log]": "l", "keys[take]": ""])
                    .location == "/keys"
            )
            let changed = try await desk.get("/").html
            #expect(changed.contains("data-keys=\"log=l next=j"))
            #expect(!changed.contains("take="))
            _ = try await desk.act("/keys", ["keys[log]": "l"])
            #expect(!(try await desk.get("/").html).contains("data-keys"))
            _ = try await desk.act("/keys", ["usual": "yes"])
            #expect(try await desk.get("/").html.contains("data-keys=\"log=n"))
        }
    }

    @Test func `an open page hears of commits at once, and no more when its session ends`()
        async throws
    {
        try await withDesk { desk in
            var request = HTTPClientRequest(url: desk.address + "/live")
            request.headers.add(name: "Cookie", value: desk.cookie)
            let answer = try await desk.client.execute(request, timeout: .seconds(30))
            #expect(
                answer.headers.first(name: "Content-Type")?.hasPrefix("text/event-stream") == true
            )
            var lines = answer.body.makeAsyncIterator()
            let first = String(buffer: try #require(try await lines.next()))
            #expect(first.hasPrefix("data: "))
            try desk.open("EN-02", place: "412")
            let second = String(buffer: try #require(try await lines.next()))
            #expect(second.hasPrefix("data: ") && second != first)
            // The house commits of its own accord too: then the line tells of that next.
            var told = second
            while true {
                let edition = told.dropFirst(6).prefix { $0 != "\n" }
                if try await desk.get("/").html.contains("data-edition=\"\(edition)\"") { break }
                told = String(buffer: try #require(try await lines.next()))
            }
            _ = try await desk.act("/sign-out")
            var rest = ""
            while let more = try await lines.next() { rest += String(buffer: more) }
            #expect(rest.hasSuffix("event: ended\ndata: \n\n"))
        }
    }

    @Test func `a deed on many cases shows what changes, is done at once and can be put back`()
        async throws
    {
        try await withDesk { desk in
            for place in ["412", "308", "118"] { try desk.open("EN-02", place: place) }
            _ = try await desk.act("/cases/LIS-3/take")
            let query = "/bulk?case=LIS-1&case=LIS-2&case=LIS-3&act=take"
            let preview = try await desk.get(query).html
            #expect(preview.contains("2 cases will change"))
            #expect(preview.contains("Owner nobody to Ana Lopes, state new to assigned"))
            #expect(preview.contains("Stays: That person has it already."))
            #expect(try desk.found("LIS-1").owner == nil)
            let form = ["act": "take", "cases": "LIS-1 LIS-2 LIS-3"]
            let done = try #require(try await desk.act("/bulk", form).location)
            #expect(
                try ["LIS-1", "LIS-2"].map { try desk.found($0).owner } == [
                    "Ana Lopes", "Ana Lopes",
                ]
            )
            #expect(try await desk.get(done).html.contains("2 cases changed"))
            // One of them goes on, and is not touched any more.
            _ = try await desk.act("/cases/LIS-2/move", ["to": "inProgress"])
            let undone = try await desk.act(done + "/undo")
            #expect(undone.html.contains("1 were put back. 1 have moved on"))
            #expect(try desk.found("LIS-1").owner == nil)
            #expect(try desk.found("LIS-1").state == .new)
            #expect(try desk.found("LIS-2").owner == "Ana Lopes")
            #expect(try await desk.get(done).status == 404)
        }
    }

    @Test func `a deed is refused without cases, for a stranger and for a team without a name`()
        async throws
    {
        try await withDesk { desk in
            try desk.open("EN-02", place: "412")
            for query in [
                "act=take", "case=LIS-1&act=assign&person=Nobody", "case=LIS-1&act=team&team=",
                "case=LIS-1&act=close",
            ] {
                #expect(try await desk.get("/bulk?" + query).status == 400)
            }
            #expect(try await desk.get("/bulk?case=LIS-9&act=take").status == 404)
        }
    }

    private func rows(_ html: String) -> [String] {
        html.split(separator: "<li class=\"row").dropFirst().compactMap { row in
            row.split(separator: "id=\"").dropFirst().first?.split(separator: "\"").first
                .map(String.init)
        }.sorted { $0.utf8.count == $1.utf8.count ? $0 < $1 : $0.utf8.count < $1.utf8.count }
    }
}
