import Recovery
import Storage
import Web
import Wire

/// What a case is bound to and who has it, as its page shows it and lets it be changed.
struct CaseDeskPart: Sendable {
    let suggestions: [Suggested]
    let isSuggested: Bool
    let isUnnamed: Bool
    let severities: [FormChoice]
    let people: [FormChoice]
    let teams: [FormChoice]
    /// The kinds of failure, for the second one that a case may hold.
    let kinds: [FormChoice]
    let place: String
    let merged: [Merged]
    let family: Family?
    let bonds: [Bond]
    let related: [Related]
    let isRelated: Bool
    let conflicts: [ConflictPart]
    let settled: [SettledPart]

    struct Suggested: Sendable {
        var code: String
        var name: String
        var why: String
    }

    /// A case that was merged into this one, with what it brought.
    struct Merged: Sendable {
        var path: String
        var reference: String
        var title: String
        var quote: String?
        var notes: [String]
    }

    /// The guests whom the failure let down.
    struct Family: Sendable {
        var isParent: Bool
        var parentPath: String
        var parent: String
        var words: String
        var squares: [Square]
        var width: Int
        var members: [Member]
    }

    struct Square: Sendable {
        var x: Int
        var kind: String
    }

    struct Member: Sendable {
        var path: String
        var place: String
        var guest: String
        var reference: String
        var isTold: Bool
        var isClosed: Bool
        var isBound: Bool
    }

    /// Another way in which the case is bound to one that came before or after.
    struct Bond: Sendable {
        var words: String
        var path: String
        var reference: String
        var other: String
        var isOwn: Bool
        /// Whether it was taken out of the other, and can go back.
        var isSplit: Bool
    }

    struct Related: Sendable {
        var path: String
        var reference: String
        var title: String
        var words: String
        var isSameMatter: Bool
        var isSameFailure: Bool
        var isSameGuest: Bool
    }
}

/// Gathers what ``CaseDeskPart`` shows.
struct CaseDesk {
    let pages: HousePages
    let staff: Staff
    let people: [Person]
    let adviser: Adviser
    let reader: StoreReader
    let now: Timestamp

    private var scenarios: [String: PublishedScenario] { adviser.scenarios }

    /// How many related cases are offered.
    private static let relatedCountMax = 4
    /// How many suggestions are shown on the case's own page.
    private static let suggestionCountMax = 3
    /// How many guests are drawn as squares; more are told in words.
    private static let squareCountMax = 24

    func part(_ detail: CaseDetail) throws -> CaseDeskPart {
        let found = detail.recoveryCase
        let related = found.state.isOpen ? try related(found) : []
        let isUnnamed = found.scenario == nil || found.state == .triage
        let suggestions = isUnnamed ? suggestions(detail.feedback) : []
        return CaseDeskPart(
            suggestions: suggestions,
            isSuggested: !suggestions.isEmpty,
            isUnnamed: isUnnamed && found.state.isOpen,
            severities: Severity.allCases.map {
                FormChoice(
                    value: "\($0.rawValue)",
                    words: "\($0.rawValue) \($0.label)",
                    isChosen: $0 == found.severity
                )
            },
            people: people.filter { $0.isActive && $0.name != found.owner }.map {
                FormChoice(value: "person:\($0.name)", words: "\($0.name), \(Staff.duty($0))")
            },
            teams: teams.filter { $0 != found.team }.map {
                FormChoice(value: "team:\($0)", words: $0.capitalizedFirst)
            },
            kinds: scenarios.values.map(\.scenario).sorted { $0.name < $1.name }.map {
                FormChoice(value: $0.code.description, words: "\($0.name), \($0.code)")
            },
            place: found.place ?? "",
            merged: try reader.mergedCases(into: found).filter(isShown).map(merged),
            family: try reader.family(of: found).map { family($0, of: found) },
            bonds: try bonds(found),
            related: related,
            isRelated: !related.isEmpty,
            conflicts: ConflictParts(pages: pages, scenarios: scenarios, now: now)
                .parts(detail.conflicts, detail.history, try reader.sites()),
            settled: try settled(found)
        )
    }

    private func suggestions(_ feedback: FeedbackItem?) -> [CaseDeskPart.Suggested] {
        guard let feedback else { return [] }
        return adviser.suggestions(for: feedback).prefix(Self.suggestionCountMax)
            .map(CaseDeskPart.Suggested.init)
    }

    /// The teams that answer for some kind of failure.
    private var teams: [String] {
        let called = scenarios.values.flatMap { $0.scenario.responder.chain }
        return Set(
            called.compactMap { lead -> String? in
                if case .team(let team) = lead { team.words } else { nil }
            }
        ).sorted()
    }

    private func title(_ found: RecoveryCase) -> String {
        found.title(scenarios.scenario(of: found))
    }

    /// Whether the person at the desk may read another case.
    private func isShown(_ other: RecoveryCase) -> Bool {
        let scenario = scenarios.scenario(of: other)
        return other.isOpen(to: staff.session.person, scenario)
    }

    // MARK: Merged and related

    private func merged(_ other: RecoveryCase) throws -> CaseDeskPart.Merged {
        let detail = try reader.detail(of: other)
        let quote = detail.feedback.map(\.text) ?? ""
        return CaseDeskPart.Merged(
            path: "/cases/\(other.reference)",
            reference: other.reference,
            title: [title(other), other.guest].compactMap(\.self).joined(separator: ", "),
            quote: quote.isEmpty ? nil : quote,
            notes: detail.notes.map { "\($0.author): \($0.text)" }
                + detail.remedies.map { "\($0.description), \(say($0.state))" }
        )
    }

    private func related(_ found: RecoveryCase) throws -> [CaseDeskPart.Related] {
        try reader.relatedCases(to: found).filter { isShown($0.recoveryCase) }
            .prefix(Self.relatedCountMax).map { other, likeness in
                CaseDeskPart.Related(
                    path: "/cases/\(other.reference)",
                    reference: other.reference,
                    title: title(other),
                    words: [
                        other.guest, say("heard \(pages.time.near(other.openedAt, now))"),
                        say(other.state),
                    ].compactMap(\.self).joined(separator: ", "),
                    isSameMatter: likeness == .sameMatter,
                    isSameFailure: likeness == .sameFailure,
                    isSameGuest: likeness == .sameGuest
                        && other.openedAt.milliseconds <= found.openedAt.milliseconds
                )
            }
    }

    // MARK: Family and bonds

    private func family(_ family: CaseFamily, of found: RecoveryCase) -> CaseDeskPart.Family {
        let (all, told) = (family.members.count, family.toldCount)
        let drawn = family.members.prefix(Self.squareCountMax)
        let members = family.members.map { member in
            let other = member.recoveryCase
            let isHidden = !isShown(other)
            return CaseDeskPart.Member(
                path: "/cases/\(other.reference)",
                place: other.place ?? "",
                guest: isHidden ? say("sealed") : other.guest ?? say("guest not named yet"),
                reference: other.reference,
                isTold: member.isTold,
                isClosed: other.state == .closed,
                isBound: other.id != family.parent.id
            )
        }
        return CaseDeskPart.Family(
            isParent: family.parent.id == found.id,
            parentPath: "/cases/\(family.parent.reference)",
            parent: family.parent.reference,
            words: say("\(all) guests: \(told) told, \(all - told) to tell"),
            squares: drawn.enumerated().map { index, member in
                CaseDeskPart.Square(x: 1 + 14 * index, kind: member.isTold ? "told" : "to-tell")
            },
            width: 14 * drawn.count,
            members: members
        )
    }

    private func bonds(_ found: RecoveryCase) throws -> [CaseDeskPart.Bond] {
        try reader.links(of: found.id).compactMap { link in
            guard let kind = link.kind, kind != .sameFailure else { return nil }
            let isOwn = link.recoveryCase == found.id
            guard let id = isOwn ? link.other : link.recoveryCase,
                let other = try reader.row(Catalogue.recoveryCase, id).map(RecoveryCase.init)
            else { return nil }
            return CaseDeskPart.Bond(
                words: kind.words(isOwn: isOwn),
                path: "/cases/\(other.reference)",
                reference: other.reference,
                other: other.id.description,
                isOwn: isOwn && kind != .splitFrom,
                isSplit: isOwn && kind == .splitFrom && found.state.isOpen
            )
        }
    }

    private func settled(_ found: RecoveryCase) throws -> [SettledPart] {
        let words = FieldWords(scenarios)
        return try reader.settledConflicts().filter {
            $0.id.record == found.id && $0.state == .resolved
        }.map { SettledPart($0, words) }
    }
}

extension CaseDeskPart.Suggested {
    init(_ suggestion: Adviser.Suggestion) {
        let words = suggestion.words.map { "“\($0)”" }.joined(separator: ", ")
        self.init(
            code: suggestion.scenario.code.description,
            name: suggestion.scenario.name,
            why: words.isEmpty
                ? say("sure to \(suggestion.confidence) %")
                : say("because of \(words), sure to \(suggestion.confidence) %")
        )
    }
}

extension CaseLinkKind {
    /// What the other case is to this one.
    fileprivate func words(isOwn: Bool) -> String {
        switch self {
        case .sameFailure: say("The same failure")
        case .chained:
            isOwn ? say("Let down before in this stay") : say("Let down again in this stay")
        case .followUp: isOwn ? say("Follows") : say("Followed by")
        case .splitFrom: isOwn ? say("Taken out of") : say("Split into")
        }
    }
}
