import Testing

@testable import Node

struct NameRemovalTests {
    private let removal = NameRemoval(
        guest: "Ms Marta Lindqvist",
        staff: ["Ana Lopes", "Rui Patrão"],
        place: "412"
    )

    private static let texts: [(String, String)] = [
        ("Marta Lindqvist was cold.", "The guest was cold."),
        ("We told Ms. Lindqvist at once.", "We told the guest at once."),
        ("Room 412 was cold, 412 again!", "The room was cold, the room again!"),
        ("MARTA's bag, and LINDQVIST’S key.", "The guest bag, and the guest key."),
        ("Rui Patrao came, with Ana.", "A colleague came, with a colleague."),
        ("Write to m.l@example.com, or 00351912345678.", "Write to (address), or (address)."),
        ("The marta flower of room 41.", "The marta flower of room 41."),
        ("Nothing here.", "Nothing here."),
    ]

    @Test(arguments: texts)
    func `names, the room and addresses are taken out, and nothing else`(
        text: String,
        cleaned: String
    ) {
        #expect(removal.cleaned(text) == cleaned)
        #expect(removal.leftovers(in: cleaned).isEmpty)
        #expect(removal.colleagues(in: cleaned).isEmpty)
    }

    @Test func `what is left is named, each once, also a number in groups`() {
        #expect(
            removal.leftovers(in: "Marta, Marta and Ana in 412; call +46 70 123 45 67")
                == ["Marta", "412", "+46701234567"]
        )
    }

    @Test func `a colleague's name may be another word, and a guest's name is the guest's`() {
        let removal = NameRemoval(
            guest: "Rose Weber",
            staff: ["Will May", "Rose Silva"],
            place: ""
        )
        #expect(removal.leftovers(in: "Will you come back in May?").isEmpty)
        #expect(removal.colleagues(in: "Will you come back in May? Will you?") == ["Will", "May"])
        #expect(removal.leftovers(in: "Rose said so.") == ["Rose"])
        #expect(removal.colleagues(in: "Rose said so, in may.").isEmpty)
    }

    @Test func `a part of the house is no secret`() {
        let removal = NameRemoval(guest: nil, staff: [], place: "Pool")
        #expect(removal.cleaned("The pool was cold.") == "The pool was cold.")
    }
}
