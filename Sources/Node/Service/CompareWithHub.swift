package import Storage
package import Sync
import Wire

/// What a comparison of a node with its hub came to.
package struct ComparisonResult: Sendable {
    /// What the node's own files say about themselves.
    package var check: StoreCheck
    /// Records in which the two sides differ; 1,000 at most.
    package var differences: [Comparison.Difference] = []
    /// Whether the hub had changes meanwhile that the node has not pulled: then nothing is said
    /// about differences.
    package var isBehind = false
    /// How many questions it took.
    package var questionCount = 0
    package var bytesUp = 0
    package var bytesDown = 0
}

/// Compares what a node holds with the hub, record by record where they differ.
///
/// What travels grows with the differences, not with the records.
///
/// - Throws: ``TransportFailure``, or the database's error.
package func compareWithHub(
    _ store: NodeStore,
    _ transport: HTTPTransport
) async throws -> ComparisonResult {
    let held = try await blocking { try store.held() }
    var result = ComparisonResult(check: held.check)
    var comparison = Comparison(everyone: held.everyone, site: held.own)
    while true {
        let question = comparison.question()
        guard !question.isEmpty else { break }
        let body = CompareRequest(site: held.site, ranges: question).encoded()
        let bytes = try await transport.compare(body)
        result.questionCount += 1
        result.bytesUp += body.count
        result.bytesDown += bytes.count
        let reply: CompareReply
        do { reply = try CompareReply(decoding: bytes) } catch { throw TransportFailure(error) }
        guard reply.heads == held.cursor else {
            result.isBehind = true
            return result
        }
        guard comparison.take(reply.ranges) else {
            throw TransportFailure(.replyDamaged, detail: "the hub answers another question")
        }
    }
    result.differences = comparison.differences
    return result
}
