package import Dispatch

/// Runs work that waits for a disk on a thread that may wait, and returns what came of it.
///
/// Swift's own threads are as few as the cores; one that waits for a disk would hold up every
/// connection.
package func blocking<Result: Sendable>(
    on queue: DispatchQueue = .global(),
    _ work: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        queue.async {
            continuation.resume(with: Swift.Result { try work() })
        }
    }
}

extension DispatchQueue {
    /// Where secrets are derived, one after the other: each keeps a processor busy for tens of
    /// milliseconds by design, and a crowd of them must not keep the others from their work.
    package static let derivations = DispatchQueue(label: "amends.derivations")
}
