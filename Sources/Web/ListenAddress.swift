package import Hummingbird
package import NIOCore

/// Where a process listens: a host and a port, 0 for any that is free.
package struct ListenAddress: Hashable, Sendable {
    package var host: String
    package var port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `HOST:PORT`, such as `127.0.0.1:8080` or `[::1]:8080`; nil when it is not that.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { return nil }
        self.init(host: String(host), port: port)
    }

    package var bindAddress: BindAddress { .hostname(host, port: port) }

    /// The address in a browser, once a channel listens.
    package func url(_ channel: any Channel, isSecure: Bool = false) -> String {
        let port = channel.localAddress?.port ?? port
        let scheme = isSecure ? "https" : "http"
        return "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    /// Whether only this machine can reach it.
    package var isThisMachineOnly: Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}
