import Foundation
import Recovery
import Testing

@Suite struct CatalogueTests {
    @Test func `types and fields are numbered from one without gaps`() {
        for (index, type) in Catalogue.types.enumerated() {
            #expect(type.number == UInt8(index + 1))
            #expect(type.fields.map(\.number) == (1...UInt8(type.fields.count)).map { $0 })
            #expect(type.fields.count <= 63)
            #expect(Set(type.fields.map(\.name)).count == type.fields.count)
        }
        #expect(Set(Catalogue.types.map(\.name)).count == Catalogue.types.count)
        #expect(Catalogue.type(0) == nil && Catalogue.type(Catalogue.numberMax + 1) == nil)
    }

    @Test func `only what is worked on asks a person`() {
        for type in Catalogue.types where type.family != .workedOn {
            #expect(type.fields.allSatisfy { $0.merge == .newest })
        }
    }

    @Test func `the protocol's document has the catalogue's tables`() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Protocol/Sync.md")
        let document = try String(contentsOf: path, encoding: .utf8)
        for type in Catalogue.types {
            #expect(document.contains(table(of: type)), "the table of \(type.name) differs")
        }
    }

    private func table(of type: RecordType) -> String {
        let family =
            switch type.family {
            case .fact: "fact"
            case .workedOn: "worked on"
            case .published: "published"
            }
        let rows = type.fields.map { field in
            "| \(field.number) | \(field.name) | \(kind(field.kind)) | \(field.merge) |"
        }
        return
            (["#### \(type.number) \(type.name), \(family)", ""]
            + ["| number | field | kind | merge |", "|---|---|---|---|"] + rows)
            .joined(separator: "\n")
    }

    private func kind(_ kind: FieldDefinition.Kind) -> String {
        switch kind {
        case .integer: "integer"
        case .boolean: "boolean"
        case .text: "text"
        case .timestamp: "timestamp"
        case .reference: "reference"
        case .choice(let names): "choice: " + names.joined(separator: ", ")
        }
    }
}
