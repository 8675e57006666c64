import Node
import Recovery
import Storage
import Testing
import Wire

struct FeedbackDeskTests {
    let desk: FeedbackDesk

    init() throws { desk = FeedbackDesk(try enrolledNode()) }

    private func take(_ draft: FeedbackDraft) throws -> FeedbackDesk.Receipt {
        try desk.take(draft, author: "ana", now: .testNow)
    }

    @Test(
        arguments: [
            ("The heating was broken all night, room was freezing", 2, "EN-01", true),
            ("Lovely stay, thank you", 5, nil, false),
            ("The room was not noisy at all", 5, nil, false),
            ("It was all right", 1, nil, true),
            ("", 2, nil, true),
            ("", 5, nil, false),
        ] as [(String, Int?, String?, Bool)]
    )
    func `words and scores open the case that is due`(
        text: String,
        score: Int?,
        scenario: String?,
        opens: Bool
    ) throws {
        let receipt = try take(.written(text, score: score))
        #expect((receipt.openedCase != nil) == opens)
        #expect(receipt.scenario == scenario)
        #expect(!receipt.why.isEmpty)
        let items = try desk.store.read { try $0.feedback() }
        #expect(items.map(\.id) == [receipt.feedback])
        #expect(items.map(\.text) == [text])
        #expect(try desk.store.read { try $0.cases() }.count == (opens ? 1 : 0))
    }

    @Test func `the case tells why, whom it calls and what was said`() throws {
        var draft = FeedbackDraft.written("The heating was broken, room was freezing", score: 1)
        draft.place = "512"
        draft.guestName = "A guest"
        draft.email = "guest@example.com"
        draft.phone = "+1 555 0100"
        let receipt = try take(draft)
        let opened = try #require(receipt.openedCase)
        #expect(opened.reference == "LIS-1")
        #expect(opened.responder == Alarm.triageInbox)
        #expect(receipt.severity == .serviceDenied)
        let detail = try desk.store.read {
            try $0.detail(of: try $0.recoveryCase(named: "LIS-1"))
        }
        #expect(detail.feedback?.id == receipt.feedback)
        #expect(detail.feedback?.contact == "guest@example.com, +1 555 0100")
        #expect(detail.recoveryCase.summary == draft.text)
        #expect(detail.recoveryCase.place == "512")
        #expect(detail.recoveryCase.why?.contains("the score is low: 0 of 100") == true)
        #expect(detail.recoveryCase.why?.contains("suggests EN-01") == true)
        #expect(detail.recoveryCase.why?.contains("\"room was freezing\"") == true)
    }

    @Test func `a guest who asks for an answer gets a case whatever they say`() throws {
        var draft = FeedbackDraft.written("Lovely stay", score: 5)
        draft.isContactRequested = true
        let receipt = try take(draft)
        #expect(receipt.openedCase?.responder == Alarm.triageInbox)
        #expect(receipt.why == "the guest asks to be contacted")
    }

    @Test func `a case counts from when the house learnt of it, not from the import`() throws {
        var draft = FeedbackDraft.written("", score: 1)
        draft.occurredAt = Timestamp.testNow.milliseconds - 86_400_000
        _ = try take(draft)
        let found = try desk.store.read { try $0.cases() }[0]
        #expect(found.openedAt.milliseconds == draft.occurredAt)
        #expect(found.summary == "Score 1 of 5")
    }

    @Test func `a long text gives a short summary`() throws {
        let receipt = try take(.written(String(repeating: "terrible noise ", count: 50), score: 1))
        #expect(receipt.openedCase != nil)
        let summary = try desk.store.read { try $0.cases() }[0].summary
        #expect(summary.count <= 122)
        #expect(summary.hasSuffix("noise …") || summary.hasSuffix("terrible …"))
    }

    @Test func `an opinion leaves nothing behind`() throws {
        let opinion = try desk.opinion(on: .written("No hot water", score: 1))
        #expect(opinion.opensCase)
        #expect(try desk.store.read { try $0.feedback() }.isEmpty)
    }
}
