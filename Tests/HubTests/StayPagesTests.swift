import Foundation
import Recovery
import Storage
import Testing
import Wire

/// One after the other: each derives keys, which is slow on purpose, beside other tests.
@Suite(.serialized) struct StayPagesTests {
    private static let hour: Int64 = 3_600_000

    /// A time as a form's field gives it; the house of these tests keeps UTC.
    private func typed(_ hours: Double) -> String {
        let now = WallClock.now().milliseconds
        let moment = Timestamp(milliseconds: now + Int64(hours * 3_600_000))
        return String(moment.description.prefix(16))
    }

    private func add(
        _ desk: StaffDesk,
        _ room: String,
        _ guest: String,
        from: Double = -24,
        to: Double = 20,
        more: [String: String] = [:]
    ) async throws -> String {
        let fields = ["room": room, "guest": guest, "arrives": typed(from), "departs": typed(to)]
        let done = try await desk.act("/stays", fields.merging(more) { $1 })
        return try #require(done.location, "\(done.html.prefix(400))")
    }

    @Test func `a stay is typed in, found, changed and shown by the day`() async throws {
        try await withDesk { desk in
            #expect(try await desk.get("/stays").html.contains("No stay here yet."))
            let path = try await add(
                desk,
                "Room 412",
                "Marta <Lindqvist>",
                more: ["booking": "B-7", "rate": "168,00 EUR", "tier": "Gold"]
            )
            let page = try await desk.get(path).html
            #expect(page.contains("<h1>Marta &lt;Lindqvist&gt;, Room 412</h1>"))
            #expect(page.contains("168.00 EUR a night"))
            #expect(page.contains("None: nothing has gone wrong"))
            let list = try await desk.get("/stays").html
            #expect(list.contains("<a href=\"\(path)\">Marta &lt;Lindqvist&gt;</a>"))
            #expect(list.contains("In the house today <b>1</b>"))
            #expect(list.contains("Come today <b>0</b>"))
            let found = try await desk.get("/stays?q=lindq").html
            #expect(found.contains(path))
            #expect(try await desk.get("/stays?q=vos").html.contains("No stay answers to"))
            // The same number again is somebody's slip.
            let twice = try await desk.act(
                "/stays",
                [
                    "room": "1", "booking": "B-7", "arrives": typed(0), "departs": typed(9),
                ]
            )
            #expect(twice.status == 400 && twice.html.contains("Booking B-7 is here already"))
            let turned = ["room": "412", "arrives": typed(2), "departs": typed(1)]
            #expect(try await desk.act(path, turned).html.contains("leave after they come"))
            let off = ["room": "413", "arrives": typed(0), "departs": typed(9), "cancelled": "yes"]
            #expect(try await desk.act(path, off).location == path)
            #expect(try await desk.get(path).html.contains("The guest does not come."))
            #expect(try await desk.get("/stays").html.contains("In the house today <b>0</b>"))
            #expect(try await desk.get("/stays/1.1").status == 404)
        }
    }

    @Test func `a case knows its stay, counts down to check-out and weighs more for it`()
        async throws
    {
        try await withDesk { desk in
            let stay = try await add(
                desk,
                "412",
                "Marta Lindqvist",
                to: 2.5,
                more: ["rate": "168 EUR", "contact": "marta@example.org"]
            )
            try desk.open("FO-01", place: "412")
            let page = try await desk.get("/cases/LIS-1").html
            #expect(page.contains("<dd>Marta Lindqvist</dd>"))
            #expect(page.contains("<dd>marta@example.org</dd>"))
            #expect(page.contains("<dd>168.00 EUR</dd>"))
            #expect(page.contains("Before they leave"))
            #expect(page.contains("Above 252.00 EUR, 150 % of the night, more does not help."))
            #expect(page.contains("Less than 3 hours to check-out: one step more than 2"))
            #expect(page.contains("nights</dd>") || page.contains("1 night</dd>"))
            // Nothing is changed until somebody says so.
            #expect(try desk.found("LIS-1").severity == .inconvenience)
            let reason = "less than 3 hours to check-out"
            _ = try await desk.act("/cases/LIS-1/severity", ["severity": "3", "reason": reason])
            #expect(try desk.found("LIS-1").severity == .serviceDenied)
            #expect(!(try await desk.get("/cases/LIS-1").html).contains("one step more than"))
            _ = try await desk.act("/cases/LIS-1/stay")
            #expect(try desk.found("LIS-1").stay == nil)
            let without = try await desk.get("/cases/LIS-1").html
            #expect(!without.contains("Before they leave"))
            #expect(without.contains("Marta Lindqvist, Room 412"))
            let missing = try await desk.act("/cases/LIS-1/stay", ["find": "Vos"])
            #expect(missing.status == 409 && missing.html.contains("answers to &#39;Vos&#39;"))
            _ = try await desk.act("/cases/LIS-1/stay", ["find": "lindqvist"])
            #expect(try desk.found("LIS-1").stay != nil)
            #expect(try await desk.get(stay).html.contains("/cases/LIS-1"))
        }
    }

    @Test func `the inbox puts a departure before a clock that runs out later`() async throws {
        try await withDesk { desk in
            // T2: 4 hours to put it right. T1 of 412: 1 hour.
            _ = try await add(desk, "101", "Leaves First", to: 0.08)
            _ = try await add(desk, "102", "Stays On", to: 72)
            for room in ["102", "412", "101"] { try desk.open("EN-03", place: room) }
            for reference in ["LIS-1", "LIS-2", "LIS-3"] {
                _ = try await desk.act("/cases/\(reference)/acknowledge")
            }
            let page = try await desk.get("/").html
            #expect(rows(page).first == "LIS-3")
            #expect(page.contains("Before departure <b>1</b>"))
            #expect(page.contains("101 leaves"))
            let leaving = try await desk.get("/?show=leaving").html
            #expect(rows(leaving) == ["LIS-3"])
            #expect(leaving.contains("Leaves First, 101"))
            #expect(page.contains("What runs out next"))
            #expect(page.contains("Nobody is on the roster now"))
        }
    }

    @Test func `the value at risk is shown by the house's own figures, or not at all`()
        async throws
    {
        try await withDesk { desk in
            try desk.open("EN-02", place: "412")
            #expect(!(try await desk.get("/cases/LIS-1").html).contains("Value at risk"))
            var form = [
                "low": "300 EUR", "high": "900 EUR", "source": "guests of 2025",
                "lost[annoyance]": "1", "lost[inconvenience]": "5", "lost[serviceDenied]": "20",
                "lost[staySpoiled]": "40",
            ]
            let short = try await desk.act("/stays/worth", form)
            #expect(short.status == 400 && short.html.contains("a share from 0 to 100"))
            form["lost[safety]"] = "70"
            #expect(try await desk.act("/stays/worth", form).location == "/stays/worth")
            let page = try await desk.get("/cases/LIS-1").html
            #expect(page.contains("Value at risk: 60.00 EUR to 180.00 EUR."))
            #expect(page.contains("guests of 2025"))
            form["off"] = "yes"
            _ = try await desk.act("/stays/worth", form)
            #expect(!(try await desk.get("/cases/LIS-1").html).contains("Value at risk"))
        }
    }

    @Test func `alarms of many cases are put off at once, and called back`() async throws {
        try await withDesk { desk in
            for place in ["412", "308"] { try desk.open("EN-02", place: place) }
            try desk.open("EN-02", place: "118")
            _ = try await desk.act("/cases/LIS-3/acknowledge")
            let query = "/bulk?case=LIS-1&case=LIS-2&case=LIS-3&act=snooze"
            let preview = try await desk.get(query).html
            #expect(preview.contains("2 cases will be quiet for you"))
            #expect(preview.contains("Stays: No alarm of it calls you."))
            let form = ["act": "snooze", "cases": "LIS-1 LIS-2 LIS-3"]
            let done = try #require(try await desk.act("/bulk", form).location)
            #expect(try await desk.get("/").html.contains("data-alarms=\"\""))
            #expect(try await desk.get(done).html.contains("2 cases quiet for you"))
            _ = try await desk.act(done + "/undo")
            #expect(!(try await desk.get("/").html).contains("data-alarms=\"\""))
            #expect(try await desk.get(done).status == 404)
        }
    }

    private func rows(_ html: String) -> [String] {
        html.split(separator: "<li class=\"row").dropFirst().compactMap { row in
            row.split(separator: "id=\"").dropFirst().first?.split(separator: "\"").first
                .map(String.init)
        }
    }
}
