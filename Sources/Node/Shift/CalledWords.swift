import Recovery
import Storage
import Web

extension Alarm {
    /// Whom the call reaches: the people on duty, or those who answer for them; nil where the
    /// roster does not say.
    fileprivate func reached(_ duty: OnDuty, support: [ResponseTeam]) -> String? {
        guard let lead, !duty.present.isEmpty else { return nil }
        let answer = duty.answer(for: Responder(lead: lead, support: support))
        let names = answer.people.joined(separator: ", ")
        if answer.lead == lead { return say("On duty: \(names).") }
        let deputy = say(answer.lead)
        return names.isEmpty
            ? say("Nobody of them is on duty, the \(deputy) answers.")
            : say("Nobody of them is on duty, \(deputy) answers: \(names).")
    }
}

extension HousePages {
    /// Who was called about a case when, and who is here to come.
    func called(
        _ alarm: Alarm,
        _ responder: Responder,
        _ reader: StoreReader,
        _ now: Timestamp
    ) throws -> String {
        let reached = alarm.reached(try reader.onDuty(at: now), support: responder.support)
        let words =
            say(
                "\(alarm.calledName.capitalizedFirst) was called \(time.near(alarm.raisedAt, now))."
            )
        return reached.map { "\(words) \($0)" } ?? words
    }
}

extension CaseDetail {
    /// What the shift must see of a case: that it is a drill, that nobody has it.
    var shiftMarks: [MarkPart] {
        let found = recoveryCase
        let isCalled = alarms.contains { $0.state.isOpen }
        guard found.state.isOpen, found.owner == nil, !isCalled else { return found.drillMark }
        return found.drillMark + [MarkPart(.late, icon: "late", say("Nobody has it"))]
    }
}
