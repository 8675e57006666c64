import Hummingbird
import Recovery
import Storage
import Web

/// Sites by region: how each stands, with the ways to its figures; and who looks after which.
struct RegionsPage {
    let pages: HubPages

    func add(to router: RouterGroup<HubContext>) {
        router.get("/regions") { _, context in
            let reader = try context.signedIn()
            return try await blocking { try response(reader) }
        }
        act("/regions", NewRegion.self, router) { form, reader, now in
            try pages.store.addRegion(form.name, author: reader.name, now: now)
        }
        act("/regions/remove", Removal.self, router) { form, reader, now in
            try pages.store.removeRegion(form.region, author: reader.name, now: now)
        }
        act("/regions/sites", Move.self, router) { form, reader, now in
            try pages.store.putSite(
                form.site,
                in: Int64(form.region),
                author: reader.name,
                now: now
            )
        }
    }

    private struct NewRegion: Decodable, Sendable { var name: String }
    private struct Removal: Decodable, Sendable { var region: Int64 }

    private struct Move: Decodable, Sendable {
        var site: String
        /// Empty for none.
        var region: String
    }

    private func act<Form: Decodable & Sendable>(
        _ path: String,
        _ type: Form.Type,
        _ router: RouterGroup<HubContext>,
        _ body: @escaping @Sendable (Form, HubReader, Timestamp) throws -> Void
    ) {
        router.post(RouterPath(path)) { request, context in
            let (reader, form) = try await context.form(type, request)
            return try await blocking {
                do {
                    try body(form, reader, WallClock.now())
                    return Response.seeOther("/regions")
                } catch let error as RegionRefusal {
                    return try response(reader, trouble: error.description)
                }
            }
        }
    }

    private struct Content: Sendable {
        var frame: PageFrame
        var heading: String
        var lede: String
        var trouble: String?
        var regions: [Part]
        var choices: [Choice]
        var sites: [Choice]
        var mayRun: Bool
        var formToken: String
    }

    private struct Part: Sendable {
        /// Empty for the sites that are in none.
        var id: String
        var name: String
        var summary: String
        var people: String?
        var sites: [Site]
        var mayRemove: Bool
    }

    private struct Site: Sendable {
        var code: String
        var name: String
        var mark: MarkPart
        var open: String
    }

    private struct Choice: Sendable {
        var value: String
        var words: String
    }

    private func response(_ reader: HubReader, trouble: String? = nil) throws -> Response {
        let standings = try pages.store.standings(now: WallClock.now())
        let regions = try pages.store.regions()
        let open = try pages.store.read { try $0.openCounts() }
        let own = reader.region.map { own in regions.filter { $0.id == own.id } } ?? regions
        let people = try people()
        var parts = own.map { region in
            part(region, standings, open, people[region.id] ?? [], reader)
        }
        let placed = Set(regions.flatMap(\.sites))
        let rest = standings.filter { !placed.contains($0.account.code) }
        if reader.region == nil, !rest.isEmpty {
            let region = Region.none(rest.map(\.account.code))
            parts.append(part(region, standings, open, [], reader))
        }
        let content = Content(
            frame: pages.frame("Regions", .sites, reader, standings),
            heading: reader.region.map(\.name) ?? Numbers.count(regions.count, "region"),
            lede: reader.region == nil
                ? "Somebody who looks after one region sees its sites and nothing of the others."
                : "You look after these sites. Open one's figures, or see who cannot be reached.",
            trouble: trouble,
            regions: parts,
            choices: regions.map { Choice(value: "\($0.id)", words: $0.name) },
            sites: standings.map(\.account).sorted { $0.code < $1.code }.map {
                Choice(value: $0.code, words: "\($0.name), \($0.code)")
            },
            mayRun: reader.may(.run),
            formToken: reader.formToken
        )
        return try pages.page(
            "hq-regions",
            content,
            status: trouble == nil ? .ok : .conflict
        )
    }

    /// The names of those who look after one region alone.
    private func people() throws -> [Int64: [String]] {
        let regions = try pages.store.peopleOfRegions()
        let people = try pages.store.people().filter(\.isActive)
        return Dictionary(grouping: people.filter { regions[$0.id] != nil }) {
            regions[$0.id] ?? 0
        }.mapValues { $0.map(\.name) }
    }

    private func part(
        _ region: Region,
        _ standings: [SiteStanding],
        _ open: [UInt32: Int],
        _ people: [String],
        _ reader: HubReader
    ) -> Part {
        let own = standings.filter { region.holds($0.account.code) }
        let cases = own.reduce(0) { $0 + (open[$1.account.site] ?? 0) }
        return Part(
            id: region.isNone ? "" : "\(region.id)",
            name: region.name,
            summary: "\(Numbers.count(own.count, "site")), "
                + Numbers.count(cases, "open case"),
            people: people.isEmpty ? nil : people.joined(separator: ", "),
            sites: own.map {
                Site(
                    code: $0.account.code,
                    name: $0.account.name,
                    mark: $0.mark,
                    open: Numbers.grouped(open[$0.account.site] ?? 0)
                )
            },
            mayRemove: !region.isNone && reader.may(.run)
        )
    }
}

extension Region {
    /// What is in no region, on a page.
    fileprivate static func none(_ sites: [String]) -> Region {
        Region(id: 0, name: "In no region", sites: sites)
    }

    fileprivate var isNone: Bool { id == 0 }
}

extension SiteStanding {
    /// How the site stands, as a mark.
    var mark: MarkPart {
        switch kind {
        case .silent: MarkPart(.late, icon: "late", "Silent")
        case .late: MarkPart(.act, icon: "act", "Late")
        case .expected: MarkPart(.plain, icon: "clock", "Expected")
        case .inStep where conflicts > 0: MarkPart(.info, icon: "split", "Differs")
        case .inStep where parked > 0: MarkPart(.act, icon: "act", "Kept aside")
        case .inStep: MarkPart(.done, icon: "check", "In step")
        }
    }
}
