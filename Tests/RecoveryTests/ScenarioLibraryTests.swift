import Recovery
import Testing

@Suite struct ScenarioLibraryTests {
    private static let codes = """
        BI-01 BI-02 CO-01 EN-01 EN-02 EN-03 EN-04 EN-05 EX-01 FB-01 FB-02 FB-03 FO-01 FO-02 FO-03
        FO-04 FO-05 HK-01 HK-02 HK-03 HK-04 IT-01 LF-01 NO-01 NO-02 SE-01 SN-01 SN-02
        """

    @Test func `all scenarios are there, and lint has nothing to say`() {
        let codes = ScenarioLibrary.standard.map(\.code.description)
        #expect(codes == Self.codes.split(whereSeparator: \.isWhitespace).map(String.init))
        #expect(ScenarioLint.findings(in: ScenarioLibrary.files).map(\.description) == [])
    }

    @Test(arguments: ScenarioLibrary.standard)
    func `a scenario reads back from its print and can be detected`(scenario: FailureScenario) {
        #expect(ScenarioFile(name: "print", text: scenario.text).scenarios == [scenario])
        #expect(scenario.cues.phrases.count >= 15)
        #expect(scenario.causes.count >= 2)
    }

    @Test(arguments: ScenarioLibrary.standard)
    func `nobody is a dead end`(scenario: FailureScenario) {
        let chain = scenario.responder.chain
        #expect(chain.first == scenario.responder.lead)
        #expect(chain.contains(.team(.dutyManager)))
        #expect(Set(chain).count == chain.count)
    }

    @Test func `what touches safety is severe, urgent and open at any score`() {
        for scenario in ScenarioLibrary.standard where scenario.severity == .fixed(.safety) {
            #expect(scenario.target(afterStay: false) == .t1)
            #expect(scenario.cues.scoreCeiling == 100)
            #expect(scenario.ladder.levels.upperBound == .c5)
        }
        #expect(ScenarioSeverity.aboveOriginal.starting(original: .serviceDenied) == .staySpoiled)
        #expect(ScenarioSeverity.aboveOriginal.starting() == .serviceDenied)
    }

    @Test func `target times are those of the domain`() {
        #expect(
            TargetClass.allCases.map(\.acknowledge) == [
                .minutes(5), .minutes(10), .minutes(30), .businessDays(0),
            ]
        )
        #expect(
            TargetClass.allCases.map(\.fixed) == [
                .minutes(60), .minutes(240), .sameDay, .businessDays(5),
            ]
        )
    }
}

extension FailureScenario: CustomTestStringConvertible {
    package var testDescription: String { code.description }
}
