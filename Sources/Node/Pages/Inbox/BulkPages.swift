import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// The pages on which something is done to many cases: what will change, and what was done.
struct BulkPages {
    let pages: HousePages
    let staff: Staff

    struct Content: Sendable {
        var frame: PageFrame
        var formToken: String
        var heading: String
        var lede: String
        var lines: [Line]
        var plan: Plan?
        var deed: String?
    }

    struct Line: Sendable {
        var path: String
        var title: String
        var change: String?
        var reason: String?
    }

    struct Plan: Sendable {
        var act: String
        var to: String
        var cases: String
        var button: String
    }

    /// What was chosen in the list, as the form of the preview carries it.
    struct Choice: Decodable, Sendable {
        var act: String
        var to: String?
        /// References with spaces between them.
        var cases: String

        var references: [String] {
            cases.split(separator: " ").prefix(BulkDeed.caseCountMax).map(String.init)
        }
    }

    private func deed(_ choice: Choice) throws -> BulkDeed {
        guard let act = BulkDeed.Act(rawValue: choice.act) else {
            throw Self.problem(
                say("Choose what is to be done: take over, give to a person or a team.")
            )
        }
        let to = (choice.to ?? "").trimmed
        switch act {
        case .take: return BulkDeed(act: act, to: "")
        case .assign:
            let people = try pages.store.people().filter(\.isActive)
            guard let person = people.first(where: { $0.name == to }) else {
                throw Self.problem(say("Choose a person who works here."))
            }
            return BulkDeed(act: act, to: person.name)
        case .team:
            // A team is written as a name is: short, in one line.
            guard !to.isEmpty, let team = try? Person.Profile(name: to, role: .staff).name else {
                throw Self.problem(say("Write the name of the team in one line."))
            }
            return BulkDeed(act: act, to: team)
        }
    }

    static func problem(_ words: String) -> Problem { Problem(.badRequest, "bulk", words) }

    // MARK: Before

    func preview(_ choice: Choice) throws -> Response {
        guard !choice.references.isEmpty else {
            throw Self.problem(say("No case was selected. Tick some in the list first."))
        }
        if choice.act == BulkSnooze.name { return try BulkSnooze(self).preview(choice) }
        let deed = try deed(choice)
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            let cases = try choice.references.map { try reader.recoveryCase(named: $0) }
            let lines = cases.map { found in
                let scenario = scenarios.scenario(of: found)
                return self.line(found, scenario, deed.outcome(found, by: staff.name))
            }
            let count = lines.count { $0.change != nil }
            return Content(
                frame: try pages.frame(say("Several cases"), .inbox, staff, reader),
                formToken: staff.session.formToken,
                heading: count == 1 ? say("1 case will change") : say("\(count) cases will change"),
                lede: count == lines.count
                    ? say("All that you selected.")
                    : say("\(lines.count - count) will stay as they are."),
                lines: lines,
                plan: count == 0
                    ? nil
                    : Plan(
                        act: deed.act.rawValue,
                        to: deed.to,
                        cases: cases.map(\.reference).joined(separator: " "),
                        button: deed.words
                    ),
                deed: nil
            )
        }
        return try pages.page("bulk", content)
    }

    private func line(
        _ found: RecoveryCase,
        _ scenario: FailureScenario?,
        _ outcome: BulkDeed.Outcome
    ) -> Line {
        var line = Line(
            path: "/cases/\(found.reference)",
            title: found.reference + " "
                + (found.isOpen(to: staff.session.person, scenario)
                    ? found.title(scenario) : found.sealedTitle)
        )
        switch outcome {
        case .changes(let before, let after): line.change = before.words(to: after)
        case .stays(let reason): line.reason = reason
        }
        return line
    }

    // MARK: Doing and taking back

    func perform(_ choice: Choice) throws -> Response {
        if choice.act == BulkSnooze.name { return try BulkSnooze(self).perform(choice) }
        let deed = try deed(choice)
        let now = WallClock.now()
        let ids = try pages.store.read { reader in
            try choice.references.map { try reader.recoveryCase(named: $0).id }
        }
        let changes = try pages.store.change(author: staff.name, now: now) {
            try $0.perform(deed, on: ids)
        }
        let record = BulkRecord(at: now, words: deed.words, changes: changes)
        let number = "\(now.milliseconds)"
        try pages.store.choose(.deed, number, record.text, for: staff.session.person.id)
        return .seeOther("/bulk/\(number)")
    }

    private func record(_ number: String) throws -> BulkRecord {
        let kept = try pages.store.read { try $0.choices(.deed, of: staff.session.person.id) }
        guard let record = kept[number].flatMap(BulkRecord.init) else {
            throw Problem(.notFound, "bulk", say("That was taken back already, or was not yours."))
        }
        return record
    }

    func done(_ number: String) throws -> Response {
        if let quiet = try BulkSnooze(self).record(number) {
            return try BulkSnooze(self).done(quiet, number)
        }
        let record = try record(number)
        let until = Timestamp(milliseconds: record.at.milliseconds + BulkDeed.undoMilliseconds)
        let mayUndo = WallClock.now() < until
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            Content(
                frame: try pages.frame(say("Several cases"), .inbox, staff, reader),
                formToken: staff.session.formToken,
                heading: record.changes.count == 1
                    ? say("1 case changed") : say("\(record.changes.count) cases changed"),
                lede: mayUndo
                    ? say("\(record.words). Until \(pages.time.clock(until)) it can be put back.")
                    : "\(record.words).",
                lines: try record.changes.compactMap { change in
                    guard let row = try reader.row(Catalogue.recoveryCase, change.id) else {
                        return nil
                    }
                    let found = RecoveryCase(row)
                    let scenario = scenarios.scenario(of: found)
                    return self.line(
                        found,
                        scenario,
                        .changes(from: change.before, to: change.after)
                    )
                },
                plan: nil,
                deed: mayUndo ? number : nil
            )
        }
        return try pages.page("bulk", content)
    }

    func takeBack(_ number: String) throws -> Response {
        if let quiet = try BulkSnooze(self).record(number) {
            return try BulkSnooze(self).wake(quiet, number)
        }
        let (record, now) = (try record(number), WallClock.now())
        guard now.milliseconds < record.at.milliseconds + BulkDeed.undoMilliseconds else {
            throw Problem(
                .conflict,
                "too-late",
                say("That was over ten minutes ago. Change the cases one by one.")
            )
        }
        let movedOn = try pages.store.change(author: staff.name, now: now) {
            try $0.takeBack(record)
        }
        try pages.store.choose(.deed, number, nil, for: staff.session.person.id)
        guard movedOn == 0 else {
            throw Problem(
                .conflict,
                "moved-on",
                say(
                    """
                    \(record.changes.count - movedOn) were put back. \(movedOn) have moved on \
                    since and stay as they are.
                    """
                )
            )
        }
        return .seeOther("/")
    }
}

extension BulkDeed {
    /// The deed, as its button says it.
    var words: String {
        switch act {
        case .take: say("Take them over")
        case .assign, .team: say("Give them to \(to)")
        }
    }
}

extension BulkDeed.Standing {
    /// What becomes of it, in words.
    fileprivate func words(to after: Self) -> String {
        var changes: [String] = []
        func add(_ what: String, _ old: String, _ new: String) {
            if old != new {
                changes.append(say("\(what) \(old.isEmpty ? say("nobody") : old) to \(new)"))
            }
        }
        add(say("owner"), owner, after.owner)
        add(say("team"), team, after.team)
        add(say("state"), say(state), say(after.state))
        return changes.joined(separator: ", ").capitalizedFirst
    }
}
