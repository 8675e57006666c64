import FoundationEssentials

extension JSON {
    /// Reads a value as RFC 8259 writes it.
    ///
    /// - Throws: ``JSONError`` saying where the text stops being JSON.
    package init(bytes: [UInt8]) throws {
        do { self = try JSONDecoder().decode(Decoded.self, from: Data(bytes)).json } catch {
            throw JSONError()
        }
    }

    /// An object of the members that are there.
    package init(members: [(String, JSON?)]) {
        self = .object(
            members.compactMap { name, value in value.map { Member(name: name, value: $0) } }
        )
    }

    /// The member of an object; nil when it is not there or null.
    package subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        let value = members.first { $0.name == name }?.value
        return value == .null ? nil : value
    }

    /// The text, when it is one.
    package var text: String? { if case .text(let text) = self { text } else { nil } }

    /// The number, when it is a whole one.
    package var integer: Int64? { if case .integer(let number) = self { number } else { nil } }

    /// The elements, when it is an array.
    package var elements: [JSON]? { if case .array(let all) = self { all } else { nil } }

    /// True or false, when it is one of them.
    package var flag: Bool? { if case .bool(let flag) = self { flag } else { nil } }
}

/// The text is not JSON.
package struct JSONError: Error, CustomStringConvertible {
    package let description = "The body is not JSON. Send an object in UTF-8, as RFC 8259 says."
}

/// How Foundation's reader hands a value over.
private struct Decoded: Decodable {
    let json: JSON

    init(from decoder: any Decoder) throws {
        // Which kind a value is, is found by asking for each: a refusal only means another kind.
        if let container = try? decoder.container(keyedBy: Name.self) {
            json = .object(
                try container.allKeys.sorted { $0.stringValue < $1.stringValue }.map { name in
                    JSON.Member(
                        name: name.stringValue,
                        value: try container.decode(Decoded.self, forKey: name).json
                    )
                }
            )
        } else if var container = try? decoder.unkeyedContainer() {
            var elements: [JSON] = []
            while !container.isAtEnd {
                elements.append(try container.decode(Decoded.self).json)
            }
            json = .array(elements)
        } else {
            json = try Self.single(try decoder.singleValueContainer())
        }
    }

    private static func single(_ container: any SingleValueDecodingContainer) throws -> JSON {
        if container.decodeNil() { return .null }
        if let flag = try? container.decode(Bool.self) { return .bool(flag) }
        if let number = try? container.decode(Int64.self) { return .integer(number) }
        if let number = try? container.decode(Double.self) { return .decimal(number, decimals: 6) }
        return .text(try container.decode(String.self))
    }

    private struct Name: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { return nil }
    }
}
