import ArgumentParser
import Foundation
import Node
import Recovery
import Storage

/// By what messages to guests leave the house.
struct MessageOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The host's program for mail, which is run as 'PATH -t -i'.",
            valueName: "path"
        )
    )
    var sendmail: String?

    @Option(
        help: ArgumentHelp("The address that mail to guests is from.", valueName: "address")
    )
    var from: String?

    @Option(
        help: ArgumentHelp("The gateway that takes text messages.", valueName: "url")
    )
    var smsWebhook: String?

    @Option(
        help: ArgumentHelp("The gateway that takes chat messages.", valueName: "url")
    )
    var chatWebhook: String?

    @Option(
        help: ArgumentHelp("The file that holds the gateways' secret.", valueName: "path")
    )
    var webhookSecretFile: String?

    @Option(
        help: ArgumentHelp("The maildir in which mail from guests arrives.", valueName: "folder")
    )
    var mailDrop: String?

    @Option(
        help: ArgumentHelp(
            "The folder in which a gateway's files with texts from guests arrive.",
            valueName: "folder"
        )
    )
    var smsDrop: String?

    @Flag(help: "Let webhooks be programs on this machine.")
    var webhooksToThisMachine = false

    func validate() throws {
        if sendmail != nil, from == nil {
            throw ValidationError("Name the address that mail is from: --from desk@hotel.example.")
        }
        if let from {
            do { _ = try MailAddress(from) } catch { throw ValidationError(error.description) }
        }
        for url in [smsWebhook, chatWebhook].compactMap(\.self)
        where !url.hasPrefix("http://") && !url.hasPrefix("https://") {
            throw ValidationError("'\(url)' is no address. Write it like https://gateway/sms.")
        }
    }

    /// The ways that were named.
    ///
    /// - Throws: `ValidationError` when a gateway is named and its secret is not.
    func ways() throws -> MessageWays {
        var ways = MessageWays()
        if let sendmail, let from {
            ways.mail = MessageWays.Mail(path: sendmail, from: try MailAddress(from))
        }
        if let smsWebhook { ways.sms = .init(url: smsWebhook, secret: try secret()) }
        if let chatWebhook { ways.chat = .init(url: chatWebhook, secret: try secret()) }
        ways.drop = mailDrop
        ways.textDrop = smsDrop
        if webhooksToThisMachine { ways.hookScope = .thisMachineToo }
        return ways
    }

    private func secret() throws -> WebhookSecret {
        let text =
            try webhookSecretFile.map { try String(contentsOfFile: $0, encoding: .utf8) }
            ?? ProcessInfo.processInfo.environment["AMENDS_WEBHOOK_SECRET"] ?? ""
        guard let secret = WebhookSecret(text) else {
            throw ValidationError(
                """
                A gateway needs a secret of 16 characters or more, without spaces. Set \
                AMENDS_WEBHOOK_SECRET, or name a file with --webhook-secret-file.
                """
            )
        }
        return secret
    }
}
