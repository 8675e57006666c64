import ArgumentParser
import Recovery
import Storage
import Wire

// Who has a case, and what it is bound to.
extension CaseCommand {
    struct Pass: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a case to a team or a person, and call them.",
            discussion: """
                Whoever was called before is called no more. 'assign' only writes down who has it.

                Example:
                  amends case pass LIS-12 --team engineering --because "The valve again"
                  amends case pass LIS-12 --person ana
                """
        )

        @OptionGroup var target: CaseTarget

        @Option(help: "The team.", completion: .list(ResponseTeam.allCases.map(\.words)))
        var team: String?

        @Option(help: "The person, by sign-in name.")
        var person: String?

        @Option(help: "What they should know.")
        var because: String = ""

        func validate() throws {
            guard (team == nil) != (person == nil) else {
                throw ValidationError("Say to whom: --team or --person, one of them.")
            }
        }

        func run() throws {
            let assignee = team.map(CaseAssignee.team) ?? .person(person ?? "")
            try target.change { try $0.passCase($1.id, to: assignee, because: because) }
        }
    }

    struct Merge: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Join a case to another, which goes on for both.",
            discussion: """
                Example:
                  amends case merge LIS-13 LIS-12
                """
        )

        @OptionGroup var target: CaseTarget

        @Argument(help: "The case that goes on.")
        var other: String

        func run() throws {
            let into = try target.other(other)
            try target.change { try $0.mergeCase($1.id, into: into) }
        }
    }

    struct Unmerge: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a case out again of the one that it was merged into.",
            discussion: """
                It is as it was before; when nobody has it, its team is called again.

                Example:
                  amends case unmerge LIS-13
                """
        )

        @OptionGroup var target: CaseTarget

        func run() throws { try target.change { try $0.unmergeCase($1.id) } }
    }

    struct Link: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bind a case to another.",
            discussion: """
                sameFailure: one failure let several guests down, and the other case is the one \
                for all of them. chained: the same guest was let down again in the same stay; \
                severity rises by one. followUp: a new matter after the other was closed.

                Example:
                  amends case link LIS-13 LIS-12 --kind chained
                """
        )

        @OptionGroup var target: CaseTarget

        @Argument(help: "The case for all guests, or the earlier one.")
        var other: String

        @Option(help: "How it is bound.")
        var kind: Word<CaseLinkKind>

        func validate() throws {
            guard kind.choice != .splitFrom else {
                throw ValidationError("A case that holds two failures: 'amends case split'.")
            }
        }

        func run() throws {
            let bound = try target.other(other)
            try target.change { try $0.linkCase($1.id, to: bound, as: kind.choice) }
        }
    }

    struct Unlink: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take back that a case is bound to another.",
            discussion: """
                What was done while it was bound stays, a raised severity too.

                Example:
                  amends case unlink LIS-13 LIS-12
                """
        )

        @OptionGroup var target: CaseTarget

        @Argument(help: "The case that it was bound to.")
        var other: String

        func run() throws {
            let bound = try target.other(other)
            try target.change { try $0.unlinkCase($1.id, from: bound) }
        }
    }

    struct Split: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take the second of two failures out of a case.",
            discussion: """
                The new case has the same guest, words and stay, and its own kind and place. It \
                is printed; 'unsplit' puts it back.

                Example:
                  amends case split LIS-12 "No towels either" --scenario HK-02
                """
        )

        @OptionGroup var target: CaseTarget

        @Argument(help: "What else went wrong; may be left out with --scenario.")
        var summary: String = ""

        @Option(help: "Its kind, such as HK-02; triage names it if left out.")
        var scenario: String?

        @Option(help: "Where, if not where the first failure was.")
        var place: String?

        func run() throws {
            let store = try target.data.directory.open().store
            let found = try target.other(target.reference)
            var split = CaseSplit(summary: summary, place: place)
            if let scenario {
                split.scenario = try store.read { try $0.scenario(code: scenario) }
            }
            let opened = try store.change(author: target.authorship.author, now: .now) {
                try $0.splitCase(found, split)
            }
            try CaseView.print(opened.id, in: store, isJSON: target.data.isJSON)
        }
    }

    struct Unsplit: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a case that was taken out of another back into it.",
            discussion: """
                Example:
                  amends case unsplit LIS-13
                """
        )

        @OptionGroup var target: CaseTarget

        func run() throws { try target.change { try $0.undoSplit(of: $1.id) } }
    }
}
