import Recovery
import Storage
import Web

/// Texts the duty manager about alarms that nobody answered: the last rung of the ladder.
///
/// Several that are due at once are one text, and a text follows another no sooner than ten
/// minutes later: nobody reads a flood.
struct AlarmTexter {
    let pages: HousePages

    /// How far the time for an answer must be over.
    static let minutesOver = 20
    /// How long after a text the next one may follow, in milliseconds.
    static let restMilliseconds: Int64 = 600_000
    /// How many cases a text names.
    private static let namedCountMax = 3

    /// The plan of the last rung: by day at once, by night only where there is danger, unless the
    /// house wants every text.
    static func plan(_ zone: TimeZoneRules, isQuietAtNight: Bool) throws -> EscalationPlan {
        let quiet = try QuietHours(DaySpan(from: 1320, to: 1860), zone: zone)
        return try EscalationPlan(
            levels: [
                EscalationLevel(
                    number: 1,
                    threshold: .minutesOver(minutesOver),
                    role: .dutyManager
                )
            ],
            quietHours: isQuietAtNight ? [.dutyManager: quiet] : [:]
        )
    }

    /// Writes the text that is due, and says when one may be due again.
    func step(_ house: ClockHouse, _ now: Timestamp) throws -> Timestamp? {
        guard pages.ways.channels.contains(.sms) else { return nil }
        guard let settings = try pages.store.read({ try $0.alarmTextSettings() }) else {
            return nil
        }
        let plan = try Self.plan(pages.time.zone, isQuietAtNight: settings.isQuietAtNight)
        let (found, last) = try pages.store.read { reader in
            (try reader.alarmsToText(house, plan, at: now), try reader.lastAlarmText())
        }
        let (due, next) = found
        guard !due.isEmpty else { return next }
        if let last, now.milliseconds - last.milliseconds < Self.restMilliseconds {
            let rested = Timestamp(milliseconds: last.milliseconds + Self.restMilliseconds)
            return min(next ?? rested, rested)
        }
        let words = try words(due, house, now)
        try pages.store.write(author: NodeStore.clockAuthor, now: now) {
            try $0.text(about: due, to: settings.number, words)
        }
        return next
    }

    private func words(
        _ due: [UnansweredAlarm],
        _ house: ClockHouse,
        _ now: Timestamp
    ) throws -> String {
        let language = try pages.store.guestSettings().language.flatMap { code in
            Language.desk.first { $0.code == code }
        }
        return Language.$spoken.withValue(language ?? .english) {
            let cases = due.prefix(Self.namedCountMax).map { call in
                let found = call.recoveryCase
                let scenario = house.scenario(of: found)
                let what =
                    found.isSealed(scenario) ? say("a sealed case") : found.title(scenario)
                let facts: [String?] = [
                    found.isDrill ? say("Drill") : nil, found.reference,
                    found.isSealed(scenario) ? nil : found.place?.asPlace, what,
                    say("severity \(found.severity.rawValue)"),
                    say("since \(pages.time.near(call.since, now))"),
                ]
                return facts.compactMap(\.self).joined(separator: ", ")
            }
            let more = due.count - cases.count
            let rest = more > 0 ? [say("and \(more) more")] : []
            let first = say("\(pages.house): nobody has answered an alarm.")
            return "\(first) " + (cases + rest).joined(separator: "; ")
        }
    }
}
