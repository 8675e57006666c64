import ArgumentParser
import Recovery
import Storage
import Web

extension HubCommand {
    struct SiteCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "site",
            abstract: "Add and see the sites.",
            subcommands: [
                Add.self, List.self, Rejoin.self, RotateKey.self, Retire.self, Decide.self,
            ]
        )
    }
}

extension HubCommand.SiteCommand {
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a site and print the code with which its node joins, once.",
            discussion: """
                Example:
                  amends hub site add LIS --name 'Hotel Lisboa' --time-zone Europe/Lisbon
                """
        )

        @Argument(help: "The site's code: 2 to 8 letters or digits, such as LIS.")
        var code: String

        @Option(help: "The site's name.")
        var name: String

        @Option(help: "Its time zone, such as Europe/Lisbon.")
        var timeZone = "UTC"

        @Option(help: "Its currency, such as EUR.", transform: currency)
        var currency = "EUR"

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func validate() throws {
            guard name.contains(where: { !$0.isWhitespace }) else {
                throw ValidationError("Give the site a name: --name 'Hotel Lisboa'.")
            }
            guard !timeZone.isEmpty, timeZone.utf8.allSatisfy(Self.isZoneCharacter) else {
                throw ValidationError(
                    "'\(timeZone)' is no time zone. Write it like Europe/Lisbon."
                )
            }
        }

        func run() throws {
            let store = try data.directory.openHub()
            let joinCode = JoinCode.random()
            let code = code.uppercased()
            _ = try store.addSite(
                code: code,
                name: name,
                timeZone: timeZone,
                currency: currency,
                joinCode: joinCode,
                author: authorship.author,
                now: .now
            )
            let invitation = try store.invitation(joinCode)
            JoinSlip(site: code, name: name, invitation: invitation).print(isJSON: data.isJSON)
        }

        private static func isZoneCharacter(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "_"),
                UInt8(ascii: "+"), UInt8(ascii: "-"):
                true
            default: false
            }
        }

        private static func currency(_ text: String) throws -> String {
            do { return try Currency(text).code } catch { throw ValidationError("\(error)") }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the sites and when they were last heard.",
            discussion: """
                Example:
                  amends hub site list --data hub
                """
        )

        @OptionGroup var data: DataOptions

        func run() throws {
            let sites = try data.directory.openHub().listSites()
            if data.isJSON {
                print(JSON.array(sites.map(json)))
            } else if sites.isEmpty {
                print("No sites yet. Add one with: amends hub site add LIS --name 'Hotel Lisboa'")
            } else {
                table(sites).print()
            }
        }

        private func json(_ site: SiteAccount) -> JSON {
            [
                "site": .text(site.code), "name": .text(site.name),
                "joined": .bool(site.hasJoined),
                "heardAt": .text(orNull: site.heardAt?.description),
                "version": .text(orNull: site.version),
            ]
        }

        private func table(_ sites: [SiteAccount]) -> Table {
            var table = Table(
                .text("site"),
                .flexible("name"),
                .text("joined"),
                .text("last heard"),
                .text("version")
            )
            for site in sites {
                table.add(
                    Table.Cell(site.code),
                    Table.Cell(site.name),
                    site.hasJoined ? Table.Cell("yes", .done) : Table.Cell("not yet", .act),
                    Table.Cell(site.heardAt?.ago(at: .now) ?? "never"),
                    Table.Cell(site.version ?? "-")
                )
            }
            return table
        }
    }

    struct Rejoin: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a fresh code, so that a new node can take a site over.",
            discussion: """
                For a node that was lost ('amends node init' at the new one), or whose key was \
                ('amends node rejoin'). The former node is refused as soon as the new one has \
                joined.

                Example:
                  amends hub site rejoin LIS --data hub
                """
        )

        @Argument(help: "The site's code.")
        var code: String

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let store = try data.directory.openHub()
            let joinCode = JoinCode.random()
            let code = code.uppercased()
            _ = try store.rejoin(
                code: code,
                joinCode: joinCode,
                author: authorship.author,
                now: .now
            )
            let name = try store.listSites().first { $0.code == code }?.name ?? code
            let invitation = try store.invitation(joinCode)
            JoinSlip(site: code, name: name, invitation: invitation).print(isJSON: data.isJSON)
        }
    }
}

/// What an operator hands to the one who sets up a node.
private struct JoinSlip {
    let site: String
    let name: String
    let invitation: Invitation

    func print(isJSON: Bool) {
        if isJSON {
            let json: JSON = [
                "site": .text(site), "joinCode": .text(invitation.description),
                "name": .text(name),
            ]
            Swift.print(json)
        } else {
            Swift.print(
                """
                \(name.oneLine) joins as \(site), once; the code's second half names this hub:
                  amends node init --data \(site) --hub http://HUB:8080 --join \(invitation)
                """
            )
        }
    }
}

extension JoinCode {
    /// A code that nobody can guess.
    fileprivate static func random() -> JoinCode {
        var random = SystemRandomNumberGenerator()
        return JoinCode(using: &random)
    }
}
