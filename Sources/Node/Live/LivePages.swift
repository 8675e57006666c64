import Hummingbird
import Web

extension HousePages {
    /// Adds what keeps an open page up to date.
    func addLive(to router: RouterGroup<HouseContext>) {}
}
