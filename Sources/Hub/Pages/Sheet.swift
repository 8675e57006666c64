import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// Figures for programs and spreadsheets.
enum Sheet {
    /// Rows as RFC 4180 has them.
    static func csv(_ name: String, _ head: [String], _ rows: [[String]]) -> Response {
        let text = ([head] + rows).map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
        return file(text, "text/csv; charset=utf-8", "\(name).csv")
    }

    static func json(_ value: JSON) -> Response {
        file(value.description, "application/json", nil)
    }

    /// Quoted where it must be; a spreadsheet is not given a formula.
    private static func field(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@".contains($0) } == true && Double(text) == nil
        let text = isFormula ? "'" + text : text
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    private static func file(_ text: String, _ type: String, _ name: String?) -> Response {
        var headers: HTTPFields = [
            .contentType: type, .xContentTypeOptions: "nosniff", .cacheControl: "no-store",
        ]
        if let name { headers[.contentDisposition] = "attachment; filename=\"\(name)\"" }
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}
