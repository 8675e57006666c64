import Recovery
import Storage

extension HouseNumbers {
    /// The cases of which a promised time was missed, by the reason that was given, the most
    /// frequent reason first; those without one come last.
    static func late(_ lines: [Line], _ now: Timestamp) -> HouseNumber {
        let missed = lines.filter { $0.clocks.hasMissed(at: now, writtenAt: $0.found.writtenAt) }
        let groups = Dictionary(grouping: missed) { $0.found.lateReason }
        let reasons = groups.filter { $0.key != nil }.sorted {
            ($1.value.count, $0.key?.rawValue ?? 0) < ($0.value.count, $1.key?.rawValue ?? 0)
        }
        let unsaid = groups[nil] ?? []
        let told = reasons.map { "\($0.value.count) \($0.key.map { say($0) } ?? "")" }
        let rest = unsaid.isEmpty ? [] : [say("\(unsaid.count) without a reason yet")]
        return HouseNumber(
            kind: .late,
            value: lines.isEmpty ? "–" : "\(missed.count)",
            note: missed.isEmpty
                ? say("of \(lines.count) cases") : (told + rest).joined(separator: "; "),
            rows: reasons.flatMap { reason, lines in
                lines.map {
                    HouseNumber.Row(found: $0.found, words: reason.map { say($0) } ?? "", isIn: nil)
                }
            }
                + unsaid.map {
                    HouseNumber.Row(found: $0.found, words: say("no reason yet"), isIn: nil)
                }
        )
    }
}
