/// One type of record, declared once: its table, its columns on disk and on the wire, and how
/// edits that met are merged all follow from this.
package struct RecordType: Sendable {
    /// How a type's records come about and change.
    package enum Family: Sendable {
        /// Written once, never edited: two sites' facts are simply both there.
        case fact
        /// Worked on at a site and at headquarters: merged field by field.
        case workedOn
        /// Written by the hub alone, read everywhere.
        case published
    }

    /// Fixed for ever; 1 to 255.
    package let number: UInt8
    /// The table's name.
    package let name: String
    package let family: Family
    /// By ascending number, from 1 without gaps.
    package let fields: [FieldDefinition]
}

/// One field of a record type.
package struct FieldDefinition: Sendable {
    package enum Kind: Sendable {
        case integer
        case boolean
        case text
        /// Milliseconds since 1970.
        case timestamp
        /// The id of a record of another type.
        case reference
        /// A `CatalogueChoice`, by its raw value.
        case choice([String])
    }

    /// What stands when a field was set in two places, each without knowing of the other.
    package enum MergePolicy: Sendable {
        /// The later stamp stands; both values are shown to a person.
        case newest
        /// The greater number stands, for good.
        case highest
        /// All words of both values stand, for good.
        case union
        /// The state further along stands; both are shown to a person.
        case furthest
        /// The hub's value stands; both are shown to a person.
        case hubFirst

        /// Whether a person is asked, or the rule's result is what both authors meant.
        package var asksPerson: Bool {
            switch self {
            case .newest, .furthest, .hubFirst: true
            case .highest, .union: false
            }
        }
    }

    /// Fixed for ever; 1 to 63, and from 1 without gaps within a type.
    package let number: UInt8
    /// The column's name, also the name in JSON.
    package let name: String
    package let kind: Kind
    package let merge: MergePolicy
    /// Whether the text is found by `search`.
    package let isSearched: Bool
}

/// Names a field by its type's own enumeration, whose raw values are the fields' numbers.
package protocol CatalogueField: RawRepresentable, CaseIterable, Sendable where RawValue == UInt8 {}

extension CatalogueField {
    /// Declares this field.
    ///
    /// Merge policies matter for types that are worked on only.
    func defined(
        _ kind: FieldDefinition.Kind,
        _ merge: FieldDefinition.MergePolicy = .newest,
        searched: Bool = false
    ) -> FieldDefinition {
        FieldDefinition(
            number: rawValue,
            name: String(describing: self),
            kind: kind,
            merge: merge,
            isSearched: searched
        )
    }
}
