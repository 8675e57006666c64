import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Storage
import TestSupport
import Testing
import Web

/// A program that asks a house over HTTP.
struct Program {
    let address: String
    var token: String?

    struct Answer {
        let status: UInt
        let json: JSON
        let allow: String?
        let contentType: String?
        /// Where a list goes on, below the root; nil after its last part.
        let next: String?

        var detail: String { json["detail"]?.text ?? "" }
    }

    func ask(
        _ method: HTTPMethod,
        _ path: String,
        _ body: String? = nil,
        key: String? = nil
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: address + path)
        request.method = method
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        if let key { request.headers.add(name: "Idempotency-Key", value: key) }
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let bytes = try await response.body.collect(upTo: 1 << 22)
        return Answer(
            status: response.status.code,
            json: try JSON(bytes: Array(bytes.readableBytesView)),
            allow: response.headers.first(name: "Allow"),
            contentType: response.headers.first(name: "Content-Type"),
            next: response.headers.first(name: "Link")?.split(separator: ">").first
                .map { String($0.dropFirst("</api/v1".count)) }
        )
    }

    func post(_ path: String, _ body: String? = nil, key: String? = nil) async throws -> Answer {
        try await ask(.POST, "/api/v1" + path, body, key: key)
    }

    /// Asks, and expects it to be done.
    func done(_ path: String, _ body: String? = nil) async throws -> JSON {
        let answer = try await post(path, body)
        #expect([200, 201].contains(answer.status), "\(path): \(answer.json)")
        return answer.json
    }

    func get(_ path: String) async throws -> Answer { try await ask(.GET, "/api/v1" + path) }

    /// With a session of somebody's; the manager's, when nobody is named.
    static func signedIn(_ house: StaffedHouse, as name: String? = nil) async throws -> Program {
        let secret = name == nil ? StaffedHouse.managerSecret : StaffedHouse.receptionistSecret
        return try await signedIn(house.address, name ?? house.manager.name, secret)
    }

    /// With a session of somebody's at an address.
    static func signedIn(
        _ address: String,
        _ name: String,
        _ secret: String
    ) async throws -> Program {
        var program = Program(address: address)
        let begun = try await program.post(
            "/session",
            #"{"name":"\#(name)","secret":"\#(secret)"}"#
        )
        #expect(begun.status == 201)
        program.token = try #require(begun.json["token"]?.text)
        return program
    }
}
