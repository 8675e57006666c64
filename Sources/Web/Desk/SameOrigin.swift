import HTTPTypes
package import Hummingbird

/// Refuses forms that another site's page sends before anybody has signed in.
package enum SameOrigin {
    /// - Throws: a problem when the browser says that another site's page sent the request.
    package static func check(_ request: Request) throws {
        let site = request.headers[values: .secFetchSite].first
        guard site == nil || site == "same-origin" || site == "none" else {
            throw Problem(
                .forbidden,
                "other-site",
                Language.spoken.say(
                    "This form came from another site's page. Open the own sign-in page."
                )
            )
        }
    }
}

extension HTTPField.Name {
    fileprivate static var secFetchSite: HTTPField.Name {
        guard let name = HTTPField.Name("Sec-Fetch-Site") else { preconditionFailure("a name") }
        return name
    }
}
