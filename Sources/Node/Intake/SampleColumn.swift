import Recovery

/// One column as the first rows show it, for guessing what it means.
struct SampleColumn {
    let index: Int
    let name: String
    /// The name in lower-case letters and digits only.
    let key: String
    /// The question behind the column in the same form.
    let labelKey: String
    /// The cells that say something.
    let values: [String]

    init(index: Int, header: ImportHeader, rows: [SourceRow]) {
        self.index = index
        name = header.names[index]
        key = Self.key(header.names[index])
        labelKey = Self.key(header.labels[index])
        values = rows.compactMap { row in
            guard index < row.cells.count else { return nil }
            let value = CellWords.trimmed(row.cells[index])
            return CellWords.isNothing(value) ? nil : String(value)
        }
    }

    /// Whether at least `share` of the cells that say something pass the test.
    func mostly(_ share: Double = 0.8, _ test: (String) -> Bool) -> Bool {
        !values.isEmpty && Double(values.count(where: test)) >= share * Double(values.count)
    }

    /// Whether the cells are numbers.
    var isNumeric: Bool { mostly { Double($0) != nil } }

    /// Whether the cells are words of the guest's own: several, and seldom the same.
    var isFreeText: Bool {
        guard !values.isEmpty, !isNumeric else { return false }
        let wordCount = values.reduce(0) { sum, value in
            sum + value.split(separator: " ", omittingEmptySubsequences: true).count
        }
        let distinct = Set(values).count
        return wordCount >= 4 * values.count
            && (values.count < 5 || distinct * 10 > values.count * 6)
    }

    /// Whether no cell says the same as another.
    var isUnique: Bool { !values.isEmpty && Set(values).count == values.count }

    /// Whether the cells are moments in time.
    var isDate: Bool {
        mostly {
            if case .moment(let moment) = FeedbackDate.read(
                $0,
                order: FeedbackDate.orderEvidence($0)?.flatMap(\.self) ?? .dayFirst,
                utcOffsetSeconds: 0
            ) {
                return moment >= FeedbackDate.earliest || $0.contains("1970")
            }
            return FeedbackDate.read($0, order: .dayFirst, utcOffsetSeconds: 0) == .absent
        } && values.contains { $0.contains(where: \.isNumber) }
    }

    /// Whether the cells are names of languages, such as `en` or `nl-informal`.
    var isLanguage: Bool {
        mostly(0.9) { value in
            let letters = value.prefix { $0.isLetter }
            return (2...3).contains(letters.count)
                && (letters.count == value.count
                    || "-_".contains(value.dropFirst(letters.count).first ?? " "))
        }
    }

    /// The cells as hundredths of a score, those that are numbers.
    var scores: [Int] {
        values.compactMap { ScoreReader.hundredths($0.prefix { $0 != "/" && $0 != "%" }) }
    }

    private static func key(_ text: String) -> String {
        String(
            text.lowercased().unicodeScalars.filter {
                $0.properties.isAlphabetic || $0.properties.numericType != nil
            }
        )
    }
}
