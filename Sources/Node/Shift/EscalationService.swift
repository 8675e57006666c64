import Logging
import Recovery
import ServiceLifecycle
import Storage

/// Calls the next in line when a clock runs out, and looks once a night for what nobody has.
///
/// It sleeps until a clock may ask for something, and looks earlier only when the database
/// changed: a house at rest costs one number read a second.
struct EscalationService: Service {
    let pages: HousePages
    let watch: ChangeWatch
    let logger: Logger

    /// How often it asks whether something changed.
    private static let lookEvery = Duration.seconds(1)
    /// How long it waits after a look before changes alone bring it to look again.
    private static let restMilliseconds: Int64 = 5000
    /// The minute of the local day at which the night's check is due.
    private static let checkMinute = 180

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in await look() }
    }

    private func look() async {
        var (known, looked, next) = (Int64(-1), Int64(0), Int64.min)
        while !Task.isCancelled {
            do {
                // The number is read before the records: a write between shows the next time.
                let version = try await watch.version()
                let now = WallClock.now()
                let hasRested = now.milliseconds - looked >= Self.restMilliseconds
                // A clock that was put back must not keep the house waiting.
                let isBehind = now.milliseconds < looked
                if now.milliseconds >= next || isBehind || (version != known && hasRested) {
                    known = version
                    looked = now.milliseconds
                    next = try await blocking { [self] in try step(now) }?.milliseconds ?? .max
                }
            } catch {
                logger.error("The clocks of the cases could not be read: \(error)")
            }
            // Cancelled is how it ends.
            try? await Task.sleep(for: Self.lookEvery)
        }
    }

    /// Does what is due at a moment, and says when something may be due again.
    func step(_ now: Timestamp) throws -> Timestamp? {
        let scenarios = try pages.desk.scenarios()
        let house = try pages.store.read { reader in
            try pages.zone.refresh(reader)
            return try pages.clockHouse(scenarios, reader)
        }
        let zone = pages.time.zone
        let (raised, next) = try pages.store.escalate(
            house,
            try .standard(zone: zone),
            now: now
        )
        if let first = raised.first {
            let others = raised.count == 1 ? "" : ", and \(raised.count - 1) more"
            let what = "\(first.reference), \(first.term.words), level \(first.level)"
            logger.notice("A clock calls: \(what)\(others)")
        }
        let texted = try AlarmTexter(pages: pages).step(house, now)
        let night = zone.moment(day: zone.day(at: now), minute: Self.checkMinute)
        if night <= now, let found = try pages.store.checkForOrphans(since: night, now: now),
            !found.isEmpty
        {
            logger.warning("\(found.count) things have nobody. The page /orphans lists them")
        }
        let tomorrow = CalendarDay(daysSince1970: zone.day(at: now).daysSince1970 + 1)
        let check =
            night > now ? night : zone.moment(day: tomorrow, minute: Self.checkMinute)
        return [next, texted, check].compactMap(\.self).min()
    }
}
