package import Recovery

/// What one guest said, and what truly happened, which the exported files do not tell.
package struct DemoFeedback: Sendable {
    /// Counts up from 1 in each hotel.
    package let number: Int
    package let day: CalendarDay
    /// Seconds since midnight, local standard time.
    package let secondOfDay: Int
    package let channel: FeedbackChannel
    /// On the scale of the hotel's ``DemoSite/export``; nil where the channel asks for none.
    package let score: Int?
    package let room: Int
    package let guest: String
    package let email: String?
    package let contactRequested: Bool
    package let language: DemoLanguage
    /// What pleased; may be empty.
    package let praise: String
    /// What did not; may be empty.
    package let complaint: String
    package let isPraiseFirst: Bool
    /// The failures it tells of: none, one, or seldom two; the main one first.
    package let failures: [DemoFailure]

    /// All of the guest's words in one text.
    package var text: String {
        if praise.isEmpty { return complaint }
        if complaint.isEmpty { return praise }
        return isPraiseFirst ? praise + " " + complaint : complaint + " " + praise
    }

    /// When it arrived.
    package func receivedAt(in site: DemoSite) -> Timestamp {
        let seconds = day.daysSince1970 * 86_400 + Int64(secondOfDay - site.offsetSeconds)
        return Timestamp(milliseconds: seconds * 1000)
    }
}

/// How often guests take each way to speak, by what they have to say.
struct DemoChannelMix: Sendable {
    private let channels: [FeedbackChannel]
    private let weights: [Double]
    private let total: Double

    /// Failures come rather in person and by e-mail, praise rather by survey (domain rule S-22).
    init(failure: Bool, export: DemoExport) {
        let survey = export == .survey ? 2.0 : 1
        let review = export == .review ? 2.0 : 1
        let desk = export == .deskLog ? 1.6 : 1
        let mix: [(FeedbackChannel, Double)] =
            failure
            ? [
                (.inPerson, 26 * desk), (.phone, 11 * desk), (.chat, 5 * desk), (.sms, 4),
                (.webForm, 8), (.kiosk, 3), (.nfc, 4), (.survey, 18 * survey),
                (.ratingSite, 10 * review), (.email, 9), (.letter, 1), (.social, 1),
            ]
            : [
                (.inPerson, 3 * desk), (.webForm, 7), (.kiosk, 4), (.nfc, 4),
                (.survey, 55 * survey), (.ratingSite, 22 * review), (.email, 1), (.letter, 2),
                (.social, 2),
            ]
        channels = mix.map(\.0)
        weights = mix.map(\.1)
        total = weights.reduce(0, +)
    }

    func draw(_ random: inout DemoRandom) -> FeedbackChannel {
        channels[random.index(weights: weights, total: total)]
    }
}

extension FeedbackChannel {
    /// True where the guest is asked for a score.
    var asksForScore: Bool {
        switch self {
        case .survey, .webForm, .kiosk, .nfc, .ratingSite: true
        default: false
        }
    }

    /// True where it is staff who write down what the guest said.
    var isLoggedByStaff: Bool {
        switch self {
        case .inPerson, .phone, .chat: true
        default: false
        }
    }
}
