import HTTPTypes
import Hummingbird
import Recovery
import Storage
import Web
import Wire

// Forms in which somebody writes about a case: whatever stands in the way, no word is lost.

extension HousePages {
    func addTyping(to router: RouterGroup<HouseContext>) {
        typing(router, .note, CaseActs.Note.self) {
            TypedDraft(text: $0.text ?? "")
        } act: {
            try $0.note($1)
        }
        typing(router, .words, CaseActs.Words.self) {
            TypedDraft(text: $0.words ?? "", guest: $0.guest ?? "")
        } act: {
            try $0.words($1)
        }
    }

    private func typing<Form: Decodable & Sendable>(
        _ router: RouterGroup<HouseContext>,
        _ kind: TypedDraft.Form,
        _ type: Form.Type,
        typed: @escaping @Sendable (Form) -> TypedDraft,
        act: @escaping @Sendable (CaseActs, Form) throws -> Response
    ) {
        router.post(RouterPath("/cases/:reference/\(kind.rawValue)")) { request, context in
            let reference = try context.reference()
            let sent = try await SentForm(request)
            let form = try sent.read(type)
            let draft = typed(form)
            let writer = try sent.read(Writer.self).writer
            guard let staff = context.staff else {
                let path = kind.path(reference)
                let back = DeskReturn(to: path, draft: draft, in: kind, of: writer)
                return try await blocking { try SignInPages(pages: self).response(nil, back: back) }
            }
            let acts = CaseActs(pages: self, staff: staff, reference: reference)
            return try await blocking {
                try acts.keeping(draft, in: kind, of: writer) {
                    _ = try sent.read(type) { staff.session.accepts(formToken: $0) }
                    return try act(acts, form)
                }
            }
        }
    }
}

/// Whose form it was: at a desk that changes hands, words wait for nobody else.
private struct Writer: Decodable {
    let writer: String?
}

extension Person {
    /// Whether a form was this person's.
    fileprivate func wrote(_ form: String?) -> Bool { form == "\(id.rawValue)" }
}

extension TypedDraft.Form {
    /// The page on which the form stands.
    func path(_ reference: String) -> String {
        self == .note ? "/cases/\(reference)" : "/cases/\(reference)/words"
    }
}

extension CaseActs {
    /// Does something with what somebody typed; where that is refused, the words wait for them.
    fileprivate func keeping(
        _ draft: TypedDraft,
        in form: TypedDraft.Form,
        of writer: String?,
        _ act: () throws -> Response
    ) throws -> Response {
        let person = staff.session.person.id
        // A case that is not here has nothing to keep words with.
        let found = try pages.store.read { try $0.recoveryCase(named: reference) }
        do {
            let response = try act()
            let known = try pages.store.read {
                try $0.typedDraft(in: form, of: person, about: found.id)
            }
            if known != nil {
                try pages.store.keep(nil, in: form, of: person, about: found.id)
            }
            return response
        } catch {
            guard !draft.isEmpty, staff.session.person.wrote(writer) else { throw error }
            try pages.store.keep(draft.cut, in: form, of: person, about: found.id)
            throw WordsKept(cause: error)
        }
    }
}

/// An act was refused, and what was typed for it waits where it was typed.
struct WordsKept: Error {
    let cause: any Error
}

/// Where somebody goes on after signing in, and what they had typed there.
struct DeskReturn: Decodable, Sendable {
    private(set) var to: String?
    private(set) var keptForm: String?
    private(set) var keptText: String?
    private(set) var keptGuest: String?
    private(set) var keptFor: String?

    /// To a page of this house; elsewhere is nowhere.
    init(to path: String) { to = path }

    init(to path: String, draft: TypedDraft, in form: TypedDraft.Form, of writer: String?) {
        to = path
        guard !draft.isEmpty, let writer else { return }
        keptFor = writer
        (keptForm, keptText, keptGuest) = (form.rawValue, draft.cut.text, draft.cut.guest)
    }

    /// The page, where it is one of those that people are sent back to.
    ///
    /// The address comes from a form that anybody may send: it must not lead out of the house.
    var path: String? {
        guard let to, to.utf8.count <= 1_000,
            to.hasPrefix("/log") || to.hasPrefix("/cases/"),
            to.utf8.allSatisfy({ (33...126).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return nil }
        return to
    }

    /// Keeps the words where whoever has signed in wrote them, and says where to go on.
    func resume(_ person: Person, _ store: NodeStore) throws -> String? {
        guard let path, let form = keptForm.flatMap(TypedDraft.Form.init) else { return path }
        let draft = TypedDraft(text: keptText ?? "", guest: keptGuest ?? "").cut
        let parts = path.split(separator: "/")
        guard parts.count >= 2, !draft.isEmpty, person.wrote(keptFor) else { return path }
        do {
            let found = try store.read { try $0.recoveryCase(named: String(parts[1])) }
            try store.keep(draft, in: form, of: person.id, about: found.id)
            return path
        } catch is CaseworkError {
            // There is no such case: nothing was typed about it either.
            return nil
        }
    }

    /// Where somebody signs in who asked for a page, and how they come back to it.
    static func signIn(_ request: Request) -> String {
        let back = DeskReturn(to: request.uri.string)
        guard request.method == .get, let path = back.path, path != "/log" else {
            return "/sign-in"
        }
        return "/sign-in?to=\(path.percentEncoded)"
    }
}

extension LogPages {
    /// Leads somebody who is to sign in before the third tap back to it.
    static func signIn(_ request: Request) async throws -> Response {
        let choice = try await SentForm(request).read(Choice.self).cleaned
        let path = "/log/how-bad?\(choice.query())"
        return .seeOther("/sign-in?to=\(path.percentEncoded)")
    }
}

extension TypedDraft {
    /// As long as the form itself allows.
    fileprivate var cut: TypedDraft {
        TypedDraft(
            text: String(text.prefix(CaseActs.noteLengthMax)),
            guest: String(guest.prefix(120))
        )
    }
}
