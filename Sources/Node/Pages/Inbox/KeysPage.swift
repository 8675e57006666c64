import Hummingbird
import Recovery
import Storage
import Web

/// The page on which somebody changes the keys of the own desk, or switches them off.
struct KeysPage {
    let pages: HousePages

    private struct Content: Sendable {
        var frame: PageFrame
        var formToken: String
        var isOn: Bool
        var trouble: String?
        var lines: [Line]
    }

    private struct Line: Sendable {
        var name: String
        var words: String
        var key: String
        var usual: String
    }

    func response(_ staff: Staff, trouble: String? = nil, typed: [String: String] = [:]) throws
        -> Response
    {
        let content = try pages.store.read { reader in
            let keys = DeskKeys(chosen: try reader.choices(.key, of: staff.session.person.id))
            return Content(
                frame: try pages.frame(say("Keys"), .inbox, staff, reader),
                formToken: staff.session.formToken,
                isOn: keys.isOn,
                trouble: trouble,
                lines: DeskDeed.allCases.map { deed in
                    Line(
                        name: deed.rawValue,
                        words: say(deed.words),
                        key: typed[deed.rawValue] ?? keys.keys[deed] ?? "",
                        usual: deed.usual
                    )
                }
            )
        }
        return try pages.page("keys", content, status: trouble == nil ? .ok : .badRequest)
    }

    /// The form: a key for each deed, by its name, and whether keys do anything.
    struct Form: Decodable, Sendable {
        var on: String?
        var usual: String?
        var keys: [String: String]?
    }

    func save(_ form: Form, _ staff: Staff) throws -> Response {
        let (person, typed) = (staff.session.person.id, form.keys ?? [:])
        do {
            let chosen = try form.usual == nil ? Self.chosen(typed) : [:]
            for deed in DeskDeed.allCases {
                try pages.store.choose(.key, deed.rawValue, chosen[deed], for: person)
            }
            let isOn = form.on != nil || form.usual != nil
            try pages.store.choose(.key, DeskKeys.offName, isOn ? nil : "yes", for: person)
        } catch let error as DeskKeyError {
            return try response(staff, trouble: say(error), typed: typed)
        }
        return .seeOther("/keys")
    }

    private static func chosen(_ typed: [String: String]) throws -> [DeskDeed: String] {
        var chosen: [DeskDeed: String] = [:]
        var taken: [String: DeskDeed] = [:]
        for deed in DeskDeed.allCases {
            let key = try DeskKeys.key(typed[deed.rawValue] ?? deed.usual)
            if !key.isEmpty, let other = taken.updateValue(deed, forKey: key) {
                throw DeskKeyError.twice(key, other.words, deed.words)
            }
            if key != deed.usual { chosen[deed] = key }
        }
        return chosen
    }
}
