/// A batch while its columns are being read: texts and bases lie in the order of columns, and
/// are put into the order of changes at the end.
struct BatchDraft {
    let grid: Grid
    let landmarks: Landmarks
    let links: Links
    var batch = ChangeBatch()
    private var bases: [ChangeID] = []

    init(grid: Grid, landmarks: Landmarks, links: Links) {
        self.grid = grid
        self.landmarks = landmarks
        self.links = links
        let entry = ChangeBatch.Entry(
            value: 0,
            textByteCount: 0,
            firstBase: 0,
            baseCount: 0,
            field: 0,
            kind: .null
        )
        batch.entries = [ChangeBatch.Entry](repeating: entry, count: grid.cellCount)
        batch.heads.reserveCapacity(grid.lineCount)
        for line in 0..<grid.lineCount {
            let shape = grid.shape(of: Int32(line))
            batch.heads.append(
                ChangeBatch.Head(
                    id: ChangeID(rawValue: landmarks.ids[line]),
                    record: ChangeID(rawValue: landmarks.records[line]),
                    stamp: Stamp(rawValue: 0),
                    scope: .everyone,
                    author: 0,
                    firstEntry: UInt32(grid.firstCell[line]),
                    formerName: -1,
                    table: shape.table,
                    creates: shape.creates,
                    endsTransaction: false
                )
            )
        }
    }

    /// Names a change's author; authors are numbered by first appearance, as in any batch.
    mutating func setAuthor(of line: Int, to author: String) {
        batch.heads[line].author = batch.intern(author, after: line - 1)
    }

    mutating func setCell(of line: Int32, _ field: UInt8, to cell: ColumnCell) {
        let index = grid.cellIndex(line, field)
        batch.entries[index].field = field
        batch.entries[index].value = cell.value
        batch.entries[index].textByteCount = UInt32(cell.textByteCount)
        switch cell.kind {
        case .null, .echo: batch.entries[index].kind = .null
        case .integer: batch.entries[index].kind = .integer
        case .text: batch.entries[index].kind = .text
        }
    }

    /// Gives a cell the value of `source` in the line before; says how much text that is.
    mutating func copyCell(of line: Int32, _ field: UInt8, from source: UInt8) -> Int {
        var entry = batch.entries[grid.cellIndex(line - 1, source)]
        entry.field = field
        entry.firstBase = 0
        entry.baseCount = 0
        batch.entries[grid.cellIndex(line, field)] = entry
        return Int(entry.textByteCount)
    }

    mutating func expectBase(at index: Int, of line: Int32, _ field: UInt8) {
        let base = links.expectedBase(of: line, field, in: grid, near: landmarks)
        batch.entries[index].firstBase = UInt32(bases.count)
        batch.entries[index].baseCount = 1
        bases.append(ChangeID(rawValue: base))
    }

    mutating func copyBases(at index: Int) {
        batch.entries[index].firstBase = batch.entries[index - 1].firstBase
        batch.entries[index].baseCount = batch.entries[index - 1].baseCount
    }

    mutating func setBases(at index: Int, to ids: ArraySlice<ChangeID>) throws(WireError) {
        for (id, next) in zip(ids, ids.dropFirst()) where id >= next {
            throw .outOfRange(.base, found: next.rawValue)
        }
        batch.entries[index].firstBase = UInt32(bases.count)
        batch.entries[index].baseCount = UInt16(ids.count)
        bases.append(contentsOf: ids)
    }

    /// The batch with its texts, which lie in `texts`, and bases in the order of its entries.
    consuming func finished(texts: [UInt8]) -> ChangeBatch {
        var ordered = ByteWriter()
        ordered.bytes.reserveCapacity(batch.entries.reduce(0) { $0 + Int($1.textByteCount) })
        for index in batch.entries.indices {
            let entry = batch.entries[index]
            batch.entries[index].firstBase = UInt32(batch.bases.count)
            if entry.baseCount > 0 {
                let start = Int(entry.firstBase)
                batch.bases.append(contentsOf: bases[start..<start + Int(entry.baseCount)])
            }
            guard entry.kind == .text else { continue }
            batch.entries[index].value = Int64(ordered.bytes.count)
            ordered.copy(entry.textRange, of: texts)
        }
        batch.text = ordered.bytes
        return batch
    }
}
