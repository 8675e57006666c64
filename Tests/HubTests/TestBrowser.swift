import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// A browser without a screen: it keeps cookies and the token of the last form it saw.
struct TestBrowser {
    let address: String
    let client: HTTPClient
    private var cookies: [String: String] = [:]
    private(set) var formToken = ""

    struct Page {
        var status: UInt
        var text: String
        var location: String?
        /// What the page may load and run.
        var policy: String?
        /// The cookies that came with it, as `name=value`.
        var cookies: [String]

        /// The token of the page's forms; empty where it has none.
        var formToken: String {
            let found = text.split(separator: "name=\"form\" value=\"").dropFirst().first
            return String(found?.prefix { $0 != "\"" } ?? "")
        }
    }

    /// A browser at an address while `body` runs.
    static func at<Result>(
        _ address: String,
        _ body: (inout TestBrowser) async throws -> Result
    ) async throws -> Result {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        let client = HTTPClient(configuration: configuration)
        var browser = TestBrowser(address, client)
        do {
            let result = try await body(&browser)
            try await client.shutdown()
            return result
        } catch {
            try await client.shutdown()
            throw error
        }
    }

    private init(_ address: String, _ client: HTTPClient) {
        (self.address, self.client) = (address, client)
    }

    /// Somebody else's browser at the same address.
    var stranger: TestBrowser { TestBrowser(address, client) }

    mutating func get(_ path: String) async throws -> Page {
        let page = try await keeping(Self.opening(address + path))
        if !page.formToken.isEmpty { formToken = page.formToken }
        return page
    }

    /// Sends a form, with the token that the last page had unless the fields have one.
    mutating func send(_ path: String, _ fields: [String: String] = [:]) async throws -> Page {
        let fields = fields.merging(["form": formToken]) { own, _ in own }
        return try await keeping(Self.sending(fields, to: address + path))
    }

    /// Forgets who signed in.
    mutating func forget() {
        cookies = [:]
        formToken = ""
    }

    private mutating func keeping(_ request: HTTPClientRequest) async throws -> Page {
        let cookie = cookies.map { "\($0)=\($1)" }.joined(separator: "; ")
        let page = try await Self.answer(request, showing: cookie, client)
        for pair in page.cookies.map({ $0.split(separator: "=", maxSplits: 1) })
        where pair.count == 2 {
            cookies[String(pair[0])] = String(pair[1])
        }
        return page
    }

    // MARK: The wire

    static func opening(_ url: String) -> HTTPClientRequest { HTTPClientRequest(url: url) }

    static func sending(_ fields: [String: String], to url: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        let body = fields.map { "\($0)=\(encoded($1))" }.joined(separator: "&")
        request.body = .bytes(ByteBuffer(string: body))
        return request
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// What comes back for a request with these cookies.
    static func answer(
        _ request: HTTPClientRequest,
        showing cookie: String,
        _ client: HTTPClient
    ) async throws -> Page {
        var request = request
        if !cookie.isEmpty { request.headers.add(name: "Cookie", value: cookie) }
        let response = try await client.execute(request, timeout: .seconds(30))
        return Page(
            status: response.status.code,
            text: String(buffer: try await response.body.collect(upTo: 4 << 20)),
            location: response.headers.first(name: "Location"),
            policy: response.headers.first(name: "Content-Security-Policy"),
            cookies: response.headers["Set-Cookie"].map { String($0.prefix { $0 != ";" }) }
        )
    }
}
