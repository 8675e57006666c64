import ArgumentParser
import Node
import Recovery
import Storage
import Web
import Wire

extension FeedbackCommand {
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take in what one guest said.",
            discussion: """
                The words are read by the scenarios' rules: when they call for a case it is \
                opened and its alarm raised at once. A hyphen reads the words from standard \
                input, so that they do not stand in the list of processes.

                Example:
                  amends feedback add "No hot water since morning" --place 412 --score 2
                """
        )

        @Argument(help: "The guest's words, or - to read them from standard input.")
        var text: String

        @Option(
            help: ArgumentHelp("The guest's score.", valueName: "number"),
            transform: hundredths
        )
        var score: Int?

        @Option(help: "The scale of the score.")
        var scale: Word<ScoreScale> = Word(.oneToFive)

        @Option(help: "How the words reached the house.")
        var channel: Word<FeedbackChannel> = Word(.inPerson)

        @Option(help: "The point of the guest's journey.")
        var touchpoint: Word<Touchpoint>?

        @Option(help: "The room or area.")
        var place: String?

        @Option(help: "The guest's name.")
        var guest: String?

        @Option(help: "The guest's e-mail address.")
        var email: String?

        @Option(help: "The guest's telephone number.")
        var phone: String?

        @Option(help: ArgumentHelp("The language, such as en.", valueName: "code"))
        var language: String?

        @Flag(help: "The guest asks to be contacted; that always opens a case.")
        var contactRequested = false

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func run() throws {
            let draft = try draft()
            let desk = FeedbackDesk(try data.directory.openNode())
            let receipt = try desk.take(draft, author: authorship.author, now: .now)
            if data.isJSON { print(Self.json(receipt)) } else { tell(receipt) }
        }

        private func draft() throws -> FeedbackDraft {
            var draft = FeedbackDraft(channel: channel.choice)
            let words = text == "-" ? Self.standardInput() : text
            if words.contains(where: { !$0.isWhitespace }) {
                draft.passages = [FeedbackDraft.Passage(kind: .text, text: words)]
            }
            draft.score = try score.map { hundredths in
                guard let score = FeedbackDraft.Score(hundredths: hundredths, scale: scale.choice)
                else {
                    throw Refusal.usage("Give a score that the scale \(scale.choice.name) has.")
                }
                return score
            }
            guard !draft.passages.isEmpty || draft.score != nil else {
                throw Refusal.usage("Write what the guest said, or give a score.")
            }
            draft.touchpoint = touchpoint?.choice
            draft.place = place
            draft.guestName = guest
            draft.email = email
            draft.phone = phone
            draft.language = language?.lowercased()
            draft.isContactRequested = contactRequested
            return draft
        }

        private static func standardInput() -> String {
            var lines: [String] = []
            while let line = readLine() { lines.append(line) }
            return lines.joined(separator: "\n")
        }

        private static func json(_ receipt: FeedbackDesk.Receipt) -> JSON {
            [
                "id": .text(receipt.feedback.description),
                "case": receipt.openedCase.map {
                    [
                        "id": .text($0.id.description), "reference": .text($0.reference),
                        "responder": .text($0.responder),
                        "severity": .integer(orNull: receipt.severity?.rawValue),
                    ]
                } ?? .null,
                "scenario": .text(orNull: receipt.scenario),
                "why": .text(receipt.why),
            ]
        }

        private func tell(_ receipt: FeedbackDesk.Receipt) {
            if let opened = receipt.openedCase {
                print(
                    "\(opened.reference) is open; the alarm is with \(opened.responder).\n"
                        + "Why: \(receipt.why.oneLine)."
                )
            } else {
                print("Kept, and no case opened: \(receipt.why.oneLine).")
            }
        }

        /// Reads a number with up to two decimals, after a point or a comma.
        private static func hundredths(_ text: String) throws -> Int {
            let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
            let decimals = parts.count == 2 ? String(parts[1]) : "0"
            guard (1...2).contains(parts.count), (1...2).contains(decimals.utf8.count),
                let whole = Int(parts[0]), (0...100).contains(whole),
                let part = UInt(decimals.utf8.count == 1 ? decimals + "0" : decimals)
            else { throw ValidationError("'\(text)' is no score. Write it like 2 or 8.5.") }
            return whole * 100 + Int(part)
        }
    }
}
