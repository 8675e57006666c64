extension ChangeBatch {
    /// Makes a batch of the given changes, in their order.
    package init(_ changes: some Sequence<Change>) {
        self.init()
        for change in changes { append(change) }
    }

    /// Adds a change at the end.
    ///
    /// Its bases are put in ascending order, each once. Field numbers ascend from 1 to 63; a
    /// creation names itself and has no bases.
    package mutating func append(_ change: Change) {
        precondition(change.table > 0, "a table's number is 1 to 255")
        precondition(change.scope == nil || change.record == change.id, "a creation names itself")
        let author = intern(change.author, after: heads.count - 1)
        heads.append(
            Head(
                id: change.id,
                record: change.record,
                stamp: change.stamp,
                scope: change.scope ?? .everyone,
                author: author,
                firstEntry: UInt32(entries.count),
                formerName: change.was == nil ? -1 : Int32(formerNames.count),
                table: change.table,
                creates: change.scope != nil,
                endsTransaction: change.endsTransaction
            )
        )
        if let was = change.was { formerNames.append(was) }
        var last: UInt8 = 0
        for field in change.fields {
            precondition(
                field.number > last && field.number <= WireLimits.fieldNumberMax,
                "fields ascend from 1 to 63"
            )
            precondition(change.scope == nil || field.bases.isEmpty, "a creation has no bases")
            last = field.number
            append(field)
        }
    }

    private mutating func append(_ field: Change.Field) {
        var entry = Entry(
            value: 0,
            textByteCount: 0,
            firstBase: UInt32(bases.count),
            baseCount: 0,
            field: field.number,
            kind: .null
        )
        switch field.cell {
        case .null: break
        case .integer(let number):
            entry.kind = .integer
            entry.value = number
        case .text(let string):
            entry.kind = .text
            entry.value = Int64(text.count)
            text.append(contentsOf: string.utf8)
            entry.textByteCount = UInt32(text.count - Int(entry.value))
        }
        let ascending = zip(field.bases, field.bases.dropFirst()).allSatisfy { $0 < $1 }
        bases.append(contentsOf: ascending ? field.bases : Set(field.bases).sorted())
        entry.baseCount = UInt16(bases.count - Int(entry.firstBase))
        entries.append(entry)
    }

    /// The change at a position, as a value of its own.
    package func change(at index: Int) -> Change {
        let head = heads[index]
        return Change(
            id: head.id,
            table: head.table,
            record: head.record,
            scope: head.creates ? head.scope : nil,
            fields: fieldRange(at: index).map { position in
                let entry = entries[position]
                return Change.Field(entry.field, cell(of: entry), bases: Array(bases(of: entry)))
            },
            stamp: head.stamp,
            author: authors[Int(head.author)],
            endsTransaction: head.endsTransaction,
            was: formerName(at: index)
        )
    }

    /// Where in `entries` the fields of the change at a position lie.
    package func fieldRange(at index: Int) -> Range<Int> {
        let next = index + 1 < heads.count ? Int(heads[index + 1].firstEntry) : entries.count
        return Int(heads[index].firstEntry)..<next
    }

    /// The name the change at a position had before its writer was renumbered.
    package func formerName(at index: Int) -> Change.FormerName? {
        let position = heads[index].formerName
        return position < 0 ? nil : formerNames[Int(position)]
    }

    /// The author of the change at a position.
    package func author(at index: Int) -> String { authors[Int(heads[index].author)] }

    /// An entry's value.
    package func cell(of entry: Entry) -> Cell {
        switch entry.kind {
        case .null: .null
        case .integer: .integer(entry.value)
        case .text: .text(String(decoding: text(of: entry), as: UTF8.self))
        }
    }

    /// The UTF-8 of a text entry, without a copy; empty for the other kinds.
    package func text(of entry: Entry) -> ArraySlice<UInt8> {
        guard entry.kind == .text else { return [] }
        return text[entry.textRange]
    }

    /// The versions that the author of an entry saw, ascending.
    package func bases(of entry: Entry) -> ArraySlice<ChangeID> {
        bases[Int(entry.firstBase)..<Int(entry.firstBase) + Int(entry.baseCount)]
    }
}
