import Recovery
import Storage
import Sync
import Testing
import Wire

struct CommitmentTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    private func promise(_ id: ChangeID, minutes: Int64) throws -> ChangeID {
        try house.act(house.lisbon) {
            try $0.promise(
                to: id,
                "Call again",
                by: Timestamp(milliseconds: $0.now.milliseconds + minutes * 60_000)
            )
        }
    }

    private func open() throws -> [Commitment] {
        try house.lisbon.read { try $0.openCommitments(countMax: 10) }
    }

    @Test func `a promise lies in the future and says what`() throws {
        let id = try house.openCase(house.lisbon)
        try house.act(house.lisbon) { transaction in
            let now = transaction.now
            #expect(throws: CommitmentRefusal.timePassed(due: now, now: now)) {
                try transaction.promise(to: id, "Call", by: now)
            }
            #expect(throws: CommitmentRefusal.noWords) {
                try transaction.promise(to: id, " \n", by: .init(milliseconds: .max / 2))
            }
        }
        #expect(try open().isEmpty)
    }

    @Test func `what runs out first leads, and what is settled is gone`() throws {
        let id = try house.openCase(house.lisbon)
        let later = try promise(id, minutes: 60)
        let sooner = try promise(id, minutes: 10)
        #expect(try open().map(\.id) == [sooner, later])
        try house.act(house.lisbon, author: "rui") { try $0.keepPromise(sooner) }
        #expect(throws: CommitmentRefusal.noReason) {
            try house.act(house.lisbon) { try $0.withdrawPromise(later, because: " ") }
        }
        try house.act(house.lisbon) { try $0.withdrawPromise(later, because: "guest left") }
        #expect(try open().isEmpty)
        let all = try house.lisbon.read { try $0.commitments(of: id) }
        #expect(all.map(\.state) == [.withdrawn, .kept])
        #expect(all.map(\.reason) == ["guest left", nil])
        #expect(throws: MoveError<CommitmentState>.self) {
            try house.act(house.lisbon) { try $0.withdrawPromise(sooner, because: "again") }
        }
    }

    @Test(arguments: CaseOutcome.allCases)
    func `no case closes while a promise is open, however it ends`(outcome: CaseOutcome) throws {
        let id = try house.openCase(house.lisbon)
        _ = try promise(id, minutes: 60)
        var closure = CaseClosure()
        closure.outcome = outcome
        do {
            try house.act(house.lisbon) { try $0.closeCase(id, closure, by: nil) }
            Issue.record("the case closed")
        } catch CaseworkError.notReady(_, let gaps) {
            #expect(gaps.contains(.openCommitments(1)))
        }
    }

    @Test func `a merged case's open promises go on with the other one`() throws {
        let first = try house.openCase(house.lisbon)
        let second = try house.openCase(house.lisbon)
        let kept = try promise(second, minutes: 5)
        let open = try promise(second, minutes: 60)
        try house.act(house.lisbon) { try $0.keepPromise(kept) }
        try house.act(house.lisbon) { try $0.mergeCase(second, into: first) }
        #expect(try self.open().map(\.recoveryCase) == [first])
        #expect(try house.lisbon.read { try $0.commitments(of: first) }.map(\.id) == [open])
        #expect(throws: CaseMoveError.isMerged) { _ = try promise(second, minutes: 5) }
    }

    @Test func `a promise made at the house is known at headquarters`() throws {
        let id = try house.openCase(house.lisbon)
        let made = try promise(id, minutes: 60)
        try house.exchange(house.lisbon)
        let known = try house.hub.read { try $0.openCommitments(countMax: 10) }
        #expect(known.map(\.id) == [made])
        #expect(known.map(\.promisedBy) == ["ana"])
    }
}

struct ContactAttemptTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    private func openCase(contact: String?, cameBy channel: FeedbackChannel) throws -> ChangeID {
        let feedback = try house.act(house.lisbon) {
            try $0.create(
                Catalogue.feedback,
                [
                    FeedbackField.channel: .choice(channel), .contact: .words(contact),
                    .text: .words("Cold"),
                ]
            )
        }
        return try house.openCase(house.lisbon) { $0.feedback = feedback }
    }

    @Test func `another channel than the guest asked for needs a reason`() throws {
        let id = try openCase(contact: "m.lindqvist@example.com", cameBy: .webForm)
        #expect(throws: ContactRefusal.needsReason(preferred: .email)) {
            try house.act(house.lisbon) {
                try $0.logContact(with: id, ContactTry(.phone, .noAnswer, reason: " "))
            }
        }
        try house.act(house.lisbon) {
            try $0.logContact(with: id, ContactTry(.email, .leftMessage))
            try $0.logContact(with: id, ContactTry(.phone, .noAnswer, reason: "it is urgent"))
        }
        let dealings = try house.lisbon.read { try $0.dealings(of: id) }
        #expect(dealings.attempts.map(\.channel) == [.email, .phone])
        #expect(dealings.attempts.map(\.reason) == [nil, "it is urgent"])
        #expect(dealings.triedChannels == [.email, .phone])
        #expect(dealings.contact(try house.lisbon.found(id).marks) == .notReached(attempts: 2))
    }

    @Test func `a tick from before there were records counts once beside them`() throws {
        let id = try openCase(contact: nil, cameBy: .inPerson)
        try house.act(house.lisbon) {
            let found = try $0.recoveryCase(id)
            try $0.edit(found.row, [CaseField.tags: .words("tried:1790000000123")])
            try $0.logContact(with: id, ContactTry(.inPerson, .noAnswer))
        }
        let marks = try house.lisbon.found(id).marks
        let dealings = try house.lisbon.read { try $0.dealings(of: id) }
        #expect(marks.attempts.count == 2)
        #expect(dealings.contact(marks) == .notReached(attempts: 2))
    }

    @Test func `a guest who was reached is ticked so`() throws {
        let id = try openCase(contact: nil, cameBy: .inPerson)
        try house.act(house.lisbon) { try $0.logContact(with: id, ContactTry(.phone, .reached)) }
        let found = try house.lisbon.found(id)
        #expect(found.marks.contact == .reached)
        #expect(try house.lisbon.read { try $0.dealings(of: id) }.triedChannels.isEmpty)
    }
}
