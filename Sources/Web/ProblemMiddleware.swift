package import Hummingbird
import Logging

/// Turns every error of a handler into a problem, so that no answer lacks a next step.
///
/// What a handler did not foresee is logged in full and told to the client in general words.
package struct ProblemMiddleware<Context: RequestContext>: RouterMiddleware {
    private let problem: @Sendable (any Error) -> Problem?

    /// Makes the middleware of a process.
    ///
    /// - Parameter problem: names the errors that the process's handlers throw; nil for others.
    package init(_ problem: @escaping @Sendable (any Error) -> Problem?) {
        self.problem = problem
    }

    package func handle(
        _ request: Request,
        context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch {
            let named = problem(error) ?? Self.general(error)
            if named.status == .internalServerError {
                context.logger.error("\(request.method) \(request.uri.path): \(error)")
            }
            return try named.response(from: request, context: context)
        }
    }

    private static func general(_ error: any Error) -> Problem {
        if let problem = error as? Problem { return problem }
        guard let error = error as? any HTTPResponseError else {
            return Problem(
                .internalServerError,
                "internal",
                "The server had an error of its own. Try again; if it goes on, see its log."
            )
        }
        return switch error.status {
        case .notFound:
            Problem(.notFound, "not-found", "There is nothing here. Check the address.")
        case .contentTooLarge:
            Problem(.contentTooLarge, "too-large", "The request is too large. Send less at a time.")
        default:
            Problem(error.status, "refused", "The request is refused. Check its address and form.")
        }
    }
}
