import HTTPTypes
package import Hummingbird

/// A form as a browser sent it.
package struct SentForm: Sendable {
    /// The largest form, in bytes.
    package static let byteCountMax = 256 * 1024

    private let text: String

    /// Collects the form from a request.
    ///
    /// - Throws: a problem when it is no form, or too large.
    package init(_ request: Request) async throws {
        let rules = BodyRules(
            contentType: "application/x-www-form-urlencoded",
            byteCountMax: Self.byteCountMax
        )
        _ = try rules.check(request)
        text = String(decoding: try await rules.collect(request), as: UTF8.self)
    }

    /// The form, when the session for which it was made is the one that sends it.
    ///
    /// - Throws: a problem when it was made for another session, or lacks a field.
    package func read<Form: Decodable>(
        _ type: Form.Type,
        accepts: (String) -> Bool
    ) throws -> Form {
        // A form without a token is refused like one with a wrong token.
        let token = try? URLEncodedFormDecoder().decode(FormToken.self, from: text)
        guard let token, accepts(token.form) else {
            throw Problem(
                .forbidden,
                "form",
                Language.spoken.say(
                    "The desk changed hands since this form was made. Open its page and repeat it."
                )
            )
        }
        return try read(type)
    }

    /// The form, whoever sent it.
    ///
    /// - Throws: a problem when it lacks a field.
    package func read<Form: Decodable>(_ type: Form.Type) throws -> Form {
        do { return try URLEncodedFormDecoder().decode(type, from: text) } catch {
            throw Problem(
                .badRequest,
                "form",
                Language.spoken.say(
                    "The form lacks a field. Open the page again and repeat it."
                )
            )
        }
    }

    private struct FormToken: Decodable { var form: String }
}
