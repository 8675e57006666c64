import Recovery
import Storage
import Wire

/// Something done to many cases at once.
struct BulkDeed: Hashable, Sendable {
    let act: Act
    /// The person or the team; empty for acts that need none.
    let to: String

    enum Act: String, CaseIterable, Sendable {
        case take, assign, team

        var words: String {
            switch self {
            case .take: say("Take over")
            case .assign: say("Give to a person")
            case .team: say("Give to a team")
            }
        }
    }

    /// How many cases may be chosen at once.
    static let caseCountMax = 200
    /// How long it can be taken back, in milliseconds.
    static let undoMilliseconds: Int64 = 10 * 60_000

    /// What it would make of a case, for the person who does it.
    func outcome(_ found: RecoveryCase, by person: String) -> Outcome {
        if found.state == .closed { return .stays(say("It is closed. Reopen it first.")) }
        if found.state == .merged { return .stays(say("It was joined to another case.")) }
        let before = Standing(found)
        var after = before
        switch act {
        case .take: after.owner = person
        case .assign: after.owner = to
        case .team: after.team = to
        }
        if after == before {
            return .stays(
                act == .team ? say("That team has it already.") : say("That person has it already.")
            )
        }
        if found.state == .new || found.state == .triage { after.state = .assigned }
        return .changes(from: before, to: after)
    }

    enum Outcome: Hashable, Sendable {
        case changes(from: Standing, to: Standing)
        /// Why the case stays as it is.
        case stays(String)
    }

    /// What the deed touches of a case.
    struct Standing: Hashable, Sendable {
        var owner: String
        var team: String
        var state: CaseState

        init(owner: String, team: String, state: CaseState) {
            (self.owner, self.team, self.state) = (owner, team, state)
        }

        init(_ found: RecoveryCase) {
            self.init(owner: found.owner ?? "", team: found.team ?? "", state: found.state)
        }
    }
}

/// What was done to many cases, so that it can be put back exactly.
struct BulkRecord: Hashable, Sendable {
    let at: Timestamp
    let words: String
    var changes: [Change]

    struct Change: Hashable, Sendable {
        let id: ChangeID
        let before: BulkDeed.Standing
        let after: BulkDeed.Standing
    }

    init(at: Timestamp, words: String, changes: [Change]) {
        (self.at, self.words, self.changes) = (at, words, changes)
    }

    /// As it is kept: a line for the deed and one a case.
    ///
    /// Names hold no control characters.
    var text: String {
        let lines = changes.map { change in
            ([change.id.description]
                + [change.before, change.after].flatMap {
                    [$0.owner, $0.team, $0.state.name]
                }).joined(separator: "\t")
        }
        return (["\(at.milliseconds)\t\(words)"] + lines).joined(separator: "\n")
    }

    /// Reads what was kept; nil for what is none.
    init?(_ text: String) {
        let lines = text.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        guard let head = lines.first, head.count == 2, let at = Int64(head[0]) else { return nil }
        self.init(at: Timestamp(milliseconds: at), words: head[1], changes: [])
        for parts in lines.dropFirst() {
            guard parts.count == 7, let id = RecordID(parts[0]),
                let before = CaseState.named(parts[3]), let after = CaseState.named(parts[6])
            else { return nil }
            changes.append(
                Change(
                    id: ChangeID(rawValue: id.rawValue),
                    before: .init(owner: parts[1], team: parts[2], state: before),
                    after: .init(owner: parts[4], team: parts[5], state: after)
                )
            )
        }
    }
}

extension RecordTransaction {
    /// Does a deed to cases; those that it does not fit stay as they are.
    func perform(_ deed: BulkDeed, on references: [ChangeID]) throws -> [BulkRecord.Change] {
        try references.compactMap { id in
            let found = try recoveryCase(id)
            guard case .changes(let before, let after) = deed.outcome(found, by: author) else {
                return nil
            }
            try edit(found, to: after)
            return BulkRecord.Change(id: id, before: before, after: after)
        }
    }

    /// Puts cases back as they were before a deed, and returns how many have moved on since.
    func takeBack(_ record: BulkRecord) throws -> Int {
        var movedOn = 0
        for change in record.changes {
            let found = try recoveryCase(change.id)
            if BulkDeed.Standing(found) == change.after {
                try edit(found, to: change.before)
            } else {
                movedOn += 1
            }
        }
        return movedOn
    }

    /// One event a case, whatever it changes.
    private func edit(_ found: RecoveryCase, to standing: BulkDeed.Standing) throws {
        try edit(
            found.row,
            [
                CaseField.owner: .words(standing.owner), .team: .words(standing.team),
                .state: .choice(standing.state),
            ]
        )
    }
}
