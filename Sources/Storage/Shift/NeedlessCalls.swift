import GRDB
import Recovery
import Wire

/// A call that need not stand, because another one does or somebody has answered.
///
/// Site and headquarters both call while they cannot hear each other; after they have, one call a
/// clock is left.
struct NeedlessCall {
    let recoveryCase: ChangeID
    let alarm: Alarm
    let end: End

    enum End: Equatable {
        /// A higher level calls.
        case passedOn
        /// The other side called the same level.
        case calledTwice
        /// Somebody had answered when this call was made.
        case answered(by: String)
    }
}

extension StoreReader {
    /// The calls about some cases that need not stand.
    func needlessCalls(of cases: [ChangeID]) throws -> [NeedlessCall] {
        let ids = cases.map { "\($0.rawValue)" }.joined(separator: ",")
        // Few cases have called more than once; only theirs are looked at closely.
        let candidates = try RecordTable.ids(
            """
            SELECT recoveryCase FROM alarm WHERE recoveryCase IN (\(ids))
            GROUP BY recoveryCase, COALESCE(term, \(ClockTerm.acknowledge.rawValue))
            HAVING COUNT(*) > 1 AND MAX(state IN (\(AlarmState.raised.rawValue),
                \(AlarmState.escalated.rawValue))) AND MAX(level) > 0
            """,
            [],
            database
        )
        return try Set(candidates).sorted().flatMap { id in
            let alarms = try rows(
                Catalogue.alarm,
                where: AlarmField.recoveryCase,
                is: .reference(id)
            )
            .map(Alarm.init)
            return Dictionary(grouping: alarms, by: \.term).values.flatMap { Self.needless($0) }
        }
    }

    /// Those of one clock's calls that need not stand.
    private static func needless(_ alarms: [Alarm]) -> [NeedlessCall] {
        let standing = alarms.filter { $0.state == .raised }
        let kept = standing.max {
            ($0.level, $1.raisedAt, $1.id) < ($1.level, $0.raisedAt, $0.id)
        }
        let answer = alarms.first { $0.state == .acknowledged && $0.term == .acknowledge }
        return alarms.compactMap { alarm in
            guard let id = alarm.recoveryCase else { return nil }
            func ending(_ end: NeedlessCall.End) -> NeedlessCall {
                NeedlessCall(recoveryCase: id, alarm: alarm, end: end)
            }
            if let answer, alarm.state.isOpen, alarm.level > 0 {
                return ending(.answered(by: answer.acknowledgedBy ?? "somebody"))
            }
            guard alarm.state == .raised, let kept, kept.id != alarm.id else { return nil }
            if alarm.level < kept.level { return ending(.passedOn) }
            // Two first calls are two matters: a case that was taken up again calls anew.
            return alarm.level > 0 ? ending(.calledTwice) : nil
        }
    }
}

extension RecordTransaction {
    func settle(_ call: NeedlessCall) throws {
        switch call.end {
        case .passedOn:
            try edit(call.alarm.row, [AlarmField.state: .choice(AlarmState.escalated)])
        case .calledTwice:
            try dismiss(call.alarm, "the same call stands already")
        case .answered(let person):
            try dismiss(call.alarm, "\(person) had answered")
        }
    }

    private func dismiss(_ alarm: Alarm, _ reason: String) throws {
        try edit(
            alarm.row,
            [AlarmField.state: .choice(AlarmState.dismissed), .reason: .words(reason)]
        )
    }
}
