import ArgumentParser
import Node
import Recovery
import Storage
import Web

/// Whom a node believes about its hub's address.
struct AuthorityOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Who vouches for the hub's certificate, if not one whom this system trusts.",
            valueName: "pem"
        ),
        completion: .file()
    )
    var hubCA: String?

    /// What the file says; nil when none is named.
    ///
    /// - Throws: ``Refusal`` or ``AuthorityError``.
    func authority() throws -> HubAuthority? {
        try hubCA.map(Self.authority)
    }

    /// What a file says.
    static func authority(_ path: String) throws -> HubAuthority {
        let bytes = try InputFile.bytes(path, max: 1 << 20)
        do { return try HubAuthority(pem: String(decoding: bytes, as: UTF8.self)) } catch {
            throw Refusal("\(path): \(error)")
        }
    }

    /// Looks at a hub's address.
    static func check(_ url: String) throws {
        guard url.hasPrefix("http://") || url.hasPrefix("https://") else {
            throw ValidationError(
                "'\(url)' is no address of a hub. Write it like https://hub:8080."
            )
        }
    }
}

extension NodeCommand {
    struct Hub: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say where the hub is, or that it has moved.",
            discussion: """
                No code is needed: wherever the hub is, it proves itself by its key. A serving \
                node follows when it is started again.

                Examples:
                  amends node hub --data lis
                  amends node hub --address https://hub.example:8443 --ca authority.pem
                """
        )

        @Option(help: ArgumentHelp("Where the hub is from now on.", valueName: "url"))
        var address: String?

        @Option(
            help: ArgumentHelp("Who vouches for its certificate.", valueName: "pem"),
            completion: .file()
        )
        var ca: String?

        @Flag(help: "Trust whom this system trusts, nobody else.")
        var systemCa = false

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func validate() throws {
            if let address { try AuthorityOptions.check(address) }
            if ca != nil && systemCa { throw ValidationError("Say either --ca or --system-ca.") }
        }

        func run() throws {
            let node = try data.directory.openNode()
            var member = try node.membership()
            if address != nil || ca != nil || systemCa {
                var authority = member.hubAuthority
                if let ca { authority = try AuthorityOptions.authority(ca).pem }
                if systemCa { authority = nil }
                try node.findHub(
                    at: address ?? member.hubURL,
                    authority: authority,
                    author: authorship.author,
                    now: .now
                )
                member = try node.membership()
            }
            let trusts = member.hubAuthority == nil ? "system" : "own"
            if data.isJSON {
                return print(["hub": .text(member.hubURL), "authority": .text(trusts)] as JSON)
            }
            print(
                member.hubAuthority == nil
                    ? "The hub is at \(member.hubURL)."
                    : "The hub is at \(member.hubURL), known by an authority of one's own."
            )
        }
    }
}
