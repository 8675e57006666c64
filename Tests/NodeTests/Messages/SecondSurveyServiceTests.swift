import Logging
import Recovery
import Storage
import Testing
import Wire

@testable import Node

struct SecondSurveyServiceTests {
    private let node: NodeStore
    /// Noon at the site, whose zone nobody has named.
    private let noon: Timestamp

    init() throws {
        node = try enrolledNode()
        let day = Timestamp.testNow.milliseconds / 86_400_000
        noon = Timestamp(milliseconds: day * 86_400_000 + 12 * 3_600_000)
        try node.setGuestSettings(
            GuestSettings(address: "http://amends.house:8080", language: nil)
        )
    }

    private func service(_ channels: Set<FeedbackChannel> = [.email, .sms]) -> SecondSurveyService {
        SecondSurveyService(
            store: node,
            channels: channels,
            house: "Hotel Lisboa",
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    private func later(days: Int64, hours: Int64 = 0) -> Timestamp {
        Timestamp(milliseconds: noon.milliseconds + days * 86_400_000 + hours * 3_600_000)
    }

    /// A case that was closed at noon of the first day.
    private func closed(
        _ contact: String?,
        _ outcome: CaseOutcome = .recovered,
        language: String? = nil
    ) throws -> ChangeID {
        try node.change(author: "Ana", now: noon) { transaction in
            let feedback = try transaction.create(
                Catalogue.feedback,
                [
                    FeedbackField.channel: .choice(FeedbackChannel.webForm),
                    .contact: .words(contact), .language: .words(language),
                    .receivedAt: .time(transaction.now),
                ]
            )
            let opening = CaseOpening(summary: "Cold", receivedAt: transaction.now, scenario: nil)
            let id = try transaction.openCase(opening).id
            guard let row = try transaction.row(Catalogue.recoveryCase, id) else { return id }
            try transaction.edit(
                row,
                [
                    CaseField.feedback: .reference(feedback), .outcome: .choice(outcome),
                    .state: .choice(CaseState.closed), .closedAt: .time(transaction.now),
                ]
            )
            return id
        }
    }

    private func letters(_ id: ChangeID) throws -> [GuestMessage] {
        try node.read { try $0.messages(of: id) }
    }

    @Test func `a guest is written to once, after 90 days, in the guest's language`() throws {
        let id = try closed("marta@example.com", language: "de")
        #expect(try service().step(later(days: 89)) == 0)
        #expect(try service().step(later(days: 91)) == 1)
        #expect(try service().step(later(days: 91)) == 0)
        #expect(try service().step(later(days: 100)) == 0)
        let letter = try #require(try letters(id).first)
        #expect(try letters(id).count == 1)
        #expect(letter.channel == .email && letter.address == "marta@example.com")
        let code = try node.guestKey().code(.secondSurvey, of: id)
        #expect(letter.text.contains("http://amends.house:8080/s2/\(code)\n"))
        #expect(!letter.text.contains("went wrong"))
        // It is in the outbox, leaves once, and is nobody's try to reach the guest.
        let parcel = try #require(try node.takeParcel(of: [.email], now: later(days: 91)))
        #expect(parcel.message == letter.id)
        try node.settle(parcel, .taken, now: later(days: 91))
        #expect(try node.takeParcel(of: [.email], now: later(days: 92)) == nil)
        let dealings = try node.read { try $0.dealings(of: id) }
        #expect(dealings.attempts.isEmpty && dealings.commitments.isEmpty)
    }

    @Test(arguments: [9, 18, 23])
    func `nobody is written to in the evening or at night`(hour: Int64) throws {
        _ = try closed("marta@example.com")
        #expect(try service().step(later(days: 91, hours: hour - 12)) == 0)
        #expect(try service().step(later(days: 92)) == 1)
    }

    @Test func `who wished no contact, left no address or has answered is left alone`() throws {
        _ = try closed("marta@example.com", .contactDeclined)
        _ = try closed("marta@example.com", .unreachable)
        _ = try closed(nil)
        _ = try closed("marta@example.com", .notAFailure)
        let answered = try closed("marta@example.com")
        let score = try RecoveryScore(6)
        try node.change(author: "guest", now: later(days: 90)) {
            _ = try $0.takeSurvey(
                of: answered,
                .second,
                SurveyAnswers(score: score, language: "en")
            )
        }
        #expect(try service().step(later(days: 91)) == 0)
    }

    @Test func `a number is written to by text message, and nobody where no message leaves`() throws
    {
        let id = try closed("+351 912 345 678")
        #expect(try service([]).step(later(days: 91)) == 0)
        #expect(try service([.email]).step(later(days: 91)) == 0)
        #expect(try service().step(later(days: 91)) == 1)
        #expect(try letters(id).map(\.channel) == [.sms])
        #expect(try letters(id).map(\.subject) == [nil])
    }
}
