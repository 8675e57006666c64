import DequeModule
import HTTPTypes
import Synchronization
import Web

/// Lets bodies through while their bytes together stay within a capacity; the others wait in
/// line, and beyond the line's length they are sent away.
final class Gate: Sendable {
    private let byteCapacity: Int
    private let lineCountMax: Int
    private let state = Mutex(State())

    private struct State {
        var byteCount = 0
        var line: Deque<Place> = []
    }

    private struct Place {
        var byteCount: Int
        var admitted: CheckedContinuation<Void, Never>
    }

    private enum Entry { case admitted, inLine, refused }

    init(byteCapacity: Int, lineCountMax: Int) {
        self.byteCapacity = byteCapacity
        self.lineCountMax = lineCountMax
    }

    /// Does `work` once `byteCount` bytes have room.
    ///
    /// - Throws: ``Problem`` when the line is full.
    func passing<Result>(
        _ byteCount: Int,
        _ work: () async throws -> Result
    ) async throws -> Result {
        // One that is larger than the gate passes alone.
        let byteCount = min(byteCount, byteCapacity)
        try await enter(byteCount)
        defer { leave(byteCount) }
        return try await work()
    }

    private func enter(_ byteCount: Int) async throws {
        var isRefused = false
        await withCheckedContinuation { admitted in
            let entry = state.withLock { state -> Entry in
                if state.line.isEmpty && state.byteCount + byteCount <= byteCapacity {
                    state.byteCount += byteCount
                    return .admitted
                }
                guard state.line.count < lineCountMax else { return .refused }
                state.line.append(Place(byteCount: byteCount, admitted: admitted))
                return .inLine
            }
            isRefused = entry == .refused
            if entry != .inLine { admitted.resume() }
        }
        guard isRefused else { return }
        throw Problem(
            .serviceUnavailable,
            "overloaded",
            "The hub has more to do than it can take. Try again after the time given.",
            retryAfterSeconds: 2
        )
    }

    private func leave(_ byteCount: Int) {
        let admitted = state.withLock { state -> [Place] in
            state.byteCount -= byteCount
            var admitted: [Place] = []
            while let first = state.line.first,
                state.byteCount + first.byteCount <= byteCapacity
            {
                state.byteCount += first.byteCount
                admitted.append(state.line.removeFirst())
            }
            return admitted
        }
        for place in admitted { place.admitted.resume() }
    }
}
