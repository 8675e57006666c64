import Foundation
import Node
import Testing

/// 2026-09-21, the present of these tests, in ms since 1970.
let testNow: Int64 = 1_790_000_000_000

/// Real files that are not part of the product; tests that need them are skipped without them.
enum SampleData {
    static let folder: String? = {
        var url = URL(filePath: #filePath)
        while url.path().count > 1 {
            url.deleteLastPathComponent()
            let manifest = url.appending(path: "Package.swift").path()
            guard FileManager.default.fileExists(atPath: manifest) else { continue }
            let data = url.appending(path: "../shared/data").standardizedFileURL.path()
            return FileManager.default.fileExists(atPath: data) ? data : nil
        }
        return nil
    }()

    static var isPresent: Bool { folder != nil }

    /// The files of one of its folders, by name.
    static func files(_ path: String) -> [String] {
        guard let folder else { return [] }
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder + "/" + path)
        return (names ?? []).sorted().map { path + "/" + $0 }
    }

    static func path(_ name: String) throws -> String { try #require(folder) + "/" + name }
}

/// Everything one import gave.
struct Import {
    var drafts: [FeedbackDraft] = []
    /// The line of the file where each draft begins.
    var lines: [Int] = []
    var setAside: [SetAside] = []
    let plan: ImportPlan
    let counts: ImportCounts

    init(_ source: ByteSource, mapping: String? = nil, utcOffsetSeconds: Int = 0) throws {
        let session = try ImportSession(
            source,
            mapping: mapping.map { text throws in try ImportMapping(parsing: text) },
            options: ImportOptions(utcOffsetSeconds: utcOffsetSeconds, now: testNow)
        )
        while let row = try session.next() {
            switch row {
            case .draft(let draft, let line):
                drafts.append(draft)
                lines.append(line)
            case .setAside(let row): setAside.append(row)
            }
        }
        plan = session.plan
        counts = session.counts
    }

    init(
        _ text: String,
        mapping: String? = nil,
        chunkByteCount: Int = 64 * 1024,
        utcOffsetSeconds: Int = 0
    ) throws {
        try self.init(
            ByteSource(bytes: Array(text.utf8), chunkByteCount: chunkByteCount),
            mapping: mapping,
            utcOffsetSeconds: utcOffsetSeconds
        )
    }
}

/// A source of numbers that a seed repeats (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// A gzip member that stores `bytes` uncompressed (RFC 1951, 3.2.4; RFC 1952).
func gzipMember(_ bytes: [UInt8]) -> [UInt8] {
    var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var start = 0
    repeat {
        let end = min(start + 0xFFFF, bytes.count)
        let count = UInt16(end - start)
        member.append(end == bytes.count ? 1 : 0)
        for value in [count, ~count] { member += [UInt8(value & 0xFF), UInt8(value >> 8)] }
        member += bytes[start..<end]
        start = end
    } while start < bytes.count
    var checksum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
        checksum ^= UInt32(byte)
        for _ in 0..<8 { checksum = checksum >> 1 ^ (checksum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    for value in [~checksum, UInt32(bytes.count)] {
        for shift: UInt32 in [0, 8, 16, 24] { member.append(UInt8(value >> shift & 0xFF)) }
    }
    return member
}
