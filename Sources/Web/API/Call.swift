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

    /// A parameter of the path, the query or a header; nil when it was left out.
    package subscript(parameter name: String) -> JSON? { parameters[name] }

    /// How many entries of a list are asked for.
    package var count: Int { Int(self[parameter: "count"]?.integer ?? 50) }

    /// Where in a list the answer begins; nil for its first entry.
    package var after: String? { self[parameter: "after"]?.text }

    /// The caller's own name for the request; nil when it was given none.
    package var key: String? { self[parameter: Endpoint<Caller>.Parameter.keyName]?.text }

    /// What is asked for, but for the name: two requests of one text ask for the same.
    package func question(withBody isWhole: Bool) -> String {
        let asked = parameters.filter { $0.key != Endpoint<Caller>.Parameter.keyName }
            .sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return asked.joined(separator: "&") + (isWhole ? " \(body)" : "")
    }
}

/// What an endpoint answers.
package struct Reply: Sendable {
    /// The answer as it is sent.
    package let text: String
    /// Where the next part of a list begins; nil after the last.
    package let next: String?
    /// The answer before it was written; nil for one that was given before.
    let json: JSON?

    package init(_ json: JSON, next: String? = nil) {
        text = json.description
        self.next = next
        self.json = json
    }

    /// An answer that was given before.
    package init(repeated text: String) {
        self.text = text
        next = nil
        json = nil
    }
}

/// A part of a list.
package struct ListPart: Sendable {
    /// What is in it.
    package let items: [JSON]
    /// Where the next one begins; nil after the last.
    package let next: String?

    package init(_ items: [JSON], next: String?) { (self.items, self.next) = (items, next) }
}
