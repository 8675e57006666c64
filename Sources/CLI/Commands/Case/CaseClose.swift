import ArgumentParser
import Recovery
import Storage

extension CaseCommand {
    struct Close: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Close a case with how it ended for the guest.",
            discussion: """
                The outcome follows from the guest's score, or is given. From severity 2 a cause \
                is needed, from severity 3 also an answer to the five questions, and where a \
                promised time was missed the reason. When something \
                is missing, everything that is missing is said and nothing is changed.

                Example:
                  amends case close LIS-12 --score 6 --cause process
                  amends case close LIS-12 --outcome notAFailure
                """
        )

        @OptionGroup var target: CaseTarget

        @Option(help: ArgumentHelp("The guest's score of the recovery, 1 to 7.", valueName: "1-7"))
        var score: Int?

        @Option(help: "How it ended, where that does not follow from the score.")
        var outcome: Word<CaseOutcome>?

        @Option(help: "Why it happened.")
        var cause: Word<CauseCode>?

        @Option(help: "Why a promised time was missed, where one was.")
        var lateReason: Word<LateReason>?

        @OptionGroup(title: "The five questions") var answers: CauseAnswers

        @Option(help: "Words for the staff.")
        var note: String = ""

        func run() throws {
            var closure = CaseClosure()
            closure.outcome = outcome?.choice
            closure.score = try score.map { try RecoveryScore($0) }
            closure.findings.code = cause?.choice
            closure.findings.analysis = CauseAnalysis(answers: answers.given)
            closure.note = note
            closure.lateReason = lateReason?.choice
            let house = try target.clockHouse()
            try target.change { try $0.closeCase($1.id, closure, by: house) }
        }
    }
}

/// What was found out, question by question.
struct CauseAnswers: ParsableArguments {
    @Option(help: "What happened?")
    var whatHappened: String?

    @Option(help: "Can it happen again?")
    var canRecur: String?

    @Option(help: "Was a step missing?")
    var missingStep: String?

    @Option(help: "How could the process be better?")
    var betterProcess: String?

    @Option(help: "Do guests often get this wrong, and what should we tell them?")
    var guestInformation: String?

    /// The answers that were given.
    var given: [CauseQuestion: String] {
        let answers: [CauseQuestion: String?] = [
            .whatHappened: whatHappened, .canRecur: canRecur, .missingStep: missingStep,
            .betterProcess: betterProcess, .guestInformation: guestInformation,
        ]
        return answers.compactMapValues(\.self)
    }
}
