import Foundation
import TestSupport

/// Whoever vouches for a hub in a test, as files that openssl makes.
struct TestAuthority: Sendable {
    let directory: String

    var certificatePath: String { directory + "/authority.pem" }

    /// Its certificate in PEM.
    var pem: String {
        get throws { try String(contentsOfFile: certificatePath, encoding: .utf8) }
    }

    /// Makes one in a directory.
    init(_ directory: String) throws {
        self.directory = directory
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        try Self.openssl(
            ["req", "-x509"] + Self.newKey + [
                "-keyout", directory + "/authority.key", "-out", certificatePath, "-days", "365",
                "-subj", "/CN=Test authority",
            ]
        )
    }

    /// Writes a certificate for an address of this machine, and its key, to two files; it holds
    /// for some days from now on, or ended so many days ago.
    func issue(_ certificate: String, _ key: String, days: Int = 365) throws {
        let wish = directory + "/wish.csr"
        try Self.openssl(
            ["req", "-new"] + Self.newKey + [
                "-keyout", key, "-out", wish, "-subj", "/CN=hub",
                "-addext", "subjectAltName=IP:127.0.0.1",
                "-addext", "basicConstraints=critical,CA:FALSE",
            ]
        )
        try Self.openssl([
            "x509", "-req", "-in", wish, "-CA", certificatePath, "-CAkey",
            directory + "/authority.key", "-days", "\(days)", "-copy_extensions", "copy",
            "-out", certificate,
        ])
    }

    private static let newKey = [
        "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
    ]

    private static func openssl(_ words: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = words
        let errors = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        try Launch.start(process)
        let complaint = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw OpenSSLFailed(complaint: String(decoding: complaint, as: UTF8.self))
        }
    }
}

/// What openssl has against what it was told to do.
private struct OpenSSLFailed: Error { var complaint: String }
