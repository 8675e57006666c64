import Hummingbird
import Recovery
import Storage
import Web

extension HousePages {
    /// The templates of the shift's pages.
    static let shiftTemplates: [String: [UInt8]] = [
        "case-clocks": PackageResources.case_clocks_mustache
    ]

    /// Adds the handover, the roster and the morning brief.
    func addShift(to router: RouterGroup<HouseContext>) {}

    /// By what the clocks of this house go.
    func clockHouse(
        _ scenarios: [String: PublishedScenario],
        _ reader: StoreReader
    ) throws -> ClockHouse {
        ClockHouse(scenarios: scenarios, hours: try reader.serviceHours(zone: time.zone))
    }
}

extension RecoveryCase {
    /// Says that a case is a drill; nothing for others.
    var drillMark: [MarkPart] {
        isDrill ? [MarkPart(.signal, icon: "repeat", "Drill")] : []
    }
}
