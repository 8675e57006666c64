import Testing

@testable import Recovery

struct OnDutyTests {
    private static let now = Timestamp.utc(2026, 3, 6, 14)
    private let plumber = Responder(lead: .team(.engineering), support: [.housekeeping])

    private func duty(_ people: (String, String)...) -> OnDuty {
        OnDuty(
            people.map {
                DutySpan(
                    person: $0.0,
                    team: $0.1,
                    from: Self.now.plus(minutes: -60),
                    to: Self.now.plus(minutes: 60)
                )
            },
            at: Self.now
        )
    }

    @Test func `a team is its people on duty, whatever the case of its name`() {
        let answer = duty(("Rui", "Engineering"), ("Ana", "Front office")).answer(for: plumber)
        #expect(answer == OnDuty.Answer(lead: .team(.engineering), people: ["Rui"]))
    }

    @Test func `with nobody of the team here its deputy answers, then the duty manager`() {
        let deputy = duty(("Lia", "housekeeping"), ("Ana", "front office")).answer(for: plumber)
        #expect(deputy == OnDuty.Answer(lead: .team(.housekeeping), people: ["Lia"]))
        let manager = duty(("Ana", "front office")).answer(for: plumber)
        #expect(manager == OnDuty.Answer(lead: .team(.dutyManager), people: []))
    }

    @Test func `a roster with nobody on it changes nothing`() {
        #expect(duty().answer(for: plumber).lead == .team(.engineering))
    }

    @Test func `a duty begins with its first moment and has ended at its last`() {
        let span = DutySpan(
            person: "Rui",
            team: "engineering",
            from: Self.now,
            to: Self.now.plus(minutes: 1)
        )
        #expect(OnDuty([span], at: Self.now).isPresent("Rui"))
        #expect(!OnDuty([span], at: span.to).isPresent("Rui"))
    }
}
