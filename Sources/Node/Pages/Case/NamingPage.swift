import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// Where somebody says what went wrong: what the words suggest, what is frequent, and the rest.
struct NamingPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var path: String
        var reference: String
        var formToken: String
        var heading: String
        var quote: String?
        var present: String?
        var search: String
        var suggestions: [CaseDeskPart.Suggested]
        var isSuggested: Bool
        var kinds: [Kind]
        var isSearch: Bool
    }

    private struct Kind: Sendable {
        var code: String
        var name: String
        var summary: String
        var icon: String
        var note: String
    }

    func response(_ staff: Staff, _ reference: String, _ search: String) throws -> Response {
        let adviser = try pages.desk.adviser()
        let scenarios = adviser.scenarios
        let content = try pages.store.read { reader in
            let found = try reader.recoveryCase(named: reference)
            let present = scenarios.scenario(of: found)
            guard found.isOpen(to: staff.session.person, present) else {
                throw Problem(.forbidden, "sealed", say("\(found.reference) is sealed."))
            }
            let feedback = try reader.detail(of: found).feedback
            let words = feedback.map(\.text) ?? ""
            let counts = try reader.recentScenarios(at: found.place)
            let isSearch = !search.isEmpty
            let suggestions =
                isSearch
                ? []
                : feedback.map { adviser.suggestions(for: $0) }?
                    .filter { $0.scenario.code.description != found.scenario }
                    .map(CaseDeskPart.Suggested.init) ?? []
            return Content(
                frame: try pages.frame(say("Name \(found.reference)"), .inbox, staff, reader),
                path: "/cases/\(found.reference)",
                reference: found.reference,
                formToken: staff.session.formToken,
                heading: present == nil ? say("What went wrong?") : say("What was it really?"),
                quote: words.isEmpty ? nil : words,
                present: present.map { "\($0.name), \($0.code)" },
                search: search,
                suggestions: suggestions,
                isSuggested: !suggestions.isEmpty,
                kinds: Self.kinds(scenarios, counts, found, search.foldedForSearch),
                isSearch: isSearch
            )
        }
        return try pages.page("case-name", content)
    }

    private static func kinds(
        _ scenarios: [String: PublishedScenario],
        _ counts: [String: (here: Int, all: Int)],
        _ found: RecoveryCase,
        _ search: String
    ) -> [Kind] {
        let matching = scenarios.values.map(\.scenario).filter { scenario in
            scenario.code.description != found.scenario
                && (search.isEmpty || scenario.isFound(by: search))
        }
        let ranked = matching.sorted { first, second in
            let (a, b) = (counts[first.code.description], counts[second.code.description])
            return (b?.here ?? 0, b?.all ?? 0, first.code.description)
                < (a?.here ?? 0, a?.all ?? 0, second.code.description)
        }
        return ranked.map { scenario in
            Kind(
                code: scenario.code.description,
                name: scenario.name,
                summary: scenario.summary,
                icon: scenario.icon,
                note: say(
                    """
                    calls \(say(scenario.responder.lead)), severity \
                    \(scenario.severity.starting().rawValue)
                    """
                )
            )
        }
    }
}

extension FailureScenario {
    /// Whether folded words name it: its code, its name, what it says, or a cue.
    fileprivate func isFound(by words: String) -> Bool {
        let texts = [code.description, name, summary] + cues.phrases
        return texts.contains { $0.foldedForSearch.contains(words) }
    }
}
