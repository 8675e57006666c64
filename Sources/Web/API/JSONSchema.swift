/// What a JSON value may be: what requests are checked against, and what `openapi.json` says.
package indirect enum JSONSchema: Sendable {
    /// Text of so many Unicode scalars.
    case text(ClosedRange<Int> = 0...Int.max)
    /// One of these words.
    case choice([String])
    /// A moment as RFC 3339 writes it, such as `2026-03-12T14:52:00Z`.
    case moment
    case integer(ClosedRange<Int64> = .min ... .max)
    case decimal
    case boolean
    case list(JSONSchema)
    /// These members and no others.
    case object([Property])
    /// The value or null.
    case optional(JSONSchema)
    /// A schema that others use by its name.
    case named(String, JSONSchema)

    /// A member of an object.
    package struct Property: Sendable {
        package let name: String
        package let schema: JSONSchema
        package let isRequired: Bool
        package let words: String?

        /// A member that must be there.
        package static func needs(
            _ name: String,
            _ schema: JSONSchema,
            _ words: String? = nil
        ) -> Property {
            Property(name: name, schema: schema, isRequired: true, words: words)
        }

        /// A member that may be left out.
        package static func may(
            _ name: String,
            _ schema: JSONSchema,
            _ words: String? = nil
        ) -> Property {
            Property(name: name, schema: schema, isRequired: false, words: words)
        }
    }
}

// MARK: Checking

extension JSONSchema {
    /// What is wrong with a value and what would be right, or nil when it fits; the answer calls
    /// the value `name`.
    package func fault(of json: JSON, named name: String) -> String? {
        switch (self, json) {
        case (.named(_, let schema), _): schema.fault(of: json, named: name)
        case (.optional, .null): nil
        case (.optional(let schema), _): schema.fault(of: json, named: name)
        case (.text(let lengths), .text(let text)): Self.fault(of: text, lengths, name)
        case (.choice(let words), .text(let text)):
            words.contains(text) ? nil : "'\(name)' is one of \(words.joined(separator: ", "))."
        case (.moment, .text(let text)):
            text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/) == nil
                ? "'\(name)' is a moment such as 2026-03-12T14:52:00Z." : nil
        case (.integer(let range), .integer(let number)):
            range.contains(number)
                ? nil : "'\(name)' goes from \(range.lowerBound) to \(range.upperBound)."
        case (.decimal, .integer), (.decimal, .decimal), (.boolean, .bool): nil
        case (.list(let element), .array(let elements)):
            elements.lazy.compactMap { element.fault(of: $0, named: name) }.first
        case (.object(let properties), .object(let members)):
            Self.fault(of: members, properties, name)
        default: "'\(name)' is \(kind)."
        }
    }

    private static func fault(
        of text: String,
        _ lengths: ClosedRange<Int>,
        _ name: String
    ) -> String? {
        let count = text.unicodeScalars.count
        if count < lengths.lowerBound { return "'\(name)' is not empty." }
        return count > lengths.upperBound
            ? "'\(name)' has \(lengths.upperBound) characters at most." : nil
    }

    private static func fault(
        of members: [JSON.Member],
        _ properties: [Property],
        _ name: String
    ) -> String? {
        var rest = properties
        for member in members {
            guard let index = rest.firstIndex(where: { $0.name == member.name }) else {
                let known = properties.map(\.name).joined(separator: ", ")
                return "'\(name)' has no member '\(member.name)', or has it twice. "
                    + (known.isEmpty ? "It has none." : "It has \(known).")
            }
            let property = rest.remove(at: index)
            if let fault = property.schema.fault(of: member.value, named: member.name) {
                return fault
            }
        }
        return rest.first(where: \.isRequired).map { "'\(name)' lacks '\($0.name)'." }
    }

    private var kind: String {
        switch self {
        case .text, .choice, .moment: "text"
        case .integer: "a whole number"
        case .decimal: "a number"
        case .boolean: "true or false"
        case .list: "a list"
        case .object: "an object"
        case .optional(let schema): schema.kind + " or null"
        case .named(_, let schema): schema.kind
        }
    }
}

// MARK: Describing

extension JSONSchema {
    /// The schema as JSON Schema 2020-12 writes it, which OpenAPI 3.1 uses.
    package var json: JSON {
        switch self {
        case .text(let lengths):
            JSON(members: [
                ("type", .text("string")),
                ("minLength", lengths.lowerBound > 0 ? .count(lengths.lowerBound) : nil),
                ("maxLength", lengths.upperBound < .max ? .count(lengths.upperBound) : nil),
            ])
        case .choice(let words):
            ["type": .text("string"), "enum": .array(words.map(JSON.text))]
        case .moment: ["type": .text("string"), "format": .text("date-time")]
        case .integer(let range):
            JSON(members: [
                ("type", .text("integer")), ("format", .text("int64")),
                ("minimum", range.lowerBound > .min ? .integer(range.lowerBound) : nil),
                ("maximum", range.upperBound < .max ? .integer(range.upperBound) : nil),
            ])
        case .decimal: ["type": .text("number")]
        case .boolean: ["type": .text("boolean")]
        case .list(let element): ["type": .text("array"), "items": element.json]
        case .object(let properties): Self.object(properties)
        case .optional(let schema): ["anyOf": .array([schema.json, ["type": .text("null")]])]
        case .named(let name, _): ["$ref": .text("#/components/schemas/\(name)")]
        }
    }

    private static func object(_ properties: [Property]) -> JSON {
        let required = properties.filter(\.isRequired).map { JSON.text($0.name) }
        return JSON(members: [
            ("type", .text("object")),
            (
                "properties",
                JSON(
                    members: properties.map { property in
                        let json = property.schema.json
                        return (
                            property.name,
                            property.words.map { json.with([("description", .text($0))]) } ?? json
                        )
                    }
                )
            ),
            ("required", required.isEmpty ? nil : .array(required)),
            ("additionalProperties", .bool(false)),
        ])
    }

    /// The schemas with names in it, by name.
    package var components: [String: JSONSchema] {
        switch self {
        case .named(let name, let schema): schema.components.merging([name: schema]) { $1 }
        case .list(let schema), .optional(let schema): schema.components
        case .object(let properties):
            properties.reduce(into: [:]) { $0.merge($1.schema.components) { $1 } }
        case .text, .choice, .moment, .integer, .decimal, .boolean: [:]
        }
    }
}
