import Hummingbird
import Storage
import Web

extension HousePages {
    /// The templates of what is said to guests.
    static let messageTemplates: [String: [UInt8]] = [
        "case-messages": PackageResources.case_messages_mustache,
        "case-sent": PackageResources.case_sent_mustache,
        "case-promises": PackageResources.case_promises_mustache,
        "case-contact": PackageResources.case_contact_mustache,
    ]

    /// Adds the acts on messages, promises and tries to reach a guest.
    func addMessages(to router: RouterGroup<HouseContext>) {
        func act<Form: Decodable & Sendable>(
            _ path: String,
            _ type: Form.Type,
            _ body: @escaping @Sendable (MessageActs, Form) throws -> Response
        ) {
            router.post(RouterPath("/cases/:reference/\(path)")) { request, context in
                let (staff, form) = try await context.form(type, request)
                let acts = MessageActs(
                    pages: self,
                    staff: staff,
                    reference: try context.reference()
                )
                return try await blocking { try body(acts, form) }
            }
        }
        act("promise", MessageActs.Promise.self) { try $0.promise($1) }
        act("promise-end", MessageActs.PromiseEnd.self) { try $0.endPromise($1) }
        act("contact", MessageActs.Contact.self) { try $0.contact($1) }
        act("reply", MessageActs.Writing.self) { try $0.write($1) }
        act("message", MessageActs.SentMessage.self) { try $0.sentMessage($1) }
    }
}
