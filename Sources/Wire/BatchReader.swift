extension PlainReader {
    /// Reads a batch; `ids` as for the writer.
    mutating func batch(ids form: IDForm) throws(WireError) -> ChangeBatch {
        let count = try numbers.count(.changes, max: limits.changeCountMax)
        try claimChanges(count)
        guard count > 0 else { return ChangeBatch() }
        var landmarks = Landmarks()
        landmarks.ids = try ids(count, form)
        let grid = try grid(count, mayCreate: true)
        let groups = grid.groups()
        let authors = try authors()
        let authorOfLine = try integers(count, .author, max: Int64(authors.count) - 1)
        let stamps = try stamps(count)
        landmarks.milliseconds = stamps.map(\.milliseconds)
        let links = try records(in: grid, near: &landmarks)
        var draft = BatchDraft(grid: grid, landmarks: landmarks, links: links)
        try heads(of: &draft, in: groups)
        for line in 0..<count {
            draft.batch.heads[line].stamp = stamps[line]
            draft.setAuthor(of: line, to: authors[Int(authorOfLine[line])])
        }
        try formerNames(of: &draft)
        let columns = grid.columns(of: groups)
        for column in columns {
            try cells(of: &draft, in: column, after: columns[..<column.ordinal])
            guard !column.creates else { continue }
            try bases(of: &draft, in: column)
        }
        return draft.finished(texts: bytes)
    }

    private mutating func ids(_ count: Int, _ form: IDForm) throws(WireError) -> [Int64] {
        switch form {
        case .explicit: return try ids(count, .counter).map(\.rawValue)
        case .consecutive(let first):
            let last = first.counter + Int64(count) - 1
            guard last <= ChangeID.counterMax else { throw .outOfRange(.counter, found: last) }
            return Array(first.rawValue..<first.rawValue + Int64(count))
        }
    }

    private mutating func records(
        in grid: Grid,
        near landmarks: inout Landmarks
    ) throws(WireError) -> Links {
        let lines = (0..<Int32(grid.lineCount)).filter { !grid.shape(of: $0).creates }
        let distances = try integers(lines.count)
        var links = Links(previous: [Int32](repeating: -1, count: grid.lineCount))
        var strangerLines: [Int32] = []
        for (line, distance) in zip(lines, distances) {
            guard distance >= 0, distance <= Int64(line) else {
                throw .outOfRange(.record, found: distance)
            }
            if distance == 0 {
                strangerLines.append(line)
            } else {
                links.previous[Int(line)] = line - Int32(distance)
            }
        }
        let strangers = try ids(strangerLines.count, .record, on: strangerLines, near: landmarks)
        var records = landmarks.ids
        for (line, record) in zip(strangerLines, strangers) {
            records[Int(line)] = record.rawValue
        }
        for line in lines where links.previous[Int(line)] >= 0 {
            records[Int(line)] = records[Int(links.previous[Int(line)])]
        }
        landmarks.records = records
        return links
    }

    private mutating func heads(
        of draft: inout BatchDraft,
        in groups: [Grid.Group]
    ) throws(WireError) {
        for group in groups {
            let ends = try integers(group.lines.count, .flags, max: 1)
            for (line, value) in zip(group.lines, ends) {
                draft.batch.heads[Int(line)].endsTransaction = value == 1
            }
            guard group.creates else { continue }
            let scopes = try integers(group.lines.count, .scope, max: Int64(UInt32.max))
            for (line, scope) in zip(group.lines, scopes) {
                draft.batch.heads[Int(line)].scope = Scope(rawValue: UInt32(scope))
            }
        }
    }

    private mutating func formerNames(of draft: inout BatchDraft) throws(WireError) {
        let lineCount = draft.batch.count
        let count = Int(try numbers.number(.former, max: Int64(lineCount)))
        let lines = try integers(count, .former, max: Int64(lineCount) - 1)
        let ids = try ids(count, .former)
        var last: Int64 = -1
        for (line, id) in zip(lines, ids) {
            guard line > last else { throw .outOfRange(.former, found: line) }
            last = line
            draft.batch.heads[Int(line)].formerName = Int32(draft.batch.formerNames.count)
            draft.batch.formerNames.append(
                Change.FormerName(id: id, hash: try numbers.hash())
            )
        }
    }

    private mutating func cells(
        of draft: inout BatchDraft,
        in column: Grid.Column,
        after columns: ArraySlice<Grid.Column>
    ) throws(WireError) {
        var form = try numbers.byte()
        var lines = column.lines
        if form == KindForm.copied {
            let ordinal = try numbers.number(.column, max: Int64(columns.count) - 1)
            lines = try copies(of: &draft, in: column, from: columns[Int(ordinal)])
            guard !lines.isEmpty else { return }
            form = try numbers.byte()
        }
        for (line, cell) in zip(lines, try cells(form, on: lines, near: draft.landmarks)) {
            guard cell.kind != .echo else {
                throw .outOfRange(.kind, found: Int64(cell.kind.rawValue))
            }
            draft.setCell(of: line, column.field, to: cell)
        }
    }

    /// Reads which cells are those of the line before in `source`; gives the lines of the others.
    private mutating func copies(
        of draft: inout BatchDraft,
        in column: Grid.Column,
        from source: Grid.Column
    ) throws(WireError) -> [Int32] {
        var others: [Int32] = []
        let isCopy = try integers(column.lines.count, .column, max: 1)
        for (line, isCopy) in zip(column.lines, isCopy) {
            guard isCopy == 1 else {
                others.append(line)
                continue
            }
            guard line > 0, draft.grid.holds(line - 1, in: source) else {
                throw .outOfRange(.column, found: Int64(line))
            }
            try claimText(draft.copyCell(of: line, column.field, from: source.field))
        }
        return others
    }

    private mutating func bases(
        of draft: inout BatchDraft,
        in column: Grid.Column
    ) throws(WireError) {
        let forms = try integers(
            column.lines.count,
            .bases,
            max: BaseForm.explicit + Int64(limits.basesPerCellMax)
        )
        var explicitLines: [Int32] = []
        for (line, form) in zip(column.lines, forms) where form > BaseForm.explicit {
            let count = Int(form - BaseForm.explicit)
            try claimBases(count)
            explicitLines.append(contentsOf: repeatElement(line, count: count))
        }
        let ids = try ids(
            explicitLines.count,
            .base,
            on: explicitLines,
            near: draft.landmarks
        )
        var rest = ids[...]
        for (line, form) in zip(column.lines, forms) {
            let index = draft.grid.cellIndex(line, column.field)
            switch form {
            case BaseForm.none: break
            case BaseForm.expected:
                try claimBases(1)
                draft.expectBase(at: index, of: line, column.field)
            case BaseForm.sameAsBefore:
                guard index > draft.grid.firstCell[Int(line)] else {
                    throw .outOfRange(.bases, found: form)
                }
                try claimBases(Int(draft.batch.entries[index - 1].baseCount))
                draft.copyBases(at: index)
            default:
                let count = Int(form - BaseForm.explicit)
                try draft.setBases(at: index, to: rest.prefix(count))
                rest = rest.dropFirst(count)
            }
        }
    }
}
