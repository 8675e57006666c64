import Recovery

extension ImportMapping {
    /// What is wrong with a line of a mapping's text form.
    package struct TextError: Error, Hashable, CustomStringConvertible {
        /// The line, from 1.
        package let line: Int
        /// What is wrong and what to write instead.
        package let message: String

        /// Line and message as a sentence.
        package var description: String { "Mapping line \(line): \(message)" }
    }

    /// Reads the text form: one `key: column` or `key = constant` a line, `#` before a remark.
    ///
    /// - Throws: ``TextError`` for the first line that is not understood.
    package init(parsing text: String) throws(TextError) {
        self.init()
        var hasYesWords = false
        for (index, rawLine) in text.split(
            separator: "\n",
            omittingEmptySubsequences: false
        ).enumerated() {
            let content = CellWords.trimmed(rawLine)
            if content.isEmpty || content.hasPrefix("#") { continue }
            let line = Line(number: index + 1, content: content)
            let (key, mark, value) = try line.parts()
            if key == "yes words", !hasYesWords {
                yesWords = []
                hasYesWords = true
            }
            try set(key, mark, value, line)
        }
    }

    /// The text form; parsing it gives the same mapping.
    package var text: String {
        var lines: [String] = texts.map { "\($0.kind.rawValue): \($0.column)" }
        if !emptyWords.isEmpty {
            lines.append("empty words: " + emptyWords.joined(separator: " | "))
        }
        if let score {
            lines.append("score: \(score.column)")
            lines.append("score scale = \(Self.scaleName(score.scale))")
            if let column = score.scaleColumn { lines.append("score scale: \(column)") }
            for word in score.words {
                lines.append("score word: \(word.word) = \(word.score.map(String.init) ?? "none")")
            }
        }
        lines.append(Self.line("channel", channel))
        if let touchpoint { lines.append(Self.line("touchpoint", touchpoint)) }
        if occurred != nil || received != nil { lines.append("date order = \(dateOrder.rawValue)") }
        for name in guestNames { lines.append("guest name: \(name)") }
        for (key, path) in Self.columnKeys {
            if let column = self[keyPath: path] { lines.append("\(key): \(column)") }
        }
        if let onlySite { lines.append("only site = \(onlySite)") }
        if contactRequest != nil { lines.append("yes words: " + yesWords.joined(separator: " | ")) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static var columnKeys: [(String, WritableKeyPath<ImportMapping, String?>)] {
        [
            ("occurred", \.occurred), ("received", \.received), ("place", \.place),
            ("email", \.email), ("phone", \.phone), ("contact request", \.contactRequest),
            ("language", \.language), ("id", \.externalID), ("site", \.site),
        ]
    }

    private static let scaleNames: [(String, ScoreScale)] = [
        ("1-5", .oneToFive), ("1-7", .oneToSeven), ("0-10", .zeroToTen), ("1-10", .oneToTen),
        ("percent", .percent),
    ]

    static func scaleName(_ scale: ScoreScale) -> String {
        scaleNames.first { $0.1 == scale }?.0 ?? scale.name
    }

    private static func line<Choice>(_ key: String, _ value: Value<Choice>) -> String {
        switch value {
        case .constant(let choice): "\(key) = \(choice.name)"
        case .column(let column): "\(key): \(column)"
        }
    }

    private mutating func set(
        _ key: String,
        _ mark: Character,
        _ value: String,
        _ line: Line
    ) throws(TextError) {
        if let kind = TextColumn.Kind(rawValue: key) {
            texts.append(TextColumn(value, kind))
            return
        }
        if let path = Self.columnKeys.first(where: { $0.0 == key })?.1 {
            guard mark == ":" else { throw line.error("write `\(key): COLUMN`, with a colon.") }
            self[keyPath: path] = value
            return
        }
        switch (key, mark) {
        case ("score", ":"): score = ScoreColumn(value, scale: score?.scale ?? .oneToFive)
        case ("score scale", _), ("score word", _): try setScore(key, mark, value, line)
        case ("empty words", _): emptyWords += Self.words(value)
        case ("yes words", _): yesWords += Self.words(value)
        case ("guest name", ":"): guestNames.append(value)
        case ("only site", "="): onlySite = value
        case ("date order", "="):
            guard let order = DateOrder(rawValue: value) else {
                throw line.error("write `date order = day-first` or `date order = month-first`.")
            }
            dateOrder = order
        case ("channel", _): channel = try line.choice(mark, value)
        case ("touchpoint", _): touchpoint = try line.choice(mark, value)
        default: throw line.error("`\(key) \(mark)` is not known. Keys are: \(Self.keys).")
        }
    }

    private mutating func setScore(
        _ key: String,
        _ mark: Character,
        _ value: String,
        _ line: Line
    ) throws(TextError) {
        guard score != nil else { throw line.error("put the line `score: COLUMN` before it.") }
        if key == "score word" {
            score?.words.append(try line.scoreWord(value))
        } else if mark == ":" {
            score?.scaleColumn = value
        } else if let scale = Self.scaleNames.first(where: { $0.0 == value })?.1 {
            score?.scale = scale
        } else {
            throw line.error(
                "\"\(value)\" is no scale. Write one of 1-5, 1-7, 0-10, 1-10, percent."
            )
        }
    }

    private static func words(_ value: String) -> [String] {
        value.split(separator: "|").map { String(CellWords.trimmed($0)) }.filter { !$0.isEmpty }
    }

    private static var keys: String {
        let texts = TextColumn.Kind.allCases.map { "\($0.rawValue):" }
        let columns = columnKeys.map { "\($0.0):" }
        let others = [
            "empty words:", "score:", "score scale =", "score word:", "channel =", "touchpoint =",
            "date order =", "guest name:", "only site =", "yes words:",
        ]
        return (texts + columns + others).joined(separator: " ")
    }

    /// A line of the text form on its way to a setting.
    private struct Line {
        let number: Int
        let content: Substring

        func error(_ message: String) -> TextError { TextError(line: number, message: message) }

        func parts() throws(TextError) -> (key: String, mark: Character, value: String) {
            guard let index = content.firstIndex(where: { $0 == ":" || $0 == "=" }) else {
                throw error("write `key: COLUMN` or `key = VALUE`, such as `text: comments`.")
            }
            let key = CellWords.folded(String(content[..<index]))
            let value = String(CellWords.trimmed(content[content.index(after: index)...]))
            guard !value.isEmpty else {
                throw error("`\(key)` has nothing after it. Name a column, or delete the line.")
            }
            return (key, content[index], value)
        }

        func choice<Choice>(
            _ mark: Character,
            _ value: String
        ) throws(TextError) -> Value<Choice> {
            if mark == ":" { return .column(value) }
            guard let choice = Choice.named(value) else {
                let names = Choice.names.joined(separator: ", ")
                throw error("\"\(value)\" is not known. Write one of \(names).")
            }
            return .constant(choice)
        }

        func scoreWord(_ value: String) throws(TextError) -> ScoreWord {
            guard let index = value.lastIndex(of: "=") else {
                throw error("write `score word: WORD = NUMBER`, or `= none`.")
            }
            let word = String(CellWords.trimmed(value[..<index]))
            let score = CellWords.folded(String(value[value.index(after: index)...]))
            if score == "none" { return ScoreWord(word: word, score: nil) }
            guard let number = Int(score) else {
                throw error("\"\(score)\" is no whole number. Write a number, or `none`.")
            }
            return ScoreWord(word: word, score: number)
        }
    }
}

extension ImportMapping {
    /// Every column that the mapping names.
    var columnNames: [String] {
        var names =
            texts.map(\.column) + guestNames + Self.columnKeys.compactMap { self[keyPath: $0.1] }
        names += [score?.column, score?.scaleColumn].compactMap(\.self)
        if case .column(let column) = channel { names.append(column) }
        if case .column(let column) = touchpoint { names.append(column) }
        return names
    }
}
