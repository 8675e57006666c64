import Foundation
import Testing
import Web

/// `amends feedback`.
struct FeedbackTests {
    private let houses: Houses
    private let node: String

    init() throws {
        houses = try Houses()
        node = try houses.join("LIS")
    }

    private static let reviews = """
        id,date,score,text,contact
        1,2025-03-01,1,"The heating does not work, and nobody came",no
        2,2025-03-02,5,Lovely stay,no
        3,2025-03-03,2,"Dirty towels
        and hair in the shower",yes
        4,2025-03-04,9,Noise from the bar,no

        """

    @Test func `words that tell of a failure open a case and raise its alarm`() throws {
        let taken = try houses.done(
            ["feedback", "add", "No hot water since morning", "--place", "412", "--json"],
            data: node
        ).object()
        let opened = try #require(taken["case"] as? [String: Any])
        #expect(opened["reference"] as? String == "LIS-1")
        #expect(opened["responder"] as? String == "triage")
        #expect(taken["scenario"] as? String == "EN-02")
        #expect((taken["why"] as? String)?.contains("hot water") == true)
        let praise = try houses.done(
            ["feedback", "add", "Lovely stay", "--score", "5", "--json"],
            data: node
        ).object()
        #expect(praise["case"] is NSNull)
    }

    @Test func `a kind that goes direct calls its team at once`() throws {
        try houses.done(["scenario", "routing", "set", "EN-02", "direct"], data: node)
        let taken = try houses.done(
            ["feedback", "add", "No hot water since morning", "--json"],
            data: node
        ).object()
        let opened = try #require(taken["case"] as? [String: Any])
        #expect(opened["responder"] as? String == "engineering")
        let routing = try houses.done(["scenario", "routing", "show", "--json"], data: node)
            .object()
        #expect(routing["house"] as? String == "triage")
        let lines = try #require(routing["scenarios"] as? [[String: Any]])
        let direct = lines.filter { $0["mode"] as? String == "direct" }
        #expect(direct.compactMap { $0["scenario"] as? String } == ["EN-02"])
        let refused = try Program.run(
            ["scenario", "routing", "set", "house", "home"],
            data: node
        )
        #expect(refused.complaint.contains("Write triage or direct"))
    }

    @Test func `a contact request always opens a case`() throws {
        let run = try houses.done(
            ["feedback", "add", "A question", "--contact-requested", "--email", "a@example.org"],
            data: node
        )
        #expect(run.output.contains("LIS-1 is open; the alarm is with triage."))
        #expect(run.output.contains("asks to be contacted"))
    }

    @Test func `words can come from standard input`() throws {
        try houses.done(
            ["feedback", "add", "-"],
            data: node,
            input: "The toilet\ndoes not flush\n"
        )
        let list = try houses.done(["feedback", "list", "--json"], data: node).objects()
        #expect(list[0]["text"] as? String == "The toilet\ndoes not flush")
    }

    @Test func `feedback that says nothing or names nothing known is refused`() throws {
        for arguments in [
            ["-"], [" "], ["bad", "--score", "6"], ["bad", "--score", "two"],
            ["bad", "--channel", "pigeon"],
        ] {
            let run = try Program.run(["feedback", "add"] + arguments, data: node)
            #expect(run.status == 2, "\(arguments): \(run.complaint)")
        }
        #expect(try houses.done(["feedback", "list", "--json"], data: node).objects().isEmpty)
    }

    @Test func `the first list teaches how to go on`() throws {
        let run = try houses.done(["feedback", "list"], data: node)
        #expect(run.output.contains("amends feedback add"))
    }

    @Test func `an import takes each row once and sets bad ones aside`() throws {
        let file = try houses.directory.write(Self.reviews, to: "reviews.csv")
        let first = try Program.run(["feedback", "import", file, "--json"], data: node)
        #expect(first.status == 3)
        let counts = try first.object().mapValues { $0 as? Int }
        #expect(counts["read"] == 4)
        #expect(counts["imported"] == 3)
        #expect(counts["duplicates"] == 0)
        #expect(counts["setAside"] == 1)
        #expect(counts["casesOpened"] == 2)
        let second = try Program.run(["feedback", "import", file, "--json"], data: node).object()
        #expect(second["imported"] as? Int == 0)
        #expect(second["duplicates"] as? Int == 3)
        #expect(second["casesOpened"] as? Int == 0)
    }

    @Test func `a row set aside is exported, mended and imported`() throws {
        let file = try houses.directory.write(Self.reviews, to: "reviews.csv")
        _ = try Program.run(["feedback", "import", file], data: node)
        let listing = try Program.run(["feedback", "set-aside", "list", "--json"], data: node)
        #expect(listing.status == 3)
        let waiting = try listing.objects()
        #expect(waiting.count == 1)
        #expect(waiting[0]["line"] as? Int == 6)
        let mend = houses.directory.path("mend.csv")
        try houses.done(["feedback", "set-aside", "export", file, "--out", mend], data: node)
        let rows = try String(contentsOfFile: mend, encoding: .utf8)
        #expect(
            rows == "id,date,score,text,contact\n4,2025-03-04,9,Noise from the bar,no\n"
        )
        _ = try houses.directory.write(
            rows.replacingOccurrences(of: ",9,", with: ",2,"),
            to: "mend.csv"
        )
        let mended = try houses.done(
            ["feedback", "import", mend, "--source", "reviews.csv", "--json"],
            data: node
        ).object()
        #expect(mended["imported"] as? Int == 1)
        let left = try houses.done(["feedback", "set-aside", "list"], data: node)
        #expect(left.output.contains("No row waits"))
    }

    @Test func `a preview shows how a file is read and takes nothing in`() throws {
        let file = try houses.directory.write(Self.reviews, to: "reviews.csv")
        let preview = try houses.done(
            ["feedback", "import", file, "--preview", "--json"],
            data: node
        ).object()
        #expect((preview["rows"] as? [Any])?.count == 4)
        let mapping = try #require(preview["mapping"] as? String)
        #expect(mapping.contains("score: score"))
        #expect(try houses.done(["feedback", "list", "--json"], data: node).objects().isEmpty)
        let shown = try houses.done(["feedback", "import", file, "--preview"], data: node).output
        #expect(shown.contains("score scale = 1-5"))
    }

    @Test func `a mapping is given by file, saved by name and used again`() throws {
        let file = try houses.directory.write(
            "a;b\nCold room;2\n\"Rude staff\";1\n",
            to: "export.csv"
        )
        let mapping = try houses.directory.write(
            "text: a\nscore: b\nscore scale = 1-5\n",
            to: "m.mapping"
        )
        try houses.done(
            ["feedback", "import", file, "--mapping", mapping, "--save-mapping", "export"],
            data: node
        )
        let again = try houses.done(
            ["feedback", "import", file, "--mapping", "export", "--json"],
            data: node
        ).object()
        #expect(again["duplicates"] as? Int == 2)
        let unknown = try Program.run(
            ["feedback", "import", file, "--mapping", "other"],
            data: node
        )
        #expect(unknown.status == 1)
        #expect(unknown.complaint.contains("saved are export"))
        let wrong = try houses.directory.write("text: a\nmood: b\n", to: "bad.mapping")
        let refused = try Program.run(
            ["feedback", "import", file, "--mapping", wrong],
            data: node
        )
        #expect(refused.status == 1)
        #expect(refused.complaint.contains("Mapping line 2"))
    }

    @Test func `a file that cannot be read is named with the cure`() throws {
        _ = try houses.directory.write("", to: "empty.csv")
        _ = try houses.directory.write("[{\"text\":\"a\"}]", to: "array.json")
        for (name, words) in [
            ("nowhere.csv", "Cannot open"), ("empty.csv", "The file is empty"),
            ("array.json", "one JSON array"),
        ] {
            let path = houses.directory.path(name)
            let run = try Program.run(["feedback", "import", path], data: node)
            #expect(run.status == 1)
            #expect(run.complaint.contains(words), "\(run.complaint)")
        }
    }

    @Test(.enabled(if: SharedData.nasty != nil))
    func `a nasty file ends with a word, and every row is accounted for`() throws {
        for path in SharedData.nastyFiles {
            let run = try Program.run(["feedback", "import", path, "--json"], data: node)
            guard run.status != 1 else {
                #expect(run.complaint.hasPrefix("amends: "), "\(path)")
                continue
            }
            #expect(run.status == 0 || run.status == 3, "\(path): \(run.complaint)")
            let counts = try run.object().compactMapValues { $0 as? Int }
            let sum = ["imported", "duplicates", "setAside"].compactMap { counts[$0] }
                .reduce(0, +)
            #expect(counts["read"] == sum, "\(path)")
        }
    }
}

/// Real data beside the checkout, where there is some.
enum SharedData {
    static let nasty: URL? = {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("shared/data/nasty")
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }()

    static let nastyFiles: [String] = {
        guard let nasty, let files = FileManager.default.enumerator(atPath: nasty.path) else {
            return []
        }
        return files.compactMap { $0 as? String }
            .filter { $0.hasSuffix(".csv") || $0.hasSuffix(".jsonl") || $0.hasSuffix(".tsv") }
            .sorted().map { nasty.appendingPathComponent($0).path }
    }()
}
