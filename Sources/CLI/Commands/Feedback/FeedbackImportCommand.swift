import ArgumentParser
import Foundation
import Node
import Recovery
import Storage
import Web

extension FeedbackCommand {
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import",
            abstract: "Take in a file of feedback: CSV in any usual form, or JSON Lines.",
            discussion: """
                What the columns mean is guessed, unless a mapping says it; --preview shows it \
                with its reasons and takes nothing in. Rows that were taken in before are \
                recognised, whatever the file is called. Rows that cannot be read are set aside: \
                then it ends with 3.

                Example:
                  amends feedback import reviews.csv --preview
                  amends feedback import reviews.csv --mapping reviews.mapping
                """
        )

        @Argument(help: "The file; gzip is unpacked on the way.", completion: .file())
        var file: String

        @Option(
            help: "A file that says what the columns mean, or the name of a saved mapping.",
            completion: .file()
        )
        var mapping: String?

        @Option(help: ArgumentHelp("Save the mapping under this name.", valueName: "name"))
        var saveMapping: String?

        @Option(help: "What the source is called; by default as the file.")
        var source: String?

        @Option(
            help: ArgumentHelp("The zone of dates that name none.", valueName: "+hh:mm"),
            transform: offsetSeconds
        )
        var utcOffset = 0

        @Flag(help: "Show how the file would be read, and take nothing in.")
        var preview = false

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let node = try data.directory.openNode()
            _ = try node.membership()
            let session = try MappedFile(file, source: source).session(
                node,
                mapping: mapping,
                utcOffsetSeconds: utcOffset
            )
            guard !preview else {
                return try ImportPreview(session).print(isJSON: data.isJSON)
            }
            if let saveMapping {
                try node.write(author: authorship.author, now: .now) {
                    try $0.saveMapping(session.plan.mapping.text, named: saveMapping)
                }
            }
            let result = try take(session, node)
            if data.isJSON { print(Self.json(result)) } else { tell(result) }
            if result.setAside > 0 { throw NeedsPerson() }
        }

        private func take(
            _ session: ImportSession,
            _ node: NodeStore
        ) throws -> FeedbackImport.Result {
            let bar = ProgressBar("rows")
            defer { bar.end() }
            return try FeedbackImport(
                FeedbackDesk(node),
                source: MappedFile(file, source: source).source,
                author: authorship.author
            ).run(session, now: { .now }) { progress in
                let share = progress.byteCountTotal.map { total in
                    total == 0 ? 1 : Double(progress.byteCountRead) / Double(total)
                }
                bar.show(share: share, count: progress.result.read)
            }
        }

        private static func json(_ result: FeedbackImport.Result) -> JSON {
            [
                "read": .count(result.read), "imported": .count(result.imported),
                "duplicates": .count(result.duplicates), "setAside": .count(result.setAside),
                "casesOpened": .count(result.casesOpened),
            ]
        }

        private func tell(_ result: FeedbackImport.Result) {
            print(
                "\(Numbers.count(result.read, "row")) read: "
                    + "\(Numbers.grouped(result.imported)) taken in, "
                    + "\(Numbers.grouped(result.duplicates)) known already, "
                    + "\(Numbers.grouped(result.setAside)) set aside. "
                    + "\(Numbers.count(result.casesOpened, "case")) opened."
            )
            if result.setAside > 0 {
                print(
                    """
                    See why with:  amends feedback set-aside list
                    Mend them in a file of their own:  amends feedback set-aside export \(file)
                    """
                )
            } else if result.casesOpened > 0 {
                print("See them with:  amends case list --open")
            }
        }

        /// Reads an offset such as `+01:00`, in seconds.
        private static func offsetSeconds(_ text: String) throws -> Int {
            let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
            guard let sign = text.first, sign == "+" || sign == "-", parts.count == 2,
                let hours = UInt(parts[0]), let minutes = UInt(parts[1]), hours <= 14, minutes < 60
            else {
                throw ValidationError("'\(text)' is no offset. Write it like +01:00 or -05:30.")
            }
            return Int(hours * 3600 + minutes * 60) * (sign == "-" ? -1 : 1)
        }
    }
}

/// A file of feedback, and what its columns mean.
struct MappedFile {
    let path: String
    /// What the file is called in records; mended rows bear the name of the file they came from.
    let source: String

    /// The most that a mapping may hold, in bytes.
    private static let mappingByteCountMax = 256 * 1024

    init(_ path: String, source: String? = nil) {
        self.path = path
        self.source = source ?? path.split(separator: "/").last.map(String.init) ?? path
    }

    /// Opens the file, by the mapping that is given, else by the one saved for its source, else
    /// by a guess.
    func session(
        _ node: NodeStore,
        mapping: String?,
        utcOffsetSeconds: Int
    ) throws -> ImportSession {
        try ImportSession(
            ByteSource(path: path),
            mapping: try self.mapping(mapping, node),
            options: ImportOptions(
                utcOffsetSeconds: utcOffsetSeconds,
                now: Timestamp.now.milliseconds
            )
        )
    }

    private func mapping(_ name: String?, _ node: NodeStore) throws -> ImportMapping? {
        guard let name else {
            return try node.read { try $0.mapping(named: source) }.map {
                try ImportMapping(parsing: $0)
            }
        }
        if FileManager.default.fileExists(atPath: name) {
            let bytes = try InputFile.bytes(name, max: Self.mappingByteCountMax)
            return try ImportMapping(parsing: String(decoding: bytes, as: UTF8.self))
        }
        let (text, names) = try node.read { (try $0.mapping(named: name), try $0.mappingNames()) }
        guard let text else {
            let known =
                names.isEmpty ? "none is saved" : "saved are \(names.joined(separator: ", "))"
            throw Refusal(
                "\(name) is neither a file nor a saved mapping (\(known)). Make one from the "
                    + "mapping that 'amends feedback import FILE --preview' shows."
            )
        }
        return try ImportMapping(parsing: text)
    }
}

/// How a file would be read.
private struct ImportPreview {
    private static let rowCount = 10

    let session: ImportSession

    init(_ session: ImportSession) { self.session = session }

    func print(isJSON: Bool) throws {
        let plan = session.plan
        let rows = session.preview(Self.rowCount)
        if isJSON {
            let json: JSON = [
                "format": .text(plan.format), "columns": .array(plan.columns.map(JSON.text)),
                "mapping": .text(plan.mapping.text),
                "reasons": .array(plan.reasons.map(JSON.text)),
                "rows": .array(rows.map(json)),
            ]
            return Swift.print(json)
        }
        Swift.print("\(plan.format), \(Numbers.count(plan.columns.count, "column")).\n")
        Swift.print(plan.mapping.text.screened)
        for reason in plan.reasons { Swift.print("# \(reason.oneLine)") }
        Swift.print()
        var table = Table(
            .number("line"),
            .text("score"),
            .text("place"),
            .flexible("words or reason")
        )
        for row in rows {
            switch row {
            case .draft(let draft, let line):
                table.add(
                    Table.Cell("\(line)"),
                    Table.Cell(score(draft)),
                    Table.Cell(draft.place ?? "-"),
                    Table.Cell(draft.text)
                )
            case .setAside(let row):
                table.add(
                    Table.Cell("\(row.line)"),
                    "-",
                    "-",
                    Table.Cell("set aside: " + row.reason, .act)
                )
            }
        }
        table.print()
    }

    private func score(_ draft: FeedbackDraft) -> String {
        draft.score.map { Numbers.fixed(Double($0.hundredths) / 100, 1) } ?? "-"
    }

    private func json(_ row: ImportedRow) -> JSON {
        switch row {
        case .draft(let draft, let line):
            [
                "line": .count(line), "text": .text(draft.text),
                "score": draft.score.map { .decimal(Double($0.hundredths) / 100, decimals: 2) }
                    ?? .null,
                "place": .text(orNull: draft.place),
                "contactRequested": .bool(draft.isContactRequested),
            ]
        case .setAside(let row):
            ["line": .count(row.line), "setAside": .text(row.reason)]
        }
    }
}
