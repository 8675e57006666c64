import Recovery
package import Storage
import Sync
package import Web
import Wire

// Records as programs read them: the same members on the command line and over HTTP.

extension RecoveryCase {
    /// The members that every listing of cases has; `site` is the code of the site that holds it.
    package func json(site: String) -> JSON {
        [
            "id": .text(id.description),
            "reference": .text(reference),
            "site": .text(site),
            "scenario": .text(orNull: scenario),
            "state": .text(state.name),
            "severity": .integer(severity.rawValue),
            "openedAt": .text(openedAt.description),
            "closedAt": .text(orNull: closedAt?.description),
            "outcome": .text(orNull: outcome?.name),
            "owner": .text(orNull: owner),
            "team": .text(orNull: team),
            "place": .text(orNull: place),
            "summary": .text(summary),
        ]
    }
}

extension CaseDetail {
    /// The case with everything that belongs to it; `site` is the code of the site that holds it.
    package func json(site: String) -> JSON {
        recoveryCase.json(site: site).with([
            ("guest", .text(orNull: recoveryCase.guest)),
            ("touchpoint", .text(orNull: recoveryCase.touchpoint?.name)),
            ("why", .text(orNull: recoveryCase.why)),
            ("recoveryScore", .integer(orNull: recoveryCase.recoveryScore.map(Int64.init))),
            ("stepsDone", .array(recoveryCase.marks.steps.map(\.name).sorted().map(JSON.text))),
            ("feedback", feedback?.json ?? .null),
            ("alarms", .array(alarms.map(\.json))),
            ("notes", .array(notes.map(\.json))),
            ("remedies", .array(remedies.map(\.json))),
            ("cause", .text(orNull: cause?.code?.name)),
            ("failureMode", .text(orNull: recoveryCase.failure.mode?.name)),
            ("impact", .text(orNull: recoveryCase.failure.impact)),
            ("occasion", .text(orNull: recoveryCase.failure.occasion)),
            (
                "moodBefore",
                .integer(orNull: recoveryCase.failure.moodBefore.map { Int64($0.value) })
            ),
            ("moodAfter", .integer(orNull: recoveryCase.moodAfter.map { Int64($0.value) })),
            ("lateReason", .text(orNull: recoveryCase.lateReason?.name)),
            ("history", .array(history.map(\.json))),
            ("conflicts", .array(conflicts.map(\.json))),
        ])
    }
}

extension FeedbackItem {
    /// What a guest said.
    package var json: JSON {
        [
            "id": .text(id.description),
            "receivedAt": .text(receivedAt.description),
            "channel": .text(channel.name),
            "score": scoreHundredths.map { .decimal(Double($0) / 100, decimals: 2) } ?? .null,
            "scale": .text(orNull: scale?.name),
            "touchpoint": .text(orNull: touchpoint?.name),
            "place": .text(orNull: place),
            "guest": .text(orNull: guest),
            "contact": .text(orNull: contact),
            "contactRequested": .bool(isContactRequested),
            "source": .text(orNull: source),
            "text": .text(text),
        ]
    }
}

extension Alarm {
    fileprivate var json: JSON {
        [
            "responder": .text(responder), "state": .text(state.name),
            "raisedAt": .text(raisedAt.description),
            "acknowledgedBy": .text(orNull: acknowledgedBy),
        ]
    }
}

extension Note {
    fileprivate var json: JSON {
        [
            "at": .text(writtenAt.description), "author": .text(author), "text": .text(text),
        ]
    }
}

extension Remedy {
    /// What a guest is offered.
    var json: JSON {
        [
            "id": .text(id.description), "kind": .text(kind.name), "level": .text(level.name),
            "state": .text(state.name), "description": .text(description),
            "cost": .text(orNull: cost?.description),
            "guestValue": .text(orNull: guestValue?.description),
        ]
    }
}

extension HistoryLine {
    fileprivate var json: JSON {
        [
            "at": .text(at.description), "author": .text(author),
            "site": .text(orNull: site), "field": .text(field),
            "replaced": .array(replaced.map(JSON.text)), "value": .text(value),
        ]
    }
}

extension ConflictItem {
    /// Where two sides differ.
    package var json: JSON {
        [
            "id": .text(id.description),
            "record": .text(id.record.description),
            "reference": .text(record),
            "type": .text(type),
            "field": .text(id.field),
            "values": .array(
                values.map { value in
                    [
                        "site": .text(orNull: value.site), "value": .text(value.value),
                        "author": .text(value.author), "at": .text(value.at.description),
                    ]
                }
            ),
            "standing": .text(standing),
            "state": .text(state.rawValue),
        ]
    }
}

extension PublishedScenario {
    /// The members that every listing of scenarios has.
    package var json: JSON {
        [
            "code": .text(scenario.code.description), "version": .count(version),
            "name": .text(scenario.name), "severity": .text(scenario.severity.words),
            "responder": .text(scenario.responder.lead.words),
            "touchpoints": .array(scenario.touchpoints.map { .text($0.name) }),
        ]
    }
}

extension SyncStatus {
    /// How far a node is in step with the hub.
    package var json: JSON {
        [
            "unsent": .integer(unsent),
            "oldestUnsentSeconds": .integer(orNull: oldestUnsentSeconds),
            "verified": .bool(isVerified),
            "blocker": .text(orNull: blocker?.trouble.rawValue),
            "blockedSince": .text(orNull: blocker?.since.description),
            "lastExchangeAt": .text(orNull: lastExchangeAt?.description),
            "parked": .count(parked),
            "conflicts": .count(conflicts),
            "lives": .array(lives.map { .integer(Int64($0.rawValue)) }),
            "renumberedAt": .text(orNull: renumberedAt?.description),
        ]
    }
}

extension SearchHit {
    /// What a search found.
    package var json: JSON {
        [
            "id": .text(id.description), "type": .text(type),
            "reference": .text(orNull: reference), "site": .text(site),
            "at": .text(at.description), "snippet": .text(snippet),
        ]
    }
}
