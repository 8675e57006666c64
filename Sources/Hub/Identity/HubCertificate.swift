import Glibc
package import Logging
import NIOCore
import NIOSSL
import Recovery
import Storage
import Synchronization

/// By what browsers and nodes know the hub's address: a certificate and its key, as their files
/// have them at any time.
///
/// A renewed pair is taken at the next connection. While the two files do not fit each other,
/// as between two copies, the former pair is shown on.
package final class HubCertificate: Sendable {
    private let certificatePath: String
    private let keyPath: String
    private let logger: Logger
    private let known: Mutex<(pair: Pair, stamps: [FileStamp?])>

    /// What the files say at a moment.
    private struct Pair: Sendable {
        var chain: [NIOSSLCertificate]
        var key: NIOSSLPrivateKey

        /// Reads the two files, and sees that one belongs to the other.
        init(_ certificatePath: String, _ keyPath: String) throws(CertificateError) {
            for path in [certificatePath, keyPath] where unsafe access(path, R_OK) != 0 {
                throw .unreadable(path)
            }
            do { chain = try NIOSSLCertificate.fromPEMFile(certificatePath) } catch {
                throw .noCertificate(certificatePath)
            }
            guard !chain.isEmpty else { throw .noCertificate(certificatePath) }
            do { key = try NIOSSLPrivateKey(file: keyPath, format: .pem) } catch {
                throw .noKey(keyPath)
            }
            do { _ = try NIOSSLContext(configuration: configuration) } catch {
                throw .keyDiffers(certificate: certificatePath, key: keyPath)
            }
        }

        var configuration: TLSConfiguration {
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) },
                privateKey: .privateKey(key)
            )
            configuration.minimumTLSVersion = .tlsv13
            return configuration
        }

        /// The moment from which on nobody believes it.
        var end: Timestamp {
            Timestamp(milliseconds: chain.map { Int64($0.notValidAfter) * 1000 }.min() ?? 0)
        }
    }

    /// Reads a certificate, with those that vouch for it after it, and its key, all in PEM.
    ///
    /// - Throws: ``CertificateError``.
    package init(certificatePath: String, keyPath: String, logger: Logger) throws(CertificateError)
    {
        self.certificatePath = certificatePath
        self.keyPath = keyPath
        self.logger = logger
        let stamps = [FileStamp(certificatePath), FileStamp(keyPath)]
        let pair = try Pair(certificatePath, keyPath)
        known = Mutex((pair, stamps))
        warn(of: pair, now: WallClock.now())
    }

    /// How a server shows it, whichever it is when somebody connects.
    var configuration: TLSConfiguration {
        var configuration = known.withLock { $0.pair.configuration }
        configuration.sslContextCallback = { [self] _, promise in
            let pair = present()
            var shown = NIOSSLContextConfigurationOverride()
            shown.certificateChain = pair.chain.map { .certificate($0) }
            shown.privateKey = .privateKey(pair.key)
            promise.succeed(shown)
        }
        return configuration
    }

    private func present() -> Pair {
        let stamps = [FileStamp(certificatePath), FileStamp(keyPath)]
        return known.withLock { known in
            guard stamps != known.stamps else { return known.pair }
            do {
                known.pair = try Pair(certificatePath, keyPath)
                logger.notice("The renewed certificate in \(certificatePath) is in use.")
                warn(of: known.pair, now: WallClock.now())
            } catch {
                logger.error("\(error) The former certificate is shown on.")
            }
            known.stamps = stamps
            return known.pair
        }
    }

    private func warn(of pair: Pair, now: Timestamp) {
        if pair.end <= now {
            logger.warning(
                """
                The certificate in \(certificatePath) expired on \(pair.end): browsers and nodes \
                refuse it. Renew it; the hub takes the new files by itself.
                """
            )
        } else if pair.end.milliseconds - now.milliseconds < Self.warningMilliseconds {
            logger.warning(
                """
                The certificate in \(certificatePath) expires on \(pair.end). Renew it; the hub \
                takes the new files by itself.
                """
            )
        }
    }

    /// How long before its end a certificate is spoken of: 14 days.
    private static let warningMilliseconds: Int64 = 14 * 86_400_000
}

/// Why a certificate cannot be shown.
package enum CertificateError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(String)
    case noCertificate(String)
    case noKey(String)
    case keyDiffers(certificate: String, key: String)

    /// What is wrong, and what to do next.
    package var description: String {
        switch self {
        case .unreadable(let path):
            "\(path) cannot be read. Check the name, and that the hub's user may read it."
        case .noCertificate(let path):
            """
            \(path) holds no certificate in PEM. Give the file that begins with the line \
            BEGIN CERTIFICATE: the hub's own first, then those that vouch for it.
            """
        case .noKey(let path):
            """
            \(path) holds no private key in PEM that can be read without a password. Give the \
            key that belongs to the certificate.
            """
        case .keyDiffers(let certificate, let key):
            """
            The key in \(key) does not belong to the first certificate in \(certificate). Give \
            the two that were made together.
            """
        }
    }
}
