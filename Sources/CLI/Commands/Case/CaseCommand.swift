import ArgumentParser
import Node
import Recovery
import Storage
import Web
import Wire

struct CaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case",
        abstract: "See the cases and work on them.",
        subcommands: [
            List.self, Show.self, Open.self, Move.self, Assign.self, Classify.self,
            Pass.self, Acknowledge.self, Note.self, Remedy.self, Close.self, Reopen.self,
            Merge.self, Unmerge.self, Link.self, Unlink.self, Split.self, Unsplit.self,
        ]
    )
}

/// The case that a command works on, and who does it.
struct CaseTarget: ParsableArguments {
    @Argument(help: "The case: its reference, such as LIS-12, or its id.")
    var reference: String

    @OptionGroup var authorship: AuthorOptions
    @OptionGroup var data: DataOptions

    /// The case that the command names.
    func other(_ name: String) throws -> ChangeID {
        try data.directory.open().store.read { try $0.recoveryCase(named: name) }.id
    }

    /// By what the clocks go where the command runs; nil at headquarters.
    func clockHouse() throws -> ClockHouse? {
        try data.directory.open().store.read { try $0.clockHouse() }
    }

    /// Changes the case in one transaction and prints how it stands then.
    ///
    /// - Throws: What `body` throws, with nothing changed.
    func change(
        _ body: (any RecordTransaction, RecoveryCase) throws -> Void
    ) throws {
        let store = try data.directory.open().store
        let found = try store.read { try $0.recoveryCase(named: reference) }
        try store.change(author: authorship.author, now: .now) { try body($0, found) }
        try CaseView.print(found.id, in: store, isJSON: data.isJSON)
    }
}

/// A case as it is printed.
struct CaseView {
    let recoveryCase: RecoveryCase
    /// The code of the site that holds it.
    let site: String

    init(_ recoveryCase: RecoveryCase, _ sites: SiteDirectory) {
        self.recoveryCase = recoveryCase
        site = sites[recoveryCase.row.site].code
    }

    var json: JSON { recoveryCase.json(site: site) }

    /// How a case stands, in one sentence.
    var sentence: String {
        var sentence = "\(recoveryCase.reference) is \(recoveryCase.state.words)"
        if recoveryCase.state.isOpen, let who = recoveryCase.owner ?? recoveryCase.team {
            sentence += ", with \(who.oneLine)"
        }
        if let outcome = recoveryCase.outcome { sentence += ": \(outcome.words)" }
        return sentence + "."
    }

    /// Prints how a case stands now.
    static func print(_ id: ChangeID, in store: some RecordStore, isJSON: Bool) throws {
        let view = try store.read { reader in
            CaseView(
                try reader.recoveryCase(named: id.description),
                try reader.sites()
            )
        }
        Swift.print(isJSON ? view.json.description : view.sentence)
    }
}

extension Severity {
    /// How urgent a severity looks.
    var tone: Tone { self >= .staySpoiled ? .late : .plain }
}

extension CaseState {
    /// How urgent a state looks.
    var tone: Tone {
        switch self {
        case .new, .triage: .act
        case .remedied, .closed: .done
        case .merged: .quiet
        case .assigned, .inProgress, .waitingGuest, .waitingInternal: .plain
        }
    }
}
