import NIOHTTP1
import Recovery
import Storage
import TestSupport
import Testing
import Web

/// What a program does of a shift's work beside the case itself.
@Suite(.serialized) struct HouseAPITests {
    private static func ahead(_ minutes: Int64) -> String {
        "\(Timestamp(milliseconds: WallClock.now().milliseconds + minutes * 60_000))"
    }

    @Test func `a program talks to a guest by the rules of the composer`() async throws {
        try await StaffedHouse.serving { house in
            let program = try await Program.signedIn(house)
            _ = try await program.done(
                "/cases",
                #"{"severity":3,"scenario":"EN-02","place":"412","guest":"Marta Lindqvist"}"#
            )
            let path = "/cases/LIS-1"
            let letters = try await program.get(path + "/letters").json.elements ?? []
            #expect(letters.count == 2)
            #expect(letters[0]["text"]?.text?.contains("Marta Lindqvist") == true)
            #expect(letters[0]["unfilled"]?.description.contains("time") == true)
            func write(_ more: String) async throws -> Program.Answer {
                try await program.post(
                    path + "/messages",
                    #"{"channel":"sms","byHand":true,\#(more)}"#
                )
            }
            let first = #""text":"Dear {guest}, we are on it until {time}.""#
            let early = try await write(first)
            #expect(early.status == 409 && early.detail.contains("Fill in time"), "\(early.json)")
            let proud = try await write(#""text":"You should have told us earlier, {amount}.""#)
            #expect(proud.status == 409)
            let written = try await write(first + #","nextContactAt":"\#(Self.ahead(60))""#)
            #expect(written.status == 201, "\(written.json)")
            #expect(written.json["state"]?.text == "sent")
            #expect(written.json["text"]?.text?.hasPrefix("Dear Marta Lindqvist, we") == true)
            let nowhere = try await program.post(
                path + "/messages",
                #"{"channel":"sms","text":"Hello","address":"+46701234567"}"#
            )
            #expect(nowhere.status == 409 && nowhere.detail.contains("byHand"))
            let promises = try await program.get(path + "/promises").json.elements ?? []
            #expect(promises.count == 1)
            let id = try #require(promises[0]["id"]?.text)
            let unreasoned = try await program.post(
                path + "/promises/\(id)",
                #"{"to":"withdrawn"}"#
            )
            #expect(unreasoned.status == 409)
            let kept = try await program.done(path + "/promises/\(id)", #"{"to":"kept"}"#)
            #expect(kept["state"]?.text == "kept")
            let past = #"{"text":"A call","dueAt":"2020-02-30T10:00:00Z"}"#
            #expect(try await program.post(path + "/promises", past).status == 400)
            _ = try await program.done(
                path + "/contacts",
                #"{"channel":"phone","result":"noAnswer"}"#
            )
            #expect(try await program.get(path + "/contacts").json.elements?.count == 2)
        }
    }

    @Test func `a program binds cases, adds guests and says why it happened`() async throws {
        try await StaffedHouse.serving { house in
            let program = try await Program.signedIn(house)
            for guest in ["Marta", "Jonas"] {
                let body = #"{"severity":2,"scenario":"EN-02","guest":"\#(guest)"}"#
                _ = try await program.done("/cases", body)
            }
            let child = try await program.done(
                "/cases/LIS-1/guests",
                #"{"guest":"Ines","place":"414"}"#
            )
            #expect(child["reference"]?.text == "LIS-3")
            _ = try await program.done(
                "/cases/LIS-2/links",
                #"{"other":"LIS-1","kind":"followUp"}"#
            )
            let links = try await program.get("/cases/LIS-1/links").json.description
            #expect(links.contains(#""direction":"from","kind":"followUp","other":"LIS-2""#))
            let path = "/api/v1/cases/LIS-2/links/LIS-1"
            #expect(try await program.ask(.DELETE, path).status == 200)
            #expect(try await program.get("/cases/LIS-2/links").json == .array([]))
            _ = try await program.done("/cases/LIS-2/merge", #"{"into":"LIS-1"}"#)
            let apart = try await program.done("/cases/LIS-2/unmerge")
            #expect(apart["state"]?.text != "merged")
            _ = try await program.done("/cases/LIS-1/tell", #"{"text":"The engineer is here."}"#)
            let told = try await program.get("/cases/LIS-3").json["notes"]?.description ?? ""
            #expect(told.contains("The engineer is here."))
            _ = try await program.done("/cases/LIS-1/cause", #"{"cause":"equipment"}"#)
            #expect(try await program.get("/cases/LIS-1").json["cause"]?.text == "equipment")
            let undone = try await program.done("/cases/LIS-2/undo")
            #expect(undone["outcome"]?.text == "notAFailure")
            let nobody = #"{"person":"Nobody Here","reason":"Knows boilers"}"#
            #expect(try await program.post("/cases/LIS-1/assign", nobody).status == 400)
            let given = #"{"person":"\#(house.receptionist.name)","reason":"Is there"}"#
            let passed = try await program.done("/cases/LIS-1/assign", given)
            #expect(passed["owner"]?.text == house.receptionist.name)
        }
    }

    @Test func `a program runs a shift`() async throws {
        try await StaffedHouse.serving { house in
            let program = try await Program.signedIn(house)
            _ = try await program.done("/cases", #"{"severity":3,"scenario":"EN-02"}"#)
            let alarms = try await program.get("/alarms").json.elements ?? []
            #expect(alarms.count == 1 && alarms[0]["case"]?.text == "LIS-1")
            let alarm = try #require(alarms[0]["id"]?.text)
            _ = try await program.done("/alarms/\(alarm)/snooze")
            let put = try await program.get("/alarms").json.elements?[0]["snoozedUntil"]
            #expect(put?.text != nil)
            _ = try await program.done("/cases/LIS-1/take")
            let person = house.receptionist.name
            let duty = #"{"person":"\#(person)","team":"front office","from":"\#(Self.ahead(-9))","#
            let added = try await program.done("/roster", duty + #""to":"\#(Self.ahead(300))"}"#)
            let twice = try await program.post("/roster", duty + #""to":"\#(Self.ahead(99))"}"#)
            #expect(twice.status == 409 && twice.detail.contains("on the roster at that time"))
            #expect(try await program.get("/roster").json.elements?.count == 1)
            let given = try await program.done("/handovers", #"{"text":"Boiler man at nine"}"#)
            #expect(given["cases"]?.description == #"["LIS-1"]"#)
            let id = try #require(given["id"]?.text)
            let own = try await program.post("/handovers/\(id)/take")
            #expect(own.status == 409 && own.detail.contains("You gave this shift yourself"))
            let other = try await Program.signedIn(house, as: person)
            #expect(try await other.done("/handovers/\(id)/take")["cases"]?.integer == 1)
            #expect(try await other.get("/handovers").json.elements?.count == 1)
            let early = try await other.post("/roster", duty + #""to":"\#(Self.ahead(99))"}"#)
            #expect(early.status == 403)
            let span = try #require(added["id"]?.text)
            #expect(try await program.ask(.DELETE, "/api/v1/roster/\(span)").status == 200)
            #expect(try await program.get("/brief").json["open"]?.integer == 1)
            #expect(try await program.get("/orphans").json == .array([]))
            let hours = try await program.get("/calendar").json["text"]?.text ?? ""
            let bad = try await program.ask(.PUT, "/api/v1/calendar", #"{"text":"Mon 25:00"}"#)
            #expect(bad.status == 400)
            #expect(try await program.get("/calendar").json["text"]?.text == hours)
        }
    }

    @Test func `a program looks after people and places, when its person may`() async throws {
        try await StaffedHouse.serving { house in
            let program = try await Program.signedIn(house)
            let places = try await program.done(
                "/places",
                #"{"kind":"room","names":["101-103","Pool"]}"#
            )
            #expect(places.elements?.count == 4)
            let settings = #"{"address":"http://house.example/","language":"de"}"#
            let put = try await program.ask(.PUT, "/api/v1/places/settings", settings)
            #expect(put.json["address"]?.text == "http://house.example")
            let listed = try await program.get("/places").json.elements ?? []
            #expect(listed[0]["address"]?.text?.hasPrefix("http://house.example/g/") == true)
            let id = try #require(listed[0]["id"]?.text)
            #expect(try await program.ask(.DELETE, "/api/v1/places/\(id)").status == 200)
            #expect(try await program.get("/places").json.elements?.count == 3)
            #expect(try await program.get("/kept-forms").json == .array([]))
            #expect(try await program.post("/kept-forms/7/take").status == 404)
            let added = try await program.done(
                "/people",
                #"{"name":"Ines Prata","role":"staff","team":"Housekeeping","secret":"9317"}"#
            )
            let number = try #require(added["id"]?.integer)
            let raised = try await program.ask(
                .PUT,
                "/api/v1/people/\(number)",
                #"{"role":"supervisor","team":"Housekeeping"}"#
            )
            #expect(raised.json["role"]?.text == "supervisor")
            let left = try await program.done("/people/\(number)/leave")
            #expect(left["isActive"]?.flag == false)
            let other = try await Program.signedIn(house, as: house.receptionist.name)
            #expect(try await other.get("/me").json["name"]?.text == house.receptionist.name)
            #expect(try await other.get("/teams").json.elements?.isEmpty == false)
            for path in ["/people", "/places", "/webhooks", "/kept-forms", "/places/settings"] {
                let refused = try await other.get(path)
                #expect(refused.status == 403 && refused.detail.contains("Ask one of them"))
            }
            let drill = #"{"severity":2,"scenario":"EN-02","drill":true}"#
            #expect(try await other.post("/cases", drill).status == 403)
        }
    }

    @Test func `a list is read to its end though it grows meanwhile`() async throws {
        try await StaffedHouse.serving { house in
            let program = try await Program.signedIn(house)
            for _ in 1...7 { _ = try await program.done("/cases", #"{"severity":2}"#) }
            var path: String? = "/cases?count=3&severity=1"
            var seen: [String] = []
            while let asked = path {
                let answer = try await program.get(asked)
                seen += (answer.json.elements ?? []).compactMap { $0["reference"]?.text }
                path = answer.next
                if seen.count == 3 { _ = try await program.done("/cases", #"{"severity":2}"#) }
            }
            #expect(seen == (1...7).reversed().map { "LIS-\($0)" })
            let lost = try await program.get("/cases?after=nowhere")
            #expect(lost.status == 400 && lost.detail.contains("Link"))
            for word in ["cold", "colder", "coldest"] {
                _ = try await program.done(
                    "/feedback",
                    #"{"text":"The shower was \#(word) today","channel":"chat"}"#
                )
            }
            for list in ["/feedback?count=2", "/search?q=shower&count=2"] {
                let first = try await program.get(list)
                let rest = try await program.get(try #require(first.next))
                let ids = ((first.json.elements ?? []) + (rest.json.elements ?? []))
                    .compactMap { $0["id"]?.text }
                #expect(ids.count >= 3 && Set(ids).count == ids.count, "\(list)")
            }
        }
    }

    @Test func `long lists come part by part, and the roster by the quarter`() async throws {
        try await StaffedHouse.serving { house in
            let program = try await Program.signedIn(house)
            var ids: [String] = []
            // One without a room, and two that leave together.
            let together = Self.ahead(120)
            for (room, departure) in [
                ("", Self.ahead(60)), ("9", together), ("10", together), ("11", Self.ahead(180)),
            ] {
                let place = room.isEmpty ? "" : #","room":"\#(room)""#
                let stay = """
                    {"guest":"G","arrivesAt":"\(Self.ahead(-60))",\
                    "departsAt":"\(departure)"\(place)}
                    """
                ids.append(try #require(try await program.done("/stays", stay)["id"]?.text))
            }
            var (read, next): ([String], String?) = ([], "/stays?count=1")
            while let path = next, read.count < 9 {
                let part = try await program.get(path)
                let found = (part.json.elements ?? []).compactMap { $0["id"]?.text }
                #expect(found.count <= 1)
                read += found
                next = part.next
            }
            #expect(read == [ids[0], ids[2], ids[1], ids[3]])
            let year = "/roster?from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z"
            #expect(try await program.get(year).status == 400)
            #expect(try await program.get("/conflicts?count=1&after=1.1:owner").status == 400)
            #expect(try await program.get("/approvals?count=1").json == .array([]))
        }
    }

    @Test func `of two programs that change a stay, the second reads it again first`()
        async throws
    {
        try await StaffedHouse.serving { house in
            let program = try await Program.signedIn(house)
            let span = #""arrivesAt":"\#(Self.ahead(-60))","departsAt":"\#(Self.ahead(600))""#
            let made = try await program.done("/stays", #"{"guest":"G","room":"9",\#(span)}"#)
            let path = try "/api/v1/stays/" + #require(made["id"]?.text)
            let version = try #require(made["version"]?.text)
            func put(_ room: String, _ version: String) async throws -> Program.Answer {
                try await program.ask(
                    .PUT,
                    path,
                    #"{"guest":"G","room":"\#(room)",\#(span),"version":"\#(version)"}"#
                )
            }
            let first = try await put("10", version)
            #expect(first.status == 200 && first.json["room"]?.text == "10", "\(first.json)")
            let second = try await put("11", version)
            #expect(second.status == 409 && second.detail.contains("since you opened it"))
            let read = try await program.ask(.GET, path)
            #expect(read.json["room"]?.text == "10")
            let next = try #require(read.json["version"]?.text)
            #expect(next != version && next == first.json["version"]?.text)
            #expect(try await put("11", next).status == 200)
            let blind = #"{"guest":"G",\#(span)}"#
            #expect(try await program.ask(.PUT, path, blind).status == 400)
        }
    }

    @Test func `what is asked twice under one name is done once, also after a restart`()
        async throws
    {
        let body = #"{"severity":3,"scenario":"EN-02","place":"412"}"#
        try await withDirectory { directory in
            let store = try newHub(directory).addNode("LIS", directory + "/lis", hubURL: "")
            _ = try store.addManager()
            let (first, token) = try await withNode(directory + "/lis") { address in
                let program = try await Program.signedIn(address, "Ana Lopes", "Sunny-harbour-9")
                let first = try await program.post("/cases", body, key: "one")
                #expect(first.json["reference"]?.text == "LIS-1")
                #expect(try await program.post("/cases", body, key: "one").json == first.json)
                let wrong = try await program.post("/cases", #"{"severity":4}"#, key: "one")
                #expect(wrong.status == 409 && wrong.detail.contains("Draw a new one"))
                // What failed is tried anew under its name.
                let bad = #"{"severity":3,"scenario":"XX-99"}"#
                for _ in 1...2 {
                    let refused = try await program.post("/cases", bad, key: "two")
                    #expect(refused.detail.contains("XX-99"))
                }
                return (first.json, program.token)
            }
            try await withNode(directory + "/lis") { address in
                let again = Program(address: address, token: token)
                #expect(try await again.post("/cases", body, key: "one").json == first)
                let other = try await again.post("/cases", body, key: "three")
                #expect(other.json["reference"]?.text == "LIS-2")
                // Also what answers with the case makes something.
                for _ in 1...2 {
                    let note = #"{"text":"The valve is stuck"}"#
                    #expect(
                        try await again.post("/cases/LIS-1/notes", note, key: "n").status == 200
                    )
                }
                let notes = try await again.get("/cases/LIS-1").json["notes"]?.elements
                #expect(notes?.count == 1)
            }
            #expect(try store.read { try $0.openCaseCount() } == 2)
        }
    }
}

extension NodeStore {
    /// Makes Ana Lopes the first who may sign in.
    func addManager() throws -> Person {
        var random = SystemRandomNumberGenerator()
        let code = try #require(try drawSetUpCode(using: &random))
        return try firstPerson(
            code: code.description,
            name: "Ana Lopes",
            secret: Secret("Sunny-harbour-9"),
            now: WallClock.now()
        )
    }
}
