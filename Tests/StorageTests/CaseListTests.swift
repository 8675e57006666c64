import Recovery
import Storage
import Testing
import Wire

struct CaseListTests {
    let house: TestHouse

    init() throws { house = try TestHouse() }

    private func references(_ change: (inout CaseFilter) -> Void) throws -> [String] {
        var filter = CaseFilter()
        change(&filter)
        return try house.hub.read { try $0.cases(filter) }.map(\.reference)
    }

    @Test func `unfixed cases come first, then the newest, and filters leave the rest out`() throws
    {
        let fixed = try house.openCase(house.lisbon, scenario: "HK-04")
        _ = try house.openCase(house.lisbon, scenario: "EN-01")
        _ = try house.openCase(house.porto)
        var closure = CaseClosure()
        closure.outcome = .notAFailure
        try house.act(house.lisbon) { try $0.closeCase(fixed, closure, by: nil) }
        try house.exchange(house.lisbon, house.porto)
        #expect(try references { _ in } == ["OPO-1", "LIS-2", "LIS-1"])
        #expect(try references { $0.isOpenOnly = true } == ["OPO-1", "LIS-2"])
        #expect(try references { $0.states = [.closed] } == ["LIS-1"])
        #expect(
            try references {
                $0.states = [.closed]
                $0.isOpenOnly = true
            } == []
        )
        #expect(try references { $0.scenario = "EN-01" } == ["LIS-2"])
        #expect(try references { $0.scenario = "" } == ["OPO-1"])
        #expect(try references { $0.site = 1 } == ["LIS-2", "LIS-1"])
        #expect(try references { $0.severityMin = .serviceDenied } == ["LIS-2"])
        #expect(try references { $0.countMax = 1 } == ["OPO-1"])
    }

    @Test func `a case is found by reference in either case, and by id`() throws {
        let id = try house.openCase(house.lisbon)
        for name in ["LIS-1", "lis-1", id.description] {
            #expect(try house.lisbon.read { try $0.recoveryCase(named: name) }.id == id)
        }
    }

    @Test func `two cases of one reference are told apart by id`() throws {
        let first = try house.openCase(house.lisbon)
        let second = try house.openCase(house.lisbon)
        try house.act(house.lisbon) { transaction in
            let row = try transaction.recoveryCase(second).row
            try transaction.edit(row, [CaseField.reference: .text("LIS-1")])
        }
        #expect(throws: CaseworkError.ambiguous("LIS-1", [first, second])) {
            try house.lisbon.read { try $0.recoveryCase(named: "LIS-1") }
        }
    }

    @Test func `sites have names at both ends`() throws {
        try house.exchange(house.lisbon)
        for store in [house.lisbon, house.hub] as [any RecordStore] {
            let sites = try store.read { try $0.sites() }
            #expect(sites[1].name == "Lisbon")
            #expect(sites[0].code == "HQ")
            #expect(sites[9].code == "#9")
            #expect(sites.number(code: "opo") == 2)
        }
    }
}
