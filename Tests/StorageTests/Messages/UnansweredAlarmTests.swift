import Recovery
import Storage
import Testing

struct UnansweredAlarmTests {
    @Test func `the gravest alarm comes first, however many older ones stand unanswered`() throws {
        let house = try TestHouse()
        for _ in 0..<3 { _ = try house.openCase(house.lisbon, scenario: "HK-04") }
        let grave = try house.openCase(house.lisbon) { $0.severity = .staySpoiled }
        let first = try house.lisbon.read { try $0.unansweredAlarms(countMax: 1) }
        #expect(first.map(\.recoveryCase.id) == [grave])
        #expect(try house.lisbon.read { try $0.unansweredAlarms(countMax: 9) }.count == 4)
    }
}
