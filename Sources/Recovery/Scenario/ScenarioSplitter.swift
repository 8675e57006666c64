/// The fields of one scenario as they stand in a file, not yet understood.
struct ScenarioBlock: Hashable, Sendable {
    /// The line of `scenario:`.
    let line: Int
    /// The code, or nil when it is not one.
    let code: ScenarioCode?
    /// The text of each field.
    var fields: [ScenarioKey: FieldText] = [:]

    /// The line of a field, or of the scenario when the field is missing.
    func line(of field: ScenarioKey) -> Int { fields[field]?.line ?? line }
}

/// A piece of text and the line on which it begins.
struct NumberedText: Hashable, Sendable {
    var line: Int
    var text: String
}

/// The lines of one field, without indentation; empty lines part paragraphs.
struct FieldText: Hashable, Sendable {
    let line: Int
    var lines: [NumberedText]

    /// Paragraphs parted by one empty line, each on a line of its own, with single spaces.
    var prose: String {
        lines.split(whereSeparator: \.text.isEmpty)
            .map { $0.map(\.text).joined(separator: " ").singleSpaced }
            .joined(separator: "\n\n")
    }

    /// What stands after each "- "; nil when the text does not begin with one.
    var items: [NumberedText]? {
        var items: [NumberedText] = []
        for line in lines where !line.text.isEmpty {
            if line.text == "-" || line.text.hasPrefix("- ") {
                items.append(
                    NumberedText(line: line.line, text: line.text.dropFirst().singleSpaced)
                )
            } else if let last = items.indices.last {
                items[last].text = (items[last].text + " " + line.text).singleSpaced
            } else {
                return nil
            }
        }
        return items
    }

    /// What stands between commas; a line may end in one.
    var words: [NumberedText] {
        lines.filter { !$0.text.isEmpty }.flatMap { line in
            let text = line.text.hasSuffix(",") ? line.text.dropLast() : line.text[...]
            return text.split(separator: ",", omittingEmptySubsequences: false)
                .map { NumberedText(line: line.line, text: $0.singleSpaced) }
        }
    }
}

extension StringProtocol {
    /// The words of the text with one space between them and none around.
    var singleSpaced: String {
        // Bytes, because the library is read at every start.
        utf8.split {
            $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r")
        }
        .map { String(decoding: $0, as: UTF8.self) }
        .joined(separator: " ")
    }
}

/// Cuts the text of a file into blocks and says which lines it could not place.
///
/// The format: `key: value` at the left margin, what belongs to it indented by two spaces, `#` at
/// the margin for comments; `scenario: CODE` begins a scenario.
struct ScenarioSplitter {
    private(set) var blocks: [ScenarioBlock] = []
    private(set) var findings: [LintFinding] = []
    private let file: String
    private var openField: ScenarioKey?
    /// Whether indented lines belong to a field that was refused already.
    private var isSkipping = false

    init(file: String, text: String) {
        self.file = file
        // Some editors begin a file with a byte order mark.
        let start = text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let lines = text.utf8.dropFirst(start)
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map(Substring.init)
        for (index, line) in lines.enumerated() { take(line, number: index + 1) }
        for index in blocks.indices { blocks[index].dropTrailingEmptyLines() }
        if blocks.isEmpty {
            report(1, Sentence("This file has no scenario; begin one with \"scenario: HK-01\"."))
        }
    }

    private mutating func take(_ line: Substring, number: Int) {
        if line.allSatisfy(\.isWhitespace) {
            append("", number)
        } else if line.hasPrefix("  ") {
            continueField(line.singleSpaced, number)
        } else if line.hasPrefix(" ") || line.hasPrefix("\t") {
            report(number, Sentence("Indent by two spaces."))
        } else if !line.hasPrefix("#") {
            begin(line, number)
        }
    }

    private mutating func continueField(_ text: String, _ number: Int) {
        if openField != nil {
            append(text, number)
        } else if !isSkipping {
            report(number, Sentence("Put a field such as \"name:\" above this indented line."))
        }
    }

    private mutating func append(_ text: String, _ number: Int) {
        guard let openField, let last = blocks.indices.last else { return }
        blocks[last].fields[openField]?.lines.append(NumberedText(line: number, text: text))
    }

    private mutating func begin(_ line: Substring, _ number: Int) {
        openField = nil
        isSkipping = true
        guard let colon = line.firstIndex(of: ":") else {
            report(
                number,
                Sentence(
                    """
                    Write "key: value", or indent the line by two spaces to continue the text \
                    above.
                    """
                )
            )
            return
        }
        let key = line[..<colon].singleSpaced
        let value = line[line.index(after: colon)...].singleSpaced
        if key == "scenario" { return beginScenario(value, number) }
        guard let field = ScenarioKey(rawValue: key) else {
            let keys = ScenarioKey.allCases.map(\.rawValue).joined(separator: ", ")
            report(number, Sentence("There is no field \"\(key)\"; use one of \(keys)."))
            return
        }
        guard let last = blocks.indices.last else {
            report(number, Sentence("Begin with \"scenario: CODE\" before the first field."))
            return
        }
        if let earlier = blocks[last].fields[field] {
            report(
                number,
                Sentence("Join this with \"\(key)\" on line \(earlier.line) and keep one.")
            )
            return
        }
        let lines = value.isEmpty ? [] : [NumberedText(line: number, text: value)]
        blocks[last].fields[field] = FieldText(line: number, lines: lines)
        openField = field
    }

    private mutating func beginScenario(_ value: String, _ number: Int) {
        let code = ScenarioCode(value)
        isSkipping = false
        blocks.append(ScenarioBlock(line: number, code: code))
        if code == nil {
            report(
                number,
                Sentence("Write the code as two to four capitals and two digits, such as HK-01.")
            )
        }
    }

    private mutating func report(_ line: Int, _ message: Sentence) {
        findings.append(
            LintFinding(
                severity: .error,
                file: file,
                line: line,
                scenario: blocks.last?.code,
                message: message
            )
        )
    }
}

extension ScenarioBlock {
    fileprivate mutating func dropTrailingEmptyLines() {
        for field in fields.keys {
            while fields[field]?.lines.last?.text.isEmpty == true {
                fields[field]?.lines.removeLast()
            }
        }
    }
}
