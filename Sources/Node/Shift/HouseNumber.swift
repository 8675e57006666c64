import Recovery
import Storage

/// One figure of the house: what it says, from how many, and the cases behind it.
struct HouseNumber: Sendable {
    let kind: Kind
    /// The figure; a dash for nothing of nothing.
    let value: String
    /// From how many, and what else must be said with it.
    let note: String
    /// The cases that it counts.
    var rows: [Row]
    /// How many more there are than are kept in ``rows``.
    var moreCount = 0

    /// The figure with so many cases at most.
    func shortened(to countMax: Int) -> HouseNumber {
        var number = self
        number.rows = Array(rows.prefix(countMax))
        number.moreCount = moreCount + rows.count - number.rows.count
        return number
    }

    /// A case, and what it adds to the figure.
    struct Row: Sendable {
        let found: RecoveryCase
        let words: String
        /// Whether it is in the part that is counted; nil where nothing is divided.
        let isIn: Bool?
    }

    /// The figures, in their order, by the word in a page's address.
    enum Kind: String, CaseIterable, Sendable {
        case cases, noticed
        case caughtInStay = "caught-in-stay"
        case answered
        case contacted
        case contactInTarget = "contact-in-target"
        case wayWished = "way-wished"
        case mendedInTarget = "mended-in-target"
        case timeToMend = "time-to-mend"
        case late
        case notPassedUp = "not-passed-up"
        case settledAtC0 = "settled-at-c0"
        case asked
        case recovered
    }
}

extension HouseNumber.Kind {
    var name: String {
        switch self {
        case .cases: say("Cases")
        case .noticed: say("Noticed by us first")
        case .caughtInStay: say("Caught during the stay")
        case .answered: say("Alarm answered")
        case .contacted: say("First contact")
        case .contactInTarget: say("First contact in target")
        case .wayWished: say("By the way they wished")
        case .mendedInTarget: say("Put right in target")
        case .timeToMend: say("Time to put right")
        case .late: say("Why it was late")
        case .notPassedUp: say("Without passing it up")
        case .settledAtC0: say("Settled at C0")
        case .asked: say("Guests who said")
        case .recovered: say("Recovered")
        }
    }

    /// What is counted, and how.
    var definition: String {
        switch self {
        case .cases:
            say(
                """
                Guests let down whom the house heard of in these days. Drills, and cases that \
                were merged into others, are left out everywhere on this page.
                """
            )
        case .noticed:
            say(
                """
                Cases that staff saw or the program found before the guest spoke, of all whose \
                first words are here. A low share means that little is written down, not that \
                little goes wrong.
                """
            )
        case .caughtInStay:
            say(
                """
                Cases heard of before the guest left, of all whose stay or point of the journey \
                is known. Where the stay is known its departure counts, else whether the words \
                came after the stay.
                """
            )
        case .answered:
            say(
                """
                From the first call until somebody answered it, by the clock on the wall. The \
                middle one, and the one that nine of ten do not exceed.
                """
            )
        case .contacted:
            say(
                """
                From when the house learnt of it until a person of the house first met, spoke or \
                wrote to the guest, counted in the hours by which the promise counts. What the \
                program sends by itself is not counted.
                """
            )
        case .contactInTarget:
            say(
                """
                First contacts in the promised time, of all that were made or are over by now. \
                Those that still have time are left out.
                """
            )
        case .wayWished:
            say(
                """
                Words to guests and tries to reach them by the way the guest asked for, of all \
                to guests who asked for one. Another way needs a reason; the cases below give it.
                """
            )
        case .mendedInTarget:
            say(
                """
                Cases put right in the promised time, of all that are put right or over by now. \
                Those that still have time are left out.
                """
            )
        case .timeToMend:
            say(
                """
                From when the house learnt of it until it was put right, counted in the hours by \
                which the promise counts, without waiting for the guest or others. The moment by \
                which half are put right; what is still open counts as lasting at least as long \
                as it has (Kaplan and Meier). A dash: fewer than half would be by now.
                """
            )
        case .late:
            say(
                """
                Cases of which a promised time was missed, and the reasons that staff gave: the \
                most frequent first. A case asks for its reason before it closes. What turned out \
                to be no failure is left out.
                """
            )
        case .notPassedUp:
            say(
                """
                Closed cases in which no clock called the next in line, of all closed in these \
                days. What turned out to be no failure is left out.
                """
            )
        case .settledAtC0:
            say(
                """
                Closed cases in which the guest got an apology and the fix and nothing besides, \
                of all closed in these days. What turned out to be no failure is left out.
                """
            )
        case .asked:
            say(
                """
                Guests who scored the recovery, of all whose cases were closed in these days. \
                What turned out to be no failure is left out.
                """
            )
        case .recovered:
            say(
                """
                Guests who gave the recovery 6 or 7 of 7, of all who gave it a score. The span \
                shows where it would lie if everybody who said nothing were unhappy, or happy.
                """
            )
        }
    }

    /// Under which heading it stands.
    var group: Group {
        switch self {
        case .cases, .noticed, .caughtInStay: .hearing
        case .answered, .contacted, .contactInTarget, .wayWished: .answering
        case .mendedInTarget, .timeToMend, .late, .notPassedUp, .settledAtC0: .mending
        case .asked, .recovered: .verdict
        }
    }

    enum Group: CaseIterable, Sendable {
        case hearing, answering, mending, verdict

        var words: String {
            switch self {
            case .hearing: say("Hearing of it")
            case .answering: say("Answering")
            case .mending: say("Putting it right")
            case .verdict: say("What guests say of it")
            }
        }
    }
}
