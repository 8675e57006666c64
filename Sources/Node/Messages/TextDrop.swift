import Logging
import Recovery
import ServiceLifecycle
import Storage
import Wire

/// Takes in the text messages that the host's gateway puts into a folder, one file each.
///
/// Nothing is ever answered by itself, so two machines cannot talk to each other here; a telephone
/// that writes without end is set aside.
struct TextDrop: Service {
    let desk: FeedbackDesk
    let folder: String
    /// How often it looks.
    let lookEvery: Duration
    let logger: Logger

    /// The largest file that is read, in bytes.
    private static let byteCountMax = 64 << 10
    /// How many texts of one telephone are taken in within an hour.
    static let hourCountMax = 20
    /// Who writes them down.
    private static let author = "text messages"

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                let drop = self
                do { try await blocking { try drop.takeAll(now: WallClock.now()) } } catch {
                    logger.error("The node could not take texts in from \(folder): \(error)")
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
            let bytes = folder.bytes(name, max: Self.byteCountMax)
            let trouble = try trouble(bytes, name, now)
            if let trouble { logger.notice("A text was set aside: \(trouble).") }
            // What is taken in and not moved is known when it is met again.
            try folder.move(name, isTaken: trouble == nil)
        }
    }

    // MARK: One text

    /// Takes a text in, or says why it is set aside.
    private func trouble(_ bytes: [UInt8]?, _ name: String, _ now: Timestamp) throws -> String? {
        guard let bytes else { return "it is too large or cannot be read" }
        let text: IncomingText
        do { text = try IncomingText(bytes) } catch { return error.description }
        let hour = Timestamp(milliseconds: now.milliseconds - 3_600_000)
        let count = try desk.store.read { try $0.textCount(from: text.number, since: hour) }
        guard count < Self.hourCountMax else { return "its telephone writes without end" }
        try take(text, named: name, now: now)
        return nil
    }

    /// A text of a guest whose case is open goes to that case; anything else is feedback.
    private func take(_ text: IncomingText, named name: String, now: Timestamp) throws {
        let stay = try desk.store.read { try $0.stay(ofTelephone: text.number, at: now) }
        let draft = Self.draft(text, stay, name)
        let judged = try desk.judge([draft], source: nil)[0]
        try desk.store.write(author: Self.author, now: now) { transaction in
            let wish = TextWish(text.text)
            switch wish {
            case .stop: try transaction.stopTexts(to: text.number)
            case .start: try transaction.allowTexts(to: text.number)
            case nil: break
            }
            if let found = try transaction.reader.openCase(ofTelephone: text.number, stay) {
                try transaction.keepText(text.text, from: text.number, on: found.id)
            } else if wish == nil, try !transaction.knows(fingerprint: draft.fingerprint) {
                _ = try FeedbackDesk.keep(judged, transaction)
            }
        }
    }

    private static func draft(
        _ text: IncomingText,
        _ stay: Stay?,
        _ name: String
    ) -> FeedbackDraft {
        var draft = FeedbackDraft(channel: .sms)
        draft.passages.append(.init(kind: .text, text: text.text))
        draft.phone = text.number.text
        draft.guestName = stay?.guest
        draft.place = stay?.place
        // Who writes a text waits for an answer.
        draft.isContactRequested = true
        draft.externalID = "\(text.number.text) \(text.sent ?? name)"
        draft.fingerprint = draft.contentFingerprint()
        return draft
    }
}
