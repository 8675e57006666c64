import Foundation
import Glibc

/// A web server that answers everything with a page, as the sign-in page of a house network does.
final class HTMLServer: Sendable {
    let url: String
    private let listener: Int32

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
                unsafe bind(listener, plain, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, plain, &length) == 0
            }
        }
        guard isListening else { throw CocoaError(.fileReadUnknown) }
        self.listener = listener
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
        Thread.detachNewThread { Self.answer(listener) }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    private static func answer(_ listener: Int32) {
        let page = "<!doctype html><title>Sign in</title>"
        let reply =
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: \(page.utf8.count)\r\n"
            + "Connection: close\r\n\r\n" + page
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { break }
            var request = [UInt8](repeating: 0, count: 64 * 1024)
            _ = unsafe request.withUnsafeMutableBytes {
                unsafe read(connection, $0.baseAddress, $0.count)
            }
            _ = unsafe reply.withCString { unsafe send(connection, $0, reply.utf8.count, 0) }
            close(connection)
        }
        close(listener)
    }
}
