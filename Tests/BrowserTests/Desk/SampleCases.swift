import Node
import Recovery
import Wire
import Storage

/// One case of each sort, LIS-1 to LIS-4, as unkind to a page as guests and rooms can be.
enum SampleCases {
    /// Opens them in a new house.
    static func fill(_ node: NodeStore) throws {
        let coldWater = try FeedbackDesk(node).scenarios()["EN-02"]
        var random = SystemRandomNumberGenerator()
        try change(node, minutesAgo: 60) {
            _ = try $0.addPlaces(PlaceNames("412", kind: .room), kind: .room, using: &random)
            _ = try $0.addPlaces(PlaceNames("Lobby", kind: .kiosk), kind: .kiosk, using: &random)
        }
        // LIS-1: new, its alarm unanswered.
        let new = try open(node, coldWater, minutesAgo: 5) {
            $0.place = "412"
            $0.guest = "Marta Lindqvist"
        }
        try say(node, new, "The water in the shower was cold, and nobody came.")
        // LIS-2: long past its time, in the longest words that a line can hold.
        let late = try open(node, coldWater, minutesAgo: 3 * 24 * 60) {
            $0.place = "Presidential suite, terrace and garden side, second door"
            $0.guest = "Wolfeschlegelsteinhausenbergerdorff-Papadimitrakopoulos"
            $0.severity = .safety
        }
        try say(node, late, String(repeating: "Rindfleischetikettierung", count: 9))
        // LIS-3: in work, with a remedy planned and the guest being asked.
        let worked = try open(node, coldWater, minutesAgo: 40) { $0.place = "305" }
        try change(node, minutesAgo: 30) { transaction in
            try transaction.acknowledgeAlarm(of: worked)
            try transaction.addNote(to: worked, "", step: .apologise)
            try transaction.moveCase(worked, to: .inProgress)
            var gift = RemedyProposal(
                kind: .complimentaryItem,
                level: .c1,
                description: "Fruit and a card"
            )
            gift.cost = try Money("8.00 EUR")
            _ = try transaction.proposeRemedy(for: worked, gift, by: .manager)
            try transaction.moveCase(worked, to: .waitingGuest)
        }
        // LIS-4: over.
        let over = try open(node, nil, minutesAgo: 20) { _ in }
        try change(node, minutesAgo: 10) { transaction in
            var closure = CaseClosure()
            closure.outcome = .notAFailure
            closure.note = "The guest was looking for another hotel."
            try transaction.closeCase(over, closure, by: nil)
        }
    }

    private static func change<Result>(
        _ node: NodeStore,
        minutesAgo: Int64,
        _ body: (any RecordTransaction) throws -> Result
    ) throws -> Result {
        let now = Timestamp(milliseconds: WallClock.now().milliseconds - minutesAgo * 60_000)
        return try node.change(author: "Ana Lopes", now: now, body)
    }

    private static func open(
        _ node: NodeStore,
        _ scenario: PublishedScenario?,
        minutesAgo: Int64,
        _ adjust: (inout CaseOpening) -> Void
    ) throws -> ChangeID {
        try change(node, minutesAgo: minutesAgo) { transaction in
            let at = Timestamp(milliseconds: WallClock.now().milliseconds - minutesAgo * 60_000)
            var opening = CaseOpening(summary: "", receivedAt: at, scenario: scenario)
            opening.channel = .inPerson
            adjust(&opening)
            return try transaction.openCase(opening).id
        }
    }

    private static func say(_ node: NodeStore, _ id: ChangeID, _ words: String) throws {
        let words = GuestWords(
            text: words,
            summary: String(words.prefix(60)),
            guest: nil,
            wish: nil
        )
        try change(node, minutesAgo: 1) { try $0.addWords(to: id, words) }
    }
}
