import Recovery
import Storage
import Web

/// What a guest's form holds when it is sent; nothing of it can be relied on.
struct GuestForm: Decodable, Sendable {
    var mood: String?
    var about: [String]?
    var say: String?
    var contact: String?
    var how: String?
    var reach: String?
    var name: String?
    /// The same for every try to send one form.
    var once: String?
    /// A field that people do not see; programs fill it in.
    var website: String?

    /// The longest words, in characters.
    static let textLengthMax = 4_000
    /// The longest name, number or address, in characters.
    static let lineLengthMax = 120
    /// The largest form that is read, in bytes: the longest words in three bytes a percent sign.
    static let byteCountMax = 128 * 1024

    /// Why a form goes back to its guest.
    enum Trouble {
        case nothingSaid
        case tooLong
        case noAddress

        func words(in language: Language) -> String {
            switch self {
            case .nothingSaid: language.say("Tap a face or write a few words, then send.")
            case .tooLong:
                language.say(
                    "That is longer than %1 characters. Shorten it a little, then send.",
                    "\(GuestForm.textLengthMax)"
                )
            case .noAddress:
                language.say("Write a number or an address, so that we can reach you.")
            }
        }
    }

    var score: Int? { mood.flatMap { Int($0) }.flatMap { (1...5).contains($0) ? $0 : nil } }
    var topics: [GuestTopic] { GuestTopic.allCases.filter { (about ?? []).contains($0.rawValue) } }
    var way: ContactWay? { how.flatMap(ContactWay.init) }
    var wantsContact: Bool { contact != nil }
    var text: String { (say ?? "").withoutControls(keepingLines: true).trimmed }
    private var address: String { Self.line(reach) }

    private static func line(_ text: String?) -> String {
        String((text ?? "").withoutControls(keepingLines: false).trimmed.prefix(lineLengthMax))
    }

    /// What is wrong with it, if anything.
    var trouble: Trouble? {
        if text.count > Self.textLengthMax { return .tooLong }
        if score == nil, text.isEmpty, topics.isEmpty, !wantsContact { return .nothingSaid }
        if wantsContact, way?.needsAddress ?? true, address.isEmpty { return .noAddress }
        return nil
    }

    /// The feedback that it gives.
    func draft(
        at place: Place,
        by channel: FeedbackChannel,
        in language: Language
    ) -> FeedbackDraft {
        var draft = FeedbackDraft(channel: channel)
        let ticked = topics.map(\.english).joined(separator: ", ")
        if !text.isEmpty {
            draft.passages = [FeedbackDraft.Passage(kind: .text, text: text)]
        } else if !ticked.isEmpty {
            let kind = FeedbackDraft.Passage.Kind.answer(question: "About")
            draft.passages = [FeedbackDraft.Passage(kind: kind, text: ticked)]
        }
        draft.score = score.flatMap {
            FeedbackDraft.Score(hundredths: $0 * 100, scale: .oneToFive)
        }
        let points = Set(topics.compactMap(\.touchpoint))
        draft.touchpoint = points.count == 1 ? points.first : nil
        draft.place = place.name
        draft.language = language.code
        let name = Self.line(name)
        draft.guestName = name.isEmpty ? nil : name
        if !ticked.isEmpty, !text.isEmpty {
            draft.otherColumns.append(FeedbackDraft.Column(name: "about", value: ticked))
        }
        if wantsContact, let way {
            draft.isContactRequested = true
            way.put(address, place, into: &draft)
        }
        return draft
    }
}

/// What a guest's words can be about.
enum GuestTopic: String, CaseIterable {
    case bathroom, room, noise, wifi, food, people, bill, other

    func words(in language: Language) -> String {
        switch self {
        case .bathroom: language.say("Bathroom")
        case .room: language.say("Room")
        case .noise: language.say("Noise")
        case .wifi: language.say("Wi-Fi")
        case .food: language.say("Food and drink")
        case .people: language.say("People")
        case .bill: language.say("Bill")
        case .other: language.say("Something else")
        }
    }

    /// For staff and for the detector.
    var english: String { words(in: .english) }

    /// Where on the journey it belongs, where that is one point.
    var touchpoint: Touchpoint? {
        switch self {
        case .bathroom: .bathroom
        case .room: .room
        case .noise: .night
        case .food: .restaurant
        case .people: .reception
        case .bill: .billing
        case .wifi, .other: nil
        }
    }
}

/// How a guest wants to be answered.
enum ContactWay: String, CaseIterable {
    case sms, call, room, visit, email

    static func ways(at place: Place) -> [ContactWay] {
        place.kind == .room ? [.sms, .room, .visit, .email] : [.sms, .call, .email]
    }

    var needsAddress: Bool { self == .sms || self == .call || self == .email }

    func words(in language: Language) -> String {
        switch self {
        case .sms: language.say("SMS")
        case .call: language.say("Call me")
        case .room: language.say("Call my room")
        case .visit: language.say("Come by")
        case .email: language.say("E-mail")
        }
    }

    /// Writes down how to reach the guest, and that they asked for it.
    fileprivate func put(_ address: String, _ place: Place, into draft: inout FeedbackDraft) {
        switch self {
        case .email: draft.email = address
        case .sms, .call: draft.phone = address
        case .room: draft.phone = "telephone of \(place.name.asPlace)"
        case .visit: draft.phone = "in person at \(place.name.asPlace)"
        }
        draft.otherColumns += [
            FeedbackDraft.Column(name: "preferred channel", value: words(in: .english)),
            FeedbackDraft.Column(name: "consent", value: "contact about this message"),
        ]
    }
}

extension String {
    /// Without characters that draw nothing and can hide or turn round what stands beside them.
    ///
    /// Those are control characters, and the embeddings and overrides of direction. Marks that
    /// letters of right-to-left and joined scripts need stay.
    func withoutControls(keepingLines: Bool) -> String {
        var text = ""
        // A browser ends lines with two characters, which Swift takes for one.
        for scalar in replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar.value {
            case 0x0A where keepingLines: text.unicodeScalars.append(scalar)
            case 0x09, 0x0A, 0x0D: text.append(" ")
            case 0x00..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: break
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
