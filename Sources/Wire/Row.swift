/// A record's present state at the hub, as it is pulled.
package struct Row: Hashable, Sendable {
    package var table: UInt8
    package var record: ChangeID
    /// Counts the record's changes and moves at the hub, from 1.
    package var revision: Int64
    package var scope: Scope
    /// The site that the record is about, by number; 0 for none.
    package var site: UInt32
    package var stamp: Stamp
    package var author: String
    /// By ascending field number.
    ///
    /// A field that is missing has one version, the creation's, null.
    package var fields: [Field]

    package init(
        table: UInt8,
        record: ChangeID,
        revision: Int64,
        scope: Scope,
        site: UInt32,
        stamp: Stamp,
        author: String,
        fields: [Field]
    ) {
        self.table = table
        self.record = record
        self.revision = revision
        self.scope = scope
        self.site = site
        self.stamp = stamp
        self.author = author
        self.fields = fields
    }

    /// A field with its live versions by ascending id: one as a rule, more while in conflict.
    package struct Field: Hashable, Sendable {
        package var number: UInt8
        package var versions: [Version]

        package init(_ number: UInt8, _ versions: [Version]) {
            self.number = number
            self.versions = versions
        }
    }
}

/// One value that a field was given, by one change.
package struct Version: Hashable, Sendable {
    package var id: ChangeID
    package var stamp: Stamp
    package var author: String
    /// The value; nil where the receiver is its author and still holds it (an echo).
    package var cell: Cell?
    /// What its author saw; carried for versions written at the hub only, so that a site can
    /// give them back to a hub that lost them.
    package var bases: [ChangeID]

    package init(
        id: ChangeID,
        stamp: Stamp,
        author: String,
        cell: Cell?,
        bases: [ChangeID] = []
    ) {
        self.id = id
        self.stamp = stamp
        self.author = author
        self.cell = cell
        self.bases = bases
    }
}

/// News that a record has left the reader's scope.
package struct Departure: Hashable, Sendable {
    package var record: ChangeID
    package var revision: Int64
    package var destination: Scope

    package init(record: ChangeID, revision: Int64, destination: Scope) {
        self.record = record
        self.revision = revision
        self.destination = destination
    }
}
