import Recovery
package import Storage

extension StoreReader {
    /// By what the clocks of this house go, for what runs beside its service; nil at headquarters,
    /// which keeps no house's hours.
    package func clockHouse() throws -> ClockHouse? {
        guard role == .node else { return nil }
        let zone = HouseZone()
        try zone.refresh(self)
        let scenarios = try scenarios().map { ($0.scenario.code.description, $0) }
        return ClockHouse(
            scenarios: Dictionary(uniqueKeysWithValues: scenarios),
            hours: try serviceHours(zone: zone.time.zone)
        )
    }
}
