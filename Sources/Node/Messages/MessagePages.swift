import Hummingbird
import Web

extension HousePages {
    /// The templates of what is said to guests.
    static let messageTemplates: [String: [UInt8]] = [:]

    /// Adds the acts on messages, promises and tries to reach a guest.
    func addMessages(to router: RouterGroup<HouseContext>) {}
}
