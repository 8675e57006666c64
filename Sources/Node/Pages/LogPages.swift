import Hummingbird
import Recovery
import Storage
import Synchronization
import Web
import Wire

/// Logging a complaint in three taps: where, what, how bad.
///
/// The third saves; words can follow.
struct LogPages {
    let pages: HousePages

    /// What was chosen so far, as it stands in a page's address.
    struct Choice: Decodable, Sendable {
        var place: String?
        var touchpoint: String?
        var scenario: String?

        /// The longest room or area that is taken.
        static let placeLengthMax = 60

        /// Without what says nothing.
        var cleaned: Choice {
            let place = place.map { String($0.trimmed.prefix(Self.placeLengthMax)) }
            return Choice(
                place: place?.isEmpty == true ? nil : place,
                touchpoint: touchpoint.flatMap(Touchpoint.named)?.name,
                scenario: scenario
            )
        }

        var point: Touchpoint? { touchpoint.flatMap(Touchpoint.named) }

        /// The choice as a query, with one more answer in it.
        func query(adding key: String = "", _ value: String = "") -> String {
            let parts = [
                ("place", place), ("touchpoint", touchpoint), ("scenario", scenario),
                (key, key.isEmpty ? nil : value),
            ]
            return parts.compactMap { key, value in
                value.map { "\(key)=\($0.percentEncoded)" }
            }.joined(separator: "&")
        }

        /// Where it happened, as a title.
        var whereabouts: String {
            place?.asPlace
                ?? point.map { say($0).capitalizedFirst }
                ?? say("Place not named")
        }
    }

    private struct Tile: Sendable {
        var path: String
        var name: String
        var icon: String
        var note: String
    }

    // MARK: Where

    private struct WhereContent: Sendable {
        var frame: PageFrame
        var places: [Tile]
        var areas: [Tile]
    }

    private static var areas: [(Touchpoint, String, String)] {
        [
            (.restaurant, say("Restaurant and bar"), "fork"),
            (.reception, say("Reception"), "door"),
            (.meeting, say("Meeting rooms"), "people"), (.building, say("Corridor, lift"), "lift"),
            (.facility, say("Pool, gym, garage"), "drop"),
            (.postStay, say("After the stay"), "bill"),
        ]
    }

    func whereResponse(_ staff: Staff) throws -> Response {
        let content = try pages.store.read { reader in
            WhereContent(
                frame: try pages.frame(say("Log a complaint"), .log, staff, reader),
                places: try reader.recentPlaces(countMax: 6).map { place in
                    Tile(
                        path: "/log/what?place=\(place.percentEncoded)",
                        name: place,
                        icon: "door",
                        note: ""
                    )
                },
                areas: Self.areas.map { touchpoint, name, icon in
                    Tile(
                        path: "/log/what?touchpoint=\(touchpoint.name)",
                        name: name,
                        icon: icon,
                        note: ""
                    )
                }
            )
        }
        return try pages.page("log-where", content)
    }

    // MARK: What

    private struct WhatContent: Sendable {
        var frame: PageFrame
        var place: String
        var likely: [Tile]
        var others: [Tile]
        var unnamed: String
    }

    /// How many kinds are shown before the rest.
    private static let likelyCount = 10

    func whatResponse(_ staff: Staff, _ choice: Choice) throws -> Response {
        let scenarios = try pages.desk.scenarios().values.map(\.scenario)
        let content = try pages.store.read { reader in
            let counts = try reader.recentScenarios(at: choice.place)
            let ranked = scenarios.sorted { first, second in
                let (a, b) = (counts[first.code.description], counts[second.code.description])
                return (
                    b?.here ?? 0, choice.fits(second), b?.all ?? 0, first.code.description
                ) < (a?.here ?? 0, choice.fits(first), a?.all ?? 0, second.code.description)
            }
            let tiles = ranked.map { scenario in
                let code = scenario.code.description
                let here = counts[code]?.here ?? 0
                return Tile(
                    path: "/log/how-bad?\(choice.query(adding: "scenario", code))",
                    name: scenario.name,
                    icon: scenario.icon,
                    note: here == 0
                        ? code
                        : here == 1
                            ? say("\(code), once here lately")
                            : say("\(code), \(here) times here lately")
                )
            }
            return WhatContent(
                frame: try pages.frame(say("Log a complaint"), .log, staff, reader),
                place: choice.whereabouts,
                likely: Array(tiles.prefix(Self.likelyCount)),
                others: Array(tiles.dropFirst(Self.likelyCount)),
                unnamed: "/log/how-bad?\(choice.query())"
            )
        }
        return try pages.page("log-what", content)
    }

    // MARK: How bad

    private struct HowBadContent: Sendable {
        var frame: PageFrame
        var place: String
        var back: String
        var what: String
        var code: String
        var whom: String
        var hidden: [Field]
        var grades: [Grade]
    }

    private struct Field: Sendable {
        var name: String
        var value: String
    }

    private struct Grade: Sendable {
        var number: Int
        var bars: [SeverityPart.Bar]
        var label: String
        var meaning: String
        var isUsual: Bool
        var isWorst: Bool
    }

    func howBadResponse(_ staff: Staff, _ choice: Choice) throws -> Response {
        let scenario = try choice.scenario.flatMap { try pages.desk.scenarios()[$0]?.scenario }
        let usual = scenario?.severity.starting()
        let fields = [
            ("form", staff.session.formToken),
            ("once", String(UInt64.random(in: 0 ... .max), radix: 36)),
            ("place", choice.place), ("touchpoint", choice.touchpoint),
            ("scenario", scenario?.code.description),
        ]
        let content = try pages.store.read { reader in
            HowBadContent(
                frame: try pages.frame(say("Log a complaint"), .log, staff, reader),
                place: choice.whereabouts,
                back: "/log/what?\(choice.query())",
                what: scenario?.name ?? say("Something else"),
                code: scenario?.code.description ?? "",
                whom: scenario.map { say($0.responder.lead).capitalizedFirst }
                    ?? say("The triage desk"),
                hidden: fields.compactMap { name, value in
                    value.map { Field(name: name, value: $0) }
                },
                grades: Severity.allCases.map { severity in
                    Grade(
                        number: Int(severity.rawValue),
                        bars: SeverityPart(severity).bars,
                        label: severity.label,
                        meaning: severity.meaning,
                        isUsual: severity == usual,
                        isWorst: severity == .safety
                    )
                }
            )
        }
        return try pages.page("log-how-bad", content)
    }

    // MARK: Saving

    /// The form that the third tap sends.
    struct Complaint: Decodable, Sendable {
        var severity: Int64
        /// The same for every try to send one form: a second tap opens no second case.
        var once: String
        var place: String?
        var touchpoint: String?
        var scenario: String?

        var choice: Choice {
            Choice(place: place, touchpoint: touchpoint, scenario: scenario).cleaned
        }
    }

    func save(_ form: Complaint, _ staff: Staff) throws -> Response {
        guard let severity = Severity(rawValue: form.severity) else {
            throw Problem(
                .badRequest,
                "severity",
                say("How bad it is goes from 1 to 5. Go back and tap one.")
            )
        }
        let choice = form.choice
        let scenario = try choice.scenario.flatMap { try pages.desk.scenarios()[$0] }
        let reference = try pages.once.reference(for: form.once) {
            let now = WallClock.now()
            return try pages.store.change(author: staff.name, now: now) { transaction in
                var opening = CaseOpening(
                    summary: scenario?.scenario.name ?? "",
                    receivedAt: now,
                    scenario: scenario
                )
                opening.severity = severity
                opening.place = choice.place
                if let point = choice.point { opening.touchpoint = point }
                opening.channel = .inPerson
                return try transaction.openCase(opening).reference
            }
        }
        return .seeOther("/cases/\(reference)/words")
    }
}

/// Which forms were sent already, as long as the process runs.
final class SentForms: Sendable {
    private let references = Mutex<[String: String]>([:])
    /// How many are remembered before all are forgotten: a second tap comes within seconds.
    private static let countMax = 10_000

    /// What `open` gives, the first time; what it gave then, every further time.
    func reference(for token: String, _ open: () throws -> String) throws -> String {
        try references.withLock { references in
            if let known = references[token] { return known }
            let reference = try open()
            if references.count >= Self.countMax { references.removeAll() }
            references[token] = reference
            return reference
        }
    }
}

extension LogPages.Choice {
    /// Whether a kind of failure belongs to the place that was chosen.
    fileprivate func fits(_ scenario: FailureScenario) -> Int {
        if let point { return scenario.touchpoints.contains(point) ? 1 : 0 }
        let isRoom = place?.allSatisfy(\.isNumber) ?? false
        return isRoom && !Set(scenario.touchpoints).isDisjoint(with: [.room, .bathroom, .night])
            ? 1 : 0
    }
}

extension FailureScenario {
    /// The drawing beside its name.
    var icon: String {
        let team =
            if case .team(let team) = responder.lead { team } else { ResponseTeam.dutyManager }
        return switch team {
        case .housekeeping: "broom"
        case .frontOffice: "key"
        case .engineering: "thermo"
        case .informationTechnology: "wifi"
        case .foodAndBeverage, .foodSafety: "fork"
        case .accounting, .revenue: "bill"
        case .reservations, .marketing: "book"
        case .security: "lock"
        case .pestContractor: "bed"
        case .humanResources, .departmentHead, .dutyManager, .generalManager, .headquarters:
            "people"
        }
    }
}

extension LogPages {
    private struct SavedContent: Sendable {
        var frame: PageFrame
        var path: String
        var formToken: String
        /// Whose form it is.
        var writer: String
        var reference: String
        var title: String
        var whom: String
        var wishes: [String]
        /// What was typed and could not be added.
        var words: String
        var guest: String
        var files: CaseFilesPart
        var canWork: Bool
    }

    /// The page after the third tap: it is saved, and words can follow.
    func wordsResponse(_ staff: Staff, _ reference: String) throws -> Response {
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            let found = try reader.recoveryCase(named: reference)
            let scenario = scenarios.scenario(of: found)
            let typed = try reader.typedDraft(
                in: .words,
                of: staff.session.person.id,
                about: found.id
            )
            return SavedContent(
                frame: try pages.frame(say("Saved as \(found.reference)"), .log, staff, reader),
                path: "/cases/\(found.reference)",
                formToken: staff.session.formToken,
                writer: "\(staff.session.person.id.rawValue)",
                reference: found.reference,
                title: found.title(scenario),
                whom: scenario.map { say($0.responder.lead) } ?? say("the triage desk"),
                wishes: [
                    say("Have it mended"), say("Another room"), say("Money back"),
                    say("To be heard"),
                    say(
                        "Did not say"
                    ),
                ],
                words: typed?.text ?? "",
                guest: typed?.guest ?? "",
                files: try CaseFilesPart(
                    found.isOpen(to: staff.session.person, scenario)
                        ? try reader.attachments(of: found.id) : [],
                    pages,
                    found.reference,
                    from: "words"
                ),
                canWork: true
            )
        }
        return try pages.page("log-saved", content)
    }
}
