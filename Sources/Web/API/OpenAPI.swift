import HTTPTypes

/// What an ``API`` offers, as OpenAPI 3.1 describes it.
struct OpenAPI<Caller: Sendable> {
    private let api: API<Caller>

    init(_ api: API<Caller>) { self.api = api }

    var json: JSON {
        [
            "openapi": .text("3.1.0"),
            "info": ["title": .text(api.title), "version": .text(Product.version)],
            "paths": paths,
            "components": [
                "schemas": schemas,
                "securitySchemes": [
                    "session": ["type": .text("http"), "scheme": .text("bearer")]
                ],
            ],
        ]
    }

    private var paths: JSON {
        var order: [String] = []
        for endpoint in api.endpoints where !order.contains(endpoint.path) {
            order.append(endpoint.path)
        }
        return JSON(
            members: order.map { path in
                let here = api.endpoints.filter { $0.path == path }
                let operations = here.map { ($0.method.rawValue.lowercased(), operation($0)) }
                return (path, JSON(members: operations))
            }
        )
    }

    private func operation(_ endpoint: Endpoint<Caller>) -> JSON {
        JSON(members: [
            ("operationId", .text(endpoint.name)),
            ("summary", .text(endpoint.summary)),
            ("security", endpoint.isOpen ? nil : .array([["session": .array([])]])),
            (
                "parameters",
                endpoint.parameters.isEmpty ? nil : .array(endpoint.parameters.map(parameter))
            ),
            (
                "requestBody",
                endpoint.body.map { ["required": .bool(true), "content": Self.content($0)] }
            ),
            (
                "responses",
                JSON(members: [
                    (
                        "\(endpoint.answer.status.code)",
                        JSON(members: [
                            ("description", .text("Done.")),
                            ("headers", endpoint.answer.isPart ? Self.link : nil),
                            ("content", Self.content(endpoint.answer.schema)),
                        ])
                    ),
                    (
                        "default",
                        [
                            "description": .text("What is wrong, and what to do next."),
                            "content": [
                                Problem.contentType: ["schema": Self.problem.json]
                            ],
                        ]
                    ),
                ])
            ),
        ])
    }

    /// How a list goes on.
    private static var link: JSON {
        [
            "Link": [
                "description": .text("Where the next part is, as rel=next; none after the last."),
                "schema": ["type": .text("string")],
            ]
        ]
    }

    private func parameter(_ parameter: Endpoint<Caller>.Parameter) -> JSON {
        [
            "name": .text(parameter.name), "in": .text(parameter.place.rawValue),
            "required": .bool(parameter.place == .path), "description": .text(parameter.words),
            "schema": parameter.schema.json,
        ]
    }

    private static func content(_ schema: JSONSchema) -> JSON {
        ["application/json": ["schema": schema.json]]
    }

    private static var problem: JSONSchema {
        .named(
            "Problem",
            .object([
                .needs("type", .text()), .needs("title", .text()), .needs("status", .integer()),
                .needs("detail", .text(), "What is wrong, and what to do next."),
            ])
        )
    }

    private var schemas: JSON {
        var all = Self.problem.components
        for endpoint in api.endpoints {
            let used = [endpoint.body, endpoint.answer.schema].compactMap(\.self)
            for schema in used { all.merge(schema.components) { $1 } }
        }
        return JSON(members: all.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) })
    }
}

extension Endpoint {
    /// A name for programs, made of the method and the path: `postCasesNotes`.
    fileprivate var name: String {
        let words = path.split(separator: "/").dropFirst(2).filter { !$0.hasPrefix("{") }
        return method.rawValue.lowercased()
            + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
            + (path.hasSuffix("}") ? "One" : "")
    }
}
