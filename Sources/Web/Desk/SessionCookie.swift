import HTTPTypes
package import Hummingbird

/// The cookie that says which session a browser has.
package struct SessionCookie: Sendable {
    /// A session at a house.
    package static let house = SessionCookie(name: "amends")
    /// A session at headquarters: a browser may have both, where both are served by one machine.
    package static let headquarters = SessionCookie(name: "amends-hq")

    private let name: String
    /// As long as a session can last at most.
    private static let ageMaxSeconds = 7 * 86_400

    /// What the browser shows; nil when it shows nothing.
    package func text(of request: Request) -> String? { request.cookies[name]?.value }

    /// The response with the cookie in it.
    package func set(_ text: String, in response: Response) -> Response {
        with(text, Self.ageMaxSeconds, response)
    }

    /// The response that has the browser forget the cookie.
    package func cleared(_ response: Response) -> Response { with("", 0, response) }

    private func with(_ value: String, _ age: Int, _ response: Response) -> Response {
        var response = response
        response.setCookie(
            Cookie(
                name: name,
                value: value,
                maxAge: age,
                path: "/",
                httpOnly: true,
                sameSite: .strict
            )
        )
        return response
    }
}
