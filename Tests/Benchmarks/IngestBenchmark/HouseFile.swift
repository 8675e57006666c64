import GRDB
import Recovery
import Storage
import Sync
import Wire

/// A house of so many cases with somebody who may sign in, for those who measure its pages.
///
/// Most cases are over, as they are in a house that has worked for years; the newest are open.
enum HouseFile {
    /// What the manager signs in with; see `Desk/desk.py`.
    private static let secret = "Sunny-harbour-9"
    /// How many cases one transaction writes.
    private static let batchCount = 2_000
    /// A guest stays two nights; three in four rooms are taken.
    private static let (roomCount, stayMilliseconds): (Int64, Int64) = (300, 2 * 86_400_000)

    /// Makes `DIRECTORY/house` with its hub beside it.
    static func make(_ directory: String, caseCount: Int, openCount: Int) throws {
        let hub = try HubTemplate(path: directory + "/hub", siteCount: 1)
        try hub.makeNode(hub.sites[0], at: directory + "/house")
        let store = try NodeStore(path: directory + "/house/node.db")
        var random = SystemRandomNumberGenerator()
        let code = try store.drawSetUpCode(using: &random)
        _ = try store.firstPerson(
            code: code?.description ?? "",
            name: "Ana Lopes",
            secret: Secret(secret),
            now: WallClock.now()
        )
        try fillCases(store, caseCount, openCount)
        try fillStays(store)
        try store.database.close()
    }

    private static func fillCases(
        _ store: NodeStore,
        _ caseCount: Int,
        _ openCount: Int
    ) throws {
        let codes = PublishedScenario.shipped.map(\.scenario.code.description).sorted()
        var workload = Workload(seed: 7)
        var random = SplitMix(seed: 8)
        let now = WallClock.now()
        var number = 0
        while number < caseCount {
            try store.write(author: "Ana Lopes", now: now) { transaction in
                for _ in 0..<min(batchCount, caseCount - number) {
                    number += 1
                    let isOpen = number > caseCount - openCount
                    // Open ones are of the last hours, the others of the years before.
                    let age = Int64(caseCount - number) * (isOpen ? 60_000 : 600_000)
                    let item = workload.item().asCase(
                        number: number,
                        kind: codes[random.below(codes.count)],
                        openedAt: now.milliseconds - age,
                        isOpen: isOpen,
                        &random
                    )
                    try transaction.add(item, scope: nil)
                }
            }
        }
    }

    /// Stays of the last two months.
    private static func fillStays(_ store: NodeStore) throws {
        let now = WallClock.now()
        for turn in Int64(-30)...1 {
            try store.write(author: "Ana Lopes", now: now) { transaction in
                for room in 101..<(101 + roomCount * 3 / 4) {
                    let arrival = now.milliseconds + turn * stayMilliseconds
                    var draft = try StayDraft(
                        arrivesAt: Timestamp(milliseconds: arrival),
                        departsAt: Timestamp(milliseconds: arrival + stayMilliseconds)
                    )
                    draft.booking = "B\(turn + 40)-\(room)"
                    draft.room = RoomName("\(room)")
                    draft.guest = "Guest \(room)"
                    _ = try transaction.keepStay(draft)
                }
            }
        }
    }
}

extension Workload.Item {
    /// The item as a case of a house at work.
    fileprivate func asCase(
        number: Int,
        kind: String,
        openedAt: Int64,
        isOpen: Bool,
        _ random: inout SplitMix
    ) -> Self {
        let text =
            feedback.compactMap { _, cell in
                if case .text(let text) = cell { text } else { nil }
            }.first ?? ""
        let score: Int? = isOpen || random.below(3) == 0 ? nil : 1 + random.below(7)
        let outcome = score.flatMap { try? RecoveryScore($0) }.map(CaseOutcome.init(score:))
        let own: [CaseField: Cell] = [
            .reference: .text("S1-\(number)"), .scenario: .text(kind),
            .touchpoint: .integer(Int64(1 + random.below(Touchpoint.allCases.count))),
            .state: .choice(isOpen ? CaseState.new : CaseState.closed),
            .outcome: isOpen ? .null : .choice(outcome ?? .closedUnscored),
            .recoveryScore: .number(score),
            .openedAt: .integer(openedAt), .occurredAt: .integer(openedAt),
            .receivedAt: .integer(openedAt),
            .closedAt: isOpen ? .null : .integer(openedAt + 7_200_000),
            .place: .text("\(101 + random.below(300))"),
            .guest: .text("Guest \(number % 40_000)"), .summary: .text(String(text.prefix(90))),
        ]
        var copy = self
        copy.recoveryCase =
            recoveryCase.filter { field, _ in
                CaseField(rawValue: field).map { own[$0] == nil } ?? true
            } + own.map { ($0.key.rawValue, $0.value) }
        copy.recoveryCase.sort { $0.0 < $1.0 }
        return copy
    }
}
