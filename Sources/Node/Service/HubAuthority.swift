import NIOSSL

/// Whom a node believes, instead of those whom the system believes, about the hub's address.
package struct HubAuthority: Hashable, Sendable {
    /// Their certificates in PEM, one after the other.
    package let pem: String
    private let certificates: [NIOSSLCertificate]

    /// Reads certificates in PEM.
    ///
    /// - Throws: ``AuthorityError`` when there is none.
    package init(pem: String) throws(AuthorityError) {
        self.pem = pem
        do { certificates = try NIOSSLCertificate.fromPEMBytes(Array(pem.utf8)) } catch {
            throw .noCertificate
        }
        guard !certificates.isEmpty else { throw .noCertificate }
    }

    /// How a node connects: TLS 1.3 to a hub; a proxy may speak 1.2.
    static func trusted(_ authority: HubAuthority?) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let authority { configuration.trustRoots = .certificates(authority.certificates) }
        return configuration
    }
}

/// Why nobody can be believed.
package enum AuthorityError: Error, Hashable, Sendable, CustomStringConvertible {
    case noCertificate

    /// What is wrong, and what to do next.
    package var description: String {
        """
        There is no certificate in PEM. Give the file of whoever vouches for the hub, which begins \
        with the line BEGIN CERTIFICATE: not the hub's key.
        """
    }
}
