import Testing

@testable import Recovery

struct CallChainTests {
    private static let now = Timestamp.utc(2026, 3, 6, 14)
    private let plumber = Responder(lead: .team(.engineering), support: [.housekeeping])

    private func duty(_ people: (String, String, Bool)...) -> OnDuty { duty(people) }

    private func duty(_ people: [(String, String, Bool)]) -> OnDuty {
        OnDuty(
            people.map {
                DutySpan(
                    person: $0.0,
                    team: $0.1,
                    from: Self.now,
                    to: Self.now.plus(minutes: 60),
                    isDeputy: $0.2
                )
            },
            at: Self.now
        )
    }

    private func called(_ role: StaffRole, owner: String? = nil, _ duty: OnDuty) -> String? {
        CallChain(plumber, owner: owner, duty: duty, supervisors: ["Rui", "Zoe"])
            .leads(of: role).first?.words
    }

    @Test func `a call goes to the owner if here, else to the team, its lead, and upwards`() {
        let duty = duty(("Rui", "engineering", false), ("Ana", "front office", false))
        #expect(called(.staff, owner: "Ana", duty) == "person:Ana")
        #expect(called(.staff, owner: "Gone", duty) == "engineering")
        #expect(called(.supervisor, duty) == "person:Rui")
        #expect(
            called(.supervisor, self.duty(("Ana", "front office", false))) == "duty manager"
        )
        #expect(called(.supervisor, self.duty()) == "housekeeping")
        #expect(called(.dutyManager, duty) == "duty manager")
        #expect(called(.manager, duty) == "general manager")
    }

    @Test func `the deputy on duty comes before who leads, and who leads elsewhere comes last`() {
        let full = duty(
            ("Rui", "engineering", false),
            ("Lia", "engineering", true),
            ("Tom", "housekeeping", false),
            ("Zoe", "front office", false)
        )
        #expect(
            CallChain(plumber, owner: nil, duty: full, supervisors: ["Rui", "Zoe"])
                .leads(of: .supervisor).map(\.words) == [
                    "person:Lia", "person:Rui", "housekeeping", "person:Rui", "person:Zoe",
                    "duty manager",
                ]
        )
        #expect(called(.supervisor, duty(("Zoe", "front office", false))) == "person:Zoe")
    }

    @Test func `whoever was called is not called again, and the next nearest is`() throws {
        let chain = CallChain(
            plumber,
            owner: "Lia",
            duty: duty(("Lia", "engineering", true), ("Rui", "engineering", false)),
            supervisors: ["Rui"]
        )
        let second = EscalationLevel(
            number: 2,
            threshold: try .share(percent: 100),
            role: .supervisor
        )
        #expect(chain.called(by: second, after: []) == .person("Lia"))
        #expect(chain.called(by: second, after: [.person("Lia")]) == .person("Rui"))
        #expect(
            chain.called(
                by: second,
                after: [.person("Lia"), .person("Rui"), .team(.dutyManager)]
            ) == nil
        )
    }

    @Test(arguments: 1...200)
    func `a ladder calls somebody new at every step, its last the manager, whoever is here`(
        seed: UInt64
    ) throws {
        var random = SeededRandom(seed: seed)
        let names = ["Ana", "Rui", "Lia", "Tom", "Zoe"]
        let teams = ["engineering", "housekeeping", "front office", "duty manager"]
        let people = names.shuffled(using: &random)
            .prefix(Int.random(in: 0...5, using: &random))
            .map { name in
                let team = teams.randomElement(using: &random) ?? ""
                return (name, team, Bool.random(using: &random))
            }
        let lead = [Responder.Lead.team(.engineering), .team(.dutyManager), .person("Ana")]
            .randomElement(using: &random)
        let responder = Responder(
            lead: try #require(lead),
            support: Bool.random(using: &random) ? [.housekeeping] : []
        )
        let chain = CallChain(
            responder,
            owner: Bool.random(using: &random) ? "Tom" : nil,
            duty: duty(people),
            supervisors: Set(names.filter { _ in Bool.random(using: &random) })
        )
        let ladder = try EscalationLadder.standard(zone: .utc)
        for term in [ClockTerm.acknowledge, .fixed] {
            var before = Set(chain.leads(of: .staff))
            for level in ladder.plan(for: term).levels {
                #expect(!chain.leads(of: level.role).isEmpty)
                guard let called = chain.called(by: level, after: before) else { continue }
                #expect(before.insert(called).inserted)
            }
            #expect(before.contains(.team(.generalManager)))
            // What was left out had been called: the duty manager is, in every case.
            #expect(before.contains(.team(.dutyManager)))
        }
    }
}
