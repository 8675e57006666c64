import Foundation
import GRDB
import Recovery
import Testing

@testable import Storage

@Suite struct PersonTests {
    @Test func `names and teams are one line of at most 80 characters`() throws {
        let longest = String(repeating: "é", count: 80)
        #expect(try Person.Profile(name: longest, role: .staff, team: longest).name == longest)
        #expect(try Person.Profile(name: "  Ana   Lima ", role: .staff).name == "Ana Lima")
        #expect(try Person.Profile(name: "Q", role: .staff).team == "")
        for name in ["", "  ", "42", "An\na", "Ana\u{202E}", "\u{200B}", longest + "e"] {
            #expect(throws: PersonError.badName) { try Person.Profile(name: name, role: .staff) }
        }
        for team in [longest + "e", "Front\tdesk", "Desk\u{2028}"] {
            #expect(throws: PersonError.badTeam) {
                try Person.Profile(name: "Ana", role: .staff, team: team)
            }
        }
    }

    @Test(arguments: ["", "e", "EN", "engl", "e1", "en-GB"])
    func `a language is a code of 2 or 3 small letters`(language: String) throws {
        #expect(throws: PersonError.badLanguage(language)) {
            try Person.Profile(name: "Ana", role: .staff, language: language)
        }
        #expect(try Person.Profile(name: "Ana", role: .staff, language: "pt").language == "pt")
        #expect(try Person.Profile(name: "Ana", role: .staff, language: "fil").language == "fil")
    }

    @Test func `people are kept as they were given, the active first and by name`() throws {
        let house = try PeopleHouse()
        let gone = try house.node.add("Abel", .staff, "2580")
        let profile = try Person.Profile(
            name: "Élia",
            role: .dutyManager,
            team: "Front desk",
            language: "pt"
        )
        let elia = try house.node.addPerson(
            profile,
            secret: Secret("2580"),
            author: "Ana",
            now: .after(1),
            cost: .cheap
        )
        try house.node.add("Zoe", .operator, "2580")
        try house.node.deactivatePerson(gone.id, author: "Ana", now: .after(2))
        let again = try NodeStore(path: house.directory.path + "/node.db")
        #expect(try again.people().map(\.name) == ["Ana", "Élia", "Zoe", "Abel"])
        #expect(try again.people().map(\.isActive) == [true, true, true, false])
        #expect(try again.person(elia.id) == elia)
        #expect(elia.profile == profile)
        #expect(
            try house.journal.suffix(3) == [
                "Ana added Élia (duty manager)", "test added Zoe (operator)",
                "Ana deactivated Abel (staff)",
            ]
        )
        #expect(throws: PersonError.noSuchPerson) { try again.person(PersonID(rawValue: 99)) }
    }

    @Test(arguments: ["ana", "ANA", "Áná", " Ana ", "An\u{200B}a", "A\u{300}na"])
    func `a name that reads the same is taken`(name: String) throws {
        let house = try PeopleHouse()
        #expect(throws: PersonError.nameTaken("Ana", isActive: true)) {
            try house.node.add(name, .staff, "2580")
        }
        let other = try house.node.add("Bela", .staff, "2580")
        #expect(throws: PersonError.nameTaken("Ana", isActive: true)) {
            try house.node.changePerson(
                other.id,
                to: Person.Profile(name: name, role: .staff),
                author: "Ana",
                now: .after(0)
            )
        }
        #expect(try house.node.people().count == 2)
    }

    @Test func `a name stays with whoever had it, and they may come back`() throws {
        let house = try PeopleHouse()
        let bela = try house.node.add("Bela", .staff, "2580")
        try house.node.deactivatePerson(bela.id, author: "Ana", now: .after(0))
        #expect(throws: PersonError.nameTaken("Bela", isActive: false)) {
            try house.node.add("BELA", .staff, "2580")
        }
        #expect(throws: PersonError.notActive("Bela")) {
            try house.node.deactivatePerson(bela.id, author: "Ana", now: .after(0))
        }
        #expect(throws: PersonError.notActive("Bela")) {
            try house.node.changeSecret(
                of: bela.id,
                to: Secret("9514"),
                author: "Ana",
                now: .after(0),
                cost: .cheap
            )
        }
        #expect(house.fail(as: bela) == .refused)
        try reactivate(bela, house)
        #expect(throws: PersonError.alreadyActive("Bela")) { try reactivate(bela, house) }
        #expect(try house.signIn("9514", as: bela).session.person == bela)
        #expect(throws: SignInError.refused) { try house.signIn("2580", as: bela) }
    }

    private func reactivate(_ person: Person, _ house: PeopleHouse) throws {
        try house.node.reactivatePerson(
            person.id,
            secret: Secret("9514"),
            author: "Ana",
            now: .after(0),
            cost: .cheap
        )
    }

    @Test func `somebody may take another name, also one that folds as before`() throws {
        let house = try PeopleHouse()
        for name in ["ANA", "Anabela"] {
            let changed = try house.node.changePerson(
                house.ana.id,
                to: Person.Profile(name: name, role: .operator),
                author: "Ana",
                now: .after(0)
            )
            #expect(changed.name == name)
            #expect(try house.node.person(house.ana.id) == changed)
        }
        #expect(try house.node.add("Ana", .staff, "2580").name == "Ana")
    }

    @Test(arguments: StaffRole.allCases)
    func `a manager or an operator remains`(other: StaffRole) throws {
        let isFree = other == .manager || other == .operator
        for act in [deactivateAna, demoteAna] {
            let house = try PeopleHouse()
            try house.node.add("Bela", other, "2580")
            if isFree {
                try act(house)
            } else {
                #expect(throws: PersonError.nobodyInCharge) { try act(house) }
                #expect(try house.node.person(house.ana.id) == house.ana)
            }
        }
    }

    private func deactivateAna(_ house: PeopleHouse) throws {
        try house.node.deactivatePerson(house.ana.id, author: "Ana", now: .after(0))
    }

    private func demoteAna(_ house: PeopleHouse) throws {
        try house.node.changePerson(
            house.ana.id,
            to: Person.Profile(name: "Ana", role: .staff),
            author: "Ana",
            now: .after(0)
        )
    }

    @Test func `an inactive manager does not count as one who remains`() throws {
        let house = try PeopleHouse()
        let bela = try house.node.add("Bela", .manager, "2580")
        try house.node.deactivatePerson(bela.id, author: "Ana", now: .after(0))
        #expect(throws: PersonError.nobodyInCharge) { try deactivateAna(house) }
    }

    @Test func `nothing of people is put into the log that goes to the hub`() throws {
        let house = try PeopleHouse()
        _ = try house.signIn()
        #expect(try house.node.count("log") == 0)
        let files = try FileManager.default.contentsOfDirectory(atPath: house.directory.path)
        for file in files {
            let bytes = try Data(contentsOf: URL(filePath: house.directory.path + "/" + file))
            #expect(bytes.range(of: Data(PeopleHouse.password.utf8)) == nil)
        }
    }
}
