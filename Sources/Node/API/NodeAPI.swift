import Hummingbird
import Web

extension HousePages {
    /// Adds the JSON form of everything the pages do.
    func addAPI(to router: Router<HouseContext>) {}
}
