import HTTPTypes
import Hummingbird
import Recovery
import Storage
import Web

/// What somebody is at headquarters.
enum HeadquartersRole: String, CaseIterable, Sendable {
    /// Reads.
    case viewer
    /// Reads, and works on signals, problems and what is assumed.
    case analyst
    /// Runs the sites and looks after people; decides nothing about guests.
    case `operator`
    /// Does all of it: also writes scenarios, settles differences and takes cases over.
    case editor

    /// Whoever is something else at a house reads.
    init(_ role: StaffRole) {
        self = Self.allCases.first { $0.staffRole == role } ?? .viewer
    }

    /// As people are stored at a hub.
    var staffRole: StaffRole {
        switch self {
        case .viewer: .staff
        case .analyst: .supervisor
        case .operator: .operator
        case .editor: .headquarters
        }
    }

    /// What the role may do.
    var rights: Set<HubRight> {
        switch self {
        case .viewer: [.read]
        case .analyst: [.read, .analyse]
        case .operator: [.read, .run]
        case .editor: Set(HubRight.allCases)
        }
    }

    /// What it means, for whoever gives it to somebody.
    var meaning: String {
        switch self {
        case .viewer: "reads"
        case .analyst: "works on signals and problems"
        case .operator: "runs sites, looks after people, decides nothing about guests"
        case .editor: "does all that, writes scenarios and takes cases over"
        }
    }
}

/// Something that not everybody at headquarters may do.
enum HubRight: CaseIterable, Sendable {
    case read
    /// Signals, problems, actions, and what value is reckoned from.
    case analyse
    /// Scenarios.
    case steer
    /// Differences between sites.
    case settle
    /// Cases of houses that cannot be reached.
    case takeOver
    /// Sites, regions and people.
    case run

    /// Whom to ask.
    var refusal: String {
        switch self {
        case .read: "Ask somebody who looks after people here."
        case .analyse: "Ask an analyst or an editor at headquarters."
        case .steer: "Ask an editor at headquarters to change scenarios."
        case .settle: "Operators and analysts decide nothing about guests. Ask an editor."
        case .takeOver: "Ask an editor at headquarters to take it over."
        case .run: "Ask somebody who runs the sites."
        }
    }
}

extension HubReader {
    func may(_ right: HubRight) -> Bool { rights.contains(right) }

    /// Whether they may change what every house works by.
    var maySteer: Bool { may(.steer) }
    /// Whether they may work on a house's cases while it cannot be reached.
    var mayTakeOver: Bool { may(.takeOver) }
    /// Whether they may say what holds where two places differ.
    var maySettle: Bool { may(.settle) }

    /// Whether the bar leads them to a page.
    func mayOpen(_ path: String) -> Bool {
        guard let rule = HubAccess.rule(.get, path), may(rule.right) else { return false }
        // The first page of whoever looks after one region is its own.
        return region == nil || path == "/" || rule.reach == .own
    }

    /// Whether they look after a site, by its code.
    func looksAfter(_ code: String) -> Bool { region?.holds(code) ?? true }

    /// The sites that they look after.
    func own(_ standings: [SiteStanding]) -> [SiteStanding] {
        standings.filter { looksAfter($0.account.code) }
    }

    /// What a role may do, for all sites or for those of one region.
    static func rights(_ role: StaffRole, in region: Region?) -> Set<HubRight> {
        let rights = HeadquartersRole(role).rights
        // What concerns all sites is not decided by somebody who looks after some.
        return region == nil ? rights : rights.intersection([.read, .takeOver])
    }
}

/// Who may do what, by the way of a request: the one place where it is asked.
struct HubAccess {
    /// What a page shows to somebody who looks after one region.
    enum Reach {
        /// What concerns no site, or only those of the region.
        case own
        /// Figures of the site that is named after `site=`.
        case site
        /// Figures of all sites.
        case all
    }

    let right: HubRight
    let reach: Reach

    /// The rule for a request; nil for those that nobody needs to have signed in for.
    static func rule(_ method: HTTPRequest.Method, _ path: String) -> HubAccess? {
        let parts = path.split(separator: "/").map(String.init)
        // A page's files are under its rule.
        let section = parts.first?.split(separator: ".").first.map(String.init) ?? ""
        let verb = parts.count > 1 ? parts[parts.count - 1] : ""
        if ["sign-in", "sign-out", "set-up"].contains(section) { return nil }
        return method == .get ? reading(section, parts) : acting(section, verb)
    }

    private static func reading(_ section: String, _ parts: [String]) -> HubAccess {
        switch section {
        case "people": HubAccess(right: .run, reach: .own)
        case "scenarios":
            HubAccess(right: parts.last == "edit" ? .steer : .read, reach: .own)
        case "silent": HubAccess(right: parts.count > 1 ? .takeOver : .read, reach: .own)
        case "regions", "sites": HubAccess(right: .read, reach: .own)
        case "failures", "causes", "recovery", "cases", "brief":
            HubAccess(right: .read, reach: .site)
        default: HubAccess(right: .read, reach: .all)
        }
    }

    /// An act that is not named here is for those who may do everything.
    private static func acting(_ section: String, _ verb: String) -> HubAccess {
        switch section {
        case "silent": HubAccess(right: .takeOver, reach: .own)
        case "signals", "problems", "value": HubAccess(right: .analyse, reach: .all)
        case "sites" where ["conflicts", "undo"].contains(verb):
            HubAccess(right: .settle, reach: .all)
        case "people", "sites", "regions": HubAccess(right: .run, reach: .all)
        default: HubAccess(right: .steer, reach: .all)
        }
    }

    /// Why somebody with these rights may not ask for this, and whom to ask; nil when they may.
    func refusal(to rights: Set<HubRight>, of region: Region?, _ site: String?) -> String? {
        guard rights.contains(right) else { return right.refusal }
        guard let region else { return nil }
        switch reach {
        case .own: return nil
        case .site where site.map(region.holds) ?? false: return nil
        case .site:
            return "You look after \(region.name). Open this for one of its sites: "
                + "\(region.sites.joined(separator: ", "))."
        case .all:
            return "This is about all sites, and you look after \(region.name). Ask somebody who "
                + "looks after all of them."
        }
    }
}

/// Lets nobody past who may not do what the request asks for.
struct HubAccessMiddleware: RouterMiddleware {
    typealias Context = HubContext

    func handle(
        _ request: Request,
        context: HubContext,
        next: @concurrent (Request, HubContext) async throws -> Response
    ) async throws -> Response {
        // Whoever has not signed in is led to do so by what they asked for.
        guard let reader = context.reader,
            let rule = HubAccess.rule(request.method, request.uri.path)
        else { return try await next(request, context) }
        if request.method == .get, request.uri.path == "/", reader.region != nil {
            return .seeOther("/regions")
        }
        let site = request.uri.queryParameters["site"].map(String.init)
        if let refusal = rule.refusal(to: reader.rights, of: reader.region, site) {
            throw Problem(.forbidden, "role", refusal)
        }
        return try await next(request, context)
    }
}
