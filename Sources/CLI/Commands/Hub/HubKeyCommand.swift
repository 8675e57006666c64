import ArgumentParser
import Recovery
import Storage
import Web
import Wire

extension HubCommand {
    struct RotateKey: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate-key",
            abstract: "Give the hub a new key, and tell every site by the old one.",
            discussion: """
                Nobody has to visit a site: each learns the new key at its next exchange, in a \
                reply that the old key signs. The old key is kept for those that are silent; \
                once all were heard ('amends hub site list'), --forget-former drops it.

                Examples:
                  amends hub rotate-key --data hub
                  amends hub rotate-key --forget-former --data hub
                """
        )

        @Flag(help: "Drop the former keys: a site that was not heard since needs a code.")
        var forgetFormer = false

        @Flag(help: "The hub's key is lost: make one that nobody was told of.")
        var lost = false

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func validate() throws {
            if forgetFormer && lost {
                throw ValidationError("Say either --forget-former or --lost.")
            }
        }

        func run() throws {
            let hub = try data.directory.openHub()
            let author = authorship.author
            let ring =
                try forgetFormer
                ? hub.forgetFormerKeys(author: author, now: .now)
                : hub.rotateKey(isLost: lost, author: author, now: .now)
            let mark = ring.present.publicKey.mark
            if data.isJSON {
                print(
                    ["key": .text(mark.description), "former": .count(ring.former.count)] as JSON
                )
            } else if lost {
                print(
                    """
                    The hub's key is \(mark). No site knows it: give each a code from \
                    'amends hub site rejoin CODE', for 'amends node rejoin'.
                    """
                )
            } else if forgetFormer {
                print("The hub's key is \(mark); the former ones are gone.")
            } else {
                print("The hub's key is \(mark). Each site learns it at its next exchange.")
            }
        }
    }
}

extension HubCommand.SiteCommand {
    struct RotateKey: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate-key",
            abstract: "Have a site's node make a new key at its next exchange.",
            discussion: """
                The old key is accepted until the new one was used, so nothing is cut off.

                Example:
                  amends hub site rotate-key LIS --data hub
                """
        )

        @Argument(help: "The site's code.")
        var code: String

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let code = code.uppercased()
            try data.directory.openHub()
                .askForNewKey(code: code, author: authorship.author, now: .now)
            if data.isJSON { return print(["site": .text(code)] as JSON) }
            print("\(code) is asked for a new key at its next exchange.")
        }
    }

    struct Retire: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Refuse a site's node from now on; its records stay.",
            discussion: """
                For a hotel that has left, or a machine that was stolen. The node's people see \
                that headquarters retired it. A code from 'amends hub site rejoin' lets a node \
                in again.

                Example:
                  amends hub site retire LIS --data hub
                """
        )

        @Argument(help: "The site's code.")
        var code: String

        @Flag(help: "Only say what would be done.")
        var dryRun = false

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let hub = try data.directory.openHub()
            let code = code.uppercased()
            guard let site = try hub.listSites().first(where: { $0.code == code }) else {
                throw HubError.unknownSite(code)
            }
            if !dryRun {
                try hub.retire(code: code, author: authorship.author, now: .now)
            }
            if data.isJSON {
                print(["site": .text(code), "retired": .bool(!dryRun)] as JSON)
            } else if dryRun {
                print("The node of \(site.name.oneLine) would be refused from now on.")
            } else {
                print("The node of \(site.name.oneLine) is refused from now on.")
            }
        }
    }
}
