import Recovery
import Storage
import Testing
import Web
import Wire

@testable import Node

@Suite struct GuestFormTests {
    private let store: NodeStore
    private let room: Place

    init() throws {
        store = try enrolledNode()
        try store.change(author: "ana", now: .testNow) {
            var random = SystemRandomNumberGenerator()
            let names = try PlaceNames("Room 412", kind: .room)
            #expect(try $0.addPlaces(names, kind: .room, using: &random) == 1)
        }
        room = try #require(try store.read { try $0.places() }.first)
    }

    private func form(_ change: (inout GuestForm) -> Void) -> GuestForm {
        var form = GuestForm()
        change(&form)
        return form
    }

    @Test func `an empty form goes back`() {
        #expect(GuestForm().trouble == .nothingSaid)
        #expect(form { $0.say = " \u{0}\n" }.trouble == .nothingSaid)
        #expect(form { $0.mood = "6" }.trouble == .nothingSaid)
        #expect(form { $0.mood = "1" }.trouble == nil)
        #expect(form { $0.about = ["wifi"] }.trouble == nil)
    }

    @Test func `words have their limit, to the character`() {
        let text = String(repeating: "é", count: GuestForm.textLengthMax)
        #expect(form { $0.say = text }.trouble == nil)
        #expect(form { $0.say = text + "e" }.trouble == .tooLong)
    }

    @Test(arguments: [
        (ContactWay.sms, true), (.call, true), (.email, true), (.room, false), (.visit, false),
    ])
    func `who asks to be reached says where, unless the room says it`(
        way: ContactWay,
        needsAddress: Bool
    ) {
        let bare = form {
            $0.contact = "yes"
            $0.how = way.rawValue
        }
        #expect(bare.trouble == (needsAddress ? .noAddress : nil))
        var full = bare
        full.reach = "+351 555 0100"
        #expect(full.trouble == nil)
    }

    @Test func `no way named is a way that lacks its address`() {
        #expect(form { $0.contact = "yes" }.trouble == .noAddress)
    }

    @Test func `the feedback tells the place, the mood and how to reach the guest`() throws {
        let draft = form {
            $0.mood = "2"
            $0.say = "The shower is cold"
            $0.about = ["bathroom", "no such"]
            $0.contact = "yes"
            $0.how = "email"
            $0.reach = "guest@example.com"
            $0.name = "A\u{202E} guest"
        }.draft(at: room, by: .nfc, in: .english)
        #expect(draft.channel == .nfc)
        #expect(draft.place == "412")
        #expect(draft.score?.hundredths == 200)
        #expect(draft.touchpoint == .bathroom)
        #expect(draft.email == "guest@example.com")
        #expect(draft.isContactRequested)
        #expect(draft.guestName == "A guest")
        #expect(draft.text == "The shower is cold")
    }

    @Test func `an address without the tick is not kept`() {
        let draft = form {
            $0.say = "Fine"
            $0.how = "sms"
            $0.reach = "+351 555 0100"
        }.draft(at: room, by: .webForm, in: .english)
        #expect(draft.phone == nil)
        #expect(!draft.isContactRequested)
    }

    @Test func `what was ticked speaks for a guest who wrote nothing`() {
        let draft = form { $0.about = ["noise", "bill"] }.draft(at: room, by: .kiosk, in: .english)
        #expect(draft.text == "About: Noise, Bill")
        #expect(draft.touchpoint == nil)
    }

    @Test(arguments: [
        ("a\u{0}b\u{1B}c\u{7F}\u{85}", "abc"), ("a\r\nb\tc", "a\nb c"),
        ("\u{202E}evil\u{202C}", "evil"), ("\u{2066}x\u{2069}", "x"),
        ("م\u{200F}رحبا", "م\u{200F}رحبا"), ("👩\u{200D}🍳", "👩\u{200D}🍳"),
        ("<script>", "<script>"),
    ])
    func `characters that hide or turn others round are left out`(text: String, clean: String) {
        #expect(text.withoutControls(keepingLines: true) == clean)
    }

    @Test func `a line has no line ends`() {
        #expect("a\nb".withoutControls(keepingLines: false) == "a b")
    }
}

@Suite struct GuestLimitsTests {
    private let limits = GuestLimits()
    private let place = PlaceToken("abcd1234")
    private let other = PlaceToken("abcd1235")

    private func later(_ seconds: Int64) -> Timestamp {
        Timestamp(milliseconds: Timestamp.testNow.milliseconds + seconds * 1000)
    }

    @Test func `one telephone may send five in ten minutes, and is heard again after`() throws {
        let place = try #require(place)
        func send(_ seconds: Int64) -> KeptForm.Reason? {
            limits.note(device: "10.0.0.7", at: place, by: .webForm, now: later(seconds))
        }
        for second in 0..<5 { #expect(send(Int64(second)) == nil) }
        #expect(send(5) == .device)
        #expect(limits.note(device: "10.0.0.8", at: place, by: .webForm, now: later(6)) == nil)
        // Those that were kept count as well: a program that goes on is not let in.
        #expect(send(599) == .device)
        #expect(send(599 + 600) == nil)
    }

    @Test func `one place takes so many, whatever the telephones`() throws {
        let (place, other) = (try #require(place), try #require(other))
        for device in 0..<GuestLimits.place.count {
            let reason = limits.note(device: "\(device)", at: place, by: .webForm, now: later(0))
            #expect(reason == nil)
        }
        #expect(limits.note(device: "new", at: place, by: .webForm, now: later(1)) == .place)
        #expect(limits.note(device: "new", at: other, by: .webForm, now: later(1)) == nil)
    }

    @Test func `a shared screen takes one guest after the other`() throws {
        let place = try #require(place)
        for _ in 0..<GuestLimits.kiosk.count {
            #expect(limits.note(device: "k", at: place, by: .kiosk, now: later(0)) == nil)
        }
        #expect(limits.note(device: "k", at: place, by: .kiosk, now: later(0)) == .device)
    }

    @Test func `an address draws as a square code with a quiet zone`() throws {
        let code = try QRCode("http://127.0.0.1:8080/g/abcd1234")
        // Version 3 with its quiet zone; the finder pattern begins after it.
        #expect(code.side == 37)
        #expect(code.path.hasPrefix("M4 4h7v1h-7z"))
        #expect(throws: QRCodeError.self) { try QRCode(String(repeating: "a", count: 3000)) }
    }
}
