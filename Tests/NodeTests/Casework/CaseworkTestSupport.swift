import Foundation
import Node
import Recovery
import Storage
import Sync
import Wire

/// A node that has joined a hub it never spoke to, in memory.
func enrolledNode() throws -> NodeStore {
    let node = try NodeStore(inMemoryWith: .all)
    try node.enrol(.alone)
    return node
}

extension NodeStore.Enrolment {
    /// Site 1, LIS, under writer 2.
    static let alone = NodeStore.Enrolment(
        site: 1,
        siteCode: "LIS",
        siteName: "Lisbon",
        hubURL: "",
        credential: "",
        writer: WriterNumber(rawValue: 2),
        epoch: Epoch(rawValue: 7),
        hubLives: [WriterNumber(rawValue: 1)]
    )
}

extension Timestamp {
    /// The present of these tests.
    static var testNow: Timestamp { Timestamp(milliseconds: 1_790_000_000_000) }
}

extension FeedbackDraft {
    /// What somebody wrote in one box.
    static func written(_ text: String, score: Int? = nil) -> FeedbackDraft {
        var draft = FeedbackDraft(channel: .webForm)
        draft.passages = text.isEmpty ? [] : [Passage(kind: .text, text: text)]
        draft.score = score.flatMap { Score(hundredths: $0 * 100, scale: .oneToFive) }
        return draft
    }
}
