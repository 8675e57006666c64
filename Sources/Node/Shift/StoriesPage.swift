import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// Recoveries worth telling: written without names, agreed to by the guest, let out by the manager.
struct StoriesPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var tabs: [ShiftTabs.Tab]
        var formToken: String
        var heading: String
        var groups: [Group]
        var isEmpty: Bool
        var hasApproved: Bool
        var candidates: [Candidate]
        var hasCandidates: Bool
    }

    private struct Group: Sendable {
        var title: String
        var hint: String
        var stories: [Line]
    }

    private struct Line: Sendable {
        var id: String
        var seen: String
        var title: String
        var text: String
        var about: String
        var path: String?
        var agreed: String?
        var approved: String?
        var canAgree: Bool
        var canApprove: Bool
        var canChange: Bool
        var canWithdraw: Bool
    }

    private struct Candidate: Sendable {
        var reference: String
        var title: String
        var words: String
    }

    /// How far back a case is offered as a story, in days.
    private static let dayCount: Int64 = 90

    func response(_ staff: Staff) throws -> Response {
        let now = WallClock.now()
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            let house = try pages.clockHouse(scenarios, reader)
            let stories = try reader.stories()
            let groups = try SuccessStory.Standing.allCases.compactMap { standing -> Group? in
                let lines = try stories.filter { $0.standing == standing }
                    .map { try line($0, staff, house, reader, now) }
                return lines.isEmpty
                    ? nil : Group(title: standing.title, hint: standing.hint, stories: lines)
            }
            let candidates = try self.candidates(stories, staff, house, reader, now)
            let told = stories.count { $0.standing == .approved }
            return Content(
                frame: try pages.frame(say("Stories"), .shift, staff, reader),
                tabs: ShiftTabs(current: "/stories").tabs,
                formToken: staff.session.formToken,
                heading: told == 0
                    ? say("Stories worth telling")
                    : told == 1
                        ? say("1 story that may be told")
                        : say(
                            "\(told) stories that may be told"
                        ),
                groups: groups,
                isEmpty: groups.isEmpty,
                hasApproved: told > 0,
                candidates: candidates,
                hasCandidates: !candidates.isEmpty
            )
        }
        return try pages.page("stories", content)
    }

    private func line(
        _ story: SuccessStory,
        _ staff: Staff,
        _ house: ClockHouse,
        _ reader: StoreReader,
        _ now: Timestamp
    ) throws -> Line {
        let found = try story.recoveryCase.flatMap { try reader.row(Catalogue.recoveryCase, $0) }
            .map(RecoveryCase.init)
        let isStanding = story.standing != .withdrawn
        let agreedAt = story.consentAt.map { ", \(pages.time.near($0, now))" } ?? ""
        let approvedAt = story.approvedAt.map { ", \(pages.time.near($0, now))" } ?? ""
        return Line(
            id: story.id.description,
            seen: story.edition,
            title: story.title,
            text: story.text,
            about: found.map { house.scenario(of: $0)?.name ?? $0.reference } ?? "",
            path: found.map { "/cases/\($0.reference)" },
            agreed: isStanding ? story.consentBy.map { $0 + agreedAt } : nil,
            approved: isStanding ? story.approvedBy.map { $0 + approvedAt } : nil,
            canAgree: story.standing == .written,
            canApprove: story.standing == .agreed && staff.role.covers(.manager),
            canChange: isStanding,
            canWithdraw: isStanding && staff.role.covers(.supervisor)
        )
    }

    /// Cases of late whose guests were won back, and that nobody has told.
    private func candidates(
        _ stories: [SuccessStory],
        _ staff: Staff,
        _ house: ClockHouse,
        _ reader: StoreReader,
        _ now: Timestamp
    ) throws -> [Candidate] {
        let start = Timestamp(milliseconds: now.milliseconds - Self.dayCount * 86_400_000)
        let told = Set(stories.compactMap(\.recoveryCase))
        return try reader.cases(closedFrom: start, to: now).reversed().filter { found in
            found.outcome == .recovered && !told.contains(found.id)
                && !found.isSealed(house.scenario(of: found))
        }.prefix(10).map { found in
            Candidate(
                reference: found.reference,
                title: found.title(house.scenario(of: found)),
                words: found.recoveryScore.map { say("\($0) of 7") } ?? ""
            )
        }
    }

    // MARK: Acts

    struct Consent: Decodable, Sendable { var how: String? }

    func agree(_ name: String, _ form: Consent, _ staff: Staff) throws -> Response {
        let how = (form.how ?? "").trimmed
        return try act(name, staff) {
            try $0.agreeToStory($1, how.isEmpty ? "" : "\(staff.name), \(how.prefix(100))")
        }
    }

    struct Approval: Decodable, Sendable {
        /// The edition of the words that were read.
        var seen: String
    }

    func approve(_ name: String, _ form: Approval, _ staff: Staff) throws -> Response {
        try act(name, staff) { try $0.approveStory($1, seen: form.seen) }
    }

    func withdraw(_ name: String, _ staff: Staff) throws -> Response {
        try act(name, staff) { try $0.withdrawStory($1) }
    }

    private func act(
        _ name: String,
        _ staff: Staff,
        _ body: (any RecordTransaction, ChangeID) throws -> Void
    ) throws -> Response {
        let id = try ChangeID(inAddress: name)
        return try pages.shiftAct {
            try pages.store.change(author: staff.name, now: WallClock.now()) { try body($0, id) }
            return .seeOther("/stories")
        }
    }
}

extension SuccessStory.Standing {
    fileprivate var title: String {
        switch self {
        case .written: say("To ask the guest")
        case .agreed: say("To be let out by the manager")
        case .approved: say("May be told")
        case .withdrawn: say("Taken back")
        }
    }

    fileprivate var hint: String {
        switch self {
        case .written: say("Nothing is told before the guest agrees.")
        case .agreed: say("The guest agrees. A manager reads it once more.")
        case .approved: say("In the house, to colleagues, and by whoever writes for guests.")
        case .withdrawn:
            say("Told no more. What stood there stays in the history, as with every record.")
        }
    }
}
