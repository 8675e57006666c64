import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// One case of a house that cannot be reached: what headquarters knows, says and does.
struct TakeoverPage {
    let pages: HubPages

    private struct Content: Sendable {
        var frame: PageFrame
        var path: String
        var reference: String
        var title: String
        var site: String
        var silence: String
        var trouble: String?
        var severity: SeverityPart
        var state: String
        var holding: String?
        var isTaken: Bool
        var mayTake: Bool
        var facts: [Fact]
        var quote: String?
        var say: [String]
        var better: [String]
        var events: [Event]
        var differences: [String]
        var missing: [String]
        var people: [Choice]
        var forms: Forms
        var formToken: String
    }

    private struct Fact: Sendable {
        var name: String
        var value: String
    }

    private struct Event: Sendable {
        var at: String
        var who: String
        var words: String
    }

    struct Choice: Sendable {
        var value: String
        var words: String
        var isChosen = false
    }

    private struct Question: Sendable {
        var name: String
        var sentence: String
        var answer: String
    }

    /// What the forms offer.
    private struct Forms: Sendable {
        var moves: [Choice]
        var steps: [Choice]
        var channels: [Choice]
        var results: [Choice]
        var outcomes: [Choice]
        var causes: [Choice]
        var questions: [Question]

        init(_ detail: CaseDetail) {
            let found = detail.recoveryCase
            moves = found.state.nextStates.filter { $0 != .assigned && $0 != .triage }.map {
                Choice(value: $0.name, words: $0.words.capitalizedFirst)
            }
            steps = Self.choices(RecoveryStep.self) { !found.marks.steps.contains($0) }
            channels = Self.choices(FeedbackChannel.self)
            results = Self.choices(ContactResult.self)
            outcomes = Self.choices(CaseOutcome.self)
            causes = CauseCode.allCases.map {
                Choice(
                    value: $0.name,
                    words: $0.words.capitalizedFirst,
                    isChosen: $0 == detail.cause?.code
                )
            }
            questions = CauseQuestion.allCases.map {
                Question(
                    name: $0.name,
                    sentence: "\($0.sentence)",
                    answer: detail.cause?.analysis.answers[$0] ?? ""
                )
            }
        }

        private static func choices<Kind: CatalogueChoice>(
            _ kind: Kind.Type,
            _ isWanted: (Kind) -> Bool = { _ in true }
        ) -> [Choice] {
            Kind.allCases.filter(isWanted).map {
                Choice(value: $0.name, words: $0.words.capitalizedFirst)
            }
        }
    }

    func response(
        _ reader: HubReader,
        _ reference: String,
        trouble: String? = nil
    ) throws -> Response {
        let now = WallClock.now()
        let standings = try pages.store.standings(now: now)
        let people = try pages.store.people().filter {
            $0.isActive && HeadquartersRole($0.role).rights.contains(.takeOver)
        }
        let content = try pages.store.read { store in
            let found = try store.recoveryCase(named: reference)
            let desk = try TakeoverWords(store, now)
            try TakeoverActs.mustBeOpen(found, to: reader, desk, store)
            var content = try self.content(try store.detail(of: found), desk, standings, reader)
            content.people = people.map {
                Choice(value: $0.name, words: $0.name, isChosen: $0.name == reader.name)
            }
            content.trouble = trouble
            return content
        }
        try pages.store.recordOpening(of: content.reference, by: reader.name, now: now)
        return try pages.page(
            "hq-takeover",
            content,
            status: trouble == nil ? .ok : .conflict
        )
    }

    private func content(
        _ detail: CaseDetail,
        _ desk: TakeoverWords,
        _ standings: [SiteStanding],
        _ reader: HubReader
    ) throws -> Content {
        let found = detail.recoveryCase
        let scenario = desk.scenario(found)
        let standing = standings.first { $0.account.site == found.row.site }
        let isTaken = found.marks.takenOverAt != nil
        return Content(
            frame: pages.frame(found.reference, .sites, reader, standings),
            path: "/silent/\(found.reference)",
            reference: found.reference,
            title: desk.title(found),
            site: standing?.account.name ?? "A house",
            silence: standing?.silence.map {
                "last heard \(HubTime.span($0.components.seconds * 1000)) ago"
            } ?? "never heard",
            severity: SeverityPart(Int(found.severity.rawValue), found.severity.words),
            state: found.state.words.capitalizedFirst,
            holding: found.marks.takenOverAt.map {
                "\(found.owner ?? "Nobody") has it at headquarters since \(HubTime.clock($0))."
            },
            isTaken: isTaken && found.state.isOpen,
            mayTake: !isTaken && found.state.isOpen
                && standing?.isSilent(for: SiteStanding.lateAfter) ?? false,
            facts: Self.facts(detail, scenario),
            quote: detail.feedback.map(\.text).flatMap { $0.isEmpty ? nil : $0 },
            say: scenario?.say ?? [],
            better: scenario?.doNotSay ?? [],
            events: Self.events(detail),
            differences: detail.conflicts.map { item in
                "\(item.id.field): " + item.values.map(\.value).joined(separator: " or ")
            },
            missing: Self.missing(detail),
            people: [],
            forms: Forms(detail),
            formToken: reader.formToken
        )
    }

    private static func facts(_ detail: CaseDetail, _ scenario: FailureScenario?) -> [Fact] {
        let found = detail.recoveryCase
        let facts: [(String, String?)] = [
            ("Guest", found.guest), ("Place", found.place),
            ("Reach them by", detail.feedback?.contact),
            ("Owner", found.owner ?? "nobody yet"), ("Team", found.team),
            ("Kind", scenario.map { "\($0.name), \($0.code)" } ?? "not named yet"),
            ("Promised", scenario.map { $0.target(afterStay: false).promise }),
            (
                "Opened",
                "\(HubTime.shortDay(found.openedAt.day())) \(HubTime.clock(found.openedAt))"
            ),
        ]
        return facts.compactMap { name, value in value.map { Fact(name: name, value: $0) } }
    }

    /// What was written and tried, the latest first.
    private static func events(_ detail: CaseDetail) -> [Event] {
        let notes = detail.notes.map { (at: $0.writtenAt, who: $0.author, words: $0.text) }
        let tries = detail.dealings.attempts.map { attempt in
            let by = attempt.channel.map { "by \($0.words): " } ?? ""
            return (
                at: attempt.happenedAt, who: attempt.row.author, words: by + attempt.result.words
            )
        }
        let promises = detail.dealings.commitments.map {
            (
                at: Timestamp(milliseconds: $0.row.stamp.milliseconds), who: $0.row.author,
                words: "promised: \($0.text)"
            )
        }
        return (notes + tries + promises).sorted { $0.at > $1.at }.map {
            Event(
                at: "\(HubTime.shortDay($0.at.day())) \(HubTime.clock($0.at))",
                who: $0.who,
                words: $0.words
            )
        }
    }

    /// What must be done before the case can close as recovered.
    private static func missing(_ detail: CaseDetail) -> [String] {
        let facts = ClosingFacts(
            detail.recoveryCase,
            cause: detail.cause,
            remedies: detail.remedies,
            dealings: detail.dealings,
            punctuality: .inTime,
            outcome: .recovered
        )
        return ClosingRule().gaps(facts).map(\.description)
    }
}
