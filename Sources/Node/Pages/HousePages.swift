import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// The pages of one house: what they are made from.
struct HousePages: Sendable {
    let store: NodeStore
    /// How messages to guests leave the house.
    let ways: MessageWays
    let desk: FeedbackDesk
    let house: String
    let zone = HouseZone()
    let once = SentForms()
    let gate = SignInGate()
    let uploads = UploadGate()
    /// Who has which case open.
    let visits = CaseVisits()
    let board: InboxBoard
    let live: LiveDesk
    let numbers: NumbersKeeper
    let guests: GuestDesk
    private let templates: HouseTemplates

    init(_ store: NodeStore, _ membership: Membership, ways: MessageWays) throws {
        self.store = store
        self.ways = ways
        house = membership.siteName
        desk = FeedbackDesk(store)
        board = InboxBoard(try store.changeWatch())
        live = LiveDesk(try store.changeWatch())
        let watch = try store.changeWatch()
        numbers = NumbersKeeper { try watch.version() }
        guests = try GuestDesk(store)
        let work = [
            "inbox": PackageResources.inbox_mustache,
            "log-where": PackageResources.log_where_mustache,
            "log-what": PackageResources.log_what_mustache,
            "log-how-bad": PackageResources.log_how_bad_mustache,
            "log-saved": PackageResources.log_saved_mustache,
            "case": PackageResources.case_mustache,
            "people": PackageResources.people_mustache,
            "me": PackageResources.me_mustache,
            "sign-in": PackageResources.sign_in_mustache,
            "trouble": PackageResources.trouble_mustache,
        ]
        templates = try HouseTemplates(
            [
                Self.caseTemplates, Self.messageTemplates, Self.guestTemplates, Self.shiftTemplates,
                Self.inboxTemplates, Self.scenarioTemplates, Self.webhookTemplates,
                Self.stayTemplates,
            ]
            .reduce(into: work) { all, more in all.merge(more) { first, _ in first } }
        )
    }

    func page(
        _ template: String,
        _ content: some Sendable,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        Page(try templates.spoken().html(template, content), status: status).response
    }

    /// Times as read at the site.
    var time: HouseTime { zone.time }

    enum Section { case inbox, log, places, people, shift, stays, scenarios }

    /// The frame of a page for someone who signed in.
    func frame(_ title: String, _ section: Section, _ staff: Staff, _ reader: StoreReader) throws
        -> PageFrame
    {
        let open = try reader.openCaseCount()
        let alarms = try AlarmBar(
            staff.session.person,
            reader,
            WallClock.now()
        )
        return PageFrame(
            title: alarms.calls.isEmpty ? title : "(\(alarms.calls.count)) \(title)",
            house: house,
            person: PageFrame.Badge(name: staff.name, duty: staff.duty),
            sections: sections(section, staff, openCount: open),
            sync: try syncLine(reader),
            edition: staff.edition,
            alarms: alarms.alarms.map(\.id.description).joined(separator: " "),
            keys: DeskKeys(chosen: try reader.choices(.key, of: staff.session.person.id)).attribute
        )
    }

    /// Where the bar leads: what everybody has, then what falls to a role.
    private func sections(
        _ current: Section,
        _ staff: Staff,
        openCount: Int
    ) -> [PageFrame.Section] {
        func section(_ name: String, _ path: String, _ icon: String, _ one: Section)
            -> PageFrame.Section
        {
            PageFrame.Section(name, path, icon: icon, isCurrent: one == current)
        }
        var sections = [
            PageFrame.Section(
                say("Inbox"),
                "/",
                icon: "inbox",
                isCurrent: current == .inbox,
                count: openCount,
                counted: say("unfixed")
            ),
            section(say("Log"), "/log", "plus", .log),
            section(say("Shift"), "/handover", "moon", .shift),
            section(say("Stays"), "/stays", "bed", .stays),
            Self.scenarioSection(isCurrent: current == .scenarios),
        ]
        if staff.role.looksAfterPlaces {
            sections.append(section(say("Places"), "/places", "qr", .places))
        }
        if staff.role.looksAfterPeople {
            sections.append(section(say("People"), "/people", "people", .people))
        }
        return sections
    }

    private func syncLine(_ reader: StoreReader) throws -> PageFrame.Sync {
        let now = WallClock.now()
        let status = try reader.syncStatus(now: now)
        if status.blocker == nil {
            return status.unsent == 0
                ? PageFrame.Sync(say("In step with the hub"), icon: "check")
                : PageFrame.Sync(say("\(status.unsent) changes on their way"), icon: "up")
        }
        let since = status.lastExchangeAt.map { time.near($0, now) }
        return PageFrame.Sync(
            since.map { say("Hub away since \($0)") } ?? say("Hub away"),
            icon: "away"
        )
    }
}
