import Glibc
import Synchronization
package import Web

extension ListenAddress {
    private static let given = Atomic<UInt32>(0)

    /// Any port of this machine that is free.
    package static let anyPort = ListenAddress(host: "127.0.0.1", port: 0)

    /// An address that nobody else of this machine has, for a server that must come back to it.
    ///
    /// A port that was free a moment ago may be taken by the time that it is asked for again; a
    /// host of one's own, of the sixteen million of 127.0.0.0/8, is not.
    package static func lasting() -> ListenAddress {
        let count = given.add(1, ordering: .relaxed).newValue
        let run = UInt32(bitPattern: getpid()) % 250 + 2
        return ListenAddress(host: "127.\(run).\(count >> 8 & 255).\(count & 255)", port: 8_400)
    }

    /// The address in a browser.
    package var url: String { "http://\(host):\(port)" }
}
