import Foundation
import NIOHTTP1
import Recovery
import Storage
import TestSupport
import Testing
import Web
import Wire

@testable import Node

@Suite(.serialized) struct RulesAPITests {
    @Test func `a program tells what is known of a failure, and takes a second one out`()
        async throws
    {
        try await StaffedHouse.serving { house in
            let program = try await Program.signedIn(house)
            let body = #"{"severity":3,"scenario":"EN-02","place":"412"}"#
            _ = try await program.done("/cases", body)
            let facts = """
                {"mode":"delay","impact":"Missed the concert","occasion":"Honeymoon","moodBefore":2}
                """
            #expect(try await program.post("/cases/LIS-1/failure", facts).status == 200)
            #expect(try await program.post("/cases/LIS-1/mood", #"{"mood":6}"#).status == 200)
            #expect(try await program.post("/cases/LIS-1/mood", #"{"mood":8}"#).status == 400)
            let found = try await program.get("/cases/LIS-1").json
            #expect(found["failureMode"]?.text == "delay")
            #expect(found["occasion"]?.text == "Honeymoon")
            #expect(found["moodBefore"]?.integer == 2 && found["moodAfter"]?.integer == 6)
            let visit = #"{"channel":"inPerson","text":"Ms Lopes, all is well"}"#
            #expect(try await program.post("/cases/LIS-1/visit", visit).status == 200)
            let second = try await program.done(
                "/cases/LIS-1/split",
                #"{"summary":"And the noise","scenario":"NO-01"}"#
            )
            #expect(second["reference"]?.text == "LIS-2")
            #expect(second["scenario"]?.text == "NO-01")
            #expect(try await program.post("/cases/LIS-1/split", "{}").status == 409)
            #expect(try await program.post("/cases/LIS-2/unsplit").status == 200)
            #expect(try await program.get("/cases/LIS-2").json["state"]?.text == "merged")
            let late = #"{"reason":"nobodyFree"}"#
            #expect(try await program.post("/cases/LIS-1/late", late).status == 200)
            #expect(
                try await program.get("/cases/LIS-1").json["lateReason"]?.text == "nobodyFree"
            )
        }
    }

    @Test func `a program adds a picture, lists it and gets it back`() async throws {
        try await StaffedHouse.serving { house in
            let program = try await Program.signedIn(house)
            _ = try await program.done("/cases", #"{"severity":2,"scenario":"EN-02"}"#)
            // A picture of one white point.
            let picture = """
                iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4\
                DwABAQEAsTj2FAAAAABJRU5ErkJggg==
                """
            let added = try await program.done(
                "/cases/LIS-1/files",
                #"{"name":"tap.png","content":"\#(picture)"}"#
            )
            #expect(added["kind"]?.text == "image/png")
            let listed = try await program.get("/cases/LIS-1/files").json.elements ?? []
            #expect(listed.map { $0["name"]?.text } == ["tap.png"])
            let id = try #require(added["id"]?.text)
            let whole = try await program.get("/cases/LIS-1/files/\(id)").json
            let bytes = try #require(Base64.bytes(of: whole["content"]?.text ?? ""))
            #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            #expect(bytes.count == Int(whole["byteCount"]?.integer ?? 0))
            #expect(try await program.get("/cases/LIS-1/files/9.9").status == 404)
            let words = #"{"content":"bm8gcGljdHVyZQ=="}"#
            #expect(try await program.post("/cases/LIS-1/files", words).status == 400)
            let odd = #"{"content":"not base64"}"#
            #expect(try await program.post("/cases/LIS-1/files", odd).detail.contains("base64"))
        }
    }

    @Test func `a manager's program changes who gets it first and the house's own ways`()
        async throws
    {
        try await StaffedHouse.serving { house in
            let program = try await Program.signedIn(house)
            func kind(_ routing: JSON) -> JSON? {
                routing["scenarios"]?.elements?.first { $0["scenario"]?.text == "EN-02" }
            }
            let before = try await program.get("/routing").json
            #expect(before["house"]?.text == "triage")
            #expect(kind(before)?["isOwn"]?.flag == false)
            let direct = #"{"scenario":"EN-02","mode":"direct"}"#
            let after = try await program.ask(.PUT, "/api/v1/routing", direct).json
            #expect(kind(after)?["mode"]?.text == "direct")
            let path = "/api/v1/scenarios/EN-02/overlay"
            let own = """
                {"why":"They have the keys","fields":[{"field":"responder","values":["security"]}]}
                """
            let kept = try await program.ask(.PUT, path, own)
            #expect(kept.json["revision"]?.integer == 1)
            #expect(
                kept.json["fields"]?.elements?.first?["values"]?.elements == [.text("security")]
            )
            let slow = #"{"why":"Few of us","fields":[{"field":"targets","values":["T3"]}]}"#
            let refused = try await program.ask(.PUT, path, slow)
            #expect(refused.status == 409 && refused.detail.contains("Choose T1 or faster"))
            #expect(try await program.ask(.DELETE, path).json["fields"] == .array([]))
            #expect(try await program.get("/scenarios/XX-9/overlay").status == 404)
            let number = #"{"number":"+351 912 345 678","isQuietAtNight":false}"#
            let texts = try await program.ask(.PUT, "/api/v1/alarms/texts", number).json
            #expect(texts["number"]?.text == "+351912345678")
            let other = try await Program.signedIn(house, as: house.receptionist.name)
            for path in ["/api/v1/routing", "/api/v1/alarms/texts"] {
                let body = path.hasSuffix("routing") ? direct : number
                #expect(try await other.ask(.PUT, path, body).status == 403)
            }
        }
    }

    @Test(arguments: [0, 1, 2, 3, 4, 57, 58, 59] as [Int])
    func `bytes come back from their text`(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37) }
        let text = Base64.text(of: bytes)
        #expect(text.utf8.count == Base64.textLength(of: count))
        #expect(Base64.bytes(of: text) == bytes)
        #expect(Data(bytes).base64EncodedString() == text)
    }
}
