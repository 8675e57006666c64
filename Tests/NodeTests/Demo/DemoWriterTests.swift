import Recovery
import Testing

@testable import Node

struct DemoWriterTests {
    @Test(arguments: [31, 32] as [UInt64])
    func `every CSV row reads back to what the guest said`(seed: UInt64) {
        let plan = sample(seed: seed, sites: 6, months: 3)
        for site in plan.sites where site.export != .deskLog {
            let rows = readCSV(file(plan, site), separator: site.export == .survey ? "," : ";")
            let said = Array(plan.feedback(site: site))
            #expect(rows.count == said.count + 1)
            for (row, feedback) in zip(rows.dropFirst(), said) {
                #expect(row.count == 10)
                if site.export == .survey {
                    #expect(row[5] == feedback.text && row[7] == feedback.guest)
                    #expect(row[4] == feedback.score.map(String.init) ?? "")
                } else {
                    #expect(row[4] == feedback.praise && row[5] == feedback.complaint)
                    #expect(row[3] == feedback.score.map(String.init) ?? "")
                }
            }
        }
    }

    @Test func `the desk's log has one object a line`() throws {
        let plan = sample(seed: 33, sites: 3, months: 3)
        let site = try #require(plan.sites.first { $0.export == .deskLog })
        let lines = file(plan, site).split(separator: "\n")
        #expect(lines.count == Array(plan.feedback(site: site)).count)
        for line in lines {
            #expect(line.hasPrefix("{\"id\":\"\(site.code)-") && line.hasSuffix("\"}"))
            var bare = String(line)
            while let escape = bare.firstIndex(of: "\\") {
                bare.removeSubrange(escape...bare.index(after: escape))
            }
            #expect(bare.count { $0 == "\"" } % 2 == 0, "\(line)")
        }
    }

    @Test func `exposure has a row for every day`() {
        let plan = sample(seed: 34, sites: 1, months: 12)
        var bytes: [UInt8] = []
        DemoWriter(plan).exposure(of: plan.sites[0]) { bytes += $0 }
        let rows = readCSV(String(decoding: bytes, as: UTF8.self), separator: ",")
        #expect(rows.count == 367)
        #expect(rows[0] == ["date", "occupied_room_nights", "arrivals"])
        #expect(rows[366][0] == "2024-12-31")
    }

    @Test func `files come in pieces, so memory does not grow with them`() {
        let plan = sample(seed: 35, sites: 1, months: 18)
        var pieces: [Int] = []
        _ = DemoWriter(plan).feedback(of: plan.sites[0]) { pieces.append($0.count) }
        #expect(pieces.count > 4)
        #expect(pieces.allSatisfy { $0 < 70_000 })
    }

    @Test func `an error of the sink stops the writing and comes back`() throws {
        struct DiskFull: Error {}
        let plan = sample(seed: 36, sites: 1, months: 1)
        #expect(throws: DiskFull.self) {
            try DemoWriter(plan).feedback(of: plan.sites[0]) { _ throws(DiskFull) in
                throw DiskFull()
            }
        }
    }

    @Test func `rows arrive in order of time`() {
        let plan = sample(seed: 37, sites: 3, months: 2)
        for site in plan.sites {
            let times = plan.feedback(site: site).map { $0.receivedAt(in: site) }
            #expect(times == times.sorted())
        }
    }

    private func file(_ plan: DemoPlan, _ site: DemoSite) -> String {
        var bytes: [UInt8] = []
        _ = DemoWriter(plan).feedback(of: site) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A reader by the letter of RFC 4180.
    private func readCSV(_ text: String, separator: Character) -> [[String]] {
        var rows: [[String]] = []
        var row = [""]
        var isQuoted = false
        var endsQuote = false
        for letter in text {
            let wasQuote = endsQuote
            endsQuote = false
            switch letter {
            case "\"" where isQuoted:
                isQuoted = false
                endsQuote = true
            case "\"":
                if wasQuote { row[row.count - 1].append(letter) }
                isQuoted = true
            case separator where !isQuoted: row.append("")
            case "\n" where !isQuoted:
                rows.append(row)
                row = [""]
            default: row[row.count - 1].append(letter)
            }
        }
        return rows
    }
}
