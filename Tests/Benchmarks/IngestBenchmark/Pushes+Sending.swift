import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Web
import Wire

extension Pushes {
    /// Sends them, each when the one before is answered.
    ///
    /// - Throws: ``Complaint`` unless every one is accepted whole.
    func send(to url: String, _ client: HTTPClient) async throws {
        for body in bodies {
            var request = HTTPClientRequest(url: url + SyncEndpoint.exchangePath)
            request.method = .POST
            request.headers.add(name: "content-type", value: SyncEndpoint.contentType)
            request.headers.add(name: "authorization", value: "Bearer \(credential)")
            request.body = .bytes(ByteBuffer(bytes: body))
            let response = try await client.execute(request, timeout: .seconds(300))
            let bytes = try await response.body.collect(upTo: 64 << 20)
            guard response.status == .ok else { throw Complaint("status \(response.status)") }
            try check(ExchangeReply(decoding: Array(bytes.readableBytesView)))
        }
    }

    func check(_ reply: ExchangeReply) throws {
        guard case .accepted(let receipt) = reply.verdict, let pull = receipt.pull,
            pull.installed.reduce(0, { $0 + $1.count }) == 2 * Self.rowCount, pull.rows.isEmpty
        else { throw Complaint("the hub did not take a body whole: \(reply)") }
    }
}
