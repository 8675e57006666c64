import Recovery
import Storage
import Web
import Wire

/// Beside the list: who leaves before we made amends, what is promised, who is on duty.
struct InboxSide: Sendable {
    let leaving: [Line]
    let hasLeaving: Bool
    let moreLeaving: String?
    let promises: [Line]
    let hasPromises: Bool
    let dutyTitle: String
    let duty: [Colleague]
    let hasDuty: Bool

    struct Line: Sendable {
        var when: String
        var path: String
        var title: String
        var detail: String
        var isLate = false
    }

    struct Colleague: Sendable {
        var initials: String
        var name: String
        var detail: String
    }

    /// How many lines a part shows; the whole house is a page of its own.
    private static let (lineCountMax, dutyCountMax) = (5, 8)

    init(
        _ items: [InboxBoard.Item],
        _ desk: DeskMarks,
        _ reader: StoreReader,
        _ scenarios: [String: PublishedScenario],
        _ time: HouseTime,
        _ now: Timestamp
    ) throws {
        let lines = Lines(
            desk: desk,
            reader: reader,
            scenarios: scenarios,
            time: time,
            now: now
        )
        let last = items.filter { $0.checkOut?.isLastChance(at: now) == true }
            .sorted { ($0.line.departsAt ?? now) < ($1.line.departsAt ?? now) }
        leaving = try last.prefix(Self.lineCountMax).compactMap(lines.leaving)
        hasLeaving = !leaving.isEmpty
        let more = last.count - Self.lineCountMax
        moreLeaving = more > 0 ? say("\(more) more leave within a day") : nil
        promises = try reader.openCommitments(countMax: Self.lineCountMax)
            .compactMap(lines.promise)
        hasPromises = !promises.isEmpty
        let spans = try reader.onDuty(at: now).present
        var counts: [String: Int] = [:]
        for item in items { if let owner = item.line.owner { counts[owner, default: 0] += 1 } }
        var seen: Set<String> = []
        duty = spans.filter { seen.insert($0.person).inserted }.prefix(Self.dutyCountMax)
            .map { Self.colleague($0, counts[$0.person] ?? 0) }
        hasDuty = !duty.isEmpty
        let ends = spans.map(\.to).min().map { say("On duty until \(time.clock($0))") }
        dutyTitle = ends ?? say("On duty now")
    }

    private static func colleague(_ span: DutySpan, _ count: Int) -> Colleague {
        let cases = count == 0 ? say("no case") : count == 1 ? say("1 case") : say("\(count) cases")
        return Colleague(
            initials: PageFrame.Badge.initials(of: span.person),
            name: span.person,
            detail: [span.team.capitalizedFirst, cases].filter { !$0.isEmpty }
                .joined(separator: ", ")
        )
    }
}

/// Cases as lines beside the list, for somebody who may not read all of them.
private struct Lines {
    let desk: DeskMarks
    let reader: StoreReader
    let scenarios: [String: PublishedScenario]
    let time: HouseTime
    let now: Timestamp

    func leaving(_ item: InboxBoard.Item) throws -> InboxSide.Line? {
        guard let departure = item.line.departsAt, let (found, isOpen) = try found(item.line.id)
        else { return nil }
        let scenario = scenarios.scenario(of: found)
        let guest = isOpen ? found.guest : nil
        return InboxSide.Line(
            when: time.near(departure, now),
            path: "/cases/\(found.reference)",
            title: [guest ?? (isOpen ? found.reference : say("Sealed case")), found.place]
                .compactMap(\.self).joined(separator: ", "),
            detail: isOpen
                ? scenario?.name ?? say("not named yet") : say("shown to \(found.readers) only")
        )
    }

    func promise(_ promise: Commitment) throws -> InboxSide.Line? {
        guard let id = promise.recoveryCase, let (found, isOpen) = try found(id) else { return nil }
        return InboxSide.Line(
            when: time.near(promise.dueAt, now),
            path: "/cases/\(found.reference)",
            title: isOpen ? promise.text : found.sealedTitle,
            detail: "\(promise.promisedBy), \(found.reference)",
            isLate: promise.dueAt < now
        )
    }

    private func found(_ id: ChangeID) throws -> (found: RecoveryCase, isOpen: Bool)? {
        guard let row = try reader.row(Catalogue.recoveryCase, id) else { return nil }
        let found = RecoveryCase(row)
        let scenario = scenarios.scenario(of: found)
        return (found, desk.isOpen(found, scenario))
    }
}
