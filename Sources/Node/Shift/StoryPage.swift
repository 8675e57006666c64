import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// Writing one story: the words of the case without names, to be made a story of.
struct StoryPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ShiftTabs.Tab]
        var formToken: String
        var heading: String
        var path: String
        var reference: String
        var title: String
        var text: String
        var trouble: String?
        var seen: String?
        var sure: String?
        var titleLengthMax: Int
        var textLengthMax: Int
    }

    struct Query: Decodable, Sendable { var `case`: String? }

    struct Form: Decodable, Sendable {
        var title: String
        var text: String
        /// The case of a new story.
        var `case`: String?
        /// The edition of the words that are rewritten.
        var seen: String?
        /// The words that look like colleagues' names, which the writer was told of.
        var sure: String?
    }

    private static let titleLengthMax = 120
    private static let textLengthMax = 4000

    /// A story that is not written yet.
    func new(_ query: Query, _ staff: Staff) throws -> Response {
        let (found, scenario) = try tellable(query.case ?? "", staff)
        let removal = try self.removal(found)
        let feedback = try pages.store.read { reader in
            try found.feedback.flatMap { try reader.row(Catalogue.feedback, $0) }
                .map(FeedbackItem.init)
        }
        let words = [feedback?.text ?? found.summary, Self.question].filter { !$0.isEmpty }
        return try page(
            staff,
            found.reference,
            Form(
                title: scenario?.name ?? "",
                text: removal.cleaned(words.joined(separator: "\n\n"))
            ),
            path: "/stories"
        )
    }

    private static var question: String { say("What we did:") + " " }

    /// A story that is to be changed.
    func edit(_ name: String, _ staff: Staff) throws -> Response {
        let (story, found) = try self.story(name, staff)
        return try page(
            staff,
            found.reference,
            Form(title: story.title, text: story.text, seen: story.edition),
            path: "/stories/\(story.id)"
        )
    }

    func create(_ form: Form, _ staff: Staff) throws -> Response {
        let (found, _) = try tellable(form.case ?? "", staff)
        return try keep(form, found, staff, path: "/stories") { transaction, form in
            _ = try transaction.tellStory(of: found.id, form.title, form.text)
        }
    }

    func change(_ name: String, _ form: Form, _ staff: Staff) throws -> Response {
        let (story, found) = try self.story(name, staff)
        return try keep(form, found, staff, path: "/stories/\(story.id)") { transaction, form in
            try transaction.rewriteStory(story.id, form.title, form.text, seen: form.seen)
        }
    }

    private func keep(
        _ form: Form,
        _ found: RecoveryCase,
        _ staff: Staff,
        path: String,
        _ body: (any RecordTransaction, Form) throws -> Void
    ) throws -> Response {
        var form = form
        form.title = String(form.title.trimmed.prefix(Self.titleLengthMax))
        form.text = String(
            form.text.replacing("\r\n", with: "\n").trimmed.prefix(Self.textLengthMax)
        )
        let (removal, words) = (try removal(found), "\(form.title)\n\(form.text)")
        let left = removal.leftovers(in: words)
        guard left.isEmpty else {
            return try page(
                staff,
                found.reference,
                form,
                path: path,
                trouble: say(
                    "This tells whose story it is: \(Self.quoted(left)). Say it without."
                )
            )
        }
        let names = removal.colleagues(in: words)
        if !names.isEmpty, form.sure != names.joined(separator: " ") {
            form.sure = names.joined(separator: " ")
            return try page(
                staff,
                found.reference,
                form,
                path: path,
                trouble: say(
                    """
                    \(Self.quoted(names)) may be a colleague’s name. Say it without, or keep the \
                    story once more if nobody is meant.
                    """
                )
            )
        }
        return try pages.shiftAct {
            try pages.store.change(author: staff.name, now: WallClock.now()) {
                try body($0, form)
            }
            return .seeOther("/stories")
        }
    }

    private static func quoted(_ words: [String]) -> String {
        words.map { "“\($0)”" }.joined(separator: ", ")
    }

    private func page(
        _ staff: Staff,
        _ reference: String,
        _ form: Form,
        path: String,
        trouble: String? = nil
    ) throws -> Response {
        let content = try pages.store.read { reader in
            Content(
                frame: try pages.frame("A story", .shift, staff, reader),
                tabs: ShiftTabs(current: "/stories").tabs,
                formToken: staff.session.formToken,
                heading: say("The story of \(reference)"),
                path: path,
                reference: reference,
                title: form.title,
                text: form.text,
                trouble: trouble,
                seen: form.seen,
                sure: form.sure,
                titleLengthMax: Self.titleLengthMax,
                textLengthMax: Self.textLengthMax
            )
        }
        return try pages.page(
            "stories-write",
            content,
            status: trouble == nil ? .ok : .unprocessableContent
        )
    }

    /// The case that somebody wants to tell.
    private func tellable(
        _ name: String,
        _ staff: Staff
    ) throws -> (RecoveryCase, FailureScenario?) {
        let scenarios = try pages.desk.scenarios()
        let found = try pages.store.read { try $0.recoveryCase(named: name) }
        let scenario = scenarios.scenario(of: found)
        guard !found.isSealed(scenario) else {
            throw Problem(
                .conflict,
                "case",
                say(
                    "A sealed case is nobody’s story. Choose another."
                )
            )
        }
        return (found, scenario)
    }

    private func story(_ name: String, _ staff: Staff) throws -> (SuccessStory, RecoveryCase) {
        let id = try ChangeID(inAddress: name)
        let story = try pages.store.read { try $0.story(id) }
        guard let story, story.standing != .withdrawn, let about = story.recoveryCase else {
            throw Problem(.notFound, "story", say(StoryRefusal.noSuchStory))
        }
        return (story, try tellable(about.description, staff).0)
    }

    /// What must not stand in the story of a case.
    private func removal(_ found: RecoveryCase) throws -> NameRemoval {
        NameRemoval(
            guest: found.guest,
            staff: try pages.store.people().map(\.name),
            place: found.place
        )
    }
}
