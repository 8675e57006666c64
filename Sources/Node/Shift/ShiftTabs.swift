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
            ("Handover", "/handover"), ("Roster", "/roster"), ("Morning brief", "/brief"),
            ("Numbers", "/numbers"), ("Reviews", "/reviews"), ("Stories", "/stories"),
            ("Process", "/process"), ("Nobody’s", "/orphans"), ("Office hours", "/calendar"),
        ].map { Tab(name: $0, path: $1, isCurrent: $1 == current) }
    }
}
