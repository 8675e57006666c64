import HTTPTypes
import Hummingbird

/// Has browsers keep the cookies of a hub that speaks TLS off any other connection.
struct SecureCookies: RouterMiddleware {
    typealias Context = HubContext

    func handle(
        _ request: Request,
        context: HubContext,
        next: @concurrent (Request, HubContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[values: .setCookie] = response.headers[values: .setCookie]
            .map { $0 + "; Secure" }
        return response
    }
}
