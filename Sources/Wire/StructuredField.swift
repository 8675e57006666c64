/// A dictionary as the fields of a signature are written.
///
/// It is the part of RFC 9651 that RFC 9421 and RFC 9530 need. At most 4,096 bytes, 8 members,
/// 32 entries of a list, 16 parameters.
struct StructuredField {
    enum Item: Hashable { case integer(Int64), string(String), bytes([UInt8]), other }

    struct Parameter: Hashable {
        var name: String
        var value: Item
    }

    struct Entry: Hashable {
        var item: Item
        var parameters: [Parameter]
        /// As it was written, with its parameters.
        var text: String
    }

    enum Value: Hashable { case item(Item), list([Entry]) }

    struct Member {
        var name: String
        var value: Value
        var parameters: [Parameter]
        /// As it was written, with its parameters.
        var text: String
    }

    private(set) var members: [Member]

    private static let byteCountMax = 4_096
    private static let memberCountMax = 8
    private static let entryCountMax = 32
    private static let parameterCountMax = 16

    /// Reads a field; nil when it breaks a rule or is larger than any needs to be.
    init?(_ text: String) {
        guard text.utf8.count <= Self.byteCountMax else { return nil }
        var reader = Reader(Array(text.utf8))
        do { members = try reader.dictionary() } catch { return nil }
    }

    /// The member with this name: the last one, as the rules have it.
    subscript(name: String) -> Member? { members.last { $0.name == name } }

    private struct Broken: Error {}

    private struct Reader {
        let bytes: [UInt8]
        var place = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        var next: UInt8? { place < bytes.count ? bytes[place] : nil }

        mutating func takes(_ character: Unicode.Scalar) -> Bool {
            guard next == UInt8(ascii: character) else { return false }
            place += 1
            return true
        }

        mutating func skipSpaces() { while takes(" ") {} }

        func text(from start: Int) -> String {
            String(decoding: bytes[start..<place], as: UTF8.self)
        }

        mutating func dictionary() throws(Broken) -> [Member] {
            var members: [Member] = []
            skipSpaces()
            while next != nil {
                guard members.count < memberCountMax else { throw Broken() }
                members.append(try member())
                skipSpaces()
                if next == nil { break }
                guard takes(",") else { throw Broken() }
                skipSpaces()
                guard next != nil else { throw Broken() }
            }
            return members
        }

        private mutating func member() throws(Broken) -> Member {
            let name = try key()
            guard takes("=") else { throw Broken() }
            let start = place
            let value = try next == UInt8(ascii: "(") ? Value.list(list()) : .item(item())
            let parameters = try parameters()
            return Member(
                name: name,
                value: value,
                parameters: parameters,
                text: text(from: start)
            )
        }

        private mutating func list() throws(Broken) -> [Entry] {
            var entries: [Entry] = []
            guard takes("(") else { throw Broken() }
            skipSpaces()
            while !takes(")") {
                guard entries.count < entryCountMax else { throw Broken() }
                let start = place
                let item = try item()
                let parameters = try parameters()
                entries.append(
                    Entry(item: item, parameters: parameters, text: text(from: start))
                )
                guard takes(" ") || next == UInt8(ascii: ")") else { throw Broken() }
                skipSpaces()
            }
            return entries
        }

        private mutating func parameters() throws(Broken) -> [Parameter] {
            var parameters: [Parameter] = []
            while takes(";") {
                skipSpaces()
                let name = try key()
                let isNew = !parameters.contains { $0.name == name }
                guard isNew, parameters.count < parameterCountMax else { throw Broken() }
                // Without a value it is "true".
                let value = takes("=") ? try item() : .other
                parameters.append(Parameter(name: name, value: value))
            }
            return parameters
        }

        private mutating func key() throws(Broken) -> String {
            let start = place
            while let byte = next, Self.isKeyByte(byte, isFirst: place == start) { place += 1 }
            guard place > start else { throw Broken() }
            return text(from: start)
        }

        private static func isKeyByte(_ byte: UInt8, isFirst: Bool) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "*"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
                UInt8(ascii: "."):
                !isFirst
            default: false
            }
        }

        private mutating func item() throws(Broken) -> Item {
            switch next {
            case UInt8(ascii: "\""): return .string(try string())
            case UInt8(ascii: ":"): return .bytes(try binary())
            case (UInt8(ascii: "0")...UInt8(ascii: "9"))?, UInt8(ascii: "-"):
                return .integer(try integer())
            default: throw Broken()
            }
        }

        private mutating func string() throws(Broken) -> String {
            guard takes("\"") else { throw Broken() }
            let start = place
            // No name, number or key needs a backslash.
            while let byte = next, (0x20...0x7E).contains(byte), byte != UInt8(ascii: "\\"),
                byte != UInt8(ascii: "\"")
            { place += 1 }
            let text = text(from: start)
            guard takes("\"") else { throw Broken() }
            return text
        }

        private mutating func binary() throws(Broken) -> [UInt8] {
            guard takes(":") else { throw Broken() }
            let start = place
            while let byte = next, byte != UInt8(ascii: ":") { place += 1 }
            let decoded = Base64.bytes(of: bytes[start..<place])
            guard let decoded, takes(":") else { throw Broken() }
            return decoded
        }

        private mutating func integer() throws(Broken) -> Int64 {
            let start = place
            _ = takes("-")
            while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                place += 1
            }
            // Fifteen digits at most, as the rules have it; no fractions.
            guard place - start <= 16, next != UInt8(ascii: "."),
                let number = Int64(text(from: start))
            else { throw Broken() }
            return number
        }
    }
}
