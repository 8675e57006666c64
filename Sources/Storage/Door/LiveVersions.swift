import Recovery
import Wire

/// The bytes of the `_live` column: the live versions of fields that have others than the
/// creation's.
///
/// A single version's value is not repeated, it stands in the field's column.
enum LiveVersions {
    static func encoded(_ versions: [UInt8: [Version]]) -> [UInt8]? {
        guard !versions.isEmpty else { return nil }
        var writer = ByteWriter()
        for (field, live) in versions.sorted(by: { $0.key < $1.key }) {
            writer.byte(field)
            writer.varint(live.count)
            for version in live { writer.version(version, withCell: live.count > 1) }
        }
        return writer.bytes
    }

    static func decoded(
        _ bytes: [UInt8],
        cells: [Cell]
    ) throws(WireError) -> [UInt8: [Version]] {
        var result: [UInt8: [Version]] = [:]
        var reader = ByteReader(bytes[...])
        while reader.remaining > 0 {
            let field = try reader.byte()
            let count = try reader.count(.cells, max: Int(UInt16.max))
            var live: [Version] = []
            for _ in 0..<count {
                var version = try reader.version(withCell: count > 1)
                if count == 1, cells.indices.contains(Int(field) - 1) {
                    version.cell = cells[Int(field) - 1]
                }
                live.append(version)
            }
            result[field] = live
        }
        return result
    }

    /// A list of versions with their values, as history and settlements keep them.
    static func encoded(list: [Version]) -> [UInt8] {
        var writer = ByteWriter()
        for version in list { writer.version(version, withCell: true) }
        return writer.bytes
    }

    static func decodedList(_ bytes: [UInt8]) throws(WireError) -> [Version] {
        var reader = ByteReader(bytes[...])
        var result: [Version] = []
        while reader.remaining > 0 { result.append(try reader.version(withCell: true)) }
        return result
    }
}

extension ByteWriter {
    fileprivate mutating func version(_ version: Version, withCell: Bool) {
        id(version.id)
        fixed(UInt64(bitPattern: version.stamp.rawValue))
        text(version.author)
        varint(version.bases.count)
        for base in version.bases { id(base) }
        if withCell { cell(version.cell ?? .null) }
    }

    mutating func cell(_ cell: Cell) {
        switch cell {
        case .null: byte(0)
        case .integer(let number):
            byte(1)
            zigzag(number)
        case .text(let words):
            byte(2)
            text(words)
        }
    }
}

extension ByteReader {
    fileprivate mutating func version(withCell: Bool) throws(WireError) -> Version {
        let id = try id()
        let stamp = Stamp(rawValue: Int64(bitPattern: try fixed()))
        let author = String(decoding: try text(.author, max: .max), as: UTF8.self)
        var bases: [ChangeID] = []
        for _ in 0..<(try count(.cellBases, max: Int(UInt16.max))) { bases.append(try self.id()) }
        return Version(
            id: id,
            stamp: stamp,
            author: author,
            cell: withCell ? try cell() : nil,
            bases: bases
        )
    }

    mutating func cell() throws(WireError) -> Cell {
        switch try byte() {
        case 0: .null
        case 1: .integer(try zigzag())
        case 2: .text(String(decoding: try text(.text, max: .max), as: UTF8.self))
        case let other: throw .unknownForm(.kind, found: UInt64(other))
        }
    }
}
