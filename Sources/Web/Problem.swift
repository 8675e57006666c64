package import HTTPTypes
package import Hummingbird

/// A refusal that says what is wrong and what to do next: problem details of RFC 9457.
package struct Problem: Error, Hashable, Sendable {
    package var status: HTTPResponse.Status
    /// A short name, the last part of the problem's type.
    package var kind: String
    package var detail: String
    /// After how many seconds to try again.
    package var retryAfterSeconds: Int?

    package init(
        _ status: HTTPResponse.Status,
        _ kind: String,
        _ detail: String,
        retryAfterSeconds: Int? = nil
    ) {
        self.status = status
        self.kind = kind
        self.detail = detail
        self.retryAfterSeconds = retryAfterSeconds
    }

    package static let contentType = "application/problem+json"

    private struct Body: ResponseEncodable {
        var type: String
        var title: String
        var status: Int
        var detail: String
    }
}

extension Problem: HTTPResponseError {
    package func response(
        from request: Request,
        context: some RequestContext
    ) throws -> Response {
        let body = Body(
            type: "urn:amends:problem:\(kind)",
            title: status.reasonPhrase,
            status: status.code,
            detail: detail
        )
        var response = try body.response(from: request, context: context)
        response.status = status
        response.headers[.contentType] = Self.contentType
        if let retryAfterSeconds { response.headers[.retryAfter] = "\(retryAfterSeconds)" }
        if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }
}
