import Node
import Recovery
import Storage
import Testing

struct FeedbackImportTests {
    let desk: FeedbackDesk

    init() throws { desk = FeedbackDesk(try enrolledNode()) }

    @discardableResult
    private func run(
        _ source: ByteSource,
        named name: String = "reviews.csv",
        mapping: String? = nil
    ) throws -> FeedbackImport.Result {
        let session = try ImportSession(
            source,
            mapping: try mapping.map { text throws in try ImportMapping(parsing: text) },
            options: ImportOptions(
                utcOffsetSeconds: 0,
                now: Timestamp.testNow.milliseconds
            )
        )
        return try FeedbackImport(desk, source: name, author: "import").run(session) { .testNow }
    }

    private func run(_ text: String, named name: String = "reviews.csv") throws
        -> FeedbackImport.Result
    {
        try run(ByteSource(bytes: Array(text.utf8)), named: name, mapping: Self.mapping)
    }

    private static let mapping = """
        id: id
        text: comment
        score: rating
        score scale = 1-5
        channel = survey

        """

    private static func file(_ rowCount: Int) -> String {
        (1...rowCount).reduce(into: "id,comment,rating\n") { text, row in
            let comment = row % 3 == 0 ? "The room was freezing" : "A fine stay"
            text += "\(row),\(comment),\(row % 3 == 0 ? 1 : 5)\n"
        }
    }

    @Test(arguments: [1, 499, 500, 501, 1201])
    func `every row is taken in once, however often the file is imported`(rowCount: Int) throws {
        let first = try run(Self.file(rowCount))
        #expect(first.read == rowCount)
        #expect(first.imported == rowCount)
        #expect(first.casesOpened == rowCount / 3)
        let again = try run(Self.file(rowCount))
        #expect(again.read == rowCount)
        #expect(again.duplicates == rowCount)
        #expect(again.imported + again.casesOpened + again.setAside == 0)
        let grown = try run(Self.file(rowCount + 2), named: "next-month.csv")
        #expect(grown.imported == 2)
    }

    @Test func `a row that comes twice in one file is taken in once`() throws {
        let result = try run("id,comment,rating\n1,Good,5\n1,Good,5\n2,Good,5\n")
        #expect(result.imported == 2)
        #expect(result.duplicates == 1)
    }

    @Test func `long rows go in too, fewer at a time than a message to the hub holds`() throws {
        let words = String(repeating: "the lift stood still again ", count: 1_500)
        let text = (1...300).reduce(into: "id,comment,rating\n") { $0 += "\($1),\(words)\($1),3\n" }
        let result = try run(text)
        #expect(result.imported == 300)
        #expect(result.setAside == 0)
    }

    @Test func `a row with more words than one record holds waits for a person`() throws {
        let half = String(repeating: "a", count: 600_000)
        let source = ByteSource(
            bytes: Array("id,liked,disliked\n1,\(half),\(half)\n2,fine,nothing\n".utf8)
        )
        let result = try run(
            source,
            mapping: "id: id\npraise: liked\ncomplaint: disliked\nchannel = survey\n"
        )
        #expect(result.imported == 1)
        #expect(result.setAside == 1)
    }

    @Test func `bad rows wait with their line and reason until they are mended`() throws {
        let text = "id,comment,rating\n1,Good,5\n2,Good,fifty\n3,Good,5\n"
        let result = try run(text)
        #expect(result.imported == 2)
        #expect(result.setAside == 1)
        // Importing the same file again does not heap them up.
        _ = try run(text)
        let rows = try desk.store.read { try $0.setAside() }
        #expect(rows.map(\.line) == [3])
        #expect(rows.map(\.source) == ["reviews.csv"])
        #expect(rows.map { String(decoding: $0.bytes, as: UTF8.self) } == ["2,Good,fifty\n"])
        #expect(rows.allSatisfy { !$0.reason.isEmpty })
        let mended = try run("id,comment,rating\n2,Good,5\n", named: "mended.csv")
        #expect(mended.imported == 1)
        try desk.store.write(author: "ana", now: .testNow) {
            try $0.clearSetAside(source: "reviews.csv")
        }
        #expect(try desk.store.read { try $0.setAside() }.isEmpty)
    }

    @Test func `an import tells how far it is`() throws {
        let text = Self.file(1200)
        let session = try ImportSession(
            ByteSource(bytes: Array(text.utf8)),
            mapping: try ImportMapping(parsing: Self.mapping),
            options: ImportOptions(
                utcOffsetSeconds: 0,
                now: Timestamp.testNow.milliseconds
            )
        )
        var steps: [FeedbackImport.Progress] = []
        let result = try FeedbackImport(desk, source: "x", author: "import")
            .run(session, now: { .testNow }, progress: { steps.append($0) })
        #expect(steps.map(\.result.read) == [500, 1000, 1200])
        #expect(steps.last?.result == result)
        #expect(steps.last?.byteCountRead == text.utf8.count)
    }

    @Test func `a mapping is saved under a name`() throws {
        try desk.store.write(author: "ana", now: .testNow) {
            try $0.saveMapping(Self.mapping, named: "reviews")
        }
        #expect(try desk.store.read { try $0.mapping(named: "reviews") } == Self.mapping)
        #expect(try desk.store.read { try $0.mapping(named: "other") } == nil)
        #expect(try desk.store.read { try $0.mappingNames() } == ["reviews"])
    }

    @Test(.enabled(if: SampleData.isPresent), arguments: SampleData.nastyFiles)
    func `a nasty file ends in feedback, rows set aside, or a sentence`(file: String) throws {
        do {
            let source = try ByteSource(path: try SampleData.path(file))
            let result = try run(source, named: file)
            #expect(result.read == result.imported + result.duplicates + result.setAside)
            #expect(try desk.store.read { try $0.setAside() }.count == result.setAside)
            #expect(
                try desk.store.read { try $0.feedback(countMax: .max) }.count == result.imported
            )
        } catch let error as IntakeError {
            #expect(error.description.hasSuffix(".") || error.description.contains("`"))
        }
    }
}

extension SampleData {
    /// The files that are made to be hard to read.
    static let nastyFiles: [String] = ["nasty", "nasty/csv-spectrum", "nasty/derived"]
        .flatMap(files).filter { $0.hasSuffix(".csv") || $0.hasSuffix(".jsonl") }
}
