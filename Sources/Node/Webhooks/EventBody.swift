import Recovery
import Storage
import Web
import Wire

extension HouseEvent {
    /// What a program is told of it; nil when its case is here no more.
    ///
    /// The case is told as it stands now, so that a program that was away ends up with what is
    /// so. Of a sealed case nothing is told but that something happened, and its state.
    func json(
        house: String,
        _ scenarios: [String: PublishedScenario],
        _ reader: StoreReader
    ) throws -> JSON? {
        guard let row = try reader.row(Catalogue.recoveryCase, recoveryCase) else { return nil }
        let found = RecoveryCase(row)
        let head: JSON = [
            "id": .text(key), "type": .text(kind.name), "at": .text(at.description),
            "site": .text(try reader.ownSiteCode()), "house": .text(house),
        ]
        let scenario = scenarios.scenario(of: found)
        guard !found.isSealed(scenario) else {
            let sealed: JSON = [
                "id": .text(found.id.description), "state": .text(found.state.name),
            ]
            return head.with([("case", sealed)])
        }
        let line = found.json(site: try reader.sites()[found.row.site].code)
            .with([("drill", .bool(found.isDrill))])
        return head.with([
            ("case", line), ("changed", .array(fields.map(JSON.text))),
            ("alarm", try alarm(reader) ?? .null), ("promise", try promise(reader) ?? .null),
        ])
    }

    private func alarm(_ reader: StoreReader) throws -> JSON? {
        guard kind == .alarmRaised, let subject,
            let alarm = try reader.row(Catalogue.alarm, subject).map(Alarm.init)
        else { return nil }
        return [
            "id": .text(alarm.id.description), "responder": .text(alarm.responder),
            "level": .count(alarm.level), "raisedAt": .text(alarm.raisedAt.description),
        ]
    }

    private func promise(_ reader: StoreReader) throws -> JSON? {
        guard kind == .promiseDue, let subject,
            let promise = try reader.row(Catalogue.commitment, subject).map(Commitment.init)
        else { return nil }
        return [
            "id": .text(promise.id.description), "text": .text(promise.text),
            "dueAt": .text(promise.dueAt.description), "promisedBy": .text(promise.promisedBy),
        ]
    }
}
