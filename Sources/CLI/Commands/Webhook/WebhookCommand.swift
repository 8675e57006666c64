import ArgumentParser
import Foundation
import Node
import Recovery
import Storage
import Web

struct WebhookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook",
        abstract: "Let programs be told what happens in the hotel.",
        subcommands: [Add.self, List.self, Remove.self, Test.self]
    )

    fileprivate static func found(_ number: Int64, _ store: NodeStore) throws -> Webhook {
        let known = try store.read { try $0.webhooks() }
        guard let hook = known.first(where: { $0.number == number }) else {
            throw WebhookError.noSuchWebhook("\(number)")
        }
        return hook
    }
}

/// How far webhooks may reach from the command line.
struct HookScopeOptions: ParsableArguments {
    @Flag(help: "Let it be a program on this machine; 'node serve' needs the same flag.")
    var webhooksToThisMachine = false

    var scope: HookScope { webhooksToThisMachine ? .thisMachineToo : .otherMachines }
}

extension WebhookCommand {
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell a program from now on what happens.",
            discussion: """
                The secret signs what it is told. It is read from AMENDS_WEBHOOK_SECRET or from \
                --secret-file, and has 16 characters or more without spaces. The node tells it \
                while it serves.

                Example:
                  amends webhook add https://pms.example/amends --secret-file pms.secret
                """
        )

        @Argument(help: "Where the program listens.")
        var url: String

        @Option(help: ArgumentHelp("The file that holds the secret.", valueName: "path"))
        var secretFile: String?

        @OptionGroup var reach: HookScopeOptions
        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let store = try data.directory.openNode()
            let secret =
                try secretFile.map { try String(contentsOfFile: $0, encoding: .utf8) }
                ?? ProcessInfo.processInfo.environment["AMENDS_WEBHOOK_SECRET"] ?? ""
            let hook = try store.addWebhook(
                HookAddress(url, reaching: reach.scope).url,
                secret: secret.trimmingCharacters(in: .whitespacesAndNewlines),
                author: authorship.author,
                now: .now
            )
            if data.isJSON {
                print(hook.json)
            } else {
                print("\(hook.url) is webhook \(hook.number). 'amends webhook test' tries it.")
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the programs that are told, and how far they are.",
            discussion: """
                Ends with 3 when one of them does not take what happened.

                Example:
                  amends webhook list
                """
        )

        @OptionGroup var data: DataOptions

        func run() throws {
            let hooks = try data.directory.openNode().read { try $0.webhooks() }
            if data.isJSON {
                print(JSON.array(hooks.map(\.json)))
            } else if hooks.isEmpty {
                print("No program is told what happens. 'amends webhook add URL' names one.")
            } else {
                var table = Table(
                    .number("id"),
                    .flexible("address"),
                    .number("waiting"),
                    .text("last taken"),
                    .flexible("trouble")
                )
                for hook in hooks {
                    table.add(
                        Table.Cell("\(hook.number)"),
                        Table.Cell(hook.url),
                        Table.Cell("\(hook.waitingCount)"),
                        Table.Cell(hook.takenAt?.ago(at: .now) ?? "never"),
                        Table.Cell(hook.detail ?? "", .act)
                    )
                }
                table.print()
            }
            if hooks.contains(where: { $0.tries > 0 }) { throw NeedsPerson() }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell a program nothing more.",
            discussion: """
                What it has not been told yet is forgotten.

                Example:
                  amends webhook remove 2
                """
        )

        @Argument(help: "The webhook, as the list shows it.")
        var number: Int64

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let store = try data.directory.openNode()
            let hook = try WebhookCommand.found(number, store)
            try store.removeWebhook(number, author: authorship.author, now: .now)
            if data.isJSON { print(hook.json) } else { print("\(hook.url) is told nothing more.") }
        }
    }

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send a program something signed, and say whether it took it.",
            discussion: """
                What waits for the program goes on waiting. Ends with 1 when it is not taken.

                Example:
                  amends webhook test 2
                """
        )

        @Argument(help: "The webhook, as the list shows it.")
        var number: Int64

        @OptionGroup var reach: HookScopeOptions
        @OptionGroup var data: DataOptions

        func run() async throws {
            let store = try data.directory.openNode()
            let hook = try WebhookCommand.found(number, store)
            let house = try store.membership().siteName
            let (isTaken, words) = try await tryWebhook(hook, house: house, reaching: reach.scope)
            if data.isJSON {
                print(
                    ["id": .integer(number), "taken": .bool(isTaken), "words": .text(words)] as JSON
                )
            } else if isTaken {
                print(words)
            }
            if !isTaken { throw Refusal(words) }
        }
    }
}
