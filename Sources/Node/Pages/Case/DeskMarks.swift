import Recovery
import Storage
import Web
import Wire

/// What somebody at the desk may see of cases in lists, and what waits in them for a decision.
struct DeskMarks: Sendable {
    /// What waits somewhere in the house, with the page where it is decided.
    let news: [News]
    private let person: Person
    private let disputed: Set<ChangeID>
    private let asking: Set<ChangeID>
    private let families: [ChangeID: (told: Int, all: Int)]

    struct News: Sendable {
        var words: String
        var path: String
    }

    init(_ staff: Staff, _ reader: StoreReader) throws {
        person = staff.session.person
        disputed = try reader.disputedCases()
        asking = try reader.casesAwaitingApproval()
        families = try reader.familyCounts()
        var news: [News] = []
        if !asking.isEmpty {
            let words =
                asking.count == 1
                ? say("1 case asks for a remedy to be agreed to")
                : say("\(asking.count) cases ask for a remedy to be agreed to")
            news.append(News(words: words, path: "/approvals"))
        }
        if !disputed.isEmpty {
            let words =
                disputed.count == 1
                ? say("Two sides differ in 1 case")
                : say("Two sides differ in \(disputed.count) cases")
            news.append(News(words: words, path: "/conflicts"))
        }
        if staff.role.covers(.dutyManager) {
            let dangers = try reader.casesForManagement().count {
                $0.dealings.managersVisits.isEmpty
            }
            let lessons = try reader.openLessonCount()
            if dangers + lessons > 0 {
                news.append(
                    News(words: ManagersPage.heading(dangers, lessons), path: "/for-managers")
                )
            }
        }
        self.news = news
    }

    /// Whether the person may see guest and words of a case.
    func isOpen(_ found: RecoveryCase, _ scenario: FailureScenario?) -> Bool {
        found.isOpen(to: person, scenario)
    }

    /// What a case waits for beside its clocks.
    func marks(_ id: ChangeID) -> [MarkPart] {
        var marks: [MarkPart] = []
        if disputed.contains(id) {
            marks.append(MarkPart(.info, icon: "split", say("Two sides differ")))
        }
        if asking.contains(id) { marks.append(MarkPart(.act, icon: "bag", say("Asks for a yes"))) }
        return marks
    }

    /// How many guests the failure let down, and how many know; nil for a failure of one guest.
    func family(_ id: ChangeID) -> String? {
        families[id].map { say("\($0.all) guests: \($0.told) told, \($0.all - $0.told) to tell") }
    }
}

extension RecoveryCase {
    /// What a list says of a case that the reader may not see.
    var sealedTitle: String {
        place.map { say("Sealed case, \($0.asPlace)") } ?? say("Sealed case")
    }
}
