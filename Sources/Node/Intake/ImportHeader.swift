/// The columns of a file: unique names, and the questions behind them when the file tells.
struct ImportHeader: Hashable {
    /// Names, unique, on one line, at most ``IntakeLimits/columnNameLengthMax`` characters.
    let names: [String]
    /// The question or description of each column; the name where there is none.
    let labels: [String]
    /// The program that wrote the file, when its header shows it.
    let maker: Maker?
    /// The header rows as they stand in the file.
    let raw: [UInt8]
    /// The cells of the first header row, by which a repeated header is known.
    let firstRow: [String]

    /// Survey programs that write more than one header row, or one of their own.
    enum Maker: String, Hashable {
        case qualtrics = "Qualtrics"
        case surveyMonkey = "SurveyMonkey"
        case limeSurvey = "LimeSurvey"
    }

    /// Reads the header from the first rows of a table; returns how many of them it takes.
    static func read(_ rows: [SourceRow]) -> (header: ImportHeader, rowCount: Int)? {
        guard let first = rows.first else { return nil }
        let second = rows.count > 1 ? rows[1].cells : []
        let third = rows.count > 2 ? rows[2].cells : []
        let shape: (names: [String], labels: [String], maker: Maker?, rowCount: Int)
        if isImportIDs(third) {
            shape = (first.cells, second, .qualtrics, 3)
        } else if isImportIDs(second) {
            shape = (first.cells, first.cells, .qualtrics, 2)
        } else if first.cells.first == "V1", second.first == "ResponseID" {
            shape = (legacyNames(first.cells, second), second, .qualtrics, 2)
        } else if isAnswerRow(second, below: first.cells) {
            let names = withAnswers(first.cells, second)
            shape = (names, names, .surveyMonkey, 2)
        } else {
            shape = (first.cells, first.cells, maker(first.cells), 1)
        }
        let names = unique(shape.names.map(cleaned))
        let labels = names.indices.map { column in
            let label = column < shape.labels.count ? cleaned(shape.labels[column]) : ""
            return label.isEmpty ? names[column] : label
        }
        let header = ImportHeader(
            names: names,
            labels: labels,
            maker: shape.maker,
            raw: rows.prefix(shape.rowCount).flatMap(\.raw),
            firstRow: first.cells
        )
        return (header, shape.rowCount)
    }

    /// A header for JSON Lines, whose names the rows carry.
    static func named(_ names: [String]) -> ImportHeader {
        ImportHeader(names: names, labels: names, maker: nil, raw: [], firstRow: [])
    }

    /// Whether a row is the first header row once more.
    func isRepeated(in row: SourceRow) -> Bool { !firstRow.isEmpty && row.cells == firstRow }

    /// Qualtrics' third row: `{"ImportId":"QID1"}` in most cells.
    private static func isImportIDs(_ cells: [String]) -> Bool {
        let count = cells.count { $0.hasPrefix("{\"ImportId\"") || $0.hasPrefix("{'ImportId'") }
        return count > 0 && count * 2 >= cells.count
    }

    /// Qualtrics before 2017: V1 … V10, explained in the second row.
    private static func legacyNames(_ first: [String], _ second: [String]) -> [String] {
        first.indices.map { column in
            let name = first[column]
            let isNumbered = name.hasPrefix("V") && Int(name.dropFirst()) != nil
            return isNumbered && column < second.count ? second[column] : name
        }
    }

    /// SurveyMonkey's second row: blank under the id, "Response" or an answer under each question.
    private static func isAnswerRow(_ cells: [String], below first: [String]) -> Bool {
        guard cells.count == first.count, cells.first == "", first.first != "" else { return false }
        let words = cells.count { $0 == "Response" || $0 == "Open-Ended Response" }
        let underBlank = zip(first, cells).count { $0.isEmpty && !$1.isEmpty }
        return words + underBlank > 0 && (words + underBlank) * 4 >= cells.count
    }

    /// Each question followed by its answer; a blank question is the one to its left.
    private static func withAnswers(_ first: [String], _ second: [String]) -> [String] {
        var question = ""
        return zip(first, second).map { name, answer in
            if !name.isEmpty { question = name }
            let isPlain = answer.isEmpty || answer == "Response" || answer == "Open-Ended Response"
            return isPlain ? question : question.prefix(70) + " - " + answer
        }
    }

    private static func maker(_ cells: [String]) -> Maker? {
        let names = Set(cells.map { $0.lowercased() })
        if names.contains("responseid"), names.contains("recordeddate") { return .qualtrics }
        if names.contains("respondentid") { return .surveyMonkey }
        let isLime = cells.first.map { ["Respons ID", "Response ID", "Antwort ID"].contains($0) }
        return isLime == true ? .limeSurvey : nil
    }

    /// One line without tags and character references, cut to length.
    private static func cleaned(_ name: String) -> String {
        var text = ""
        var isInTag = false
        for character in name {
            switch character {
            case "<": isInTag = true
            case ">" where isInTag:
                isInTag = false
                text.append(" ")
            default: if !isInTag { text.append(character) }
            }
        }
        // An unclosed `<` is a character like any other.
        if isInTag { text = name }
        text = CellWords.oneLine(text.replacing("&nbsp;", with: " ").replacing("&amp;", with: "&"))
        return String(text.prefix(IntakeLimits.columnNameLengthMax))
    }

    private static func unique(_ names: [String]) -> [String] {
        var taken: Set<String> = []
        return names.enumerated().map { index, name in
            let base = name.isEmpty ? "column \(index + 1)" : name
            var candidate = base
            var count = 1
            while !taken.insert(candidate).inserted {
                count += 1
                candidate = "\(base) (\(count))"
            }
            return candidate
        }
    }
}
