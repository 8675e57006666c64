import GRDB
import Hub
import Node
import Recovery
import Storage
import Sync
import TestSupport
import Testing

@Suite struct EnrolmentTests {
    @Test func `a node joins with its site's code and syncs`() async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            let code = try hub.addSite("LIS")
            try await withHub(directory) { url in
                let enrolment = try await enrol(hubURL: url, joinCode: code.description)
                #expect(enrolment.siteCode == "LIS")
                #expect(enrolment.siteName == "Hotel LIS")
                let node = try NodeStore(path: directory + "/node.db")
                try node.enrol(enrolment)
                let id = try node.addCase("Cold room")
                let result = try await syncOverHTTP(node)
                #expect(result.pushed == 1)
                #expect(result.verified)
                #expect(result.blocker == nil)
                #expect(try hub.row(Catalogue.recoveryCase, id) != nil)
                #expect(try hub.listSites().first?.hasJoined == true)
                let lives = try await node.database.read { database in
                    try String.fetchOne(
                        database,
                        sql: "SELECT value FROM setting WHERE name = 'knowsHubLife'"
                    )
                }
                #expect(lives == "1", "it knows which changes are the hub's")
            }
        }
    }

    @Test func `a code may be typed in lower case and without hyphens`() async throws {
        try await withDirectory { directory in
            let code = try newHub(directory).addSite("LIS").description
            try await withHub(directory) { url in
                let typed = code.lowercased().filter { $0 != "-" }
                let enrolment = try await enrol(hubURL: url, joinCode: typed)
                #expect(enrolment.siteCode == "LIS")
            }
        }
    }

    @Test func `a code works once`() async throws {
        try await withDirectory { directory in
            let code = try newHub(directory).addSite("LIS").description
            try await withHub(directory) { url in
                _ = try await enrol(hubURL: url, joinCode: code)
                await #expect(throws: EnrolError.joinCodeRefused) {
                    try await enrol(hubURL: url, joinCode: code)
                }
            }
        }
    }

    @Test(arguments: ["", "ABCD-EFGH-JKLM", "ABCD", "😀"])
    func `a wrong code is refused`(code: String) async throws {
        try await withDirectory { directory in
            _ = try newHub(directory).addSite("LIS")
            try await withHub(directory) { url in
                await #expect(throws: EnrolError.joinCodeRefused) {
                    try await enrol(hubURL: url, joinCode: code)
                }
            }
        }
    }

    @Test func `a node that joins anew shuts the former one out`() async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            try await withHub(directory) { url in
                let former = try hub.addNode("LIS", directory + "/former", hubURL: url)
                var random = SystemRandomNumberGenerator()
                let code = JoinCode(using: &random)
                _ = try hub.rejoin(
                    code: "LIS",
                    joinCode: code,
                    author: "test",
                    now: WallClock.now()
                )
                #expect(try await syncOverHTTP(former).verified)
                _ = try await enrol(hubURL: url, joinCode: code.description)
                let result = try await syncOverHTTP(former, within: .milliseconds(200))
                #expect(result.blocker?.trouble == .keyRefused)
            }
        }
    }

    @Test func `joining where no hub is says so`() async throws {
        await #expect {
            try await enrol(hubURL: "http://127.0.0.1:9", joinCode: "ABCD-EFGH-JKLM")
        } throws: { error in
            guard case EnrolError.failed(_, .hubUnreachable, _) = error else { return false }
            return true
        }
    }

    @Test(arguments: ["L", "lis", "LISBON-1", "ABCDEFGHI", "LÎS", ""])
    func `a site's code is 2 to 8 capitals or digits`(code: String) async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            #expect(throws: HubError.badCode(code)) { try hub.addSite(code) }
        }
    }

    @Test func `a site's code is given once`() async throws {
        try await withDirectory { directory in
            let hub = try newHub(directory)
            _ = try hub.addSite("LIS")
            #expect(throws: HubError.codeTaken("LIS")) { try hub.addSite("LIS") }
            #expect(throws: HubError.unknownSite("OPO")) {
                var random = SystemRandomNumberGenerator()
                return try hub.rejoin(
                    code: "OPO",
                    joinCode: JoinCode(using: &random),
                    author: "test",
                    now: WallClock.now()
                )
            }
        }
    }
}
