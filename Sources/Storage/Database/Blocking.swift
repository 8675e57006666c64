import Dispatch

/// Runs work that waits for a disk on a thread that may wait, and returns what came of it.
///
/// Swift's own threads are as few as the cores; one that waits for a disk would hold up every
/// connection.
package func blocking<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async {
            continuation.resume(with: Swift.Result { try work() })
        }
    }
}
