import Recovery
import Web

/// What the node's answers look like to programs.
enum Schemas {
    private static let text = JSONSchema.text()
    private static let words = JSONSchema.optional(.text())

    private static let lineProperties: [JSONSchema.Property] = [
        .needs("id", text), .needs("reference", text, "The short name for people."),
        .needs("site", text), .needs("scenario", words, "Null while nobody has named it."),
        .needs("state", .choice(CaseState.names)), .needs("severity", .integer(1...5)),
        .needs("openedAt", .moment), .needs("closedAt", .optional(.moment)),
        .needs("outcome", .optional(.choice(CaseOutcome.names))), .needs("owner", words),
        .needs("team", words), .needs("place", words), .needs("summary", text),
    ]

    static let caseLine = JSONSchema.named("CaseLine", .object(lineProperties))

    static let feedback = JSONSchema.named(
        "Feedback",
        .object([
            .needs("id", text), .needs("receivedAt", .moment),
            .needs("channel", .choice(FeedbackChannel.names)), .needs("score", .optional(.decimal)),
            .needs("scale", .optional(.choice(ScoreScale.names))),
            .needs("touchpoint", .optional(.choice(Touchpoint.names))), .needs("place", words),
            .needs("guest", words), .needs("contact", words),
            .needs("contactRequested", .boolean), .needs("source", words), .needs("text", text),
        ])
    )

    static let remedyProperties: [JSONSchema.Property] = [
        .needs("id", text), .needs("kind", .choice(RemedyKind.names)),
        .needs("level", .choice(RemedyLevel.names)), .needs("state", .choice(RemedyState.names)),
        .needs("description", text), .needs("cost", words, "Such as 12.50 EUR."),
        .needs("guestValue", words),
    ]

    static let remedy = JSONSchema.named("Remedy", .object(remedyProperties))

    static let conflictProperties: [JSONSchema.Property] = [
        .needs("id", text), .needs("record", text), .needs("reference", text),
        .needs("type", text), .needs("field", text),
        .needs(
            "values",
            .list(
                .object([
                    .needs("site", words), .needs("value", text), .needs("author", text),
                    .needs("at", .moment),
                ])
            )
        ),
        .needs("standing", text, "The value that stands meanwhile."), .needs("state", text),
    ]

    static let conflict = JSONSchema.named("Conflict", .object(conflictProperties))

    static let caseSheet = JSONSchema.named(
        "CaseSheet",
        .object(
            lineProperties + [
                .needs("guest", words),
                .needs("touchpoint", .optional(.choice(Touchpoint.names))),
                .needs("why", words), .needs("recoveryScore", .optional(.integer(1...7))),
                .needs("stepsDone", .list(.choice(RecoveryStep.names))),
                .needs("feedback", .optional(feedback)), .needs("alarms", .list(alarm)),
                .needs("notes", .list(note)), .needs("remedies", .list(remedy)),
                .needs("cause", .optional(.choice(CauseCode.names))),
                .needs("failureMode", .optional(.choice(FailureMode.names))),
                .needs("impact", words), .needs("occasion", words),
                .needs("moodBefore", .optional(.integer(1...7))),
                .needs("moodAfter", .optional(.integer(1...7))),
                .needs("lateReason", .optional(.choice(LateReason.names))),
                .needs("history", .list(edit)), .needs("conflicts", .list(conflict)),
            ]
        )
    )

    private static let alarm = JSONSchema.object([
        .needs("responder", text), .needs("state", .choice(AlarmState.names)),
        .needs("raisedAt", .moment), .needs("acknowledgedBy", words),
    ])

    private static let note = JSONSchema.object([
        .needs("at", .moment), .needs("author", text), .needs("text", text),
    ])

    private static let edit = JSONSchema.object([
        .needs("at", .moment), .needs("author", text), .needs("site", words),
        .needs("field", text), .needs("replaced", .list(text)), .needs("value", text),
    ])

    static let money = JSONSchema.named(
        "Money",
        .object([
            .needs("minorUnits", .integer(0...1_000_000_000), "Cents, where there are any."),
            .needs("currency", .choice(Currency.codes)),
        ])
    )

    static let closure = JSONSchema.object(
        [
            .may("outcome", .choice(CaseOutcome.names), "Follows from the score if left out."),
            .may("score", .integer(1...7), "The guest's score of the recovery."),
            .may("cause", .choice(CauseCode.names)),
            .may("lateReason", .choice(LateReason.names), "Asked for where a time was missed."),
        ]
            + CauseQuestion.allCases.map {
                .may($0.name, .text(1...NodeAPI.TextMax.reason), $0.sentence.description)
            }
    )

    static let scenario = JSONSchema.named(
        "Scenario",
        .object([
            .needs("code", text), .needs("version", .integer()), .needs("name", text),
            .needs("severity", text), .needs("responder", text),
            .needs("touchpoints", .list(.choice(Touchpoint.names))),
        ])
    )

    static let draft = JSONSchema.object([
        .needs("text", .text(1...NodeAPI.TextMax.words)),
        .needs("channel", .choice(FeedbackChannel.names)),
        .may("touchpoint", .choice(Touchpoint.names)),
        .may("place", .text(1...NodeAPI.TextMax.place)),
        .may("guest", .text(1...NodeAPI.TextMax.name)),
        .may("email", .text(1...NodeAPI.TextMax.name)),
        .may("phone", .text(1...NodeAPI.TextMax.name)),
        .may("contactRequested", .boolean, "The guest asks for an answer: always opens a case."),
    ])

    static let receipt = JSONSchema.named(
        "Receipt",
        .object([
            .needs("id", text), .needs("case", words, "Null when none was due."),
            .needs("scenario", words), .needs("severity", .optional(.integer(1...5))),
            .needs("why", text),
        ])
    )

    static let hit = JSONSchema.named(
        "Hit",
        .object([
            .needs("id", text), .needs("type", text), .needs("reference", words),
            .needs("site", text), .needs("at", .moment), .needs("snippet", text),
        ])
    )

    static let sync = JSONSchema.named(
        "Sync",
        .object([
            .needs("unsent", .integer()), .needs("oldestUnsentSeconds", .optional(.integer())),
            .needs("verified", .boolean), .needs("blocker", words),
            .needs("blockedSince", .optional(.moment)),
            .needs("lastExchangeAt", .optional(.moment)), .needs("parked", .integer()),
            .needs("conflicts", .integer()), .needs("lives", .list(.integer())),
            .needs("renumberedAt", .optional(.moment)),
        ])
    )
}
