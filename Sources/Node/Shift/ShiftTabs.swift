import Recovery

/// The ways between the pages of the shift.
struct ShiftTabs: Sendable {
    let tabs: [Tab]

    struct Tab: Sendable {
        let name: String
        let path: String
        let isCurrent: Bool
    }

    init(current: String) {
        tabs = [
            (say("Handover"), "/handover"), (say("Roster"), "/roster"),
            (say("Morning brief"), "/brief"), (say("Alarm sheet"), "/alarms"),
            (say("Numbers"), "/numbers"), (say("Reviews"), "/reviews"),
            (say("Stories"), "/stories"),
            (say("Process"), "/process"), (say("Nobody’s"), "/orphans"),
            (say("Office hours"), "/calendar"),
        ].map { Tab(name: $0, path: $1, isCurrent: $1 == current) }
    }
}
