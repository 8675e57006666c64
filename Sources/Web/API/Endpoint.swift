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
    /// Whether it takes a secret: that is slow on purpose, and nothing of the request is kept.
    package let takesSecret: Bool
    /// What stands in the path's braces, behind the question mark, and in headers of its own.
    package let parameters: [Parameter]
    /// What the body is; nil for none.
    package let body: JSONSchema?
    /// The largest body, in bytes.
    package var bodyByteCountMax = API<Caller>.bodyByteCountMax
    package let answer: Answer
    package let act: @Sendable (Call<Caller>) throws -> Reply

    package struct Parameter: Sendable {
        package enum Place: String, Sendable {
            case path, query, header
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
        /// Whether it may be one part of a longer list.
        package let isPart: Bool

        package static func ok(_ schema: JSONSchema) -> Answer {
            Answer(status: .ok, schema: schema, isPart: false)
        }

        package static func created(_ schema: JSONSchema) -> Answer {
            Answer(status: .created, schema: schema, isPart: false)
        }

        fileprivate static func part(of element: JSONSchema) -> Answer {
            Answer(status: .ok, schema: .list(element), isPart: true)
        }
    }

    package init(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ summary: String,
        isOpen: Bool = false,
        takesSecret: Bool = false,
        parameters: [Parameter] = [],
        body: JSONSchema? = nil,
        _ answer: Answer,
        _ act: @escaping @Sendable (Call<Caller>) throws -> JSON
    ) {
        // Also what makes nothing new may not be done twice: a note, a message, a step.
        let isAct = method == .post && !isOpen
        self.init(
            method: method,
            path: path,
            summary: summary,
            isOpen: isOpen,
            takesSecret: takesSecret,
            parameters: parameters + (isAct ? [.key] : []),
            body: body,
            answer: answer
        ) { call in Reply(try act(call)) }
    }

    /// A list that is read part by part, each `count` long: the answer names the next in its
    /// header `Link`.
    package static func list(
        _ path: String,
        _ summary: String,
        parameters: [Parameter] = [],
        of element: JSONSchema,
        _ part: @escaping @Sendable (Call<Caller>) throws -> ListPart
    ) -> Endpoint {
        Endpoint(
            method: .get,
            path: path,
            summary: summary,
            isOpen: false,
            takesSecret: false,
            parameters: parameters + [.count, .after],
            body: nil,
            answer: .part(of: element)
        ) { call in
            let part = try part(call)
            return Reply(.array(part.items), next: part.next)
        }
    }

    private init(
        method: HTTPRequest.Method,
        path: String,
        summary: String,
        isOpen: Bool,
        takesSecret: Bool,
        parameters: [Parameter],
        body: JSONSchema?,
        answer: Answer,
        act: @escaping @Sendable (Call<Caller>) throws -> Reply
    ) {
        self.method = method
        self.path = path
        self.summary = summary
        self.isOpen = isOpen
        self.takesSecret = takesSecret
        self.parameters = parameters
        self.body = body
        self.answer = answer
        self.act = { call in
            let reply = try act(call)
            assert(reply.json.map { answer.schema.fault(of: $0, named: "answer") } == .some(nil))
            return reply
        }
    }
}

extension Endpoint.Parameter {
    /// So many entries of a list at once at most.
    package static var count: Self {
        Self("count", in: .query, .integer(1...1_000), "So many at most; 50 if left out.")
    }

    fileprivate static var after: Self {
        Self("after", in: .query, .text(1...80), "Where a former answer's Link goes on.")
    }

    /// The name of a request that must not be done twice.
    package static var keyName: String { "Idempotency-Key" }

    fileprivate static var key: Self {
        Self(
            keyName,
            in: .header,
            .text(1...200),
            "A name of the caller's own: asked again under it within a day, nothing is done twice."
        )
    }
}
