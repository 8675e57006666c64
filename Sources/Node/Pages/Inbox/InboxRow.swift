import Recovery
import Storage
import Web

/// A case as a row of the inbox.
struct InboxRow: DrawnPart {
    private let reference: String
    private let isLate: Bool
    private let title: String
    private let clock: ClockPart
    private let severity: SeverityPart
    private let marks: [MarkPart]
    private let words: String
    private let guest: String?
    private let readers: String?
    private let family: String?
    private let heard: String
    private let leaves: String?
    private let seam: SeamPart
    private let owner: String?
    private let team: String

    init(
        _ found: RecoveryCase,
        _ item: InboxBoard.Item,
        _ scenario: FailureScenario?,
        _ desk: DeskMarks,
        _ time: HouseTime,
        _ now: Timestamp
    ) {
        reference = found.reference
        isLate = item.standing.group(at: now) == .over
        let isOpen = desk.isOpen(found, scenario)
        title = isOpen ? found.title(scenario) : found.sealedTitle
        clock = item.clock(time, now)
        leaves = item.line.departsAt.map { departure in
            departure > now
                ? say("leaves \(time.near(departure, now))")
                : say("left \(time.near(departure, now))")
        }
        severity = SeverityPart(found.severity)
        marks = found.drillMark + desk.marks(found.id) + Self.marks(item.line)
        words = found.summary == scenario?.name || !isOpen ? "" : found.summary
        guest = isOpen ? found.guest : nil
        readers = isOpen ? nil : say(found.readers)
        family = desk.family(found.id)
        heard = time.near(found.openedAt, now)
        let recorded = found.marks
        seam = recorded.phases(hasAnswered: recorded.contact != .notReached(attempts: 0))
        owner = found.owner
        team = found.team?.asTeam ?? ""
    }

    private static func marks(_ line: InboxLine) -> [MarkPart] {
        var marks: [MarkPart] = []
        if line.hasOpenAlarm { marks.append(MarkPart(.act, icon: "bell", say("No answer yet"))) }
        switch line.state {
        case .triage: marks.append(MarkPart(.act, icon: "split", say("To be named")))
        case .waitingGuest:
            marks.append(MarkPart(.paused, icon: "pause", say("Waiting for the guest")))
        case .waitingInternal:
            marks.append(MarkPart(.paused, icon: "pause", say("Waiting for another team")))
        case .remedied: marks.append(MarkPart(.done, icon: "check", say("Put right")))
        case .new, .assigned, .inProgress, .closed, .merged: break
        }
        if line.isUnsent { marks.append(MarkPart(.plain, icon: "up", say("Not at the hub yet"))) }
        return marks
    }

    var markup: Markup {
        """
        <li class="row\(isLate ? " row-late" : "")" id="\(reference)">\(clock.markup)
        <div class="row-main"><p class="row-title"><label class="row-pick">\
        <input type="checkbox" name="case" value="\(reference)" form="bulk" \
        aria-label="\(selecting)"></label><a href="/cases/\(reference)">\(title)</a></p>
        <p class="cluster">\(severity.markup)\(marksMarkup)</p>\(wordsMarkup)
        <p class="row-meta">\(guestMarkup)\(leavesMarkup)<span>\(say("since \(heard)"))</span>\
        <span class="faint">\(reference)</span></p></div>
        \(seam.markup)
        <div class="row-own"><span class="avatar\(owner == nil ? " avatar-none" : "")" \
        aria-hidden="true">\(PageFrame.Badge.initials(of: owner ?? ""))</span>\
        <span>\(owner ?? say("No owner"))<small>\(team)</small></span></div></li>
        """
    }

    private var marksMarkup: Markup {
        // More than three say nothing at a glance.
        marks.prefix(3).reduce(into: Markup()) { $0 += $1.markup }
    }

    private var wordsMarkup: Markup {
        words.isEmpty ? "" : #"<p class="row-words words">“\#(words)”</p>"#
    }

    private var leavesMarkup: Markup {
        leaves.map { "<span>\(Markup.icon("bag")) \($0)</span>" } ?? ""
    }

    private var selecting: String { say("Select \(reference)") }

    private var guestMarkup: Markup {
        var markup: Markup = guest.map { "<span>\(Markup.icon("user")) \($0)</span>" } ?? ""
        if let readers {
            markup += """
                <span>\(Markup.icon("seal")) \
                \(say("guest and words are shown to \(readers) only"))</span>
                """
        }
        if let family { markup += "<span>\(Markup.icon("people")) \(family)</span>" }
        return markup
    }
}

extension InboxBoard.Item {
    /// The clock that runs out next, the guest's departure among them.
    func clock(_ time: HouseTime, _ now: Timestamp) -> ClockPart {
        guard case .leaves(let moment) = standing, moment > now else {
            return ClockFace(next: clocks, time, now).part
        }
        return CheckOutClock(departsAt: moment).part(time, now)
    }
}

extension CheckOutClock {
    /// The clock as pages show it: a day before the departure the ring begins to close.
    func part(_ time: HouseTime, _ now: Timestamp) -> ClockPart {
        let moment = time.near(departsAt, now)
        if isOver(at: now) { return ClockPart(.done, say("Has left"), moment) }
        let left = remaining(at: now)
        return ClockPart(
            isUrgent(at: now) ? .act : .calm,
            HouseTime.span(left.milliseconds),
            say("leaves \(moment)"),
            shareLeft: min(1, left / Self.lastChance)
        )
    }
}

extension RecoveryCase {
    /// What went wrong and where, as a row's title.
    func title(_ scenario: FailureScenario?) -> String {
        let what =
            scenario?.name ?? (summary.isEmpty ? say("Not named yet") : String(summary.prefix(60)))
        return place.map { "\(what), \($0.asPlace)" } ?? what
    }
}
