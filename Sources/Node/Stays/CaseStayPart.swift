import Recovery
import Storage
import Web
import Wire

/// The stay beside its case: who is in the room for how long, and what follows from it.
struct CaseStayPart: Sendable {
    let hasStay: Bool
    let stayPath: String
    let facts: [Fact]
    let heavier: Heavier?
    let earlier: [Earlier]
    let choices: [Choice]
    let hasChoices: Bool
    let canChange: Bool
    /// What the details that change the stay are called.
    let order: String

    struct Fact: Sendable {
        var name: String
        var value: String
        var isUrgent = false
    }

    /// A higher severity, which the stay speaks for and somebody decides.
    struct Heavier: Sendable {
        var severity: Int
        var words: String
        var because: String
        var order: String
    }

    /// Another case of the same stay.
    struct Earlier: Sendable {
        var path: String
        var reference: String
        var title: String
    }

    struct Choice: Sendable {
        var id: String
        var words: String
    }

    /// How many stays are offered, and how many other cases are named.
    private static let countMax = 4

    init(_ found: RecoveryCase, _ scenario: FailureScenario?, _ desk: CaseDesk) throws {
        let (reader, now, time) = (desk.reader, desk.now, desk.pages.time)
        let stay = try reader.stay(of: found)
        let isOpen = found.state.isOpen
        hasStay = stay != nil
        stayPath = stay.map { "/stays/\($0.id)" } ?? ""
        facts = stay.map { Self.facts($0, time, now) } ?? []
        heavier = try stay.flatMap { try Self.heavier(found, scenario, $0, reader, now) }
        let others = try stay.map { try reader.cases(ofStay: $0.id) } ?? []
        earlier = others.filter { $0.id != found.id && $0.state != .merged }
            .suffix(Self.countMax).map { other in
                let kind = desk.adviser.scenarios.scenario(of: other)
                let isShown = other.isOpen(to: desk.staff.session.person, kind)
                return Earlier(
                    path: "/cases/\(other.reference)",
                    reference: other.reference,
                    title: isShown ? other.title(kind) : other.sealedTitle
                )
            }
        choices =
            isOpen
            ? try reader.likelyStays(of: found, countMax: Self.countMax).map {
                Choice(id: $0.id.description, words: StayWords($0, time, now).choice)
            } : []
        hasChoices = !choices.isEmpty
        canChange = isOpen
        order = stay == nil ? say("No stay yet: say which") : say("Another stay")
    }

    private static func facts(_ stay: Stay, _ time: HouseTime, _ now: Timestamp) -> [Fact] {
        let words = StayWords(stay, time, now)
        let isUrgent = stay.checkOut?.isUrgent(at: now) == true
        let facts: [(String, String?, Bool)] = [
            (say("Stay"), words.days, false), (say("A night"), stay.rate?.description, false),
            (say("Tier"), stay.tier, false), (say("Booking"), stay.booking, false),
            (
                say("Leaves"), stay.isCancelled ? say("the stay was cancelled") : words.leaving,
                isUrgent
            ),
        ]
        return facts.compactMap { name, value, isUrgent in
            value.map { Fact(name: name, value: $0, isUrgent: isUrgent) }
        }
    }

    private static func heavier(
        _ found: RecoveryCase,
        _ scenario: FailureScenario?,
        _ stay: Stay,
        _ reader: StoreReader,
        _ now: Timestamp
    ) throws -> Heavier? {
        guard found.state.isOpen, found.state != .remedied else { return nil }
        let factors = try reader.urgency(of: found, stay, at: now)
        let suggestion = Severity.suggested(
            scenario: scenario?.severity.starting() ?? .inconvenience,
            present: found.severity,
            factors: factors
        )
        guard let suggestion else { return nil }
        let reasons = factors.sorted { $0.rawValue < $1.rawValue }.map(\.words)
        let because = reasons.joined(separator: ", ")
        return Heavier(
            severity: Int(suggestion.rawValue),
            words: say(
                """
                \(because.capitalizedFirst): one step more than \(found.severity.rawValue) \
                \(found.severity.label)?
                """
            ),
            because: because,
            order: say("Make it \(suggestion.rawValue) \(suggestion.label)")
        )
    }
}

extension UrgencyFactor {
    /// The reason in the middle of a sentence.
    fileprivate var words: String {
        switch self {
        case .repeatedInStay: say("the same again in this stay")
        case .veryImportantGuest: say("a very important guest")
        case .vulnerableGuest: say("a guest who needs care")
        case .leavingSoon: say("less than 3 hours to check-out")
        }
    }
}
