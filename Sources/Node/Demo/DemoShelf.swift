/// The lists of sentences by what an author needs them for, looked up once.
struct DemoShelf: Sendable {
    let opening, also, but, reactionGood, reactionNone, reactionBad: DemoList
    let tag, shortTag: DemoList
    let closingLow, closingMid, shortPraise, lukewarm, visit: DemoList
    private let foreign: [DemoLanguage: Foreign]
    private let warm: [Failure]
    private let cold: [Failure]
    private let kinds: [DemoSiteKind: Subjects]

    /// The lists for one failure.
    struct Failure: Sendable {
        let main: DemoList
        let aftermath: DemoList
        let short: DemoList?
        /// Sentences that blame a planted truth.
        let truth: DemoList?
        let foreign: [DemoLanguage: DemoList]
    }

    /// Praise in a language other than English.
    struct Foreign: Sendable {
        let praise, thanks, tag: DemoList

        fileprivate init(_ language: DemoLanguage, _ phrases: DemoPhrases) {
            praise = phrases.list("\(language.rawValue)-praise")
            thanks = phrases.list("\(language.rawValue)-thanks")
            tag = phrases.list("\(language.rawValue)-tag")
        }
    }

    /// What there is to praise at one kind of hotel.
    private struct Subjects: Sendable {
        let all: [DemoList]
        /// By what the complaint beside it is about.
        let beside: [String: [DemoList]]

        init(_ kind: DemoSiteKind, _ phrases: DemoPhrases) {
            func lists(_ names: String...) -> [DemoList] {
                names.map { phrases.list("praise-" + $0) }
            }
            let place = "place-\(kind.rawValue)"
            all = lists("staff", "room", "sleep", "food", "all", "all", place)
            let stayedBadly = lists("staff", "food", place)
            let servedBadly = lists("room", "sleep", "food", place)
            beside = [
                "after-room": stayedBadly, "after-clean": stayedBadly, "after-night": stayedBadly,
                "after-desk": servedBadly, "after-rude": servedBadly,
                "after-food": lists("staff", "room", "sleep", place),
                "after-money": lists("staff", "room", "sleep", "food", place),
            ]
        }
    }

    static let standard = DemoShelf(.standard)

    private init(_ phrases: DemoPhrases) {
        opening = phrases.list("opening")
        also = phrases.list("also")
        but = phrases.list("but")
        reactionGood = phrases.list("reaction-good")
        reactionNone = phrases.list("reaction-none")
        reactionBad = phrases.list("reaction-bad")
        tag = phrases.list("tag")
        shortTag = phrases.list("tag-short")
        closingLow = phrases.list("closing-low")
        closingMid = phrases.list("closing-mid")
        shortPraise = phrases.list("short-praise")
        lukewarm = phrases.list("lukewarm")
        visit = phrases.list("visit")
        foreign = Dictionary(
            uniqueKeysWithValues: DemoLanguage.allCases.dropFirst().map {
                ($0, Foreign($0, phrases))
            }
        )
        warm = DemoFailure.all.map { Self.failure($0, "-warm", phrases) }
        cold = DemoFailure.all.map { Self.failure($0, "-cold", phrases) }
        kinds = Dictionary(
            uniqueKeysWithValues: DemoSiteKind.allCases.map { ($0, Subjects($0, phrases)) }
        )
    }

    /// The lists for a place in ``DemoFailure/all``; heat or cold decides those for EN-01.
    func failure(_ index: Int, warm isWarm: Bool) -> Failure { isWarm ? warm[index] : cold[index] }

    /// The lists of a language, or nil for English.
    func foreign(_ language: DemoLanguage) -> Foreign? { foreign[language] }

    /// What guests of such a hotel praise.
    func praise(_ kind: DemoSiteKind) -> [DemoList] { kinds[kind]?.all ?? [] }

    /// What they may still praise beside a complaint, without contradicting it.
    func praise(_ kind: DemoSiteKind, beside failure: DemoFailure) -> [DemoList] {
        kinds[kind]?.beside[failure.aftermath] ?? []
    }

    private static func failure(
        _ failure: DemoFailure,
        _ suffix: String,
        _ phrases: DemoPhrases
    ) -> Failure {
        let isSplit = phrases.find(failure.code) == nil
        let name = isSplit ? failure.code + suffix : failure.code
        return Failure(
            main: phrases.list(name),
            aftermath: phrases.list(failure.aftermath),
            short: phrases.find("short-" + name),
            truth: phrases.find("truth-" + name),
            foreign: foreign(name, phrases)
        )
    }

    private static func foreign(_ name: String, _ phrases: DemoPhrases) -> [DemoLanguage: DemoList]
    {
        var lists: [DemoLanguage: DemoList] = [:]
        for language in DemoLanguage.allCases {
            lists[language] = phrases.find("\(language.rawValue)-\(name)")
        }
        return lists
    }
}
