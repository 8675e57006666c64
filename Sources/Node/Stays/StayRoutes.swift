import Hummingbird
import Recovery
import Storage
import Web
import Wire

extension HousePages {
    /// The templates of stays.
    static let stayTemplates: [String: [UInt8]] = [
        "stays": PackageResources.stays_mustache,
        "stays-one": PackageResources.stays_one_mustache,
        "stays-form": PackageResources.stays_form_mustache,
        "stays-worth": PackageResources.stays_worth_mustache,
        "case-stay": PackageResources.case_stay_mustache,
        "inbox-side": PackageResources.inbox_side_mustache,
    ]

    /// Adds the pages of stays, and what binds a case to one.
    func addStays(to router: RouterGroup<HouseContext>) {
        router.get("/stays") { request, context in
            let staff = try context.signedIn()
            let view = try request.uri.decodeQuery(as: StaysPage.View.self, context: context)
            return try await blocking { try StaysPage(pages: self, staff: staff).response(view) }
        }
        router.post("/stays") { request, context in
            let (staff, form) = try await context.form(StayForm.self, request)
            return try await blocking { try StaysPage(pages: self, staff: staff).add(form) }
        }
        router.get("/stays/worth") { _, context in
            let staff = try context.signedIn()
            return try await blocking { try WorthPage(pages: self, staff: staff).response() }
        }
        router.post("/stays/worth") { request, context in
            let (staff, form) = try await context.form(WorthPage.Form.self, request)
            try staff.mustManage()
            return try await blocking { try WorthPage(pages: self, staff: staff).keep(form) }
        }
        addOneStay(to: router)
    }

    private func addOneStay(to router: RouterGroup<HouseContext>) {
        router.get("/stays/:stay") { _, context in
            let staff = try context.signedIn()
            let id = try ChangeID(inAddress: try context.parameters.require("stay"))
            return try await blocking {
                try StayPage(pages: self, staff: staff, id: id).response()
            }
        }
        router.post("/stays/:stay") { request, context in
            let (staff, form) = try await context.form(StayForm.self, request)
            let id = try ChangeID(inAddress: try context.parameters.require("stay"))
            return try await blocking {
                try StayPage(pages: self, staff: staff, id: id).rewrite(form)
            }
        }
        router.post("/cases/:reference/stay") { request, context in
            let (staff, form) = try await context.form(CaseActs.Staying.self, request)
            let acts = CaseActs(pages: self, staff: staff, reference: try context.reference())
            return try await blocking { try acts.stay(form) }
        }
    }
}

extension CaseActs {
    /// The stay that was chosen, or words by which one is found; neither takes it off.
    struct Staying: Decodable, Sendable {
        var stay: String?
        var find: String?
    }

    func stay(_ form: Staying) throws -> Response {
        do {
            return try act { transaction, found in
                let words = CellWords.oneLine((form.find ?? "").prefix(StayDraft.textLengthMax))
                let stay: ChangeID? =
                    if let name = form.stay, !name.isEmpty {
                        try ChangeID(inAddress: name)
                    } else if !words.isEmpty {
                        try transaction.reader.stay(named: words, around: found.openedAt).id
                    } else {
                        nil
                    }
                try transaction.attachStay(stay, to: found.id)
            }
        } catch let error as StayError {
            throw Problem(.conflict, "stay", say(error))
        }
    }
}
