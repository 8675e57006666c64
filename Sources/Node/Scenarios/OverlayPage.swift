import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// Where a manager writes what the house does in another way, and sees what that would change.
struct OverlayPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var path: String
        var formToken: String
        var code: String
        var name: String
        var fields: [Field]
        var why: String
        var locked: String
        var trouble: String?
        var isPreview: Bool
        var finding: String
        var changes: [FieldChange]
        var readings: [OverlayPreview.Difference]
        var read: String
        var warnings: [String]
        var canWithdraw: Bool
        /// What the form is made from.
        var version: Int
        var revision: Int
    }

    private struct Field: Sendable {
        var name: String
        var title: String
        var hint: String
        var text: String
        var isLong: Bool
        var rows: Int
        /// What headquarters writes, where the house writes something else.
        var theirs: String?
        var findings: [String]
        var isWrong: Bool
        var met: Bool
    }

    func response(_ staff: Staff, _ code: String) throws -> Response {
        let standing = try pages.desk.standing(code)
        let content = try pages.store.read { reader in
            try self.content(staff, standing, OverlayForm(standing), [], reader)
        }
        return try pages.page("scenario-edit", content)
    }

    func withdraw(_ staff: Staff, _ code: String) throws -> Response {
        do {
            try pages.store.write(author: staff.name, now: WallClock.now()) {
                try $0.withdrawOverlay(of: code)
            }
        } catch let error as OverlayError {
            throw Problem(.conflict, "overlay", say(error))
        }
        return .seeOther("/scenarios/\(code)")
    }

    func take(_ form: OverlayForm, _ staff: Staff, _ code: String) throws -> Response {
        let standing = try pages.desk.standing(code)
        let overlay = ScenarioOverlay(
            over: standing.headquarters,
            version: standing.version,
            why: form.why ?? "",
            written: form.written
        )
        if let trouble = standing.trouble(with: form) {
            return try preview(form, overlay, staff, standing, trouble: trouble)
        }
        guard form.act == "keep" else { return try preview(form, overlay, staff, standing) }
        do {
            _ = try pages.store.write(author: staff.name, now: WallClock.now()) {
                try $0.keepOverlay(overlay)
            }
            return .seeOther("/scenarios/\(code)")
        } catch OverlayError.unfit {
            let trouble = say("Mend what is marked first.")
            return try preview(form, overlay, staff, standing, trouble: trouble)
        } catch let error as OverlayError {
            return try preview(form, overlay, staff, standing, trouble: say(error))
        }
    }

    private func preview(
        _ form: OverlayForm,
        _ overlay: ScenarioOverlay,
        _ staff: Staff,
        _ standing: ScenarioStanding,
        trouble: String? = nil
    ) throws -> Response {
        let preview = OverlayPreview(desk: pages.desk)
        let present = try pages.desk.standings().map(\.laid.scenario)
        let others = present.filter { $0.code != overlay.code }
        let findings = overlay.findings(over: standing.headquarters, among: others)
        let latter = overlay.laid(over: standing.headquarters).scenario
        let content = try pages.store.read { reader in
            var content = try self.content(staff, standing, form, findings, reader)
            content.trouble = trouble
            content.isPreview = true
            content.changes = FieldChange.all(from: standing.headquarters, to: latter)
            let result = try preview.differences(latter, among: present, reader, WallClock.now())
            content.readings = result.differences
            content.read = result.words
            content.finding =
                content.changes.isEmpty
                ? say("Every field says what headquarters says.") : say("Nothing is kept yet.")
            return content
        }
        return try pages.page(
            "scenario-edit",
            content,
            status: trouble == nil ? .ok : .badRequest
        )
    }

    private func content(
        _ staff: Staff,
        _ standing: ScenarioStanding,
        _ form: OverlayForm,
        _ findings: [OverlayFinding],
        _ reader: StoreReader
    ) throws -> Content {
        let scenario = standing.headquarters
        let locked = ScenarioKey.allCases.filter { !$0.mayDiffer }.map(\.title)
        return Content(
            frame: try pages.frame(say("Change \(scenario.code)"), .scenarios, staff, reader),
            path: "/scenarios/\(scenario.code)",
            formToken: staff.session.formToken,
            code: scenario.code.description,
            name: scenario.name,
            fields: ScenarioKey.houses.map {
                Self.field($0, form.text(of: $0), scenario, findings, standing.met.contains($0))
            },
            why: form.why ?? "",
            locked: locked.joined(separator: ", "),
            trouble: nil,
            isPreview: false,
            finding: "",
            changes: [],
            readings: [],
            read: "",
            warnings: findings.filter { finding in
                finding.key.map { !$0.mayDiffer } ?? true
            }.map { say($0.message) },
            canWithdraw: standing.overlay != nil,
            version: standing.version,
            revision: standing.revision
        )
    }

    private static func field(
        _ key: ScenarioKey,
        _ text: String,
        _ scenario: FailureScenario,
        _ findings: [OverlayFinding],
        _ met: Bool
    ) -> Field {
        let theirs = OverlayForm.text(scenario.values(of: key), key)
        let own = findings.filter { $0.key == key }
        let lineCount = text.split(separator: "\n").count
        return Field(
            name: key.formName,
            title: key.title,
            hint: key.shape == .items
                ? say("One sentence a line.") : "\(say(key.hint).capitalizedFirst).",
            text: text,
            isLong: key.shape == .items || key == .cues || key == .alarm
                || key == .preventiveCheck,
            rows: key == .cues ? 6 : max(2, lineCount + 1),
            theirs: text == theirs ? nil : theirs,
            findings: own.map { say($0.message) },
            isWrong: own.contains { $0.severity == .error },
            met: met
        )
    }
}

/// What a manager wrote: every field that a house may write.
struct OverlayForm: Decodable, Sendable {
    var responder: String?
    var support: String?
    var targets: String?
    var ladder: String?
    var channels: String?
    var alarm: String?
    var cues: String?
    var scoreCeiling: String?
    var anticipate: String?
    var say: String?
    var doNotSay: String?
    var preventiveCheck: String?
    var why: String?
    var act: String?
    /// Headquarters' version and the house's revision that the form was made from.
    var version: Int?
    var revision: Int?

    /// The longest text of a field, in characters.
    private static let textLengthMax = 20_000

    /// What stands at the house.
    init(_ standing: ScenarioStanding) {
        func text(_ key: ScenarioKey) -> String {
            let own = standing.overlay?.overlay.fields[key]
            return Self.text(own ?? standing.headquarters.values(of: key), key)
        }
        responder = text(.responder)
        support = text(.support)
        targets = text(.targets)
        ladder = text(.ladder)
        channels = text(.channels)
        alarm = text(.alarm)
        cues = text(.cues)
        scoreCeiling = text(.scoreCeiling)
        anticipate = text(.anticipate)
        say = text(.say)
        doNotSay = text(.doNotSay)
        preventiveCheck = text(.preventiveCheck)
        why = standing.overlay?.overlay.why
    }

    /// The values of a field as one text to edit.
    static func text(_ values: [String], _ key: ScenarioKey) -> String {
        values.joined(separator: key.shape == .items ? "\n" : ", ")
    }

    /// A field as it was written.
    func text(of key: ScenarioKey) -> String { field(key) ?? "" }

    /// Each field that was sent, parted into its words or sentences.
    var written: [ScenarioKey: [String]] {
        var written: [ScenarioKey: [String]] = [:]
        for key in ScenarioKey.houses {
            guard let text = field(key)?.prefix(Self.textLengthMax) else { continue }
            let parts: [Substring] =
                switch key.shape {
                case .prose: [text]
                case .words: text.split { $0 == "," || $0.isNewline }
                case .items: text.split(whereSeparator: \.isNewline)
                }
            written[key] = parts.map { $0.trimmed }.map { part in
                // Sentences may come from a file, where each follows a hyphen.
                key.shape == .items && part.hasPrefix("- ") ? String(part.dropFirst(2)) : part
            }.filter { !$0.isEmpty }
        }
        return written
    }

    private func field(_ key: ScenarioKey) -> String? {
        switch key {
        case .responder: responder
        case .support: support
        case .targets: targets
        case .ladder: ladder
        case .channels: channels
        case .alarm: alarm
        case .cues: cues
        case .scoreCeiling: scoreCeiling
        case .anticipate: anticipate
        case .say: say
        case .doNotSay: doNotSay
        case .preventiveCheck: preventiveCheck
        default: nil
        }
    }
}

extension ScenarioStanding {
    /// The house's revision; 0 where it stands as headquarters wrote it.
    fileprivate var revision: Int { overlay?.overlay.revision ?? 0 }

    /// What was changed since a form was made, so that nobody writes over it unseen.
    fileprivate func trouble(with form: OverlayForm) -> String? {
        if let seen = form.version, seen != version {
            return say(
                """
                Headquarters has changed it since you opened this page. Look through what would \
                change: a field that you left alone says here what headquarters wrote before.
                """
            )
        }
        guard let seen = form.revision, seen != revision else { return nil }
        return say(
            """
            Somebody at this house has changed it since you opened this page. Look through what \
            would change before you keep it.
            """
        )
    }
}
