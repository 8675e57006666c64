import AsyncHTTPClient
import Glibc
import NIOCore
package import Recovery
import Storage

/// Where a program listens that is told what happens in the house.
///
/// Whoever may name such an address makes this machine send requests. What only this machine can
/// reach is therefore refused: whatever runs on it beside the node, and what a cloud offers to
/// its machines. Addresses of the house network are let through: programs of the house are there.
package struct HookAddress: Sendable {
    /// The address as it was written.
    package let url: String
    private let host: String
    private let port: Int

    /// The longest address, in characters.
    package static let lengthMax = 500

    /// Checks an address as it stands; a name in it is looked up each time it is used.
    ///
    /// - Throws: ``HookAddressError``.
    package init(_ text: String, reaching scope: HookScope) throws(HookAddressError) {
        let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        guard isPlain, text.utf8.count <= Self.lengthMax,
            text.hasPrefix("http://") || text.hasPrefix("https://")
        else { throw .noAddress }
        let authority = text.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@"), !text.contains("#") else { throw .holdsMore }
        // Read by the client itself, so that what is checked is what is called.
        guard let request = try? HTTPClient.Request(url: text), !request.host.isEmpty else {
            throw .noAddress
        }
        url = text
        // An IPv6 address stands in brackets.
        host = request.host.filter { $0 != "[" && $0 != "]" }
        port = request.port
        let name = host.lowercased()
        if name == "localhost" || name.hasSuffix(".localhost") {
            try Self.check(.thisMachine, name, scope)
            // A name is no address: it is checked when it is called, on what it leads to.
        } else if let address = try? SocketAddress(ipAddress: host, port: port) {
            try Self.check(ReservedAddress(address), host, scope)
        }
    }

    /// Looks up the name and says where to connect to.
    ///
    /// What was checked is then what is called, also when the name means another place a moment
    /// later. It waits for the network.
    ///
    /// - Throws: ``HookAddressError``, or what the look-up throws.
    func resolved(reaching scope: HookScope) throws -> (host: String, address: String) {
        let found = try SocketAddress.makeAddressResolvingHost(host, port: port)
        guard let address = found.ipAddress else { throw HookAddressError.noAddress }
        try Self.check(ReservedAddress(found), "\(host) is \(address), which", scope)
        return (host, address)
    }

    private static func check(
        _ reserved: ReservedAddress?,
        _ name: String,
        _ scope: HookScope
    ) throws(HookAddressError) {
        guard let reserved, !(reserved == .thisMachine && scope == .thisMachineToo) else { return }
        throw .reserved(name, reserved)
    }
}

/// How far what the house tells may go.
package enum HookScope: Sendable {
    /// To other machines only.
    case otherMachines
    /// To programs on this machine too, as its operator said.
    case thisMachineToo
}

/// Addresses that are no other machine's.
package enum ReservedAddress: Hashable, Sendable {
    /// 127.0.0.0/8 and ::1.
    case thisMachine
    /// 169.254.0.0/16 and fe80::/10.
    case linkLocal
    /// 100.100.100.200 and fd00:ec2::254: clouds tell their machines there what they are.
    case metadata
    /// 0.0.0.0/8 and ::.
    case unspecified
    /// 224.0.0.0/3 and ff00::/8, and what no address is in.
    case manyMachines

    /// The rule that an address falls under; nil when it may be another machine's.
    init?(_ address: SocketAddress) {
        guard let text = address.ipAddress else {
            self = .thisMachine
            return
        }
        let family = text.contains(":") ? AF_INET6 : AF_INET
        var bytes = [UInt8](repeating: 0, count: family == AF_INET6 ? 16 : 4)
        let isRead = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe inet_pton(family, text, buffer.baseAddress) == 1
        }
        guard isRead else {
            self = .unspecified
            return
        }
        if family == AF_INET6 { self.init(v6: bytes) } else { self.init(v4: bytes) }
    }

    private init?(v4 bytes: [UInt8]) {
        switch (bytes[0], bytes[1]) {
        case (127, _): self = .thisMachine
        case (169, 254): self = .linkLocal
        case (0, _): self = .unspecified
        case _ where bytes == [100, 100, 100, 200]: self = .metadata
        case (224..., _): self = .manyMachines
        default: return nil
        }
    }

    private init?(v6 bytes: [UInt8]) {
        let isZero = { (range: Range<Int>) in bytes[range].allSatisfy { $0 == 0 } }
        if isZero(0..<15), bytes[15] <= 1 {
            self = bytes[15] == 1 ? .thisMachine : .unspecified
        } else if isZero(0..<12) || (isZero(0..<10) && bytes[10] == 0xFF && bytes[11] == 0xFF) {
            self.init(v4: Array(bytes[12...]))
        } else if bytes[0] == 0xFE, bytes[1] & 0xC0 == 0x80 {
            self = .linkLocal
        } else if bytes[0] == 0xFF {
            self = .manyMachines
        } else if bytes == [0xFD, 0, 0x0E, 0xC2] + [UInt8](repeating: 0, count: 10) + [2, 0x54] {
            self = .metadata
        } else {
            return nil
        }
    }
}

/// Why an address is not told anything, and what to do.
package enum HookAddressError: Error, Hashable, Spoken {
    /// It cannot be called.
    case noAddress
    /// It holds a name and password, or a mark in a page.
    case holdsMore
    /// It is no other machine's.
    case reserved(String, ReservedAddress)

    /// The rule, and what to do next.
    package var sentence: Sentence {
        switch self {
        case .noAddress: "Write the address of a program, such as https://pms.example/amends."
        case .holdsMore:
            "Leave names, passwords and # out of the address: the signature proves who calls."
        case .reserved(let name, .thisMachine):
            """
            \(name) is this machine itself (rule: loopback). Name a program elsewhere, or let the \
            operator start the node with --webhooks-to-this-machine.
            """
        case .reserved(let name, .linkLocal):
            """
            \(name) is link-local (rule: 169.254.0.0/16 and fe80::/10): clouds keep their \
            machines' secrets there. Name a program at another address.
            """
        case .reserved(let name, .metadata):
            """
            \(name) is where clouds keep their machines' secrets (rule: metadata). Name a program \
            at another address.
            """
        case .reserved(let name, .unspecified):
            "\(name) is no machine's address (rule: unspecified). Name a program's own address."
        case .reserved(let name, .manyMachines):
            "\(name) is many machines' address (rule: multicast). Name one program's own address."
        }
    }
}
