import ArgumentParser
import Recovery
import Storage
import Wire

extension CaseCommand {
    struct Remedy: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Propose a remedy, or move one on.",
            discussion: """
                With words it is proposed, and approved at once when it is within your role's \
                authority; else it ends with 3 and says who must agree. With --to the case's \
                remedy moves on: approved, offered, accepted, declined, delivered, reversed.

                Example:
                  amends case remedy LIS-12 "Dessert" --kind complimentaryItem --cost "8 EUR"
                  amends case remedy LIS-12 --to offered
                """
        )

        @OptionGroup var target: CaseTarget

        @Argument(help: "What the guest gets.")
        var words: String?

        @Option(help: "What it consists of.")
        var kind: Word<RemedyKind>?

        @Option(help: "Its rung of the ladder; c1 for what has a price, else c0.")
        var level: Word<RemedyLevel>?

        @Option(help: "What it costs the house, such as '8 EUR'.", transform: money)
        var cost: Money?

        @Option(help: "What it is worth to the guest.", transform: money)
        var worth: Money?

        @Option(help: "The state it moves on to.")
        var to: Word<RemedyState>?

        @Option(help: ArgumentHelp("Which one, when the case has several.", valueName: "id"))
        var remedy: String?

        @Option(help: "Your role, for what you may give.")
        var role: Word<StaffRole> = Word(.staff)

        func validate() throws {
            switch (words, kind, to) {
            case (.some, .some, nil), (nil, nil, .some): break
            case (.some, nil, nil): throw ValidationError("Say what it consists of: --kind.")
            default:
                throw ValidationError("Either propose with words and --kind, or move on with --to.")
            }
        }

        func run() throws {
            var approver: StaffRole?
            try target.change { transaction, found in
                if let to {
                    let id = try chosen(try transaction.remedies(of: found.id))
                    try transaction.moveRemedy(id, to: to.choice, by: role.choice)
                } else if let proposal {
                    let outcome = try transaction.proposeRemedy(
                        for: found.id,
                        proposal,
                        by: role.choice
                    )
                    if case .needsApproval(let role) = outcome.decision { approver = role }
                }
            }
            guard let approver else { return }
            StandardError.write(
                "It is proposed; the \(approver.words) must approve it before it is offered.\n"
            )
            throw NeedsPerson()
        }

        private var proposal: RemedyProposal? {
            guard let words, let kind = kind?.choice else { return nil }
            var proposal = RemedyProposal(
                kind: kind,
                level: level?.choice ?? (kind.hasValue ? .c1 : .c0),
                description: words
            )
            proposal.cost = cost
            proposal.guestValue = worth
            return proposal
        }

        private func chosen(_ remedies: [Storage.Remedy]) throws -> ChangeID {
            if let remedy {
                guard let id = RecordID(remedy) else { throw CaseworkError.noSuchRemedy(remedy) }
                return ChangeID(rawValue: id.rawValue)
            }
            let moving = remedies.filter { !$0.state.nextStates.isEmpty }
            guard let only = moving.first, moving.count == 1 else {
                throw Refusal(
                    moving.isEmpty
                        ? "The case has no remedy that could move on. Propose one first."
                        : "The case has several remedies: say which with --remedy ID. "
                            + "'amends case show' lists them."
                )
            }
            return only.id
        }

        private static func money(_ text: String) throws -> Money {
            do { return try Money(text) } catch { throw ValidationError("\(error)") }
        }
    }
}
