import Recovery

/// The ways between the pages of the shift, or of what is learnt: one of the two is shown, with a
/// way to the other.
struct ShiftTabs: Sendable {
    let tabs: [Tab]

    struct Tab: Sendable {
        let name: String
        let path: String
        let isCurrent: Bool
    }

    init(current: String) {
        let shift = [
            (say("Handover"), "/handover"), (say("Roster"), "/roster"),
            (say("Morning brief"), "/brief"), (say("Alarm sheet"), "/alarms"),
            (say("Nobody’s"), "/orphans"), (say("Office hours"), "/calendar"),
        ]
        let learning = [
            (say("Numbers"), "/numbers"), (say("Journey"), "/journey"),
            (say("Programme"), "/programme"), (say("Reviews"), "/reviews"),
            (say("Training"), "/training"), (say("Stories"), "/stories"),
            (say("Process"), "/process"),
        ]
        let isLearning = learning.contains { $0.1 == current }
        let shown =
            isLearning
            ? [(say("The shift"), "/handover")] + learning
            : shift + [(say("What we learn"), "/numbers")]
        tabs = shown.map { Tab(name: $0, path: $1, isCurrent: $1 == current) }
    }
}
