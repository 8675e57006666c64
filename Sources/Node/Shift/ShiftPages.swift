import Hummingbird
import Recovery
import Storage
import Web
import Wire

extension HousePages {
    /// The templates of the shift's pages.
    static let shiftTemplates: [String: [UInt8]] = [
        "case-clocks": PackageResources.case_clocks_mustache,
        "handover": PackageResources.handover_mustache,
        "roster": PackageResources.roster_mustache,
        "brief": PackageResources.brief_mustache,
        "alarms": PackageResources.alarms_mustache,
        "orphans": PackageResources.orphans_mustache,
        "calendar": PackageResources.calendar_mustache,
        "numbers": PackageResources.numbers_mustache,
        "process": PackageResources.process_mustache,
        "stories": PackageResources.stories_mustache,
        "stories-write": PackageResources.stories_write_mustache,
        "journey": PackageResources.journey_mustache,
        "programme": PackageResources.programme_mustache,
        "training": PackageResources.training_mustache,
        "reviews": PackageResources.reviews_mustache,
        "reviews-write": PackageResources.reviews_write_mustache,
    ]

    /// Adds the handover, the roster and the morning brief.
    func addShift(to router: RouterGroup<HouseContext>) {
        addHandover(to: router)
        addRoster(to: router)
        addBrief(to: router)
        addLearning(to: router)
        addAlarmSheet(to: router)
    }

    private func addHandover(to router: RouterGroup<HouseContext>) {
        router.get("/handover") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try HandoverPage(pages: self).response(staff) }
        }
        router.post("/handover") { request, context in
            let (staff, form) = try await context.form(HandoverPage.Giving.self, request)
            return try await blocking { try HandoverPage(pages: self).give(form, staff) }
        }
        router.post("/handover/:handover/take") { request, context in
            let (staff, _) = try await context.form(ShiftForm.self, request)
            let name = try context.parameters.require("handover")
            return try await blocking { try HandoverPage(pages: self).take(name, staff) }
        }
        router.post("/handover/cases") { request, context in
            let (staff, form) = try await context.form(HandoverPage.TakingOver.self, request)
            return try await blocking { try HandoverPage(pages: self).takeCases(form, staff) }
        }
        router.get("/orphans") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try OrphansPage(pages: self).response(staff) }
        }
    }

    private func addRoster(to router: RouterGroup<HouseContext>) {
        router.get("/roster") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try RosterPage(pages: self).response(staff) }
        }
        router.post("/roster") { request, context in
            let (staff, form) = try await context.form(RosterPage.Adding.self, request)
            try staff.mustLead()
            return try await blocking { try RosterPage(pages: self).add(form, staff) }
        }
        router.post("/roster/copy") { request, context in
            let (staff, _) = try await context.form(ShiftForm.self, request)
            try staff.mustLead()
            return try await blocking { try RosterPage(pages: self).copyLastWeek(staff) }
        }
        router.post("/roster/:duty/cancel") { request, context in
            let (staff, _) = try await context.form(ShiftForm.self, request)
            try staff.mustLead()
            let name = try context.parameters.require("duty")
            return try await blocking { try RosterPage(pages: self).cancel(name, staff) }
        }
    }

    private func addBrief(to router: RouterGroup<HouseContext>) {
        router.get("/brief") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try BriefPage(pages: self).response(staff) }
        }
        router.post("/brief/drill") { request, context in
            let (staff, form) = try await context.form(BriefPage.Drill.self, request)
            try staff.mustLead()
            return try await blocking { try BriefPage(pages: self).startDrill(form, staff) }
        }
        router.get("/calendar") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try CalendarPage(pages: self).response(staff) }
        }
        router.post("/calendar") { request, context in
            let (staff, form) = try await context.form(CalendarPage.Hours.self, request)
            try staff.mustManage()
            return try await blocking { try CalendarPage(pages: self).take(form, staff) }
        }
    }

    /// By what the clocks of this house go.
    func clockHouse(
        _ scenarios: [String: PublishedScenario],
        _ reader: StoreReader
    ) throws -> ClockHouse {
        ClockHouse(scenarios: scenarios, hours: try reader.serviceHours(zone: time.zone))
    }

    /// Does something of the shift, and says as a problem why it cannot be done.
    func shiftAct<Result>(_ body: () throws -> Result) throws -> Result {
        do { return try body() } catch let error as DutyError {
            throw Problem(.conflict, "duty", say(error))
        } catch let error as HandoverError {
            throw Problem(.conflict, "handover", say(error))
        } catch let error as StoryRefusal {
            throw Problem(.conflict, "story", say(error))
        }
    }
}

/// A form with no field but its token.
struct ShiftForm: Decodable, Sendable {}

extension Staff {
    /// - Throws: a problem for those who lead no shift.
    func mustLead() throws {
        guard role.covers(.supervisor) else {
            throw Problem(
                .forbidden,
                "role",
                say("Those who lead a shift do that. Ask a supervisor or the duty manager.")
            )
        }
    }

    /// - Throws: a problem for those who do not manage the house.
    func mustManage() throws {
        guard role.covers(.manager) else {
            throw Problem(
                .forbidden,
                "role",
                say("The manager of the house does that. Ask for it.")
            )
        }
    }
}

extension ChangeID {
    /// A record by its name in an address.
    ///
    /// - Throws: a problem for what is no name.
    init(inAddress text: String) throws {
        guard let id = RecordID(text) else {
            throw Problem(.badRequest, "record", say("That is not here. Open the page again."))
        }
        self.init(rawValue: id.rawValue)
    }
}

extension RecoveryCase {
    /// Says that a case is a drill; nothing for others.
    var drillMark: [MarkPart] {
        isDrill ? [MarkPart(.signal, icon: "repeat", say("Drill"))] : []
    }
}
