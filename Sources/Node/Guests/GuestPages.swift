import Hummingbird
import Recovery
import Storage
import Web

extension HousePages {
    /// The templates of the pages on which staff look after places; guests' own come in every
    /// language, see ``GuestDesk``.
    static let guestTemplates: [String: [UInt8]] = [
        "places": PackageResources.places_mustache,
        "places-print": PackageResources.places_print_mustache,
        "places-kept": PackageResources.places_kept_mustache,
        "case-survey": PackageResources.case_survey_mustache,
    ]

    /// Adds what guests open without signing in.
    func addGuests(to router: Router<HouseContext>) {
        addForms(to: router, "/g", .webForm)
        addForms(to: router, "/kiosk", .kiosk)
        router.get("/a/:code") { request, context in
            let code = try context.parameters.require("code")
            return try await answering(request, context) { visit in
                try AnswerPage(visit: visit).response(code)
            }
        }
        for (path, wave) in [("/s", SurveyWave.first), ("/s2", .second)] {
            addSurvey(to: router, path, wave)
        }
    }

    private func addForms(
        to router: Router<HouseContext>,
        _ path: String,
        _ channel: FeedbackChannel
    ) {
        router.get(RouterPath("\(path)/:token")) { request, context in
            let token = try context.parameters.require("token")
            return try await answering(request, context, by: channel) { visit in
                try GuestFormPage(visit: visit).response(token)
            }
        }
        for (name, isKept) in [("kept", true), ("full", false)] {
            router.get(RouterPath("\(path)/:token/\(name)")) { request, context in
                let token = try context.parameters.require("token")
                return try await answering(request, context, by: channel) { visit in
                    try GuestFormPage(visit: visit).keptResponse(token, isKept: isKept)
                }
            }
        }
        router.post(RouterPath("\(path)/:token")) { request, context in
            let token = try context.parameters.require("token")
            let body = try await Self.guestBody(request)
            return try await answering(request, context, by: channel) { visit in
                try GuestFormPage(visit: visit).take(token, body)
            }
        }
    }

    private func addSurvey(
        to router: Router<HouseContext>,
        _ path: String,
        _ wave: SurveyWave
    ) {
        router.get(RouterPath("\(path)/:code")) { request, context in
            let code = try context.parameters.require("code")
            return try await answering(request, context) { visit in
                try SurveyPage(visit: visit, wave: wave).response(code)
            }
        }
        router.post(RouterPath("\(path)/:code")) { request, context in
            let code = try context.parameters.require("code")
            let body = try await Self.guestBody(request)
            return try await answering(request, context) { visit in
                try SurveyPage(visit: visit, wave: wave).take(code, body)
            }
        }
    }

    /// What a guest sent; nil when it is more than any form holds.
    private static func guestBody(_ request: Request) async throws -> String? {
        let rules = BodyRules(
            contentType: "application/x-www-form-urlencoded",
            byteCountMax: GuestForm.byteCountMax
        )
        do {
            _ = try rules.check(request)
            return String(decoding: try await rules.collect(request), as: UTF8.self)
        } catch let problem as Problem where problem.status == .contentTooLarge {
            return nil
        }
    }
}
