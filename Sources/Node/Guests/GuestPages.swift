import Hummingbird
import Web

extension HousePages {
    /// The templates of the pages that guests see, and of those that set them up.
    static let guestTemplates: [String: [UInt8]] = [:]

    /// Adds what guests open without signing in.
    func addGuests(to router: Router<HouseContext>) {}

    /// Adds what staff use to look after places and their codes.
    func addPlaces(to router: RouterGroup<HouseContext>) {}
}
