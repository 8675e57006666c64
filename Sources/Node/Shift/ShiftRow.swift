import Recovery
import Storage
import Web

/// A case as one line of the handover and the brief.
struct ShiftRow: Sendable {
    let path: String
    let title: String
    let reference: String
    let when: String
    let owner: String
    let guest: String
    let isLate: Bool

    /// A case with what its next clock says, or other words, as somebody may read it.
    init(
        _ found: RecoveryCase,
        _ house: ClockHouse,
        _ staff: Staff,
        when: String,
        isLate: Bool = false
    ) {
        path = "/cases/\(found.reference)"
        let scenario = house.scenario(of: found)
        title = found.shownTitle(scenario, to: staff)
        reference = found.reference
        self.when = when
        owner = found.owner ?? found.team?.asTeam.capitalizedFirst ?? say("nobody yet")
        guest = found.isOpen(to: staff.session.person, scenario) ? found.guest ?? "" : ""
        self.isLate = isLate
    }
}

/// The open cases of the house, sorted by what the next shift must do about them.
struct ShiftList {
    private(set) var over: [ShiftRow] = []
    private(set) var promised: [ShiftRow] = []
    private(set) var waiting: [ShiftRow] = []
    private(set) var open: [ShiftRow] = []
    private(set) var references: [String] = []

    /// How many cases are listed.
    static let caseCountMax = 400

    init(
        _ cases: [RecoveryCase],
        _ house: ClockHouse,
        _ staff: Staff,
        _ reader: StoreReader,
        _ time: HouseTime,
        _ now: Timestamp
    ) throws {
        let clocks = try reader.clocks(of: cases, house)
        let ordered = cases.compactMap { found in
            clocks[found.id].map { (found, $0, ClockFace(next: $0, time, now)) }
        }.sorted { $0.2.order < $1.2.order }
        for (found, clocks, face) in ordered {
            references.append(found.reference)
            let part = face.part
            let row = ShiftRow(
                found,
                house,
                staff,
                when: "\(part.words), \(part.moment)",
                isLate: part.kind == "late"
            )
            let promises = clocks.all.filter {
                $0.promise != nil && $0.clock.reading(at: now).due != nil
            }
            if row.isLate {
                over.append(row)
            } else if let promise = promises.compactMap(\.promise).min(by: { $0.dueAt < $1.dueAt })
            {
                let isOpen = found.isOpen(to: staff.session.person, house.scenario(of: found))
                let what = isOpen ? promise.text : say("A promise")
                let when = say("\(what), by \(time.near(promise.dueAt, now))")
                promised.append(ShiftRow(found, house, staff, when: when))
            } else if found.state == .waitingGuest || found.state == .waitingInternal {
                waiting.append(row)
            } else {
                open.append(row)
            }
        }
    }
}
