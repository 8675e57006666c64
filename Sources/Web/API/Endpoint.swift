package import HTTPTypes

/// One thing that programs can ask of a server: what it takes and what it answers.
///
/// Requests are checked against it, and `openapi.json` is made from it, so the two cannot differ.
package struct Endpoint<Caller: Sendable>: Sendable {
    package let method: HTTPRequest.Method
    /// With each part that varies in braces, such as `/api/v1/cases/{reference}`.
    package let path: String
    package let summary: String
    /// Whether anybody may ask; otherwise a session is needed.
    package let isOpen: Bool
    /// What stands in the path's braces and behind the question mark.
    package let parameters: [Parameter]
    /// What the body is; nil for none.
    package let body: JSONSchema?
    package let answer: Answer
    package let act: @Sendable (Call<Caller>) throws -> JSON

    package struct Parameter: Sendable {
        package enum Place: String, Sendable {
            case path, query
        }

        package let name: String
        package let place: Place
        package let schema: JSONSchema
        package let words: String

        package init(_ name: String, in place: Place, _ schema: JSONSchema, _ words: String) {
            self.name = name
            self.place = place
            self.schema = schema
            self.words = words
        }
    }

    /// What comes back when all is well.
    package struct Answer: Sendable {
        package let status: HTTPResponse.Status
        package let schema: JSONSchema

        package static func ok(_ schema: JSONSchema) -> Answer {
            Answer(status: .ok, schema: schema)
        }

        package static func created(_ schema: JSONSchema) -> Answer {
            Answer(status: .created, schema: schema)
        }
    }

    package init(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ summary: String,
        isOpen: Bool = false,
        parameters: [Parameter] = [],
        body: JSONSchema? = nil,
        _ answer: Answer,
        _ act: @escaping @Sendable (Call<Caller>) throws -> JSON
    ) {
        self.method = method
        self.path = path
        self.summary = summary
        self.isOpen = isOpen
        self.parameters = parameters
        self.body = body
        self.answer = answer
        self.act = act
    }
}

/// A request that fits its endpoint.
package struct Call<Caller: Sendable>: Sendable {
    /// Whose session it is; nil for an open endpoint that was asked without one.
    package let caller: Caller?
    private let parameters: [String: JSON]
    /// The body; an object without members when the endpoint takes none.
    package let body: JSON

    package init(caller: Caller?, parameters: [String: JSON], body: JSON) {
        self.caller = caller
        self.parameters = parameters
        self.body = body
    }

    /// A parameter of the path or the query; nil when it was left out.
    package subscript(parameter name: String) -> JSON? { parameters[name] }
}
