import Hummingbird
import Web

extension HousePages {
    /// The templates of the shift's pages.
    static let shiftTemplates: [String: [UInt8]] = [:]

    /// Adds the handover, the roster and the morning brief.
    func addShift(to router: RouterGroup<HouseContext>) {}
}
