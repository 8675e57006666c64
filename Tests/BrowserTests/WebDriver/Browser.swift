import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// One Chromium, driven over W3C WebDriver.
///
/// Paths are those of one house.
struct Browser: Sendable {
    /// Where the pages are that paths lead to.
    let address: String
    private let session: String

    /// What sort of machine the browser pretends to be.
    enum Device: Sendable {
        case desk
        /// 390 by 844, with a finger.
        case phone
    }

    /// Lends a browser while `body` runs.
    static func open<Result>(
        _ device: Device,
        at address: String,
        runsScripts: Bool = true,
        _ body: (Browser) async throws -> Result
    ) async throws -> Result {
        try await ChromeDriver.running { driver in
            let answer = try await command(
                .POST,
                driver.url + "/session",
                ["capabilities": ["alwaysMatch": capabilities(device, runsScripts)]]
            )
            guard let id = answer["sessionId"].text else { throw BrowserError.driverSilent }
            let browser = Browser(address: address, session: "\(driver.url)/session/\(id)")
            do {
                let result = try await body(browser)
                _ = try await command(.DELETE, browser.session)
                return result
            } catch {
                // The driver's end would do too; the first error is the one to report.
                _ = try? await command(.DELETE, browser.session)
                throw error
            }
        }
    }

    /// The same window, with paths that are those of another address.
    func at(_ address: String) -> Browser { Browser(address: address, session: session) }

    private static func capabilities(_ device: Device, _ runsScripts: Bool) -> JSONValue {
        var options: [String: JSONValue] = [
            "binary": .text(ChromeDriver.chromium ?? ""),
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--window-size=1440,900", "--lang=en",
            ],
        ]
        if device == .phone {
            options["mobileEmulation"] = [
                "deviceMetrics": [
                    "width": 390, "height": 844, "pixelRatio": 2, "touch": true, "mobile": true,
                ]
            ]
        }
        if !runsScripts {
            options["prefs"] = ["profile.managed_default_content_settings.javascript": 2]
        }
        return ["browserName": "chrome", "goog:chromeOptions": .object(options)]
    }

    // MARK: Commands

    enum Method: String { case GET, POST, DELETE }

    /// Sends one command of this browser's session.
    func send(
        _ method: Method,
        _ path: String,
        _ body: JSONValue? = nil
    ) async throws -> JSONValue {
        try await Self.command(method, session + path, body)
    }

    private static func command(
        _ method: Method,
        _ url: String,
        _ body: JSONValue? = nil
    ) async throws -> JSONValue {
        var request = HTTPClientRequest(url: url)
        request.method = HTTPMethod(rawValue: method.rawValue)
        if method == .POST {
            let bytes = try JSONEncoder().encode(body ?? [:])
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: bytes))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        let answer = try await response.body.collect(upTo: 32 << 20)
        let value = try JSONDecoder().decode(JSONValue.self, from: Data(answer.readableBytesView))
        guard response.status == .ok else {
            let problem = value["value"]
            throw BrowserError.refused(
                command: url.split(separator: "/").dropFirst(4).joined(separator: "/"),
                error: problem["error"].text ?? "\(response.status)",
                message: String(problem["message"].text?.prefix(300) ?? "")
            )
        }
        return value["value"]
    }

    /// Sends a command of Chromium's own protocol.
    @discardableResult
    func chromium(_ name: String, _ parameters: JSONValue) async throws -> JSONValue {
        try await send(.POST, "/goog/cdp/execute", ["cmd": .text(name), "params": parameters])
    }

    // MARK: Pages

    /// Opens one of the house's pages, and waits until it is there.
    func open(_ path: String) async throws {
        _ = try await send(
            .POST,
            "/url",
            ["url": .text(path.contains(":") ? path : address + path)]
        )
    }

    /// The path of the page, with its query.
    func path() async throws -> String {
        let url = try await send(.GET, "/url").text ?? ""
        return url.hasPrefix(address) ? String(url.dropFirst(address.count)) : url
    }

    func title() async throws -> String { try await send(.GET, "/title").text ?? "" }

    /// Runs a function's body in the page and gives what it returns.
    @discardableResult
    func run(_ script: String, _ arguments: JSONValue...) async throws -> JSONValue {
        try await send(
            .POST,
            "/execute/sync",
            ["script": .text(script), "args": .array(arguments)]
        )
    }

    /// The cookies that the page may use, by name.
    func cookies() async throws -> [String: JSONValue] {
        let cookies = try await send(.GET, "/cookie").array
        return Dictionary(cookies.compactMap { cookie in cookie["name"].text.map { ($0, cookie) } })
        { $1 }
    }

    /// Forgets a cookie, as a session does that came to its end.
    func forgetCookie(_ name: String) async throws {
        _ = try await send(.DELETE, "/cookie/\(name)")
    }

    /// Goes to the page that was open before.
    func goBack() async throws { _ = try await send(.POST, "/back", [:]) }

    /// A picture of what is seen, as PNG.
    func screenshot() async throws -> Data {
        Data(base64Encoded: try await send(.GET, "/screenshot").text ?? "") ?? Data()
    }
}
