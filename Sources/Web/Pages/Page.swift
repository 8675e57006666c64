import HTTPTypes
package import Hummingbird
import NIOCore

/// A page as it is answered: HTML that may load nothing but what this house serves.
package struct Page: Sendable {
    private let html: String
    private let status: HTTPResponse.Status

    package init(_ html: String, status: HTTPResponse.Status = .ok) {
        self.html = html
        self.status = status
    }

    /// No script, style or picture from elsewhere, no frame around it, no form to elsewhere.
    private static let contentPolicy = """
        default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; \
        script-src 'self'; \
        connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
        """

    package var response: Response {
        Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8",
                .contentSecurityPolicy: Self.contentPolicy,
                .xContentTypeOptions: "nosniff",
                .referrerPolicy: "same-origin",
                // Guests' words do not stay on a shared terminal.
                .cacheControl: "no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html))
        )
    }
}

extension HTTPField.Name {
    private static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("a field's name") }
        return name
    }

    fileprivate static let referrerPolicy = known("Referrer-Policy")
}

extension Response {
    /// Sends the browser on to a page of this house, which it then gets.
    package static func seeOther(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
    }
}
