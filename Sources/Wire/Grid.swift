/// Which table a line (a change or a row) is of, and which fields it names.
struct Shape: Hashable {
    var table: UInt8
    var creates: Bool
    /// Bit 0 is field 1.
    var fields: UInt64 = 0

    func names(_ field: UInt8) -> Bool { fields >> (field - 1) & 1 == 1 }

    /// How many of the fields named have a lower number.
    func place(of field: UInt8) -> Int {
        (fields & ((1 << UInt64(field - 1)) - 1)).nonzeroBitCount
    }
}

/// How lines fall into columns: those of one table, creations apart from edits, share a column
/// for each field.
struct Grid {
    private(set) var shapes: [Shape] = []
    private(set) var shapeOfLine: [Int32] = []
    /// Where each line's cells begin, and at the end how many there are.
    private(set) var firstCell: [Int] = [0]
    private var known: [Shape: Int32] = [:]

    init(shapes: [Shape] = []) {
        self.shapes = shapes
    }

    var lineCount: Int { shapeOfLine.count }
    var cellCount: Int { firstCell[firstCell.count - 1] }

    func shape(of line: Int32) -> Shape { shapes[Int(shapeOfLine[Int(line)])] }

    func cellIndex(_ line: Int32, _ field: UInt8) -> Int {
        firstCell[Int(line)] + shape(of: line).place(of: field)
    }

    mutating func append(_ shape: Shape) {
        if let index = known[shape] {
            append(shapeIndex: index)
            return
        }
        let index = Int32(shapes.count)
        known[shape] = index
        shapes.append(shape)
        append(shapeIndex: index)
    }

    fileprivate mutating func append(shapeIndex: Int32) {
        shapeOfLine.append(shapeIndex)
        firstCell.append(cellCount + shapes[Int(shapeIndex)].fields.nonzeroBitCount)
    }

    /// Lines of one table, creations or edits.
    struct Group {
        var table: UInt8
        var creates: Bool
        var fields: UInt64 = 0
        var lines: [Int32] = []
    }

    /// The groups by first appearance in the table of shapes, their lines ascending.
    func groups() -> [Group] {
        var groups: [Group] = []
        var known = [Int](repeating: -1, count: 512)
        var groupOfShape: [Int] = []
        for shape in shapes {
            let key = Int(shape.table) << 1 | (shape.creates ? 1 : 0)
            if known[key] < 0 {
                known[key] = groups.count
                groups.append(Group(table: shape.table, creates: shape.creates))
            }
            groups[known[key]].fields |= shape.fields
            groupOfShape.append(known[key])
        }
        for (line, shape) in shapeOfLine.enumerated() {
            groups[groupOfShape[Int(shape)]].lines.append(Int32(line))
        }
        return groups
    }

    /// A field of a group and the lines that name it.
    struct Column {
        /// The column's place among all.
        var ordinal: Int
        var table: UInt8
        var creates: Bool
        var field: UInt8
        var lines: [Int32]
    }

    /// All columns: group by group, fields ascending.
    func columns(of groups: [Group]) -> [Column] {
        var columns: [Column] = []
        for group in groups {
            for field in 1...WireLimits.fieldNumberMax
            where group.fields >> (field - 1) & 1 == 1 {
                let lines = group.lines.filter { shape(of: $0).names(field) }
                columns.append(
                    Column(
                        ordinal: columns.count,
                        table: group.table,
                        creates: group.creates,
                        field: field,
                        lines: lines
                    )
                )
            }
        }
        return columns
    }
}

extension PlainWriter {
    mutating func grid(_ grid: Grid) {
        numbers.varint(grid.shapes.count)
        for shape in grid.shapes {
            numbers.byte(shape.table)
            numbers.varint(shape.fields << 1 | (shape.creates ? 1 : 0))
        }
        integers(grid.shapeOfLine.map(Int64.init))
    }
}

extension PlainReader {
    /// Reads the shapes of `count` lines.
    mutating func grid(_ count: Int, mayCreate: Bool) throws(WireError) -> Grid {
        let shapeCount = try numbers.number(.shapes, max: Int64(count))
        var shapes: [Shape] = []
        for _ in 0..<shapeCount {
            let table = try numbers.byte()
            guard table > 0 else { throw .outOfRange(.table, found: 0) }
            let bits = try numbers.varint()
            guard mayCreate || bits & 1 == 0 else { throw .outOfRange(.shape, found: 1) }
            shapes.append(Shape(table: table, creates: bits & 1 == 1, fields: bits >> 1))
        }
        var grid = Grid(shapes: shapes)
        for index in try integers(count, .shape, max: shapeCount - 1) {
            grid.append(shapeIndex: Int32(index))
        }
        try claimCells(grid.cellCount)
        return grid
    }
}
