import Foundation
import Testing

@testable import Wire

/// Protocol/vectors holds bytes, each with what they mean beside them; both must stay the same.
///
/// AMENDS_WRITE_VECTORS=1 writes them anew, after a change of the format.
@Suite struct `The vectors` {
    private static let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .appendingPathComponent("../../../Protocol/vectors").standardizedFileURL

    @Test(arguments: [
        ("change-creation", 0), ("change-case", 1), ("change-edit", 2), ("change-renamed", 3),
        ("change-edges", 4),
    ])
    func `of changes and their chain hold in both directions`(name: String, index: Int) throws {
        var batch = ChangeBatch(VectorValues.changes)
        batch.chain(from: ChainHash(rootOf: WriterNumber(rawValue: 5)))
        let change = VectorValues.changes[index]
        let hash = batch.heads[index].hash
        let bytes = try vector(
            name,
            batch.canonicalBytes(at: index),
            Readable(change).lines + ["", "chain hash after it: \(hex(of: hash))"]
        )
        var copy = ChangeBatch()
        try copy.appendCanonical(bytes[...], id: change.id)
        #expect(copy.change(at: 0) == change)
    }

    @Test func `of requests hold in both directions`() throws {
        try message("request-idle", VectorValues.idleRequest, VectorValues.idleRequest.message)
        try message("request-push", VectorValues.pushRequest, VectorValues.pushRequest.message)
        try message("request-pairs", VectorValues.pairsRequest, VectorValues.pairsRequest.message)
        try message("request-words", VectorValues.wordsRequest, VectorValues.wordsRequest.message)
        try message(
            "request-snapshot",
            VectorValues.snapshotRequest,
            VectorValues.snapshotRequest.message
        )
    }

    private func message(_ name: String, _ value: ExchangeRequest, _ plain: PlainWriter) throws {
        let bytes = try frame(name, value.encoded(), plain, Readable(value).lines)
        #expect(try ExchangeRequest(decoding: bytes) == value)
    }

    @Test func `of replies hold in both directions`() throws {
        try message("reply-news", VectorValues.newsReply)
        try message("reply-new-epoch", VectorValues.newEpochReply)
        try message("reply-renumber", VectorValues.renumberReply)
    }

    private func message(_ name: String, _ value: ExchangeReply) throws {
        let bytes = try frame(name, value.encoded(), value.message, Readable(value).lines)
        #expect(try ExchangeReply(decoding: bytes) == value)
    }

    @Test func `of enrolments hold in both directions`() throws {
        let request = VectorValues.enrolRequest
        let sent = try vector("enrol-request", request.encoded(), Readable(request).lines)
        #expect(try EnrolRequest(decoding: sent) == request)
        let reply = VectorValues.enrolReply
        let answered = try vector("enrol-reply", reply.encoded(), Readable(reply).lines)
        #expect(try EnrolReply(decoding: answered) == reply)
    }

    @Test func `of words are the ones that have a number`() throws {
        let file = Self.folder.appendingPathComponent("../words.txt")
        let words = CommonWords.text.split(whereSeparator: \.isWhitespace).joined(separator: "\n")
        if ProcessInfo.processInfo.environment["AMENDS_WRITE_VECTORS"] == "1" {
            try (words + "\n").write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == words + "\n")
        #expect(try vectorCoding("request-words") == 2)
    }

    private func vectorCoding(_ name: String) throws -> UInt8 {
        let file = Self.folder.appendingPathComponent(name + ".hex")
        return Self.parsed(try String(contentsOf: file, encoding: .utf8))[6]
    }

    /// Checks a frame.
    ///
    /// A deflated body may differ with the compressor that made it; what it inflates to may not.
    private func frame(
        _ name: String,
        _ encoded: [UInt8],
        _ plain: PlainWriter,
        _ lines: [String]
    ) throws -> [UInt8] {
        let plainLines = ["plain bytes:"] + Self.wrapped(plain.joined()) + ["", "meaning:"]
        if encoded[6] == 0 { return try vector(name, encoded, plainLines + lines) }
        return try vector(name, encoded, plainLines + lines, isExact: false)
    }

    /// Checks bytes and meaning against the files and gives the file's bytes.
    private func vector(
        _ name: String,
        _ bytes: [UInt8],
        _ lines: [String],
        isExact: Bool = true
    ) throws -> [UInt8] {
        let hexFile = Self.folder.appendingPathComponent(name + ".hex")
        let textFile = Self.folder.appendingPathComponent(name + ".txt")
        let meaning = lines.joined(separator: "\n") + "\n"
        if ProcessInfo.processInfo.environment["AMENDS_WRITE_VECTORS"] == "1" {
            let hex = Self.wrapped(bytes).joined(separator: "\n") + "\n"
            try hex.write(to: hexFile, atomically: true, encoding: .utf8)
            try meaning.write(to: textFile, atomically: true, encoding: .utf8)
        }
        let stored = Self.parsed(try String(contentsOf: hexFile, encoding: .utf8))
        if isExact { #expect(stored == bytes) }
        #expect(try String(contentsOf: textFile, encoding: .utf8) == meaning)
        return stored
    }

    private func hex(of hash: ChainHash) -> String {
        Readable.hex(hash.high) + Readable.hex(hash.low)
    }

    private static func wrapped(_ bytes: [UInt8]) -> [String] {
        stride(from: 0, to: bytes.count, by: 32).map { start in
            bytes[start..<min(start + 32, bytes.count)]
                .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
                .joined(separator: " ")
        }
    }

    private static func parsed(_ text: String) -> [UInt8] {
        text.split(whereSeparator: \.isWhitespace).compactMap { UInt8($0, radix: 16) }
    }
}
