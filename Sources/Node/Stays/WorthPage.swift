import Hummingbird
import Recovery
import Storage
import Web

/// Where the manager says what a guest is worth to the house; until then the program says nothing.
struct WorthPage {
    let pages: HousePages
    let staff: Staff

    private struct Content: Sendable {
        var frame: PageFrame
        var formToken: String
        var trouble: String?
        var isSet: Bool
        var said: String
        var canEdit: Bool
        var low: String
        var high: String
        var source: String
        var shares: [Share]
    }

    /// Of a hundred guests let down so badly, so many are lost.
    private struct Share: Sendable {
        var name: String
        var words: String
        var percent: String
    }

    struct Form: Decodable, Sendable {
        var low: String?
        var high: String?
        var source: String?
        var off: String?
        /// By the name of a severity.
        var lost: [String: String]?
    }

    func response(_ form: Form? = nil, trouble: String? = nil) throws -> Response {
        let content = try pages.store.read { reader in
            let known = try reader.guestWorth()
            let worth = known?.worth
            return Content(
                frame: try pages.frame(say("What a guest is worth"), .stays, staff, reader),
                formToken: staff.session.formToken,
                trouble: trouble,
                isSet: known != nil,
                said: known.map {
                    say("\($0.author) said so on \(pages.time.date($0.at)): \($0.worth.source)")
                } ?? "",
                canEdit: staff.role.covers(.manager),
                low: form?.low ?? worth?.low.description ?? "",
                high: form?.high ?? worth?.high.description ?? "",
                source: form?.source ?? worth?.source ?? "",
                shares: Severity.allCases.map { severity in
                    let name = severity.name
                    let index = Int(severity.rawValue) - 1
                    return Share(
                        name: name,
                        words: "\(severity.rawValue) \(severity.label)",
                        percent: form?.lost?[name] ?? worth.map { "\($0.lostPercents[index])" }
                            ?? ""
                    )
                }
            )
        }
        return try pages.page("stays-worth", content, status: trouble == nil ? .ok : .badRequest)
    }

    func keep(_ form: Form) throws -> Response {
        do {
            let worth = try form.off == nil ? read(form) : nil
            try pages.store.setGuestWorth(worth, author: staff.name, now: WallClock.now())
            return .seeOther("/stays/worth")
        } catch let error as GuestWorthError {
            return try response(form, trouble: say(error))
        } catch let error as MoneyError {
            return try response(form, trouble: say(error))
        }
    }

    private func read(_ form: Form) throws -> GuestWorth {
        let currency = try pages.store.read { try $0.ownCurrency() }
        let cells = StayCells(zone: pages.time.zone, order: .dayFirst, currency: currency)
        func money(_ text: String?) throws -> Money {
            guard let money = try cells.rate(text ?? "", currency: nil) else {
                throw GuestWorthError.range
            }
            return money
        }
        let percents = Severity.allCases.compactMap { severity in
            form.lost?[severity.name].flatMap { Int($0.trimmed) }
        }
        return try GuestWorth(
            low: try money(form.low),
            high: try money(form.high),
            lostPercents: percents,
            source: form.source ?? ""
        )
    }
}
