import Hummingbird
import Recovery
import Storage
import Web

/// Where a scenario is written: every field, what is to be mended, what would change, and why.
struct ScenarioEditPage {
    let pages: HubPages

    private struct Content: Sendable {
        var frame: PageFrame
        var path: String
        var code: String
        var name: String
        var isNew: Bool
        var parts: [Part]
        var why: String
        var version: Int
        var trouble: String?
        var isPreview: Bool
        var finding: String
        var changes: [ScenarioChange]
        var warnings: [String]
        var isFit: Bool
        var formToken: String
    }

    private struct Part: Sendable {
        var title: String
        var fields: [Field]
    }

    private struct Field: Sendable {
        var name: String
        var title: String
        var hint: String
        var text: String
        var isLong: Bool
        var rows: Int
        var isFree: Bool
        var findings: [Finding]
        var isWrong: Bool
    }

    private struct Finding: Sendable {
        var words: String
        var isError: Bool
    }

    /// The fields as one writes them, in an order that makes sense to a person.
    private static let parts: [(title: String, keys: [ScenarioKey])] = [
        ("What it is", [.name, .summary, .touchpoints, .severity]),
        ("How it is noticed", [.cues, .scoreCeiling, .alarm]),
        ("Who comes, and how fast", [.responder, .support, .targets, .slowestTarget]),
        ("What staff do", [.anticipate, .acknowledge, .apologise, .alternatives, .amends]),
        ("What is given", [.ladder, .compensation]),
        (
            "What is said and written",
            [.say, .doNotSay, .tone, .channels, .inStayMessage, .postStayMessage]
        ),
        ("Why it happens", [.causes, .preventiveCheck, .effectMetric]),
    ]

    /// What stands in the library, before anything is changed.
    private struct Standing {
        var scenario: FailureScenario?
        var version: Int
        var others: [FailureScenario]

        init(_ code: ScenarioCode, _ store: StoreReader) throws {
            let all = try store.scenarios()
            let found = all.first { $0.scenario.code == code }
            scenario = found?.scenario
            version = found?.version ?? 0
            others = all.map(\.scenario).filter { $0.code != code }
        }
    }

    func response(_ reader: HubReader, _ code: ScenarioCode) throws -> Response {
        let standing = try pages.store.read { try Standing(code, $0) }
        let draft = standing.scenario.map(ScenarioDraft.init) ?? ScenarioDraft(code, typed: [:])
        let content = try self.content(draft, standing, reader, review: nil)
        return try pages.page("hq-scenario-edit", content)
    }

    func take(_ form: ScenarioForm, _ reader: HubReader, _ code: ScenarioCode) throws -> Response {
        let draft = ScenarioDraft(code, typed: form.typed)
        guard form.isToPublish else { return try preview(draft, form, reader) }
        do {
            _ = try pages.store.write(author: reader.name, now: WallClock.now()) {
                try $0.publish(draft, over: form.version, because: form.why)
            }
            return .seeOther("/scenarios/\(code)")
        } catch let error as ScenarioRefusal {
            return try preview(draft, form, reader, trouble: error)
        }
    }

    private func preview(
        _ draft: ScenarioDraft,
        _ form: ScenarioForm,
        _ reader: HubReader,
        trouble: ScenarioRefusal? = nil
    ) throws -> Response {
        let standing = try pages.store.read { try Standing(draft.code, $0) }
        let review = draft.review(among: standing.others)
        var content = try self.content(draft, standing, reader, review: review)
        content.why = form.why
        content.trouble = trouble?.description
        // Whoever was not told yet that another was quicker is told once the form is sent.
        if trouble == nil { content.version = form.version }
        content.isPreview = true
        content.isFit = review.fit != nil
        content.finding = Self.finding(review)
        content.changes = Self.changes(review.scenario, standing.scenario)
        if content.changes.isEmpty, content.isFit {
            content.finding = "Every field says what it says now."
        }
        return try pages.page(
            "hq-scenario-edit",
            content,
            status: trouble.map {
                if case .changedMeanwhile = $0 { .conflict } else { .badRequest }
            }
                ?? .ok
        )
    }

    private static func finding(_ review: ScenarioDraftReview) -> String {
        let errors = review.findings.count { $0.severity == .error }
        let advice = review.findings.count - errors
        let mend = errors == 0 ? "Fit to publish." : "\(Numbers.count(errors, "thing")) to mend."
        return advice == 0
            ? mend : "\(mend) \(Numbers.count(advice, "piece")) of advice."
    }

    private static func changes(
        _ latter: FailureScenario?,
        _ former: FailureScenario?
    ) -> [ScenarioChange] {
        guard let latter, let former else { return [] }
        return ScenarioChange.all(from: former, to: latter)
    }

    private func content(
        _ draft: ScenarioDraft,
        _ standing: Standing,
        _ reader: HubReader,
        review: ScenarioDraftReview?
    ) throws -> Content {
        let findings = review?.findings ?? []
        return Content(
            frame: pages.frame(
                "Write \(draft.code)",
                .scenarios,
                reader,
                try pages.store.standings(now: WallClock.now())
            ),
            path: "/scenarios/\(draft.code)",
            code: draft.code.description,
            name: standing.scenario?.name ?? "A new kind of failure",
            isNew: standing.scenario == nil,
            parts: Self.parts.map { part in
                Part(
                    title: part.title,
                    fields: part.keys.map { Self.field($0, draft, findings) }
                )
            },
            why: "",
            version: standing.version,
            trouble: nil,
            isPreview: false,
            finding: "",
            changes: [],
            warnings: findings.filter { $0.key == nil }.map(\.message),
            isFit: false,
            formToken: reader.formToken
        )
    }

    private static func field(
        _ key: ScenarioKey,
        _ draft: ScenarioDraft,
        _ findings: [ScenarioDraftReview.Finding]
    ) -> Field {
        let text = draft.typed(key)
        let own = findings.filter { $0.key == key }
        let isLong =
            key.shape == .items
            || [.summary, .cues, .alarm, .inStayMessage, .postStayMessage].contains(key)
        let lineCount = text.split(whereSeparator: \.isNewline).count
        return Field(
            name: key.formName,
            title: "\(key.heading)",
            hint: key.shape == .items ? "One a line." : "\(key.hint)".capitalizedFirst + ".",
            text: text,
            isLong: isLong,
            rows: isLong ? max(3, min(12, lineCount + text.count / 90 + 1)) : 1,
            isFree: key.mayDiffer,
            findings: own.map { Finding(words: $0.message, isError: $0.severity == .error) },
            isWrong: own.contains { $0.severity == .error }
        )
    }
}

/// A scenario as it was typed: every field, why, and the version that the form was made from.
struct ScenarioForm: Decodable, Sendable {
    let typed: [ScenarioKey: String]
    let why: String
    let version: Int
    let isToPublish: Bool

    /// The longest reason, in characters.
    private static let whyLengthMax = 500

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Name.self)
        var typed: [ScenarioKey: String] = [:]
        for key in ScenarioKey.allCases {
            typed[key] = try fields.decodeIfPresent(String.self, forKey: Name(key.formName))
        }
        self.typed = typed
        let why = try fields.decodeIfPresent(String.self, forKey: Name("why")) ?? ""
        self.why = String(why.prefix(Self.whyLengthMax))
        version = try fields.decode(Int.self, forKey: Name("version"))
        isToPublish = try fields.decodeIfPresent(String.self, forKey: Name("act")) == "publish"
    }
}
