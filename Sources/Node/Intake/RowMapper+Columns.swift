extension RowMapper {
    /// The mapping's columns as places in the row.
    struct Columns {
        var texts: [Int] = []
        var guestNames: [Int] = []
        var score: Int?
        var scale: Int?
        var occurred: Int?
        var received: Int?
        var channel: Int?
        var touchpoint: Int?
        var place: Int?
        var email: Int?
        var phone: Int?
        var contactRequest: Int?
        var language: Int?
        var externalID: Int?
        var site: Int?
        /// Every place above.
        private(set) var used: Set<Int> = []

        init(_ mapping: ImportMapping, _ header: ImportHeader) throws(IntakeError) {
            var finder = ColumnFinder(names: header.names)
            for text in mapping.texts {
                texts.append(try finder.requiredPlace(of: text.column, text.kind.rawValue))
            }
            for name in mapping.guestNames {
                guestNames.append(try finder.requiredPlace(of: name, "guest name"))
            }
            score = try finder.place(of: mapping.score?.column, "score")
            scale = try finder.place(of: mapping.score?.scaleColumn, "score scale")
            occurred = try finder.place(of: mapping.occurred, "occurred")
            received = try finder.place(of: mapping.received, "received")
            if case .column(let column) = mapping.channel {
                channel = try finder.place(of: column, "channel")
            }
            if case .column(let column) = mapping.touchpoint {
                touchpoint = try finder.place(of: column, "touchpoint")
            }
            place = try finder.place(of: mapping.place, "place")
            email = try finder.place(of: mapping.email, "email")
            phone = try finder.place(of: mapping.phone, "phone")
            contactRequest = try finder.place(of: mapping.contactRequest, "contact request")
            language = try finder.place(of: mapping.language, "language")
            externalID = try finder.place(of: mapping.externalID, "id")
            site = try finder.place(of: mapping.site, "site")
            if mapping.onlySite != nil, site == nil {
                throw .columnMissing(key: "only site", column: "site: …", available: header.names)
            }
            used = finder.used
        }

        /// Fits the row to the header where that loses nothing; otherwise says why it does not fit.
        func misfit(_ row: inout SourceRow, _ header: ImportHeader) -> String? {
            let expected = header.names.count
            if row.cells.count > expected {
                guard row.cells[expected...].allSatisfy({ $0.isEmpty }) else {
                    return "The row has \(row.cells.count) cells where the header has \(expected)."
                        + " Put quotes around the cell that holds the delimiter."
                }
                row.cells.removeLast(row.cells.count - expected)
            }
            guard row.cells.count < expected else { return nil }
            if let missing = used.filter({ $0 >= row.cells.count }).min() {
                return "The row has \(row.cells.count) cells where the header has \(expected), so"
                    + " `\(header.names[missing])` is missing. Add the missing cells."
            }
            row.repairs.insert(.missingCells)
            return nil
        }
    }
}

/// Finds columns by name or `#place`.
private struct ColumnFinder {
    let names: [String]
    private(set) var used: Set<Int> = []
    private let folded: [String: Int]

    init(names: [String]) {
        self.names = names
        folded = Dictionary(
            names.enumerated().map { (CellWords.folded(CellWords.oneLine($1)), $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    mutating func place(of column: String?, _ key: String) throws(IntakeError) -> Int? {
        guard let column else { return nil }
        return try requiredPlace(of: column, key)
    }

    mutating func requiredPlace(of column: String, _ key: String) throws(IntakeError) -> Int {
        let place =
            names.firstIndex(of: column) ?? folded[CellWords.folded(column)] ?? numbered(column)
        guard let place else { throw .columnMissing(key: key, column: column, available: names) }
        used.insert(place)
        return place
    }

    private func numbered(_ column: String) -> Int? {
        guard column.hasPrefix("#"), let number = Int(column.dropFirst()),
            (1...max(1, names.count)).contains(number), !names.isEmpty
        else { return nil }
        return number - 1
    }
}
