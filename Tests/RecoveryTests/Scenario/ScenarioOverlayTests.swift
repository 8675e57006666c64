import Recovery
import Testing

@Suite struct ScenarioOverlayTests {
    private static func scenario(_ code: String) throws -> FailureScenario {
        try #require(ScenarioLibrary.standard.first { $0.code.description == code })
    }

    private func overlay(
        _ scenario: FailureScenario,
        _ fields: [ScenarioKey: [String]]
    ) -> ScenarioOverlay {
        ScenarioOverlay(code: scenario.code, base: 1, why: "Ours", fields: fields)
    }

    /// Fields of other scenarios, which may or may not fit: what a careless house would write.
    private static func random(
        over scenario: FailureScenario,
        seed: UInt64
    ) -> ScenarioOverlay {
        var random = SeededRandom(seed: seed)
        var fields: [ScenarioKey: [String]] = [:]
        for key in ScenarioKey.allCases where Bool.random(using: &random) {
            let other = ScenarioLibrary.standard.randomElement(using: &random) ?? scenario
            fields[key] =
                Int.random(in: 0..<8, using: &random) == 0
                ? ["no such word, \(seed)\nname: mine"] : other.values(of: key)
        }
        return ScenarioOverlay(code: scenario.code, base: 1, why: "seed \(seed)", fields: fields)
    }

    @Test(arguments: zip(ScenarioLibrary.standard, UInt64(1)...28))
    func `laying twice is laying once, and locked fields stay`(
        scenario: FailureScenario,
        seed: UInt64
    ) {
        for seed in [seed, seed + 100] {
            let overlay = Self.random(over: scenario, seed: seed)
            let laid = overlay.laid(over: scenario)
            #expect(overlay.laid(over: laid.scenario).scenario == laid.scenario)
            for key in ScenarioKey.allCases {
                let isTheirs = laid.scenario.values(of: key) == scenario.values(of: key)
                if !key.mayDiffer || laid.refused[key] != nil { #expect(isTheirs) }
            }
            let promised = scenario.target(afterStay: false).rawValue
            #expect(laid.scenario.target(afterStay: false).rawValue <= promised)
            #expect(
                laid.scenario.ladder.levels.clamped(to: scenario.ladder.levels)
                    == laid.scenario.ladder.levels
            )
            #expect(Set(laid.scenario.doNotSay).isSuperset(of: scenario.doNotSay))
        }
    }

    @Test(arguments: zip(ScenarioLibrary.standard, UInt64(1)...28))
    func `an overlay reads back from its text`(scenario: FailureScenario, seed: UInt64) {
        for seed in [seed, seed + 100] {
            let overlay = Self.random(over: scenario, seed: seed).numbered(7)
            let read = ScenarioOverlay(text: overlay.text)
            #expect(read?.laid(over: scenario) == overlay.laid(over: scenario))
            #expect(read?.revision == 7)
            #expect(read?.why == overlay.why)
        }
    }

    @Test func `what says the same as headquarters is left out`() throws {
        let scenario = try Self.scenario("EN-02")
        var written: [ScenarioKey: [String]] = [:]
        for key in ScenarioKey.allCases { written[key] = scenario.values(of: key) }
        written[.cues]?.append("cold tap")
        let overlay = ScenarioOverlay(
            over: scenario,
            version: 3,
            why: " Our \n words ",
            written: written
        )
        #expect(Array(overlay.fields.keys) == [.cues])
        #expect(overlay.why == "Our words")
        #expect(overlay.laid(over: scenario).scenario.cues.phrases.last == "cold tap")
    }

    @Test(
        arguments: [
            (.targets, ["T3"], "Choose T1"), (.targets, ["T1", "TP"], nil),
            (.ladder, ["C0-C5"], "Stay between C1 and C3"), (.ladder, ["C1"], nil),
            (.responder, ["the boiler man"], "one of"), (.responder, ["security"], nil),
            (.responder, ["person:ana"], nil), (.scoreCeiling, ["900"], "0 to 100"),
        ] as [(ScenarioKey, [String], String?)]
    )
    func `a field that does not fit is refused with what fits`(
        key: ScenarioKey,
        values: [String],
        words: String?
    ) throws {
        let scenario = try Self.scenario("EN-02")
        let laid = overlay(scenario, [key: values]).laid(over: scenario)
        #expect((laid.refused[key] == nil) == (words == nil))
        if let words {
            #expect(laid.refused[key]?.description.contains(words) == true)
            #expect(laid.scenario == scenario)
        } else {
            #expect(laid.scenario.values(of: key) == values)
        }
    }

    @Test func `a house may be slower only as far as headquarters allows`() throws {
        var scenario = try Self.scenario("EN-02")
        let slower = overlay(scenario, [.targets: ["T2"]])
        #expect(slower.laid(over: scenario).refused[.targets] == .slower(than: .t1))
        scenario.slowestTarget = .t2
        #expect(slower.laid(over: scenario).refused.isEmpty)
        #expect(slower.laid(over: scenario).scenario.target(afterStay: false) == .t2)
        let slowest = overlay(scenario, [.targets: ["T3"]])
        #expect(slowest.laid(over: scenario).refused[.targets] == .slower(than: .t2))
        // A house cannot allow itself to be slower.
        let own = overlay(scenario, [.slowestTarget: ["TP"], .targets: ["T3"]])
        #expect(own.fields[.slowestTarget] == nil)
        // It is kept in the text, and only where it is said.
        #expect(ScenarioFile(name: "a", text: scenario.text).scenarios == [scenario])
        #expect(!ScenarioLibrary.standard.contains { $0.text.contains("slowest target") })
        scenario.slowestTarget = .t1
        let findings = ScenarioLint.findings(in: [ScenarioFile(name: "a", text: scenario.text)])
        #expect(
            findings.contains { $0.message.description.contains("Choose slower times than T1") }
        )
    }

    @Test func `the two meet only in fields that both changed`() throws {
        let base = try Self.scenario("EN-02")
        var present = base
        present.alarm = "Bring towels."
        present.cues.phrases.append("ice water")
        let ours = overlay(base, [.cues: ["cold tap"], .say: ["We have gone to look."]])
        #expect(ours.met(base: base, present: present) == [.cues])
        #expect(ours.met(base: base, present: base) == [])
        #expect(ours.laid(over: present).scenario.alarm == "Bring towels.")
    }

    @Test func `lint speaks about the house's fields only, in words for them`() throws {
        let scenario = try Self.scenario("EN-02")
        let others = ScenarioLibrary.standard.filter { $0.code != scenario.code }
        let good = overlay(scenario, [.say: ["I am sorry that you wash cold."]])
        #expect(good.findings(over: scenario, among: others) == [])
        let cue = try #require(others.first { $0.code.description == "HK-01" }?.cues.phrases.first)
        let bad = overlay(
            scenario,
            [
                .say: ["You must understand, it is our policy."], .targets: ["T3"],
                .cues: [cue] + scenario.cues.phrases,
            ]
        )
        let findings = bad.findings(over: scenario, among: others)
        #expect(findings.filter { $0.key == .say }.allSatisfy { $0.severity == .error })
        #expect(
            findings.contains { $0.key == .say && $0.message.description.contains("our policy") }
        )
        #expect(findings.contains { $0.key == .targets && $0.severity == .error })
        #expect(findings.contains { $0.key == .cues && $0.severity == .warning })
    }
}
