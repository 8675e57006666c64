import Recovery
import Storage

/// From a recovery that is worth telling to its story, or to where it is written.
struct StoryLink: Sendable {
    let path: String
    let words: String

    /// Nothing for a case of which no story is told: not recovered, a drill, or sealed.
    init?(_ found: RecoveryCase, _ scenario: FailureScenario?, _ reader: StoreReader) throws {
        guard found.state == .closed, found.outcome == .recovered, !found.isDrill,
            !found.isSealed(scenario)
        else { return nil }
        if let story = try reader.story(ofCase: found.id) {
            (path, words) = ("/stories/\(story.id)", say("Its story: \(story.title)"))
        } else {
            (path, words) = ("/stories/new?case=\(found.reference)", say("Tell it as a story"))
        }
    }
}
