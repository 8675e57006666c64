extension PlainWriter {
    /// Writes rows, each field with all its versions.
    mutating func rows(_ rows: [Row]) {
        numbers.varint(rows.count)
        guard !rows.isEmpty else { return }
        let grid = Grid(rows)
        var authors = AuthorTable()
        let authorOfRow = rows.map { authors.index(of: $0.author) }
        var sheet = VersionSheet()
        for column in grid.columns(of: grid.groups()) {
            sheet.append(column.field, of: column.lines, in: rows, authors: &authors)
        }
        self.grid(grid)
        self.authors(authors.names)
        var landmarks = Landmarks(ids: rows.map(\.record.rawValue))
        integers(landmarks.ids)
        stamps(rows.map(\.stamp))
        landmarks.milliseconds = rows.map(\.stamp.milliseconds)
        landmarks.records = landmarks.ids
        integers(authorOfRow)
        integers(rows.map(\.revision))
        integers(rows.map { Int64($0.scope.rawValue) })
        integers(rows.map { Int64($0.site) })
        write(sheet, near: landmarks)
    }

    private mutating func write(_ sheet: VersionSheet, near landmarks: Landmarks) {
        for column in sheet.columns {
            integers(column.counts)
            integers(column.choices)
        }
        integers(sheet.others.map(\.id.rawValue), on: sheet.otherLines, near: landmarks)
        stamps(sheet.others.map(\.stamp), on: sheet.otherLines, near: landmarks)
        integers(sheet.otherAuthors)
        integers(sheet.baseCounts)
        integers(sheet.bases, on: sheet.baseLines, near: landmarks)
        for column in sheet.columns {
            cells(column.cells, on: column.lines, near: landmarks, in: sheet.text)
        }
    }
}

/// The versions of all cells of some rows, column by column.
private struct VersionSheet {
    struct Column {
        /// For each row how many versions the field has.
        var counts: [Int64] = []
        /// For each version: 0 when the record's creation made it, with the row's own stamp and
        /// author; n for the row's n-th other version.
        var choices: [Int64] = []
        var lines: [Int32] = []
        var cells: [ColumnCell] = []
    }

    var columns: [Column] = []
    /// Versions other than creations, by first appearance.
    var others: [Version] = []
    var otherLines: [Int32] = []
    var otherAuthors: [Int64] = []
    /// For each version of all columns how many bases it has.
    var baseCounts: [Int64] = []
    var bases: [Int64] = []
    var baseLines: [Int32] = []
    var text: [UInt8] = []
    /// For each row its versions other than the creation.
    private var known: [Int32: [Version]] = [:]

    mutating func append(
        _ field: UInt8,
        of lines: [Int32],
        in rows: [Row],
        authors: inout AuthorTable
    ) {
        var column = Column()
        for line in lines {
            let row = rows[Int(line)]
            guard let versions = row.fields.first(where: { $0.number == field })?.versions else {
                preconditionFailure("a column's rows have its field")
            }
            precondition(!versions.isEmpty, "a field has a version")
            column.counts.append(Int64(versions.count))
            for version in versions {
                column.lines.append(line)
                column.choices.append(choice(of: version, line, row, &authors))
                column.cells.append(cell(version.cell))
                baseCounts.append(Int64(version.bases.count))
                bases.append(contentsOf: version.bases.map(\.rawValue))
                baseLines.append(contentsOf: repeatElement(line, count: version.bases.count))
            }
        }
        columns.append(column)
    }

    private mutating func choice(
        of version: Version,
        _ line: Int32,
        _ row: Row,
        _ authors: inout AuthorTable
    ) -> Int64 {
        if version.id == row.record, version.stamp == row.stamp, version.author == row.author {
            return 0
        }
        let name = Version(
            id: version.id,
            stamp: version.stamp,
            author: version.author,
            cell: nil
        )
        let met = known[line, default: []]
        if let index = met.firstIndex(of: name) { return Int64(index) + 1 }
        known[line, default: []].append(name)
        others.append(name)
        otherLines.append(line)
        otherAuthors.append(authors.index(of: version.author))
        return Int64(met.count) + 1
    }

    private mutating func cell(_ cell: Cell?) -> ColumnCell {
        switch cell {
        case nil: return ColumnCell(kind: .echo)
        case .null: return ColumnCell(kind: .null)
        case .integer(let number): return ColumnCell(kind: .integer, value: number)
        case .text(let string):
            let start = text.count
            text.append(contentsOf: string.utf8)
            return ColumnCell(
                kind: .text,
                value: Int64(start),
                textByteCount: text.count - start
            )
        }
    }
}

extension Grid {
    fileprivate init(_ rows: [Row]) {
        self.init()
        for row in rows {
            var shape = Shape(table: row.table, creates: false)
            var last: UInt8 = 0
            for field in row.fields {
                precondition(
                    field.number > last && field.number <= WireLimits.fieldNumberMax,
                    "fields ascend from 1 to 63"
                )
                last = field.number
                shape.fields |= 1 << UInt64(field.number - 1)
            }
            append(shape)
        }
    }
}
