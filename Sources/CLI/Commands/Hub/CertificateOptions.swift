import ArgumentParser
import Hub
import Logging

/// By what a hub that speaks TLS is known.
struct CertificateOptions: ParsableArguments {
    @Option(
        name: .customLong("certificate"),
        help: ArgumentHelp(
            "The certificate for the hub's name, then those that vouch for it.",
            valueName: "pem"
        ),
        completion: .file()
    )
    var certificatePath: String?

    @Option(
        name: .customLong("key"),
        help: ArgumentHelp("The certificate's private key, without a password.", valueName: "pem"),
        completion: .file()
    )
    var keyPath: String?

    func validate() throws {
        guard (certificatePath == nil) == (keyPath == nil) else {
            throw ValidationError("Give --certificate and --key together.")
        }
    }

    /// What the files say; nil when none is named.
    ///
    /// - Throws: ``CertificateError``.
    func certificate(_ logger: Logger) throws -> HubCertificate? {
        guard let certificatePath, let keyPath else { return nil }
        return try HubCertificate(
            certificatePath: certificatePath,
            keyPath: keyPath,
            logger: logger
        )
    }
}
