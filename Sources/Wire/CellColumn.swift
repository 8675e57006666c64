/// One cell on its way between a batch or row and a column.
struct ColumnCell {
    enum Kind: UInt8, CaseIterable {
        case null, integer, text
        /// In rows only: the receiver is the author and has the value.
        case echo
    }

    var kind: Kind
    /// The number, or the text's offset.
    var value: Int64 = 0
    var textByteCount = 0
}

/// The byte before a column of cells: the one kind that all are, or one of these.
enum KindForm {
    /// The kinds differ.
    static let mixed: UInt8 = 4
    /// Some cells are those of an earlier column in the change before; in batches only.
    static let copied: UInt8 = 5
}

extension PlainWriter {
    /// Writes a column of cells whose texts lie in `source`; `lines` as for `integers`.
    mutating func cells(
        _ cells: [ColumnCell],
        on lines: [Int32],
        near landmarks: Landmarks,
        in source: [UInt8]
    ) {
        guard let first = cells.first else { return }
        if cells.allSatisfy({ $0.kind == first.kind }) {
            numbers.byte(first.kind.rawValue)
        } else {
            numbers.byte(KindForm.mixed)
            integers(cells.map { Int64($0.kind.rawValue) })
        }
        var values: [Int64] = []
        var valueLines: [Int32] = []
        var slices: [TextSlice] = []
        for (cell, line) in zip(cells, lines) {
            switch cell.kind {
            case .null, .echo: break
            case .integer:
                values.append(cell.value)
                valueLines.append(line)
            case .text: slices.append(TextSlice(start: Int(cell.value), count: cell.textByteCount))
            }
        }
        integers(values, on: valueLines, near: landmarks)
        texts(slices, in: source)
    }
}

extension PlainReader {
    /// Reads a column of one cell a line; texts are left where they lie in `bytes`.
    mutating func cells(
        on lines: [Int32],
        near landmarks: Landmarks
    ) throws(WireError) -> [ColumnCell] {
        guard !lines.isEmpty else { return [] }
        return try cells(try numbers.byte(), on: lines, near: landmarks)
    }

    /// Reads what follows the byte that says which kinds there are.
    mutating func cells(
        _ form: UInt8,
        on lines: [Int32],
        near landmarks: Landmarks
    ) throws(WireError) -> [ColumnCell] {
        let kinds = try kinds(form, lines.count)
        var cells = kinds.map { ColumnCell(kind: $0) }
        let valueLines = zip(kinds, lines).filter { $0.0 == .integer }.map(\.1)
        var values = try integers(valueLines.count, on: valueLines, near: landmarks).makeIterator()
        var slices = try texts(kinds.count { $0 == .text }).makeIterator()
        for index in cells.indices {
            if cells[index].kind == .integer, let value = values.next() {
                cells[index].value = value
            } else if cells[index].kind == .text, let slice = slices.next() {
                cells[index].value = Int64(slice.start)
                cells[index].textByteCount = slice.count
            }
        }
        return cells
    }

    private mutating func kinds(
        _ form: UInt8,
        _ count: Int
    ) throws(WireError) -> [ColumnCell.Kind] {
        if let kind = ColumnCell.Kind(rawValue: form) {
            return [ColumnCell.Kind](repeating: kind, count: count)
        }
        guard form == KindForm.mixed else { throw .unknownForm(.kind, found: UInt64(form)) }
        var kinds: [ColumnCell.Kind] = []
        kinds.reserveCapacity(count)
        for value in try integers(count) {
            guard let byte = UInt8(exactly: value), let kind = ColumnCell.Kind(rawValue: byte)
            else {
                throw .outOfRange(.kind, found: value)
            }
            kinds.append(kind)
        }
        return kinds
    }
}
