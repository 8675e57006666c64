extension PlainReader {
    /// Reads rows.
    mutating func rows() throws(WireError) -> [Row] {
        let count = try numbers.count(.rows, max: limits.rowCountMax)
        guard count > 0 else { return [] }
        let grid = try grid(count, mayCreate: false)
        let authors = try authors()
        let records = try ids(count, .record)
        var landmarks = Landmarks(ids: records.map(\.rawValue))
        let stamps = try stamps(count)
        landmarks.milliseconds = stamps.map(\.milliseconds)
        landmarks.records = landmarks.ids
        let authorOfRow = try integers(count, .author, max: Int64(authors.count) - 1)
        let revisions = try integers(count, .revision, max: .max)
        let scopes = try integers(count, .scope, max: Int64(UInt32.max))
        let sites = try integers(count, .site, max: Int64(UInt32.max))
        var rows: [Row] = []
        rows.reserveCapacity(count)
        for line in 0..<count {
            rows.append(
                Row(
                    table: grid.shape(of: Int32(line)).table,
                    record: records[line],
                    revision: revisions[line],
                    scope: Scope(rawValue: UInt32(scopes[line])),
                    site: UInt32(sites[line]),
                    stamp: stamps[line],
                    author: authors[Int(authorOfRow[line])],
                    fields: []
                )
            )
        }
        try versions(of: &rows, in: grid, near: landmarks, by: authors)
        return rows
    }

    private struct VersionColumn {
        var field: UInt8
        var counts: [Int64]
        var choices: [Int64]
        var lines: [Int32]
    }

    private mutating func versions(
        of rows: inout [Row],
        in grid: Grid,
        near landmarks: Landmarks,
        by authors: [String]
    ) throws(WireError) {
        var columns: [VersionColumn] = []
        for column in grid.columns(of: grid.groups()) {
            columns.append(try versionColumn(column))
        }
        let others = try otherVersions(in: columns, near: landmarks, by: authors, rows.count)
        let lines = columns.flatMap(\.lines)
        let baseCounts = try integers(lines.count, .bases, max: Int64(limits.basesPerCellMax))
        try claimBases(Int(baseCounts.reduce(0, +)))
        let baseLines = zip(lines, baseCounts).flatMap { repeatElement($0, count: Int($1)) }
        let bases = try ids(baseLines.count, .base, on: baseLines, near: landmarks)
        var restOfCounts = baseCounts[...]
        var restOfBases = bases[...]
        for column in columns {
            let cells = try cells(on: column.lines, near: landmarks)
            let baseCounts = restOfCounts.prefix(cells.count)
            restOfCounts = restOfCounts.dropFirst(cells.count)
            var versions: [Version] = []
            for (index, baseCount) in baseCounts.enumerated() {
                let line = column.lines[index]
                var version = Version(
                    id: rows[Int(line)].record,
                    stamp: rows[Int(line)].stamp,
                    author: rows[Int(line)].author,
                    cell: cell(cells[index]),
                    bases: Array(restOfBases.prefix(Int(baseCount)))
                )
                restOfBases = restOfBases.dropFirst(Int(baseCount))
                if column.choices[index] > 0 {
                    let other = others[Int(line)][Int(column.choices[index]) - 1]
                    version.id = other.id
                    version.stamp = other.stamp
                    version.author = other.author
                }
                versions.append(version)
            }
            try distribute(versions, as: column, to: &rows)
        }
    }

    private mutating func versionColumn(
        _ column: Grid.Column
    ) throws(WireError) -> VersionColumn {
        let counts = try integers(column.lines.count)
        var total = 0
        for count in counts {
            guard count >= 1, count <= Int64(limits.basesPerCellMax) else {
                throw .outOfRange(.versions, found: count)
            }
            total += Int(count)
        }
        // The grid has claimed one for each line.
        try claimCells(total - column.lines.count)
        let choices = try integers(total, .version, max: Int64(limits.cellCountMax))
        let lines = zip(column.lines, counts).flatMap { repeatElement($0, count: Int($1)) }
        return VersionColumn(
            field: column.field,
            counts: counts,
            choices: choices,
            lines: lines
        )
    }

    /// For each row its versions other than the creation.
    private mutating func otherVersions(
        in columns: [VersionColumn],
        near landmarks: Landmarks,
        by authors: [String],
        _ rowCount: Int
    ) throws(WireError) -> [[Version]] {
        var known = [Int64](repeating: 0, count: rowCount)
        var lines: [Int32] = []
        for column in columns {
            for (line, choice) in zip(column.lines, column.choices) where choice > 0 {
                guard choice <= known[Int(line)] + 1 else {
                    throw .outOfRange(.version, found: choice)
                }
                guard choice > known[Int(line)] else { continue }
                known[Int(line)] = choice
                lines.append(line)
            }
        }
        let ids = try ids(lines.count, .version, on: lines, near: landmarks)
        let stamps = try stamps(lines.count, on: lines, near: landmarks)
        let authorOfVersion = try integers(
            lines.count,
            .author,
            max: Int64(authors.count) - 1
        )
        var others = [[Version]](repeating: [], count: rowCount)
        for (index, line) in lines.enumerated() {
            others[Int(line)].append(
                Version(
                    id: ids[index],
                    stamp: stamps[index],
                    author: authors[Int(authorOfVersion[index])],
                    cell: nil
                )
            )
        }
        return others
    }

    private func distribute(
        _ versions: [Version],
        as column: VersionColumn,
        to rows: inout [Row]
    ) throws(WireError) {
        var start = 0
        for count in column.counts {
            let end = start + Int(count)
            let own = versions[start..<end]
            for (version, next) in zip(own, own.dropFirst()) where version.id >= next.id {
                throw .outOfRange(.version, found: next.id.rawValue)
            }
            rows[Int(column.lines[start])].fields.append(
                Row.Field(column.field, Array(own))
            )
            start = end
        }
    }

    private func cell(_ cell: ColumnCell) -> Cell? {
        switch cell.kind {
        case .echo: nil
        case .null: .null
        case .integer: .integer(cell.value)
        case .text:
            .text(
                String(
                    decoding: bytes[Int(cell.value)..<Int(cell.value) + cell.textByteCount],
                    as: UTF8.self
                )
            )
        }
    }
}
