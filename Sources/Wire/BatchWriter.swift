/// What a batch's ids are: written down, or those that follow one another from a known one.
enum IDForm {
    case explicit
    case consecutive(from: ChangeID)
}

/// Which earlier change of the same record each change continues, and what that lets expect.
struct Links {
    /// How far back the last version of a field is looked for: 16 changes of the record.
    private static let stepMax = 16

    /// For each line the line of the change before it of the same record, or -1.
    var previous: [Int32] = []

    /// The version of `field` that the author of a change most likely saw.
    func expectedBase(
        of line: Int32,
        _ field: UInt8,
        in grid: Grid,
        near landmarks: Landmarks
    ) -> Int64 {
        var line = Int(line)
        let record = landmarks.records[line]
        for _ in 0..<Self.stepMax {
            line = Int(previous[line])
            guard line >= 0 else { break }
            if grid.shape(of: Int32(line)).names(field) { return landmarks.ids[line] }
        }
        return record
    }
}

/// How the bases of one cell are written.
enum BaseForm {
    static let none: Int64 = 0
    /// One: the expected version.
    static let expected: Int64 = 1
    /// The same as those of the field before in the same change.
    static let sameAsBefore: Int64 = 2
    /// This plus n: n of them, written down.
    static let explicit: Int64 = 2
}

extension PlainWriter {
    /// Writes a batch; `ids` says what the reader knows of the ids.
    mutating func batch(_ batch: ChangeBatch, ids: IDForm) {
        numbers.varint(batch.count)
        guard !batch.isEmpty else { return }
        var landmarks = Landmarks()
        landmarks.ids = batch.heads.map(\.id.rawValue)
        switch ids {
        case .explicit: integers(landmarks.ids)
        case .consecutive(let first):
            precondition(
                landmarks.ids.first == first.rawValue
                    && landmarks.ids.last == first.rawValue + Int64(batch.count - 1),
                "a section's changes are one writer's, without gaps"
            )
        }
        let grid = Grid(batch)
        let groups = grid.groups()
        self.grid(grid)
        authors(batch.authors)
        integers(batch.heads.map { Int64($0.author) })
        stamps(batch.heads.map(\.stamp))
        landmarks.milliseconds = batch.heads.map(\.stamp.milliseconds)
        let links = records(of: batch, near: landmarks)
        landmarks.records = batch.heads.map(\.record.rawValue)
        heads(of: batch, in: groups)
        formerNames(of: batch)
        let columns = grid.columns(of: groups)
        let copies = CopySearch(batch, grid, groups, columns)
        for column in columns {
            cells(of: batch, in: column, of: grid, near: landmarks, copies: copies)
            guard !column.creates else { continue }
            bases(of: batch, in: column, of: grid, near: landmarks, links: links)
        }
    }

    /// Writes which record each edit is of: how many changes ago it last occurred, or its id.
    private mutating func records(of batch: ChangeBatch, near landmarks: Landmarks) -> Links {
        var last: [ChangeID: Int32] = [:]
        var links = Links()
        var distances: [Int64] = []
        var strangers: [Int64] = []
        var strangerLines: [Int32] = []
        for (line, head) in batch.heads.enumerated() {
            let previous = last.updateValue(Int32(line), forKey: head.record) ?? -1
            links.previous.append(head.creates ? -1 : previous)
            if head.creates { continue }
            distances.append(previous < 0 ? 0 : Int64(line) - Int64(previous))
            if previous < 0 {
                strangers.append(head.record.rawValue)
                strangerLines.append(Int32(line))
            }
        }
        integers(distances)
        integers(strangers, on: strangerLines, near: landmarks)
        return links
    }

    private mutating func heads(of batch: ChangeBatch, in groups: [Grid.Group]) {
        for group in groups {
            integers(group.lines.map { batch.heads[Int($0)].endsTransaction ? 1 : 0 })
            guard group.creates else { continue }
            integers(group.lines.map { Int64(batch.heads[Int($0)].scope.rawValue) })
        }
    }

    private mutating func formerNames(of batch: ChangeBatch) {
        let renamed = batch.heads.indices.filter { batch.heads[$0].formerName >= 0 }
        numbers.varint(renamed.count)
        integers(renamed.map(Int64.init))
        integers(batch.formerNames.map(\.id.rawValue))
        for name in batch.formerNames { numbers.hash(name.hash) }
    }

    private mutating func cells(
        of batch: ChangeBatch,
        in column: Grid.Column,
        of grid: Grid,
        near landmarks: Landmarks,
        copies: CopySearch
    ) {
        var lines = column.lines
        if let source = copies.source(of: column) {
            let isCopy = lines.map { copies.isCopy($0, column.field, of: source) }
            numbers.byte(KindForm.copied)
            numbers.varint(source.ordinal)
            integers(isCopy.map { $0 ? 1 : 0 })
            lines = zip(lines, isCopy).filter { !$0.1 }.map(\.0)
        }
        let cells = lines.map { ColumnCell(batch.entries[grid.cellIndex($0, column.field)]) }
        self.cells(cells, on: lines, near: landmarks, in: batch.text)
    }

    private mutating func bases(
        of batch: ChangeBatch,
        in column: Grid.Column,
        of grid: Grid,
        near landmarks: Landmarks,
        links: Links
    ) {
        var forms: [Int64] = []
        var explicit: [Int64] = []
        var explicitLines: [Int32] = []
        forms.reserveCapacity(column.lines.count)
        for line in column.lines {
            let index = grid.cellIndex(line, column.field)
            let bases = batch.bases(of: batch.entries[index])
            if bases.isEmpty {
                forms.append(BaseForm.none)
            } else if bases.count == 1,
                bases.first?.rawValue
                    == links.expectedBase(of: line, column.field, in: grid, near: landmarks)
            {
                forms.append(BaseForm.expected)
            } else if index > grid.firstCell[Int(line)],
                bases.elementsEqual(batch.bases(of: batch.entries[index - 1]))
            {
                forms.append(BaseForm.sameAsBefore)
            } else {
                forms.append(BaseForm.explicit + Int64(bases.count))
                explicit.append(contentsOf: bases.map(\.rawValue))
                explicitLines.append(contentsOf: repeatElement(line, count: bases.count))
            }
        }
        integers(forms)
        integers(explicit, on: explicitLines, near: landmarks)
    }
}

extension Grid {
    init(_ batch: ChangeBatch) {
        self.init()
        for (line, head) in batch.heads.enumerated() {
            var shape = Shape(table: head.table, creates: head.creates)
            for index in batch.fieldRange(at: line) {
                shape.fields |= 1 << UInt64(batch.entries[index].field - 1)
            }
            append(shape)
        }
    }
}

extension ColumnCell {
    fileprivate init(_ entry: ChangeBatch.Entry) {
        switch entry.kind {
        case .null: self.init(kind: .null)
        case .integer: self.init(kind: .integer, value: entry.value)
        case .text:
            self.init(kind: .text, value: entry.value, textByteCount: Int(entry.textByteCount))
        }
    }
}
