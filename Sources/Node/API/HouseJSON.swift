import Hummingbird
import Recovery
import Storage
import Web
import Wire

// What belongs to a case and to the house, as programs read it over HTTP.

extension Commitment {
    var json: JSON {
        [
            "id": .text(id.description), "text": .text(text), "dueAt": .text(dueAt.description),
            "state": .text(state.name), "promisedBy": .text(promisedBy),
            "settledAt": .text(orNull: settledAt?.description), "reason": .text(orNull: reason),
        ]
    }
}

extension ContactAttempt {
    var json: JSON {
        [
            "channel": .text(orNull: channel?.name), "result": .text(result.name),
            "reason": .text(orNull: reason), "at": .text(happenedAt.description),
            "author": .text(row.author),
        ]
    }
}

extension CaseLink {
    /// The bond as one of its two cases sees it; nil when the other case is not here.
    func json(of found: RecoveryCase, _ reader: StoreReader) throws -> JSON? {
        let isSource = recoveryCase == found.id
        guard let kind, let id = isSource ? other : recoveryCase,
            let other = try reader.row(Catalogue.recoveryCase, id).map(RecoveryCase.init)
        else { return nil }
        return [
            "other": .text(other.reference), "kind": .text(kind.name),
            "direction": .text(isSource ? "to" : "from"),
        ]
    }
}

extension Alarm {
    func json(
        _ reader: StoreReader,
        callsCaller: Bool,
        _ snoozedUntil: Timestamp?
    ) throws -> JSON {
        let found = try recoveryCase.flatMap { try reader.row(Catalogue.recoveryCase, $0) }
        return [
            "id": .text(id.description),
            "case": .text(orNull: found.map { RecoveryCase($0).reference }),
            "responder": .text(responder), "state": .text(state.name),
            "raisedAt": .text(raisedAt.description), "level": .count(level),
            "term": .text(term.name), "callsYou": .bool(callsCaller),
            "snoozedUntil": .text(orNull: snoozedUntil?.description),
        ]
    }
}

extension Handover {
    var json: JSON {
        [
            "id": .text(id.description), "shift": .text(shift),
            "cases": .array(cases.map(JSON.text)), "text": .text(text),
            "givenBy": .text(givenBy), "givenAt": .text(givenAt.description),
            "takenBy": .text(orNull: takenBy), "takenAt": .text(orNull: takenAt?.description),
        ]
    }
}

extension Duty {
    var json: JSON {
        [
            "id": .text(id.description), "person": .text(span.person), "team": .text(span.team),
            "from": .text(span.from.description), "to": .text(span.to.description),
            "isDeputy": .bool(span.isDeputy),
        ]
    }
}

extension Orphan {
    var json: JSON {
        [
            "kind": .text("\(kind)"), "case": .text(orNull: reference), "words": .text(words),
        ]
    }
}

extension BriefFigures.Share {
    var json: JSON { ["part": .count(part), "all": .count(all)] }
}

extension Place {
    /// A place; its code leads to `address` and the path, once the house has said its address.
    func json(_ address: String?) -> JSON {
        [
            "id": .text(id.description), "name": .text(name), "kind": .text(kind.name),
            "path": .text(path), "address": .text(orNull: address.map { $0 + path }),
        ]
    }
}

extension GuestSettings {
    var json: JSON { ["address": .text(orNull: address), "language": .text(orNull: language)] }
}

extension KeptForm {
    /// - Throws: what reading the form throws; it was read once before it was kept.
    func json(place: String?) throws -> JSON {
        let form = try URLEncodedFormDecoder().decode(GuestForm.self, from: body)
        return [
            "id": .integer(id), "at": .text(at.description), "place": .text(orNull: place),
            "reason": .text("\(reason)"), "text": .text(form.text),
            "score": .integer(orNull: form.score.map(Int64.init)),
            "contactRequested": .bool(form.wantsContact),
        ]
    }
}

extension Person {
    var json: JSON {
        [
            "id": .integer(id.rawValue), "name": .text(name), "role": .text(role.name),
            "team": .text(profile.team), "isActive": .bool(isActive),
        ]
    }
}
