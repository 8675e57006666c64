import Recovery
import Storage
import Web

// What is beside a case, and what belongs to the house.

extension Schemas {
    private static let text = JSONSchema.text()
    private static let words = JSONSchema.optional(.text())
    private static let count = JSONSchema.integer(0...Int64.max)

    static let promise = JSONSchema.named(
        "Promise",
        .object([
            .needs("id", text), .needs("text", text), .needs("dueAt", .moment),
            .needs("state", .choice(CommitmentState.names)), .needs("promisedBy", text),
            .needs("settledAt", .optional(.moment)), .needs("reason", words),
        ])
    )

    static let contact = JSONSchema.named(
        "Contact",
        .object([
            .needs("channel", .optional(.choice(FeedbackChannel.names))),
            .needs("result", .choice(ContactResult.names)), .needs("reason", words),
            .needs("at", .moment), .needs("author", text),
        ])
    )

    static let letter = JSONSchema.named(
        "Letter",
        .object([
            .needs("letter", .choice(Letter.allCases.map(\.rawValue))),
            .needs("text", text, "Slots that nobody has filled stand in it, such as {time}."),
            .needs("unfilled", .list(.choice(TemplateSlot.names))),
        ])
    )

    static let letterOut = JSONSchema.object([
        .needs("channel", .choice(FeedbackChannel.allCases.filter(\.isWritten).map(\.name))),
        .needs("text", .text(1...MessageActs.textLengthMax), "May hold slots such as {guest}."),
        .may("address", .text(1...254)), .may("subject", .text(1...200)),
        .may("letter", .choice(Letter.allCases.map(\.rawValue)), "From which it was written."),
        .may("nextContactAt", .moment, "By when the guest hears again; the first answer needs it."),
        .may("reason", .text(1...500), "Why not by the channel the guest asked for."),
        .may("byHand", .boolean, "Somebody has sent it, or will: it is only noted."),
        .may("asIs", .boolean, "Although its words argue or defend."),
    ])

    static let message = JSONSchema.named(
        "Message",
        .object([
            .needs("id", text), .needs("direction", .choice(MessageDirection.names)),
            .needs("channel", .choice(FeedbackChannel.names)), .needs("address", words),
            .needs("subject", words), .needs("text", text), .needs("writtenAt", .moment),
            .needs("author", text), .needs("state", .choice(GuestMessage.states)),
            .needs("detail", words, "Why it waits or failed."),
        ])
    )

    static let link = JSONSchema.named(
        "Link",
        .object([
            .needs("other", text), .needs("kind", .choice(CaseLinkKind.names)),
            .needs("direction", .choice(["to", "from"])),
        ])
    )

    static let cause = JSONSchema.object(
        [
            .may("cause", .choice(CauseCode.names)),
            .may("guestLocus", .choice(CauseLocus.names), "Whom the guest holds to account."),
        ]
            + CauseQuestion.allCases.map {
                .may($0.name, .text(1...NodeAPI.TextMax.reason), $0.sentence.description)
            }
    )

    static let openAlarm = JSONSchema.named(
        "OpenAlarm",
        .object([
            .needs("id", text), .needs("case", words), .needs("responder", text),
            .needs("state", .choice(AlarmState.names)), .needs("raisedAt", .moment),
            .needs("level", count, "Of the ladder; 0 for the first call."),
            .needs("term", .choice(ClockTerm.names)), .needs("callsYou", .boolean),
            .needs("snoozedUntil", .optional(.moment)),
        ])
    )

    static let approval = JSONSchema.named(
        "Approval",
        .object(
            remedyProperties + [
                .needs("case", text), .needs("mayAgree", .boolean, "Whether the caller may."),
            ]
        )
    )

    static let openConflict = JSONSchema.named(
        "OpenConflict",
        .object(
            conflictProperties + [
                .needs("seen", text, "Which values these are; a decision says so.")
            ]
        )
    )

    static let handover = JSONSchema.named(
        "Handover",
        .object([
            .needs("id", text), .needs("shift", text), .needs("cases", .list(text)),
            .needs("text", text), .needs("givenBy", text), .needs("givenAt", .moment),
            .needs("takenBy", words), .needs("takenAt", .optional(.moment)),
        ])
    )

    static let duty = JSONSchema.named(
        "Duty",
        .object([
            .needs("id", text), .needs("person", text), .needs("team", text),
            .needs("from", .moment), .needs("to", .moment), .needs("isDeputy", .boolean),
        ])
    )

    static let orphan = JSONSchema.named(
        "Orphan",
        .object([
            .needs("kind", .choice(Orphan.Kind.allCases.map { "\($0)" })), .needs("case", words),
            .needs("words", text),
        ])
    )

    private static let share = JSONSchema.named(
        "Share",
        .object([.needs("part", count), .needs("all", count)])
    )

    static let brief = JSONSchema.named(
        "Brief",
        .object([
            .needs("from", .moment), .needs("to", .moment), .needs("opened", count),
            .needs("closed", count), .needs("open", count, "Now."),
            .needs("firstResponseSeconds", .optional(count), "The middle one of those answered."),
            .needs("firstResponses", count), .needs("inTarget", share),
            .needs("recovered", share), .needs("withoutMoney", share),
        ])
    )

    static let hours = JSONSchema.named(
        "Hours",
        .object([.needs("text", .text(0...20_000), "A line a day or span, as on the page.")])
    )

    static let place = JSONSchema.named(
        "Place",
        .object([
            .needs("id", text), .needs("name", text), .needs("kind", .choice(PlaceKind.names)),
            .needs("path", text), .needs("address", words, "What its code says."),
        ])
    )

    static let guestSettings = JSONSchema.named(
        "GuestSettings",
        .object([.needs("address", words), .needs("language", words)])
    )

    static let keptForm = JSONSchema.named(
        "KeptForm",
        .object([
            .needs("id", .integer()), .needs("at", .moment), .needs("place", words),
            .needs("reason", .choice(KeptForm.Reason.allCases.map { "\($0)" })),
            .needs("text", text), .needs("score", .optional(.integer(1...5))),
            .needs("contactRequested", .boolean),
        ])
    )

    static let person = JSONSchema.named(
        "Person",
        .object([
            .needs("id", .integer()), .needs("name", text),
            .needs("role", .choice(StaffRole.names)),
            .needs("team", text), .needs("isActive", .boolean),
        ])
    )

    static let webhook = JSONSchema.named(
        "Webhook",
        .object([
            .needs("id", .integer()), .needs("url", text), .needs("addedBy", text),
            .needs("addedAt", .moment), .needs("waiting", count),
            .needs("lastTakenAt", .optional(.moment)), .needs("trouble", words),
        ])
    )
}
