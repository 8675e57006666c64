import Foundation
import NIOHTTP1
import Recovery
import Storage
import TestSupport
import Testing
import Web

/// One after the other: each derives keys, which is slow on purpose, beside other tests.
@Suite(.serialized) struct APITests {
    @Test func `a program takes a case from its alarm to its end`() async throws {
        try await StaffedHouse.serving { house in
            let program = try await Program.signedIn(house)
            let opened = try await program.post(
                "/cases",
                #"{"severity":3,"scenario":"EN-02","place":"412","guest":"Marta Lindqvist"}"#
            )
            #expect(opened.status == 201)
            #expect(opened.json["reference"]?.text == "LIS-1")
            #expect(opened.json["team"]?.text == "engineering")
            let path = "/cases/LIS-1"
            #expect(try await program.post(path + "/acknowledge").status == 200)
            let early = try await program.post(path + "/close", #"{"outcome":"recovered"}"#)
            #expect(early.status == 409)
            #expect(early.detail.contains("Apologise to the guest"))
            for step in ["apologise", "solve"] {
                let note = #"{"text":"Done.","step":"\#(step)"}"#
                #expect(try await program.post(path + "/notes", note).status == 200)
            }
            let remedy = try await program.post(
                path + "/remedies",
                """
                {"kind":"complimentaryItem","level":"c0","description":"Tea","cost":
                {"minorUnits":0,"currency":"EUR"}}
                """
            )
            #expect(remedy.status == 201)
            let settled = #"{"text":"All well.","contact":"answered"}"#
            #expect(try await program.post(path + "/notes", settled).status == 200)
            for state in ["inProgress", "remedied"] {
                let moved = try await program.post(path + "/move", #"{"to":"\#(state)"}"#)
                #expect(moved.json["state"]?.text == state)
            }
            let sheet = try await program.get(path)
            #expect(sheet.json["owner"]?.text == house.manager.name)
            #expect(sheet.json["stepsDone"]?.description == #"["apologise","solve"]"#)
            let id = try #require(remedy.json["id"]?.text)
            for state in ["offered", "accepted", "delivered"] {
                let moved = try await program.post(
                    path + "/remedies/\(id)",
                    #"{"to":"\#(state)"}"#
                )
                #expect(moved.json["state"]?.text == state)
            }
            let closed = try await program.post(
                path + "/close",
                """
                {"outcome":"recovered","cause":"equipment","whatHappened":"The boiler stopped.",
                "canRecur":"Yes","missingStep":"No","betterProcess":"Check it weekly",
                "guestInformation":"Nothing"}
                """
            )
            #expect(closed.json["state"]?.text == "closed", "\(closed.json)")
            let found = try house.node.read { try $0.recoveryCase(named: "LIS-1") }
            #expect(found.outcome == .recovered)
            #expect(found.row.author == house.manager.name)
        }
    }

    @Test func `what does not fit is refused with its name`() async throws {
        try await StaffedHouse.serving { house in
            let program = try await Program.signedIn(house)
            let table = [
                (#"{"severity":9}"#, "'severity' goes from 1 to 5."),
                (#"{"severity":3,"scenario":5}"#, "'scenario' is text."),
                (#"{"place":"4"}"#, "'body' lacks 'severity'."),
                ("{", "The body is not JSON. Send an object in UTF-8, as RFC 8259 says."),
            ]
            for (body, detail) in table {
                let answer = try await program.post("/cases", body)
                #expect(answer.status == 400)
                #expect(answer.detail == detail)
                #expect(answer.contentType?.hasPrefix("application/problem+json") == true)
            }
            let unknown = try await program.post("/cases", #"{"severity":3,"scenario":"XX-99"}"#)
            #expect(unknown.status == 409)
            let long = String(repeating: "x", count: API<Int>.bodyByteCountMax)
            #expect(try await program.post("/cases", #""\#(long)""#).status == 413)
            #expect(try await program.get("/cases/LIS-404").status == 404)
            #expect(try await program.get("/cases?severity=six").status == 400)
            let other = try await program.ask(.PUT, "/api/v1/cases")
            #expect(other.status == 405)
            #expect(other.allow == "GET, POST")
            #expect(try house.node.read { try $0.openCaseCount() } == 0)
        }
    }

    @Test func `nobody asks without a session, and nobody longer than it lasts`() async throws {
        try await StaffedHouse.serving { house in
            var program = try await Program.signedIn(house)
            #expect(try await program.get("/cases").status == 200)
            #expect(try await program.ask(.DELETE, "/api/v1/session").status == 200)
            #expect(try await program.get("/cases").status == 401)
            program.token = nil
            #expect(try await program.get("/cases").status == 401)
            let wrong = try await program.post(
                "/session",
                #"{"name":"\#(house.manager.name)","secret":"wrong"}"#
            )
            #expect(wrong.status == 403)
        }
    }

    @Test func `a guest's words open a case, and are found again`() async throws {
        try await StaffedHouse.serving { house in
            let program = try await Program.signedIn(house)
            let taken = try await program.post(
                "/feedback",
                """
                {"text":"The shower stayed cold all morning","channel":"chat","place":"412",
                "guest":"Marta Lindqvist","contactRequested":true}
                """
            )
            #expect(taken.status == 201)
            #expect(taken.json["case"]?.text == "LIS-1")
            #expect(try await program.get("/feedback").json.description.contains("stayed cold"))
            #expect(try await program.get("/search?q=show").json.description.contains("LIS-1"))
            #expect(try await program.get("/sync").json["unsent"]?.integer ?? 0 > 0)
        }
    }

    @Test func `a sealed case stays sealed to programs`() async throws {
        try await StaffedHouse.serving { house in
            let manager = try await Program.signedIn(house)
            let taken = try await manager.post(
                "/feedback",
                """
                {"text":"There were peanuts in the dessert, I am allergic","channel":"chat",
                "contactRequested":true}
                """
            )
            let path = "/cases/\(try #require(taken.json["case"]?.text))"
            let bad = #"{"severity":5,"reason":"An allergic guest"}"#
            #expect(try await manager.post(path + "/severity", bad).status == 200)
            #expect(try await manager.get(path).status == 200)
            #expect(try await manager.get("/search?q=peanuts").json.description.count > 2)
            let receptionist = try await Program.signedIn(house, as: house.receptionist.name)
            #expect(try await receptionist.get(path).status == 403)
            #expect(try await receptionist.post(path + "/take").status == 403)
            #expect(try await receptionist.get("/search?q=peanuts").json == .array([]))
            #expect(try await receptionist.get("/feedback").json == .array([]))
            let list = try await receptionist.get("/cases").json.description
            #expect(list.contains("Sealed") && !list.contains("peanuts"))
        }
    }

    /// Where the fuzzer is, when it is installed.
    static let fuzzer = ProcessInfo.processInfo.environment["AMENDS_SCHEMATHESIS"]

    @Test(.enabled(if: fuzzer != nil, "AMENDS_SCHEMATHESIS names no schemathesis"))
    func `the server answers as its description says, whatever it is asked`() async throws {
        try await StaffedHouse.serving { house in
            let program = try await Program.signedIn(house)
            _ = try await program.post("/cases", #"{"severity":3,"scenario":"EN-02"}"#)
            let (status, words) = try await Self.fuzz(house, try #require(program.token))
            #expect(status == 0, "\(words.suffix(6_000))")
        }
    }

    /// Runs the fuzzer in a directory of its own, where it keeps what it found.
    private static func fuzz(
        _ house: StaffedHouse,
        _ token: String
    ) async throws -> (status: Int32, words: String) {
        try await withDirectory { directory in
            let process = Process()
            process.currentDirectoryURL = URL(filePath: directory)
            process.executableURL = URL(filePath: try #require(fuzzer))
            process.arguments = [
                "run", house.address + "/api/v1/openapi.json",
                "--header", "Authorization: Bearer \(token)",
                "--phases", "examples,coverage,fuzzing", "--max-examples", "25",
                "--exclude-path-regex", "session$", "--seed", "1", "--no-color",
                "--exclude-checks", "positive_data_acceptance",
            ]
            let output = Pipe()
            process.standardOutput = output
            process.standardError = output
            try Launch.start(process)
            let said = try await Task.detached { try output.fileHandleForReading.readToEnd() }.value
            process.waitUntilExit()
            return (process.terminationStatus, String(decoding: said ?? Data(), as: UTF8.self))
        }
    }
}
