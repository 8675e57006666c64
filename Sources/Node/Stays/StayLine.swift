import Recovery
import Storage
import Web

/// A stay as a line of the table of stays.
struct StayLine: DrawnPart {
    private let path: String
    private let room: String
    private let guest: String
    private let tier: String?
    private let arrives: String
    private let departs: String
    /// Whether the guest leaves within three hours.
    private let isUrgent: Bool
    private let openCases: String?
    private let isCancelled: Bool
    /// Whether a telephone, which has room for one moment, shows the arrival.
    private let isArrivals: Bool

    init(
        _ stay: Stay,
        openCount: Int,
        isArrivals: Bool,
        _ time: HouseTime,
        _ now: Timestamp
    ) {
        path = "/stays/\(stay.id)"
        room = stay.place ?? say("no room yet")
        guest = stay.guest ?? say("not named")
        tier = stay.tier
        arrives = stay.arrivesAt.map { time.near($0, now) } ?? ""
        departs = stay.departsAt.map { time.near($0, now) } ?? ""
        isUrgent = stay.checkOut?.isUrgent(at: now) == true
        openCases =
            openCount == 0
            ? nil
            : openCount == 1
                ? say("1 open case")
                : say(
                    "\(openCount) open cases"
                )
        isCancelled = stay.isCancelled
        self.isArrivals = isArrivals
    }

    var markup: Markup {
        let dropped: Markup = #" class="drop-s""#
        let leaving: Markup =
            isUrgent ? MarkPart(.act, icon: "clock", departs).markup : "\(departs)"
        return """
            <tr><th scope="row">\(room)</th><td><a href="\(path)">\(guest)</a>\(marks)</td>\
            <td\(isArrivals ? "" : dropped)>\(arrives)</td>\
            <td\(isArrivals ? dropped : "")>\(leaving)</td></tr>
            """
    }

    private var marks: Markup {
        var marks: Markup = tier.map { #" <span class="quiet">\#($0)</span>"# } ?? ""
        if isCancelled { marks += " \(MarkPart(.plain, icon: "no", say("Cancelled")).markup)" }
        if let openCases { marks += " \(MarkPart(.act, icon: "act", openCases).markup)" }
        return marks
    }
}
