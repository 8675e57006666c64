package import Recovery
package import Storage
import Web

/// Carries messages out of the house.
protocol Carrier: Sendable {
    /// By what it carries.
    var channel: FeedbackChannel { get }
    /// Whether it knows a message by its key, so that it can be given one again.
    var knowsKeys: Bool { get }

    func carry(_ parcel: Parcel) async -> CarrierAnswer
    func shutdown() async throws
}

/// How messages leave a house, as its operator set it up.
package struct MessageWays: Sendable {
    /// E-mail through a program of the host that takes `-t -i` as sendmail does.
    package struct Mail: Sendable {
        /// The program.
        package let path: String
        /// Whom the mail is from.
        package let from: MailAddress

        /// Mail through a program, from an address.
        package init(path: String, from: MailAddress) { (self.path, self.from) = (path, from) }
    }

    /// A gateway that takes signed requests.
    package struct Webhook: Sendable {
        /// Where it listens.
        package let url: String
        /// What signs the requests.
        package let secret: WebhookSecret

        /// A gateway at an address.
        package init(url: String, secret: WebhookSecret) { (self.url, self.secret) = (url, secret) }
    }

    /// How e-mail leaves; nil when it does not.
    package var mail: Mail?
    /// How text messages leave; nil when they do not.
    package var sms: Webhook?
    /// How chat messages leave; nil when they do not.
    package var chat: Webhook?
    /// The maildir into which the host puts mail from guests; nil when it puts it nowhere.
    package var drop: String?
    /// The folder into which the host's gateway puts guests' texts; nil when it puts them nowhere.
    package var textDrop: String?
    /// How long a message can be taken back before it leaves: 30 seconds.
    package var hold = Duration.seconds(30)
    /// How far what programs are told may go.
    package var hookScope = HookScope.otherMachines

    /// No message leaves but by hand.
    package init() {}

    /// The channels on which messages leave by themselves.
    var channels: Set<FeedbackChannel> {
        var channels: Set<FeedbackChannel> = []
        if mail != nil { channels.insert(.email) }
        if sms != nil { channels.insert(.sms) }
        if chat != nil { channels.insert(.chat) }
        return channels
    }

    func carriers(house: String) -> [any Carrier] {
        var carriers: [any Carrier] = []
        if let mail { carriers.append(Sendmail(mail: mail, house: house)) }
        if let sms { carriers.append(WebhookCarrier(.sms, sms, house: house)) }
        if let chat { carriers.append(WebhookCarrier(.chat, chat, house: house)) }
        return carriers
    }
}

/// E-mail through the host's own program.
struct Sendmail: Carrier {
    let mail: MessageWays.Mail
    let house: String
    let channel = FeedbackChannel.email
    /// It cannot be asked about a message, and sends one twice that it is given twice.
    let knowsKeys = false

    func carry(_ parcel: Parcel) async -> CarrierAnswer {
        do {
            let address = try MailAddress(parcel.address)
            let text = MailText(parcel, to: address, from: mail.from, house: house)
            let path = mail.path
            let (ending, complaint) = try await blocking {
                try ChildProcess.mail(path, text.bytes)
            }
            return CarrierAnswer(mailEndedWith: ending.code, complaint)
        } catch let error as MailAddressError {
            return .refused(error.description)
        } catch {
            return .later("the program for mail did not start")
        }
    }

    func shutdown() async throws {}
}

/// Text and chat messages through a gateway, which is sent each as signed JSON.
struct WebhookCarrier: Carrier {
    let channel: FeedbackChannel
    let knowsKeys = true
    private let post: SignedPost
    private let house: String

    init(_ channel: FeedbackChannel, _ hook: MessageWays.Webhook, house: String) {
        (self.channel, self.house) = (channel, house)
        post = SignedPost(hook.url, hook.secret)
    }

    func carry(_ parcel: Parcel) async -> CarrierAnswer {
        do {
            let status = try await post.send(Self.body(parcel, house: house), key: parcel.key)
            return Self.answer(status: status)
        } catch {
            return .later("the gateway for \(channel.words) could not be reached")
        }
    }

    private static func body(_ parcel: Parcel, house: String) -> JSON {
        [
            "id": .text(parcel.key), "channel": .text(parcel.channel.name),
            "to": .text(parcel.address), "text": .text(parcel.text), "house": .text(house),
        ]
    }

    /// What the message itself is to blame for is final; a wrong address or secret of the gateway
    /// is for the operator to mend while the message waits.
    static func answer(status: Int) -> CarrierAnswer {
        SignedPost.answer(status, of: "the gateway")
    }

    func shutdown() async throws { try await post.shutdown() }
}
