import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// What asks for somebody who runs the house: guests in danger, and what guests need to be told.
struct ManagersPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var formToken: String
        var heading: String
        var dangers: [Danger]
        var lessons: [Lesson]
    }

    private struct Danger: Sendable {
        var path: String
        var reference: String
        var title: String
        var words: String
        var isMet: Bool
    }

    private struct Lesson: Sendable {
        var path: String
        var reference: String
        var title: String
        var words: String
        var isTold: Bool
    }

    /// How many lessons are shown.
    private static let lessonCountMax = 100

    func response(_ staff: Staff) throws -> Response {
        guard staff.role.covers(.dutyManager) else {
            throw Problem(
                .forbidden,
                "role",
                say("This page is for duty managers and above. Ask one of them to open it.")
            )
        }
        let now = WallClock.now()
        let scenarios = try pages.desk.scenarios()
        func title(_ found: RecoveryCase) -> String {
            found.title(scenarios.scenario(of: found))
        }
        let content = try pages.store.read { reader in
            let dangers = try reader.casesForManagement().map { found, dealings in
                Danger(
                    path: "/cases/\(found.reference)",
                    reference: found.reference,
                    title: title(found),
                    words: [
                        found.guest, found.place?.asPlace,
                        say("heard \(pages.time.near(found.openedAt, now))"),
                    ].compactMap(\.self).joined(separator: ", "),
                    isMet: !dealings.managersVisits.isEmpty
                )
            }
            let lessons = try reader.guestLessons(countMax: Self.lessonCountMax).map { lesson in
                Lesson(
                    path: "/cases/\(lesson.recoveryCase.reference)",
                    reference: lesson.recoveryCase.reference,
                    title: title(lesson.recoveryCase),
                    words: lesson.words,
                    isTold: lesson.lesson == .told
                )
            }
            return Content(
                frame: try pages.frame(say("For managers"), .inbox, staff, reader),
                formToken: staff.session.formToken,
                heading: Self.heading(
                    dangers.count { !$0.isMet },
                    lessons.count { !$0.isTold }
                ),
                dangers: dangers,
                lessons: lessons
            )
        }
        return try pages.page("for-managers", content)
    }

    static func heading(_ dangers: Int, _ lessons: Int) -> String {
        let guests = dangers == 1 ? say("1 guest to meet") : say("\(dangers) guests to meet")
        let things =
            lessons == 1
            ? say("1 thing to tell guests")
            : say(
                "\(lessons) things to tell guests"
            )
        return switch (dangers, lessons) {
        case (0, 0): say("Nothing waits for a manager")
        case (_, 0): guests
        case (0, _): things
        default: "\(guests), \(things)"
        }
    }
}
