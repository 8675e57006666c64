import Recovery
import Storage
import Wire

/// What a house is told of a case that headquarters took over while it could not be reached.
struct TakenOver: Sendable {
    var words: String
    /// Who works on it, and what to do; nil once the case is closed.
    var next: String?

    /// nil while the house has the case.
    init?(_ found: RecoveryCase, _ time: HouseTime, _ now: Timestamp) {
        guard let at = found.marks.takenOverAt else { return nil }
        words = say(
            """
            Headquarters took this over at \(time.near(at, now)) while this house could not be \
            reached.
            """
        )
        let owner = found.owner ?? say("Headquarters")
        next =
            found.state.isOpen
            ? say("\(owner) works on it there: talk before you both write to the guest.") : nil
    }

    /// How many cases are told of by themselves.
    private static let newsCountMax = 3

    /// What the inbox says above its rows.
    static func news(
        _ reader: StoreReader,
        _ time: HouseTime,
        _ now: Timestamp
    ) throws -> [DeskMarks.News] {
        let cases = try reader.casesTakenOver()
        let told = cases.prefix(newsCountMax).map { found in
            let at = time.near(found.marks.takenOverAt ?? now, now)
            return DeskMarks.News(
                words: say(
                    """
                    Headquarters took \(found.reference) over at \(at) while this house could not \
                    be reached
                    """
                ),
                path: "/cases/\(found.reference)"
            )
        }
        let rest = cases.dropFirst(newsCountMax)
        guard let next = rest.first else { return told }
        let words =
            rest.count == 1
            ? say("Headquarters took 1 more case over")
            : say("Headquarters took \(rest.count) more cases over")
        return told + [DeskMarks.News(words: words, path: "/cases/\(next.reference)")]
    }
}
