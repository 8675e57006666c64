import ArgumentParser
import Recovery
import Storage

extension CaseCommand {
    struct Move: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Move a case on by plain work.",
            discussion: """
                A case is closed with 'amends case close', since closing needs an outcome.

                Example:
                  amends case move LIS-12 in-progress
                """
        )

        @OptionGroup var target: CaseTarget

        @Argument(help: "The state it is in from now on.")
        var state: Word<CaseState>

        func run() throws {
            try target.change { try $0.moveCase($1.id, to: state.choice) }
        }
    }

    struct Assign: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a case to a team, a person or both.",
            discussion: """
                Example:
                  amends case assign LIS-12 --team engineering --owner ana
                """
        )

        @OptionGroup var target: CaseTarget

        @Option(help: "The team.", completion: .list(ResponseTeam.allCases.map(\.words)))
        var team: String?

        @Option(help: "The person, by sign-in name.")
        var owner: String?

        func validate() throws {
            guard team != nil || owner != nil else {
                throw ValidationError("Say to whom: --team, --owner or both.")
            }
        }

        func run() throws {
            try target.change { try $0.assignCase($1.id, team: team, owner: owner) }
        }
    }

    struct Classify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Name the failure of a case, or correct it.",
            discussion: """
                The severity rises to that of the scenario; it never falls by this.

                Example:
                  amends case classify LIS-12 EN-02
                """
        )

        @OptionGroup var target: CaseTarget

        @Argument(help: "The scenario, such as EN-02.")
        var scenario: String

        func run() throws {
            let store = try target.data.directory.open().store
            let published = try store.read { try $0.scenario(code: scenario) }
            try target.change { try $0.classifyCase($1.id, as: published) }
        }
    }

    struct Acknowledge: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Answer a case's alarm: you have taken it.",
            discussion: """
                A case that nobody has becomes yours.

                Example:
                  amends case acknowledge LIS-12 --as ana
                """
        )

        @OptionGroup var target: CaseTarget

        func run() throws {
            try target.change { try $0.acknowledgeAlarm(of: $1.id) }
        }
    }

    struct Note: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a note for the staff, and tick what it tells of.",
            discussion: """
                A note never leaves the house for the guest. --did ticks a step of the recovery, \
                --contact logs a contact with the guest or an attempt at one.

                Example:
                  amends case note LIS-12 "Said sorry in person" --did apologise
                  amends case note LIS-12 --contact tried --by phone
                """
        )

        @OptionGroup var target: CaseTarget

        @Argument(help: "The words; may be left out when something is ticked.")
        var text: String = ""

        @Option(help: "The step that was done.")
        var did: Word<RecoveryStep>?

        @Option(help: "How the guest was met.")
        var contact: ContactMark?

        @Option(help: "By what the guest was met or tried, such as phone or email.")
        var by: Word<FeedbackChannel>?

        func run() throws {
            try target.change {
                try $0.addNote(
                    to: $1.id,
                    text,
                    step: did?.choice,
                    contact: contact,
                    by: by?.choice
                )
            }
        }
    }

    struct Reopen: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Begin work again on a case that counted as put right.",
            discussion: """
                Example:
                  amends case reopen LIS-12 "The heating failed again"
                """
        )

        @OptionGroup var target: CaseTarget

        @Argument(help: "Why.")
        var reason: String

        func run() throws {
            try target.change { try $0.reopenCase($1.id, because: reason) }
        }
    }
}

extension ContactMark: ExpressibleByArgument {}
