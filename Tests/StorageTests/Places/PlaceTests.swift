import Recovery
import Storage
import Testing
import Wire

@Suite struct PlaceTests {
    private let house: TestHouse

    init() throws { house = try TestHouse() }

    private func add(_ text: String, _ kind: PlaceKind = .room) throws -> Int {
        let names = try PlaceNames(text, kind: kind)
        var random = SystemRandomNumberGenerator()
        return try house.act(house.lisbon) {
            try $0.addPlaces(names, kind: kind, using: &random)
        }
    }

    @Test(arguments: [
        ("Room 101\n101\n102\r\n\n", PlaceKind.room, ["101", "102"]),
        ("101-103", .room, ["101", "102", "103"]),
        ("Pool bar\n pool  bar ", .area, ["Pool bar", "pool bar"]),
        ("1-3", .area, ["1-3"]), ("Suite 1-A", .room, ["Suite 1-A"]), ("Room", .room, ["Room"]),
        ("103-101", .room, ["103-101"]), ("a\u{202E}b", .area, ["ab"]),
    ])
    func `names are read a line each`(text: String, kind: PlaceKind, names: [String]) throws {
        #expect(try PlaceNames(text, kind: kind).names == names)
    }

    @Test func `what cannot be a list of names says what to do`() {
        #expect(throws: PlaceError.noName) { try PlaceNames(" \n", kind: .room) }
        let long = String(repeating: "a", count: PlaceNames.lengthMax + 1)
        #expect(throws: PlaceError.nameTooLong(long)) { try PlaceNames(long, kind: .area) }
        #expect(throws: PlaceError.tooMany) { try PlaceNames("1-1999\n3000-3010", kind: .room) }
    }

    @Test func `a place that is here stays as it is, and a closed one gets a new code`() throws {
        #expect(try add("101\n102") == 2)
        #expect(try add("102\n103") == 1)
        let places = try house.lisbon.read { try $0.places() }
        #expect(places.map(\.name) == ["101", "102", "103"])
        #expect(Set(places.map(\.token)).count == 3)
        try house.act(house.lisbon) { try $0.closePlace(places[0].id) }
        #expect(try house.lisbon.read { try $0.place(places[0].token) } == nil)
        #expect(try house.lisbon.read { try $0.place(places[1].token) }?.name == "102")
        #expect(try add("101") == 1)
        let again = try house.lisbon.read { try $0.places() }
        #expect(again.map(\.name) == ["101", "102", "103"])
        #expect(again[0].token != places[0].token)
    }

    @Test func `a token is read back, whatever people took its letters for`() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let token = PlaceToken(using: &random)
            #expect(token.description.utf8.count == 8)
            #expect(PlaceToken(token.description) == token)
            #expect(PlaceToken(token.description.uppercased()) == token)
        }
        #expect(PlaceToken("o0il1111") == PlaceToken("00111111"))
        for text in ["", "abcd123", "abcd12345", "abcd123u", "abcd 123", "ééé"] {
            #expect(PlaceToken(text) == nil)
        }
    }

    @Test func `a guest's code opens its own record for its own purpose, at its own node`() throws {
        let (key, other) = (try house.lisbon.guestKey(), try house.porto.guestKey())
        for id in [
            ChangeID(rawValue: 1), ChangeID(rawValue: 1 << 39 | 7), ChangeID(rawValue: .max),
        ] {
            let code = key.code(.survey, of: id)
            #expect(key.id(.survey, of: code) == id)
            #expect(try house.lisbon.guestKey().id(.survey, of: code.uppercased()) == id)
            #expect(key.id(.answer, of: code) == nil)
            #expect(other.id(.survey, of: code) == nil)
            #expect(key.id(.survey, of: "1" + code) == nil)
            for index in code.indices {
                var wrong = code
                let letter = code[index] == "z" ? "y" : "z"
                wrong.replaceSubrange(index...index, with: letter)
                #expect(key.id(.survey, of: wrong) == nil)
            }
        }
        for text in ["", "zzzzzzzzzzzz", String(repeating: "z", count: 40)] {
            #expect(key.id(.survey, of: text) == nil)
        }
    }

    @Test func `kept forms wait for somebody, up to their limit`() throws {
        let token = try #require(PlaceToken("abcd1234"))
        func keep(_ body: String) throws -> Bool {
            try house.lisbon.keep(
                KeptForm(
                    at: house.now,
                    place: token,
                    channel: .webForm,
                    reason: .device,
                    language: "en",
                    body: body
                )
            )
        }
        for number in 0..<KeptForm.countMax { #expect(try keep("say=\(number)")) }
        #expect(try !keep("say=more"))
        let forms = try house.lisbon.read { try $0.keptForms() }
        #expect(forms.count == KeptForm.countMax)
        #expect(forms[1].body == "say=1")
        try house.lisbon.forgetKeptForm(
            forms[0].id,
            because: "was thrown away",
            author: "ana",
            now: house.now
        )
        #expect(try house.lisbon.read { try $0.keptForms() }.first?.body == "say=1")
        #expect(try keep("say=more"))
    }
}
