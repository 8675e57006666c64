import Recovery
import Storage
import Testing

@Suite struct SignalVerdictTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    private func evidence(
        _ cases: Int,
        expected: Double,
        day: Int64 = 20_000
    ) -> SignalEvidence {
        SignalEvidence(
            cases: cases,
            weekCount: 13,
            through: CalendarDay(daysSince1970: day),
            expected: expected
        )
    }

    private func judge(_ evidence: SignalEvidence, _ state: SignalState) throws {
        try house.hub.change(author: "Maud", now: house.now) {
            try $0.judge(
                SignalDraft(
                    kind: .risen,
                    scenario: "EN-02",
                    site: (1, "LIS"),
                    evidence: evidence
                ),
                state,
                text: "a fair"
            )
        }
    }

    private var judged: [JudgedSignal] {
        get throws { try house.hub.read { try $0.judgedSignals() } }
    }

    /// Thirty where ten were expected, as it was judged, and as it is now.
    @Test(arguments: [
        (30, 10.0, Int64(0), true), (44, 10.0, 7, true), (46, 10.0, 7, false),
        (20, 10.0, 7, true), (30, 10.0, 181, true), (30, 10.0, 182, false),
    ])
    func `a verdict holds until there is half as much again, or half a year has passed`(
        cases: Int,
        expected: Double,
        daysLater: Int64,
        holds: Bool
    ) throws {
        try judge(evidence(30, expected: 10), .falseAlarm)
        let signal = try #require(try judged.first)
        #expect(signal.evidence == evidence(30, expected: 10))
        #expect(
            signal.answers(evidence(cases, expected: expected, day: 20_000 + daysLater)) == holds
        )
    }

    @Test(arguments: [(3, true), (1, false)])
    func `a fall comes back when it has become deeper`(cases: Int, holds: Bool) throws {
        try judge(evidence(3, expected: 10), .confirmed)
        #expect(try judged.first?.answers(evidence(cases, expected: 10, day: 20_007)) == holds)
    }

    @Test func `another verdict on the same evidence takes the place of the first`() throws {
        try judge(evidence(30, expected: 10), .falseAlarm)
        try judge(evidence(30, expected: 10), .knownReason)
        try judge(evidence(60, expected: 10), .confirmed)
        let signals = try judged
        #expect(Set(signals.map(\.state)) == [.confirmed, .knownReason] && signals.count == 2)
        #expect(signals.allSatisfy { $0.judgedBy == "Maud" && $0.text == "a fair" })
        // The site that it concerns learns of it, and no other.
        try house.exchange(house.lisbon, house.porto)
        #expect(try house.lisbon.read { try $0.judgedSignals() }.count == 2)
        #expect(try house.porto.read { try $0.judgedSignals() }.isEmpty)
    }
}
