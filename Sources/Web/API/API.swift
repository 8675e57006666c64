import HTTPTypes
package import Hummingbird
import NIOCore

/// All that programs can ask of a server.
package struct API<Caller: Sendable>: Sendable {
    package let title: String
    package let endpoints: [Endpoint<Caller>]
    /// Where the description is.
    package let descriptionPath: String

    /// The largest body, in bytes, of an endpoint that does not say otherwise.
    package static var bodyByteCountMax: Int { 256 * 1024 }

    package init(title: String, descriptionPath: String, _ endpoints: [Endpoint<Caller>]) {
        self.title = title
        self.descriptionPath = descriptionPath
        self.endpoints = endpoints
    }

    /// Adds a route for each endpoint, for the description, and for methods that do not fit.
    ///
    /// - Parameters:
    ///   - router: where they are added.
    ///   - caller: whose session a request belongs to; nil for nobody's.
    ///   - perform: does what an endpoint says, on a thread that may wait.
    package func add<Context: RequestContext>(
        to router: Router<Context>,
        caller: @escaping @Sendable (Request) async throws -> Caller?,
        perform: @escaping @Sendable (Endpoint<Caller>, Call<Caller>) async throws -> Reply
    ) {
        let description = OpenAPI(self).json.description
        router.get(RouterPath(descriptionPath)) { _, _ in
            Response(json: description)
        }
        for endpoint in endpoints {
            router.on(RouterPath(endpoint.path), method: endpoint.method) { request, context in
                let caller = try await caller(request)
                guard endpoint.isOpen || caller != nil else { throw Self.noSession }
                let call = Call(
                    caller: caller,
                    parameters: try endpoint.parameters(of: request, context),
                    body: try await endpoint.body(of: request)
                )
                let reply = try await perform(endpoint, call)
                var response = Response(json: reply.text, status: endpoint.answer.status)
                if let next = reply.next { response.headers[.link] = request.link(after: next) }
                return response
            }
        }
        refuseOtherMethods(router)
    }

    private func refuseOtherMethods<Context: RequestContext>(_ router: Router<Context>) {
        let query = HTTPRequest.Method("QUERY").map { [$0] } ?? []
        let all: [HTTPRequest.Method] =
            [.get, .head, .post, .put, .patch, .delete, .options, .trace] + query
        for (path, endpoints) in Dictionary(grouping: endpoints, by: \.path) {
            let known = endpoints.map(\.method)
            let allowed = known.map(\.rawValue).sorted().joined(separator: ", ")
            for method in all where !known.contains(method) {
                router.on(RouterPath(path), method: method) { request, context in
                    let problem = Problem(
                        .methodNotAllowed,
                        "method",
                        "\(path) takes \(allowed). \(descriptionPath) says what each does."
                    )
                    var response = try problem.response(from: request, context: context)
                    response.headers[.allow] = allowed
                    return response
                }
            }
        }
    }

    private static var noSession: Problem {
        Problem(
            .unauthorized,
            "session",
            "No session, or it has ended. Begin one and send its token as 'Authorization: Bearer'."
        )
    }
}

extension Endpoint {
    fileprivate func parameters(
        of request: Request,
        _ context: some RequestContext
    ) throws -> [String: JSON] {
        var values: [String: JSON] = [:]
        for parameter in parameters {
            let text =
                switch parameter.place {
                case .path: context.parameters.get(parameter.name).map(\.percentDecoded)
                case .query: request.uri.queryParameters[Substring(parameter.name)].map(String.init)
                case .header: HTTPField.Name(parameter.name).flatMap { request.headers[$0] }
                }
            guard let text else { continue }
            let value = parameter.schema.reading(text)
            if let fault = parameter.schema.fault(of: value, named: parameter.name) {
                throw Problem(.badRequest, "parameter", fault)
            }
            values[parameter.name] = value
        }
        return values
    }

    fileprivate func body(of request: Request) async throws -> JSON {
        guard let schema = body else { return .object([]) }
        let rules = BodyRules(
            contentType: "application/json",
            byteCountMax: bodyByteCountMax
        )
        _ = try rules.check(request)
        let json: JSON
        do { json = try JSON(bytes: try await rules.collect(request)) } catch let error as JSONError
        {
            throw Problem(.badRequest, "json", error.description)
        }
        if let fault = schema.fault(of: json, named: "body") {
            throw Problem(.badRequest, "body", fault)
        }
        return json
    }
}

extension Request {
    /// How the list that is asked for goes on (RFC 8288).
    fileprivate func link(after next: String) -> String {
        let asked = (uri.query ?? "").split(separator: "&").filter { !$0.hasPrefix("after=") }
        let query = (asked + ["after=\(next)"]).joined(separator: "&")
        return "<\(uri.path)?\(query)>; rel=\"next\""
    }
}

extension HTTPField.Name {
    fileprivate static let link = HTTPField.Name("Link") ?? .location
}

extension String {
    /// The text behind the escapes of an address's path; what is no escape stays.
    fileprivate var percentDecoded: String {
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
            if byte == UInt8(ascii: "%"), digits.count == 2 {
                bytes.append(UInt8(digits[0] * 16 + digits[1]))
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension JSONSchema {
    /// The value that a parameter's text means here; text when it means nothing else.
    fileprivate func reading(_ text: String) -> JSON {
        switch self {
        case .integer: Int64(text).map(JSON.integer) ?? .text(text)
        case .boolean: text == "true" ? .bool(true) : text == "false" ? .bool(false) : .text(text)
        default: .text(text)
        }
    }
}

extension Response {
    fileprivate init(json: String, status: HTTPResponse.Status = .ok) {
        self.init(
            status: status,
            headers: [
                .contentType: "application/json; charset=utf-8", .cacheControl: "no-store",
                .xContentTypeOptions: "nosniff",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: json))
        )
    }
}
