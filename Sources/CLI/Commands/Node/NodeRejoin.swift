import ArgumentParser
import Node
import Recovery
import Storage
import Web

extension NodeCommand {
    struct Rejoin: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Join the same site anew, with all that this node holds.",
            discussion: """
                For a node whose key was lost or refused, or whose hub has lost its own. The \
                code comes from 'amends hub site rejoin'; unsent changes stay and are sent. Stop \
                'amends node serve' first, and start it again afterwards.

                Example:
                  amends node rejoin --join ABCD-EFGH-JKLM-NPQR-STUV-WXYZ --data lis
                """
        )

        @Option(
            help: ArgumentHelp("The code that the hub printed for this site.", valueName: "code")
        )
        var join: String

        @Option(
            help: ArgumentHelp("The hub's address, if it has another one now.", valueName: "url")
        )
        var hub: String?

        @OptionGroup var trust: AuthorityOptions
        @OptionGroup var data: DataOptions

        func validate() throws { if let hub { try AuthorityOptions.check(hub) } }

        func run() async throws {
            let node = try data.directory.openNode()
            let member = try node.membership()
            let address = hub ?? member.hubURL
            let known = try member.hubAuthority.map(HubAuthority.init(pem:))
            let enrolment = try await enrol(
                hubURL: address,
                joinCode: join,
                authority: try trust.authority() ?? known
            )
            try node.rejoin(enrolment)
            if data.isJSON {
                return print(
                    ["site": .text(enrolment.siteCode), "hub": .text(address)] as JSON
                )
            }
            print("\(enrolment.siteName.oneLine) has joined again as \(enrolment.siteCode).")
        }
    }
}
