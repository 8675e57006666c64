import Logging
import Recovery
import ServiceLifecycle
import Storage
import Web

/// Asks guests once more, 90 days after their cases were closed: what lasted of the recovery.
///
/// It writes by day, by the ways on which messages leave by themselves, once a case.
struct SecondSurveyService: Service {
    let store: NodeStore
    let channels: Set<FeedbackChannel>
    let house: String
    let logger: Logger
    let zone = HouseZone()

    /// How often it looks whom to ask.
    private static let lookEvery = Duration.seconds(1800)
    /// The hours of the local day in which it writes.
    static let hours = 10..<18
    /// How many guests one look writes to.
    private static let countMax = 50
    /// Who writes.
    private static let author = "second survey"

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                do {
                    let count = try await blocking { try step(WallClock.now()) }
                    if count > 0 { logger.notice("\(count) guests are asked a second time") }
                } catch {
                    logger.error("The node could not ask guests a second time: \(error)")
                }
                // Cancelled is how it ends.
                try? await Task.sleep(for: Self.lookEvery)
            }
        }
    }

    /// Writes to those who are to be asked at a moment.
    ///
    /// - Returns: to how many.
    func step(_ now: Timestamp) throws -> Int {
        let settings = try store.guestSettings()
        guard !channels.isEmpty, let address = settings.address else { return 0 }
        let letters = try store.read { reader in
            try zone.refresh(reader)
            return isDay(now)
                ? try reader.secondSurveyLetters(by: channels, now: now, countMax: Self.countMax)
                : []
        }
        guard !letters.isEmpty else { return 0 }
        let key = try store.guestKey()
        return try store.write(author: Self.author, now: now) { transaction in
            try letters.count { letter in
                let language =
                    (letter.feedback.row.text(FeedbackField.language) ?? settings.language)
                    .flatMap { Language.named($0) } ?? .english
                let link = "\(address)/s2/\(key.code(.secondSurvey, of: letter.recoveryCase.id))"
                let message = self.message(
                    language,
                    link,
                    by: letter.by,
                    to: letter.feedback.contact
                )
                return try transaction.sendSecondSurvey(message, on: letter.recoveryCase.id)
            }
        }
    }

    private func isDay(_ now: Timestamp) -> Bool {
        let zone = zone.time.zone
        let day = zone.day(at: now)
        return zone.moment(day: day, minute: Self.hours.lowerBound * 60) <= now
            && now < zone.moment(day: day, minute: Self.hours.upperBound * 60)
    }

    private func message(
        _ language: Language,
        _ link: String,
        by channel: FeedbackChannel,
        to address: String?
    ) -> OutgoingMessage {
        let what = language.say("Three months ago something went wrong")
        let ask = language.say("One minute. Tell us how well we put it right.")
        var message = OutgoingMessage(
            channel,
            to: address,
            "\(what). \(ask)\n\n\(link)\n\n\(house)"
        )
        message.subject = channel == .email ? "\(house): \(what)" : nil
        return message
    }
}
