import Recovery
import Wire

/// What the running totals count feedback with a score by.
struct ScoreFacts: Hashable {
    let site: UInt32
    /// The day on which it came in, since 1970 by UTC.
    let day: Int64
    /// Whether it lies below the middle of its scale.
    let isLow: Bool

    /// Nil for feedback without a score that its scale allows.
    init?(_ row: StoredRow) {
        guard let score = row.number(FeedbackField.scoreHundredths),
            let scale = row.number(FeedbackField.scale),
            let receivedAt = row.number(FeedbackField.receivedAt)
        else { return nil }
        self.init(row.site, score, scale, receivedAt)
    }

    /// Reads them from the change that creates feedback.
    init?(creation index: Int, in batch: ChangeBatch, site: UInt32) {
        var (score, scale, receivedAt): (Int64?, Int64?, Int64?)
        for entry in batch.entries[batch.fieldRange(at: index)] where entry.kind == .integer {
            switch FeedbackField(rawValue: entry.field) {
            case .scoreHundredths: score = entry.value
            case .scale: scale = entry.value
            case .receivedAt: receivedAt = entry.value
            default: continue
            }
        }
        guard let score, let scale, let receivedAt else { return nil }
        self.init(site, score, scale, receivedAt)
    }

    private init?(_ site: UInt32, _ score: Int64, _ scale: Int64, _ receivedAt: Int64) {
        guard let range = ScoreScale(rawValue: scale)?.range else { return nil }
        let (low, high) = (Int64(range.lowerBound) * 100, Int64(range.upperBound) * 100)
        guard (low...high).contains(score) else { return nil }
        self.site = site
        day = Timestamp(milliseconds: receivedAt).day()
        isLow = 2 * score < low + high
    }
}
