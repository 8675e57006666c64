/// A field of a CSV file, by RFC 4180.
package enum CSVField {
    /// The text as it stands in a line: quoted where it must be, and never a formula to a
    /// spreadsheet.
    package static func written(_ text: String) -> String {
        // A negative number is one; a name that begins so is not.
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } == true && Double(text) == nil
        let safe = (isFormula ? "'" : "") + text
        guard safe.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }

    /// A line of the file, with its end.
    package static func line(_ fields: [String]) -> String {
        fields.map(written).joined(separator: ",") + "\r\n"
    }
}
