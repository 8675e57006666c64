import Detection
import Recovery
import Storage
import Wire

/// What guests said lately, read by the scenarios in use and by a changed one.
struct OverlayPreview {
    let desk: FeedbackDesk

    /// Words that would be read in another way.
    struct Difference: Sendable {
        var text: String
        var when: String
        var before: String
        var after: String
    }

    struct Result: Sendable {
        var differences: [Difference]
        /// How many were read, and how many differ.
        var words: String
    }

    /// How far back words are read.
    private static let days: Int64 = 90
    /// How many are read at most, the newest.
    private static let readCountMax = 2000
    /// How many differences are shown.
    private static let shownCountMax = 20
    private static let textLengthMax = 240

    func differences(
        _ changed: FailureScenario,
        among present: [FailureScenario],
        _ reader: StoreReader,
        _ now: Timestamp
    ) throws -> Result {
        let since = Timestamp(milliseconds: now.milliseconds - Self.days * 86_400_000)
        let scenarios = Dictionary(
            present.map { ($0.code.description, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        // The words of a sealed case are not read through this page either.
        let items = try reader.feedback(since: since, countMax: Self.readCountMax).filter {
            guard let found = try reader.caseOpened(from: $0.id) else { return true }
            return !found.isSealed(found.scenario.flatMap { scenarios[$0] })
        }
        let next = present.map { $0.code == changed.code ? changed : $0 }
        let (former, latter) = (detector(present), detector(next))
        var differences: [Difference] = []
        var count = 0
        for item in items {
            let input = DetectionInput(item)
            let before = Self.verdict(former.detect(input))
            let after = Self.verdict(latter.detect(input))
            guard before != after else { continue }
            count += 1
            guard differences.count < Self.shownCountMax else { continue }
            differences.append(
                Difference(
                    text: String(item.text.prefix(Self.textLengthMax)),
                    when: item.receivedAt.description,
                    before: before,
                    after: after
                )
            )
        }
        let read = items.count == 1 ? say("1 guest’s words") : say("\(items.count) guests’ words")
        let found = count == 0 ? say("none would be read") : say("\(count) would be read")
        return Result(
            differences: differences,
            words: say("Of \(read) in the last \(Self.days) days, \(found) in another way.")
        )
    }

    private func detector(_ scenarios: [FailureScenario]) -> Detector {
        Detector(rules: scenarios.map { DetectionRule($0) }, settings: desk.settings)
    }

    private static func verdict(_ outcome: DetectionOutcome) -> String {
        switch outcome.decision {
        case .noCase: say("no case")
        case .openCase(.triage, _): say("a case without a name")
        case .openCase(.scenario(let code), _): code
        }
    }
}
