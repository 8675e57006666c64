import Recovery
import Storage
import Web
import Wire

/// One thing that happened, as a line of a case's page.
struct CaseEvent: Sendable {
    var time: String
    var icon: String
    var kind: String
    var who: String
    var words: String
    var at: Int64
}

/// What happened in a case, the latest first.
struct CaseTimeline {
    let time: HouseTime
    let now: Timestamp
    let words: FieldWords

    /// Fields whose edits other lines tell better.
    private static let untold: Set<String> = [
        "tags", "scenarioVersion", "mergedInto", "closedAt", "stay",
    ]

    func events(_ detail: CaseDetail) -> [CaseEvent] {
        let found = detail.recoveryCase
        var events = [
            event(found.openedAt, "plus", "", found.row.author, say("opened the case."))
        ]
        if let feedback = detail.feedback {
            let guest = feedback.guest ?? say("The guest")
            events.append(event(feedback.receivedAt, "mail", "is-guest", guest, say("told us.")))
        }
        for alarm in detail.alarms { events += told(alarm) }
        for note in detail.notes {
            events.append(event(note.writtenAt, "note", "is-note", note.author, note.text))
        }
        for remedy in detail.remedies {
            events += remedy.events.map { step in
                event(
                    step.happenedAt,
                    "bag",
                    "",
                    step.row.author,
                    "\(say(step.state)): \(remedy.description)"
                )
            }
        }
        events += detail.attachments.map {
            let what = $0.isPicture ? say("a picture") : say("a recording")
            return event($0.addedAt, "camera", "", $0.author, say("added \(what): \($0.name)"))
        }
        events += told(detail.dealings)
        events += detail.history.filter { !Self.untold.contains($0.field) }.map(told)
        return events.sorted { $0.at > $1.at }
    }

    private func told(_ alarm: Alarm) -> [CaseEvent] {
        let called = event(
            alarm.raisedAt,
            "bell",
            "",
            alarm.calledName.capitalizedFirst,
            say("was called.")
        )
        guard let at = alarm.acknowledgedAt else { return [called] }
        let who = alarm.acknowledgedBy ?? say("Someone")
        return [called, event(at, "check", "", who, say("answered the alarm."))]
    }

    private func told(_ line: HistoryLine) -> CaseEvent {
        let value = words.value(line.field, line.value)
        let was = line.replaced.filter { $0 != "-" }.map { words.value(line.field, $0) }
        let name = FieldWords.name(line.field)
        let sentence =
            if line.value == "-" {
                say("took \(was.joined(separator: ", ")) off \(name).")
            } else if was.isEmpty {
                say("set \(name) to \(value).")
            } else {
                say("changed \(name) from \(was.joined(separator: ", ")) to \(value).")
            }
        return event(line.at, "act", "", line.author, sentence)
    }

    /// One line of it.
    func event(
        _ at: Timestamp,
        _ icon: String,
        _ kind: String,
        _ who: String,
        _ words: String
    ) -> CaseEvent {
        CaseEvent(
            time: time.near(at, now),
            icon: icon,
            kind: kind,
            who: who,
            words: words,
            at: at.milliseconds
        )
    }
}

extension Alarm {
    /// The one who is called, as people say it.
    var calledName: String {
        let prefix = "person:"
        return responder.hasPrefix(prefix)
            ? String(responder.dropFirst(prefix.count)) : responder.asTeam
    }
}
