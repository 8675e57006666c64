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
    }

    /// A browser at an address while `body` runs.
    static func at<Result>(
        _ address: String,
        _ body: (inout TestBrowser) async throws -> Result
    ) async throws -> Result {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        let client = HTTPClient(configuration: configuration)
        var browser = TestBrowser(address: address, client: client)
        do {
            let result = try await body(&browser)
            try await client.shutdown()
            return result
        } catch {
            try await client.shutdown()
            throw error
        }
    }

    private init(address: String, client: HTTPClient) {
        (self.address, self.client) = (address, client)
    }

    mutating func get(_ path: String) async throws -> Page {
        let page = try await answer(HTTPClientRequest(url: address + path))
        if let found = page.text.split(separator: "name=\"form\" value=\"").dropFirst().first {
            formToken = String(found.prefix { $0 != "\"" })
        }
        return page
    }

    /// Sends a form, with the token that the last page had.
    mutating func send(_ path: String, _ fields: [String: String] = [:]) async throws -> Page {
        var request = HTTPClientRequest(url: address + path)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
        let body = fields.merging(["form": formToken]) { own, _ in own }
            .map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&")
        request.body = .bytes(ByteBuffer(string: body))
        return try await answer(request)
    }

    /// Forgets who signed in.
    mutating func forget() {
        cookies = [:]
        formToken = ""
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private mutating func answer(_ request: HTTPClientRequest) async throws -> Page {
        var request = request
        let cookie = cookies.map { "\($0)=\($1)" }.joined(separator: "; ")
        if !cookie.isEmpty { request.headers.add(name: "Cookie", value: cookie) }
        let response = try await client.execute(request, timeout: .seconds(30))
        for set in response.headers["Set-Cookie"] {
            let pair = set.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
            if pair.count == 2 { cookies[String(pair[0])] = String(pair[1]) }
        }
        return Page(
            status: response.status.code,
            text: String(buffer: try await response.body.collect(upTo: 4 << 20)),
            location: response.headers.first(name: "Location")
        )
    }
}
