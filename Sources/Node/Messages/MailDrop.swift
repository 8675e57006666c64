import Logging
import Recovery
import ServiceLifecycle
import Storage
import Wire

/// Takes in the e-mails that the host's mail delivery puts into a folder, one file each.
///
/// The folder is laid out as a maildir: what lies in `new` is taken in and moved to `cur`. What a
/// program sent, or nobody can read, is moved to `aside` and read by nobody but people.
struct MailDrop: Service {
    let desk: FeedbackDesk
    let folder: String
    /// How often it looks.
    let lookEvery: Duration
    let logger: Logger

    /// The largest mail that is read, in bytes.
    static let mailByteCountMax = 4 << 20

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                let drop = self
                do { try await blocking { try drop.takeAll(now: WallClock.now()) } } catch {
                    logger.error("The node could not take mail in from \(folder): \(error)")
                }
                // Cancelled is how it ends.
                try? await Task.sleep(for: lookEvery)
            }
        }
    }

    /// Takes in what lies in the folder now, in the order of the files' names.
    func takeAll(now: Timestamp) throws {
        let folder = DropFolder(path: folder)
        for name in try folder.names() {
            let verdict: String?
            if let bytes = folder.bytes(name, max: Self.mailByteCountMax),
                let mail = IncomingMail(bytes)
            {
                verdict = mail.automaticBecause
                if verdict == nil { try take(mail, now: now) }
            } else {
                verdict = "it has no sender or no words, or is too large"
            }
            if let verdict { logger.notice("A mail was set aside: \(verdict).") }
            // What is taken in and not moved is known when it is met again.
            try folder.move(name, isTaken: verdict == nil)
        }
    }

    // MARK: One mail

    /// An answer to a message of ours goes to its case; anything else is feedback.
    func take(_ mail: IncomingMail, now: Timestamp) throws {
        let draft = Self.draft(mail)
        let judged = try desk.judge([draft], source: nil)[0]
        try desk.store.write(author: "mail", now: now) { transaction in
            if try transaction.takeAnswer(mail) { return }
            guard try !transaction.knows(fingerprint: draft.fingerprint) else { return }
            _ = try FeedbackDesk.keep(judged, transaction)
        }
    }

    private static func draft(_ mail: IncomingMail) -> FeedbackDraft {
        var draft = FeedbackDraft(channel: .email)
        let max = FeedbackDraft.mailLengthMax
        if !mail.subject.isEmpty {
            draft.passages.append(.init(kind: .title, text: mail.subject))
        }
        draft.passages.append(.init(kind: .text, text: String(mail.text.prefix(max))))
        draft.email = mail.sender?.text
        draft.guestName = mail.senderName
        // Who writes a letter waits for an answer.
        draft.isContactRequested = true
        draft.externalID = mail.messageID
        draft.fingerprint = draft.contentFingerprint()
        return draft
    }
}

extension FeedbackDraft {
    /// The most that is kept of one mail's words, in characters.
    fileprivate static let mailLengthMax = 20_000
}

extension NodeTransaction {
    /// Adds a guest's answer to the case of the message that it answers.
    ///
    /// It must come from where the message went: what a mail says it answers, anybody can write.
    ///
    /// - Returns: false when it answers none.
    fileprivate func takeAnswer(_ mail: IncomingMail) throws -> Bool {
        for name in mail.answered {
            let parts = name.split(separator: ".", maxSplits: 2)
            guard parts.count == 3, let id = RecordID("\(parts[0]).\(parts[1])"),
                let row = try row(Catalogue.message, ChangeID(rawValue: id.rawValue))
            else { continue }
            let message = GuestMessage(row)
            guard let found = message.recoveryCase, message.address == mail.sender?.text else {
                continue
            }
            try keepAnswer(
                message,
                subject: mail.subject,
                String(mail.text.prefix(20_000)),
                on: found
            )
            return true
        }
        return false
    }
}
