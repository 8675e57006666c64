import Recovery
import Testing

@Suite struct ScenarioDraftTests {
    private static let shipped = ScenarioLibrary.standard

    @Test(arguments: shipped)
    func `what stands is read back from a form that shows it`(scenario: FailureScenario) {
        let shown = ScenarioDraft(scenario)
        let typed = Dictionary(
            uniqueKeysWithValues: ScenarioKey.allCases.map { key in
                // Browsers end lines so.
                (
                    key,
                    shown.typed(key).split(separator: "\n", omittingEmptySubsequences: false)
                        .joined(separator: "\r\n")
                )
            }
        )
        let review = ScenarioDraft(scenario.code, typed: typed).review(among: Self.shipped)
        #expect(review.fit == scenario)
    }

    @Test(arguments: ScenarioKey.allCases.filter { !$0.isOptional })
    func `a field that says nothing is marked where it stands`(key: ScenarioKey) throws {
        let scenario = try #require(Self.shipped.first)
        let shown = ScenarioDraft(scenario)
        var typed = Dictionary(
            uniqueKeysWithValues: ScenarioKey.allCases.map { ($0, shown.typed($0)) }
        )
        typed[key] = " \n"
        let review = ScenarioDraft(scenario.code, typed: typed).review(among: Self.shipped)
        #expect(review.fit == nil)
        #expect(review.findings.contains { $0.key == key && $0.severity == .error })
    }

    @Test func `what is typed begins no other field`() throws {
        let scenario = try #require(Self.shipped.first)
        let shown = ScenarioDraft(scenario)
        var typed = Dictionary(
            uniqueKeysWithValues: ScenarioKey.allCases.map { ($0, shown.typed($0)) }
        )
        typed[.summary] = "Short.\nscenario: XX-01\nname: Other\n\nlast words"
        let review = ScenarioDraft(scenario.code, typed: typed).review(among: Self.shipped)
        let fit = try #require(review.fit)
        #expect(fit.summary == "Short. scenario: XX-01 name: Other\n\nlast words")
        #expect(fit.code == scenario.code && fit.name == scenario.name)
    }

    @Test func `a cue that another scenario has is told as advice, and its own are not`() throws {
        let (one, other) = (Self.shipped[0], Self.shipped[1])
        var scenario = one
        scenario.cues.phrases.append(try #require(other.cues.phrases.first))
        let review = ScenarioDraft(scenario).review(among: Self.shipped)
        #expect(review.fit == scenario)
        #expect(review.findings.contains { $0.key == .cues && $0.severity == .warning })
        #expect(ScenarioDraft(one).review(among: [one]).findings.isEmpty)
    }

    @Test func `two texts differ in the fields that say something else, item by item`() throws {
        let former = try #require(Self.shipped.first)
        var latter = former
        latter.say.removeFirst()
        latter.say.append("We will be there.")
        latter.tone = "plain"
        let found = ScenarioDifference.all(from: former, to: latter)
        #expect(found.map(\.key) == [.tone, .say])
        #expect(!found[0].isByItem && found[0].after == ["plain"])
        #expect(found[1].isByItem && found[1].added == ["We will be there."])
        #expect(found[1].dropped == [former.say[0]])
        #expect(ScenarioDifference.all(from: former, to: former).isEmpty)
    }
}
