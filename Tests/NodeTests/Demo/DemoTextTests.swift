import Recovery
import Testing

@testable import Node

struct DemoTextTests {
    @Test(
        arguments: DemoFailure.all.map(\.code).filter { $0 != "EN-01" } + [
            "EN-01-cold", "EN-01-warm",
        ]
    )
    func `each failure has twelve phrasings or more`(list: String) {
        let phrases = DemoPhrases.standard
        #expect(phrases.count(phrases.list(list)) >= 12)
    }

    @Test func `there are forty phrasings of praise or more`() {
        let phrases = DemoPhrases.standard
        let subjects = ["staff", "room", "sleep", "food", "all"].map { "praise-" + $0 }
        #expect(subjects.reduce(0) { $0 + phrases.count(phrases.list($1)) } >= 40)
    }

    @Test func `fewer than one text in two hundred is said twice`() {
        var seen: Set<String> = []
        var count = 0
        let plan = sample(seed: 21, sites: 20, months: 3)
        for site in plan.sites {
            for feedback in plan.feedback(site: site) {
                seen.insert(feedback.text)
                count += 1
            }
        }
        let repeated = Double(count - seen.count) / Double(count)
        #expect(count > 8_000)
        #expect(repeated < 0.005, "\(repeated)")
    }

    @Test func `texts are short, middling and long`() {
        let lengths = texts(seed: 22).map(\.count).sorted()
        #expect((8...30).contains(lengths[lengths.count / 200]))
        #expect((60...200).contains(lengths[lengths.count / 2]))
        #expect((280...600).contains(lengths[lengths.count * 199 / 200]))
    }

    @Test func `texts hold letters, figures and the signs people type, no notation`() {
        for text in texts(seed: 23) {
            #expect(!text.contains { "[]{}|@_\t\r".contains($0) }, "\(text)")
            #expect(!text.contains("  ") && text.first != " " && text.last != " ", "\(text)")
            #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
        }
    }

    @Test func `some people shout, some use no capitals, some slip, some write no English`() throws
    {
        let plan = sample(seed: 24, sites: 3, months: 4)
        let rows = plan.sites.flatMap { Array(plan.feedback(site: $0)) }
        let count = Double(rows.count)
        let shouting = rows.count { $0.text == $0.text.uppercased() }
        let small = rows.count { $0.text == $0.text.lowercased() }
        let foreign = rows.count { $0.language != .en }
        #expect((0.01...0.03).contains(Double(shouting) / count))
        #expect((0.1...0.2).contains(Double(small) / count))
        #expect((0.02...0.08).contains(Double(foreign) / count))
    }

    @Test func `addresses can never be delivered`() {
        let plan = sample(seed: 25, sites: 3, months: 2)
        for feedback in plan.sites.flatMap({ Array(plan.feedback(site: $0)) }) {
            guard let email = feedback.email else {
                #expect(!feedback.contactRequested)
                continue
            }
            #expect(["@example.org", "@example.com", "@example.net"].contains(email.suffix(12)))
            #expect(email.utf8.allSatisfy { (33...126).contains($0) })
        }
    }

    private func texts(seed: UInt64) -> [String] {
        let plan = sample(seed: seed, sites: 6, months: 2)
        return plan.sites.flatMap { plan.feedback(site: $0).map(\.text) }
    }
}
