import Recovery
import Web

/// Moments as a guest reads them: by the site's clock, in the guest's language.
struct GuestTime {
    let time: HouseTime
    let language: Language

    /// The time, with its day where that is not today.
    func near(_ moment: Timestamp, _ now: Timestamp) -> String {
        let clock = time.clock(moment)
        let day = time.zone.day(at: moment)
        return switch day.daysSince1970 - time.zone.day(at: now).daysSince1970 {
        case 0: clock
        case 1: language.say("tomorrow at %1", clock)
        case -1: language.say("yesterday at %1", clock)
        default: language.say("%1 %2 at %3", "\(day.day)", month(Int(day.month)), clock)
        }
    }

    private func month(_ number: Int) -> String {
        switch number {
        case 1: language.say("January")
        case 2: language.say("February")
        case 3: language.say("March")
        case 4: language.say("April")
        case 5: language.say("May")
        case 6: language.say("June")
        case 7: language.say("July")
        case 8: language.say("August")
        case 9: language.say("September")
        case 10: language.say("October")
        case 11: language.say("November")
        default: language.say("December")
        }
    }
}
