import Hummingbird
import Recovery
import Storage
import Web

/// What a request to the hub carries with it.
struct HubContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who is at the desk; nil before somebody signs in.
    var reader: HubReader?

    init(source: Source) { coreContext = .init(source: source) }

    /// - Throws: a problem that leads to the sign-in page.
    func signedIn() throws -> HubReader {
        guard let reader else { throw NotSignedIn() }
        return reader
    }

    /// Reads a form that this session made, and says whose it is.
    ///
    /// - Throws: ``NotSignedIn``; a problem when the form was made for another session, or lacks
    ///   a field.
    func form<Form: Decodable>(
        _ type: Form.Type,
        _ request: Request
    ) async throws -> (HubReader, Form) {
        let reader = try signedIn()
        let form = try await SentForm(request)
        return (reader, try form.read(type) { reader.session?.accepts(formToken: $0) ?? false })
    }
}

/// Nobody has signed in, or the session has ended.
struct NotSignedIn: Error {}

/// Who is at headquarters' desk.
struct HubReader: Sendable {
    /// The region that they look after alone; nil for all sites.
    var region: Region?
    /// Nil for a report, which is read elsewhere: it decides nothing.
    let session: Session?

    /// Whoever gets a report.
    static let report = HubReader(session: nil)

    private var person: Person? { session?.person }

    var name: String { person?.name ?? "" }
    var formToken: String { session?.formToken ?? "" }
    var rights: Set<HubRight> { person.map { Self.rights($0.role, in: region) } ?? [] }
    /// Whether they run the sites and look after the people here.
    var mayRun: Bool { may(.run) }
    /// Whether they may work on signals and problems.
    var mayDecide: Bool { may(.analyse) }

    var duty: String { person.map(Self.duty) ?? "" }

    static func duty(_ person: Person) -> String {
        let role = HeadquartersRole(person.role).rawValue
        let words = role.prefix(1).uppercased() + role.dropFirst()
        return person.profile.team.isEmpty ? words : "\(words), \(person.profile.team)"
    }
}
