import HTTPTypes
import Recovery
import Web

/// A form with a file in it (RFC 7578), whole in memory: the fields by name, and the file.
struct MultipartForm: Sendable {
    private(set) var fields: [String: String] = [:]
    /// The first file that holds anything; a form has several inputs of which one is used.
    private(set) var file: File?

    struct File: Hashable, Sendable {
        /// As the sender named it.
        var name: String
        var bytes: [UInt8]
    }

    /// How many parts a form may have, and how long a part's head and a field may be, in bytes.
    private static let partCountMax = 16
    private static let headByteCountMax = 2_048
    private static let fieldByteCountMax = 4_096
    private static let lineEnd = Array("\r\n".utf8)
    private static let headEnd = Array("\r\n\r\n".utf8)

    /// - Throws: a problem when it is no such form.
    init(_ bytes: [UInt8], contentType: String) throws(Problem) {
        guard let boundary = Self.parameter("boundary", of: contentType),
            (1...70).contains(boundary.utf8.count)
        else { throw Self.unreadable }
        let mark = Array("--\(boundary)".utf8)
        guard bytes.starts(with: mark) else { throw Self.unreadable }
        var index = mark.count
        for _ in 0..<Self.partCountMax {
            if bytes[index...].starts(with: "--".utf8) { return }
            guard bytes[index...].starts(with: Self.lineEnd),
                let headEnd = Self.find(Self.headEnd, in: bytes, from: index),
                headEnd - index <= Self.headByteCountMax,
                let end = Self.find(Self.lineEnd + mark, in: bytes, from: headEnd + 2)
            else { throw Self.unreadable }
            let start = min(headEnd + 4, end)
            try keep(bytes[start..<end], head: bytes[index..<headEnd])
            index = end + 2 + mark.count
        }
        throw Self.unreadable
    }

    private mutating func keep(
        _ body: ArraySlice<UInt8>,
        head: ArraySlice<UInt8>
    ) throws(Problem) {
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        let prefix = "content-disposition:"
        guard let line = lines.first(where: { $0.lowercased().hasPrefix(prefix) }),
            let name = Self.parameter("name", of: String(line))
        else { throw Self.unreadable }
        if let fileName = Self.parameter("filename", of: String(line)) {
            if file == nil, !body.isEmpty { file = File(name: fileName, bytes: Array(body)) }
        } else {
            guard body.count <= Self.fieldByteCountMax else { throw Self.unreadable }
            fields[name] = String(decoding: body, as: UTF8.self)
        }
    }

    private static var unreadable: Problem {
        Problem(
            .badRequest,
            "form",
            say("The form did not arrive whole. Open the page again and repeat it.")
        )
    }

    /// A parameter of a header, in quotes or not.
    private static func parameter(_ name: String, of header: String) -> String? {
        for part in header.split(separator: ";").dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, String(pair[0]).trimmed.lowercased() == name else { continue }
            let value = String(pair[1]).trimmed
            guard value.hasPrefix("\""), value.hasSuffix("\""), value.count >= 2 else {
                return value
            }
            return String(value.dropFirst().dropLast())
        }
        return nil
    }

    /// Where bytes occur next.
    private static func find(_ wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard let first = wanted.first else { return nil }
        var index = start
        while index + wanted.count <= bytes.count,
            let found = bytes[index...].firstIndex(of: first)
        {
            if bytes[found...].starts(with: wanted) { return found }
            index = found + 1
        }
        return nil
    }
}
