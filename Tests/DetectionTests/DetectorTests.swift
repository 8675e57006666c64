import Detection
import Recovery
import Testing

/// One detector for every test: compiling it is not what they measure.
private let detector = Detector(rules: SampleRules.all)

private func detect(
    _ text: String,
    box: TextSegment.Polarity = .unknown,
    score: Int? = nil,
    on scale: ScoreScale = .percent,
    at touchpoint: Touchpoint? = nil,
    contactRequested: Bool = false,
    language: String? = nil
) -> DetectionOutcome {
    detector.detect(
        DetectionInput(
            segments: [TextSegment(text, polarity: box)],
            score: score.map { GivenScore(normalised: $0, on: scale) },
            touchpoint: touchpoint,
            contactRequested: contactRequested,
            language: language
        )
    )
}

extension DetectionOutcome {
    /// The scenario that the case is opened for.
    fileprivate var scenario: String? {
        guard case .openCase(.scenario(let code), _) = decision else { return nil }
        return code
    }

    fileprivate var opensCase: Bool {
        guard case .openCase = decision else { return false }
        return true
    }

    fileprivate var reasons: [CaseReason] {
        guard case .openCase(_, let reasons) = decision else { return [] }
        return reasons
    }
}

struct DetectorTests {
    @Test(arguments: [
        ("We came back at five and the room had still not been cleaned.", "HK-01"),
        ("Long hairs in the bath and stains on the sheets", "HK-02"),
        ("there was a COCKROACH under the pillow!!!", "HK-03"),
        ("No towels, and nobody at the desk could say why", "HK-04"),
        ("The room was freezing all night", "EN-01"),
        ("A/C did not work", "EN-01"),
        ("there wasn't any hot water in the morning", "EN-02"),
        ("No hot water and the bed was fine", "EN-02"),
        ("never had hot water", "EN-02"),
        ("Elevator was broken for three days", "EN-04"),
        ("our key card didn’t work, twice", "EN-05"),
        ("wifi was painfully slow", "IT-01"),
        ("Noise from the bar until 3 am", "NO-01"),
        ("Bar was below us: loud music till late", "NO-01"),
        ("Walls are paper thin", "NO-02"),
        ("waited over an hour at reception", "FO-01"),
        ("our room wasn't ready at 4pm", "FO-02"),
        ("The hotel was overbooked", "FO-04"),
        ("The man at reception was extremely rude to my mother", "FO-05"),
        ("I was charged twice for the minibar", "BI-01"),
        ("the food was stone cold", "FB-01"),
        ("My daughter had an allergic reaction", "FB-02"),
        ("food poisoning from the buffet", "FB-03"),
        ("the corridor smelled of smoke", "SN-01"),
        ("my watch was stolen from the safe", "SE-01"),
        ("Nobody called me back about it", "CO-01"),
    ])
    func `a complaint opens a case for its scenario`(text: String, code: String) {
        #expect(detect(text).scenario == code)
    }

    @Test(arguments: [
        ("cockroch in the sink", "HK-03"), ("ciggarettes on the floor", "SN-01"),
        ("overboked, they said", "FO-04"), ("we were overchaged", "BI-01"),
        ("unfreindly at breakfast", "FO-05"),
    ])
    func `one slip of the pen is forgiven`(text: String, code: String) {
        let found = detect(text)
        #expect(found.scenario == code)
        #expect(found.findings.first?.cues.contains(where: \.isMisspelt) == true)
    }

    @Test(arguments: [
        "The room was not noisy at all", "no dirt anywhere", "Spotless!",
        "hot water was great", "never any noise", "quiet despite the bar",
        "quiet despite the noisy bar", "We couldn't hear any noise from the street",
        "I have never seen a cockroach or bed bugs here", "not a dirty spot in the house",
        "Noise was not a problem", "the staff could not have been more helpful",
        "I cannot recommend this hotel highly enough", "We would not hesitate to come back",
        "wasn't rude, wasn't slow", "No complaints about noise", "Great pool, great staff",
        "nothing was too much trouble", "a non-smoking room, as promised",
        "I'll be back", "the metro is close and the rate was fair",
        "free of charge", "", "   ", "👍👍👍", "a short walk to the sea",
    ])
    func `negated and praised words open nothing`(text: String) {
        for score in [nil, 100] {
            #expect(!detect(text, score: score).opensCase)
        }
    }

    @Test func `a negation inside a cue negates nothing else`() {
        #expect(detect("no hot water and dust").findings.map(\.scenarioCode).contains("HK-02"))
        #expect(detect("not only noisy but hot").opensCase)
        #expect(detect("nobody told us about the bed bugs").scenario == "HK-03")
    }

    @Test func `a dismissed cue says why`() {
        #expect(detect("The room was not noisy").dismissed.map(\.reason) == [.negated])
        #expect(detect("Fine despite the noise").dismissed.map(\.reason) == [.setAside])
        #expect(detect("great customer service").dismissed.map(\.reason) == [.praised])
        let box = detect("noisy", box: .givenPositive)
        #expect(box.dismissed.map(\.reason) == [.inPositiveBox])
        #expect(box.decision == .noCase(.dismissed))
    }

    @Test func `a match shows the guest's own words`() throws {
        let text = "Äußerst laut… Sorry: the shówer was very cóld, I'm afraid"
        let match = try #require(detect(text).findings.first?.cues.first)
        #expect(match.cue.contains("cold shower"))
        #expect(match.words(in: text) == "shówer was very cóld")
    }

    @Test(arguments: [
        ("walked in on", "a maid walked in on us", true), ("walked in on", "a short walk", false),
        ("rats", "a great rate", false), ("rats", "we saw a rat", true),
        ("rats", "a high rating", false), ("could not sleep", "I couldn't sleep", true),
        ("pool closed", "the pool is close by", false), ("ill", "I'll return", false),
        ("not cleaned", "the room wasn t cleaned", true), ("dirty", "the Dirtý carpet", true),
        ("charge", "they kept charging us", true), ("bar noise", "noise from a bar", true),
        ("bar noise", "we liked the bar. Noise?", false), ("not clean", "not noisy, clean", false),
        ("hot room", "a lovely room and hot coffee", false), ("ac broken", "A/C was broken", true),
        ("very good", "very good", false), ("towel", "towels", true), ("robbed", "a robe", false),
        ("supplies", "supply", true), ("no hot water", "we could not get hot water", true),
    ])
    func `a cue means its words in any form and no others`(cue: String, text: String, hit: Bool) {
        let rule = DetectionRule(scenarioCode: "X", cues: [cue], severity: .serviceDenied)
        let input = DetectionInput(segments: [TextSegment(text)])
        #expect(Detector(rules: [rule]).detect(input).findings.isEmpty == !hit)
    }

    @Test func `the longer cue wins inside the same words`() {
        let found = detect("noise from next room").findings
        #expect(found.map(\.scenarioCode) == ["NO-02"])
    }

    @Test func `unhappiness without a cue goes to triage`() {
        let found = detect("What a dreadful stay. Never again!")
        #expect(found.decision == .openCase(.triage, because: found.reasons))
        #expect(found.findings.isEmpty)
        #expect(!found.dissatisfaction.isEmpty)
    }

    @Test func `mild opinions alone open nothing, two together do`() {
        #expect(detect("The room was small").decision == .noCase(.doubtful(confidence: 30)))
        #expect(detect("The room was small. Breakfast is expensive").opensCase)
    }
}

struct DetectorScoreTests {
    @Test(arguments: [
        (ScoreScale.zeroToTen, 6, 7), (.oneToTen, 5, 6), (.oneToSeven, 3, 4), (.oneToFive, 2, 3),
        (.percent, 50, 51),
    ])
    func `the low score of each scale opens a case without a word`(
        scale: ScoreScale,
        low: Int,
        next: Int
    ) throws {
        let lowest = try #require(scale.normalised(low))
        let above = try #require(scale.normalised(next))
        #expect(
            detect("", score: lowest, on: scale).decision
                == .openCase(.triage, because: [.lowScore(lowest, ceiling: lowest)])
        )
        #expect(!detect("", score: above, on: scale).opensCase)
    }

    @Test func `a scale without a low score opens nothing by score`() {
        var settings = DetectionSettings()
        settings.lowScores[.oneToFive] = .some(nil)
        let input = DetectionInput(segments: [], score: GivenScore(normalised: 0, on: .oneToFive))
        #expect(
            Detector(rules: [], settings: settings).detect(input).decision == .noCase(.noCue)
        )
    }

    @Test func `a contact request always opens a case`() {
        let praise = detect("Perfect stay, thank you", score: 100, contactRequested: true)
        #expect(praise.decision == .openCase(.triage, because: [.contactRequested]))
        let failure = detect("no hot water", score: 100, contactRequested: true)
        #expect(failure.scenario == "EN-02")
        #expect(failure.reasons.first == .contactRequested)
    }

    @Test func `score and touchpoint shift the confidence by the stated points`() throws {
        let plain = try #require(detect("dirty").findings.first)
        #expect(plain.confidence == 60)
        #expect(detect("dirty", score: 90).findings.first?.confidence == 35)
        #expect(detect("dirty", score: 20).findings.first?.confidence == 75)
        #expect(detect("dirty", at: .room).findings.first?.confidence == 70)
        #expect(detect("dirty", box: .givenNegative).findings.first?.confidence == 75)
        #expect(detect("very dirty").findings.first?.confidence == 70)
        #expect(detect("slightly dirty").findings.first?.confidence == 45)
        // Two witnesses of 60 and 60: 100 - 40 x 40 / 100.
        #expect(detect("dirty, stank").findings.first?.confidence == 84)
        // The same words are one witness, whatever cues they match.
        #expect(detect("we saw a cockroach").findings.first?.confidence == 60)
    }

    @Test func `a good score excuses no grave failure`() {
        #expect(!detect("Lovely stay. It was dusty", score: 95).opensCase)
        #expect(detect("Lovely. We saw a cockroach", score: 95).scenario == "HK-03")
    }

    @Test func `a rule's own ceiling replaces the house's`() {
        let rule = DetectionRule(
            scenarioCode: "X",
            cues: ["dirty"],
            scoreCeiling: 95,
            severity: .inconvenience
        )
        let input = DetectionInput(
            segments: [TextSegment("dirty")],
            score: GivenScore(normalised: 90, on: .percent)
        )
        #expect(Detector(rules: [rule]).detect(input).findings.first?.scoreEffect == nil)
        #expect(
            detect("dirty", score: 90).findings.first?.scoreEffect == .aboveCeiling(79)
        )
    }

    @Test func `each box of a two-box survey is read for what it asked`() {
        let input = DetectionInput(segments: [
            TextSegment("Location, quiet room, hot shower", polarity: .givenPositive),
            TextSegment("bed bugs", polarity: .givenNegative),
        ])
        let found = detector.detect(input)
        #expect(found.scenario == "HK-03")
        #expect(found.findings.first?.cues.first?.segment == 1)
    }

    @Test(arguments: [
        ("Das Bad war sehr schön und das Zimmer ruhig", false),
        ("Das Zimmer war schmutzig und laut", true),
        ("La habitación estaba muy sucia", true),
        ("Todo muy bien, la habitación no estaba sucia", false),
        ("La chambre était très bruyante, je suis déçu", true),
        ("Très bon séjour, le personnel était charmant", false),
        ("Отличный отель, всё понравилось", false),
        ("部屋がとても綺麗でした。", false),
    ])
    func `other languages are read by their own few words`(text: String, opens: Bool) {
        #expect(detect(text).opensCase == opens)
    }

    @Test func `a stated language decides how words are read`() {
        #expect(detect("Bad", language: "en-GB").opensCase)
        #expect(!detect("Bad", language: "de").opensCase)
    }
}
