import Hummingbird
import Recovery
import Storage
import Web
import Wire

/// Remedies that wait for somebody who may agree to them.
struct ApprovalsPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var formToken: String
        var heading: String
        var remedies: [Waiting]
    }

    private struct Waiting: Sendable {
        var id: String
        var words: String
        var figures: String
        var path: String
        var title: String
        var reference: String
        var who: String
        var waits: String?
        var mayAgree: Bool
    }

    func response(_ staff: Staff) throws -> Response {
        let now = WallClock.now()
        let scenarios = try pages.desk.scenarios()
        let content = try pages.store.read { reader in
            let remedies = try reader.waitingRemedies().compactMap { waiting -> Waiting? in
                let (found, remedy) = (waiting.recoveryCase, waiting.remedy)
                let scenario = scenarios.scenario(of: found)
                guard found.isOpen(to: staff.session.person, scenario) else { return nil }
                let decision = try reader.authority(
                    cost: remedy.cost,
                    level: remedy.level,
                    in: found,
                    by: staff.role,
                    staff.name,
                    now
                )
                var waits: String?
                if case .needsApproval(let role) = decision { waits = say(role) }
                return Waiting(
                    id: remedy.id.description,
                    words: remedy.description,
                    figures: CaseShelf.figures(remedy.level, remedy.cost, remedy.guestValue),
                    path: "/cases/\(found.reference)",
                    title: found.title(scenario),
                    reference: found.reference,
                    who: remedy.events.first?.row.author ?? say("somebody"),
                    waits: waits,
                    mayAgree: waits == nil
                )
            }
            let count = remedies.count
            return Content(
                frame: try pages.frame(say("Waiting for a yes"), .inbox, staff, reader),
                formToken: staff.session.formToken,
                heading: count == 1
                    ? say("1 remedy waits for a yes") : say("\(count) remedies wait for a yes"),
                remedies: remedies
            )
        }
        return try pages.page("approvals", content)
    }
}
