import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// Figures for programs and spreadsheets.
enum Sheet {
    /// Rows as RFC 4180 has them.
    static func csv(_ name: String, _ head: [String], _ rows: [[String]]) -> Response {
        let text = ([head] + rows).map(CSVField.line).joined()
        return file(text, "text/csv; charset=utf-8", "\(name).csv")
    }

    static func json(_ value: JSON) -> Response {
        file(value.description, "application/json", nil)
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
