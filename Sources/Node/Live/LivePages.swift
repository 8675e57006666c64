import HTTPTypes
import Hummingbird
import NIOCore
import Recovery
import ServiceLifecycle
import Storage
import Web

extension HousePages {
    /// Adds what keeps an open page up to date.
    func addLive(to router: RouterGroup<HouseContext>) {
        router.get("/live") { request, context in
            let staff = try context.signedIn()
            guard let token = SessionCookie.house.token(of: request) else { throw NotSignedIn() }
            guard live.hasRoom else {
                throw Problem(
                    .serviceUnavailable,
                    "busy",
                    say(
                        "Too many pages are open in the house. Close some; this one works as it is."
                    ),
                    retryAfterSeconds: 60
                )
            }
            return Response(
                status: .ok,
                headers: [
                    .contentType: "text/event-stream; charset=utf-8",
                    .cacheControl: "no-store",
                    .xContentTypeOptions: "nosniff",
                ],
                body: ResponseBody { writer in
                    // Here, not before: of a response that is never written nobody tells.
                    if let listener = live.enter(session: staff.session.formToken) {
                        defer { live.leave(listener) }
                        try await withGracefulShutdownHandler {
                            try await self.tell(listener, token, &writer)
                        } onGracefulShutdown: {
                            self.live.leave(listener)
                        }
                    }
                    try await writer.finish(nil)
                }
            )
        }
    }

    /// Writes editions until the page leaves, its session ends or the node stops.
    @concurrent private func tell(
        _ listener: LiveDesk.Listener,
        _ token: SessionToken,
        _ writer: inout any ResponseBodyWriter
    ) async throws {
        var last: String?
        for await edition in listener.editions {
            let isSignedIn = try await blocking {
                try store.session(token, now: WallClock.now()) != nil
            }
            guard isSignedIn else {
                try await writer.write(ByteBuffer(string: "event: ended\ndata: \n\n"))
                return
            }
            // A comment is a sign of life that no page takes for news.
            let line = edition == last ? ":\n\n" : "data: \(edition)\n\n"
            try await writer.write(ByteBuffer(string: line))
            last = edition
        }
    }
}

extension HTTPField.Name {
    /// Says that a page brings itself up to date: nobody did anything at the desk.
    static let amendsLive = known("Amends-Live")

    private static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("a field's name") }
        return name
    }
}

extension Request {
    /// Whether a page sent this by itself, so that it keeps no session alive.
    var isByItself: Bool { uri.path == "/live" || headers[.amendsLive] != nil }
}
