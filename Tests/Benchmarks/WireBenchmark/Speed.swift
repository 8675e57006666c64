import Foundation
import Wire

extension WireBenchmark {
    static func printSpeed(_ texts: [String]) throws {
        print("\nCPU on one core (bar: 200,000 changes a second each way)")
        let sizes: [(Int, WireEffort)] = [
            (50, .quick), (500, .quick), (5_000, .quick), (5_000, .thorough),
        ]
        for (size, effort) in sizes {
            var mix = HotelMix(texts: texts, seed: 8)
            let requests = (0..<max(2, 5_000 / size)).map { _ in request(mix.changes(size)) }
            let count = requests.count * size
            let frames = requests.map { $0.encoded(effort) }
            let encode = nanoseconds(per: count) {
                for item in requests { _ = item.encoded(effort) }
            }
            let decode = try nanoseconds(per: count) {
                for frame in frames { _ = try ExchangeRequest(decoding: frame) }
            }
            var batches = requests.map(\.sections[0].changes)
            let chain = nanoseconds(per: count) {
                for index in batches.indices {
                    batches[index].chain(from: ChainHash(high: 1, low: 2))
                }
            }
            let log = batches.map { batch in batch.heads.indices.map(batch.canonicalBytes(at:)) }
            let parse = try nanoseconds(per: count) {
                for (batch, changes) in zip(batches, log) {
                    var copy = ChangeBatch()
                    for (index, bytes) in changes.enumerated() {
                        try copy.appendCanonical(bytes[...], id: batch.heads[index].id)
                    }
                }
            }
            let logBytes = log.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } }
            print(
                "\(name(size, effort)): encode+deflate \(text(encode)),",
                "inflate+decode \(text(decode)),",
                "chain \(text(chain)), log parse \(text(parse)); log \(per(logBytes, count)) bytes"
            )
        }
    }

    private static func text(_ nanoseconds: Double) -> String {
        String(format: "%.0f ns (%.0f k/s)", nanoseconds, 1e6 / nanoseconds)
    }

    /// Process time for each of `count` things, the best of several rounds.
    private static func nanoseconds(per count: Int, _ work: () throws -> Void) rethrows -> Double {
        var best = Double.infinity
        for _ in 0..<7 {
            let start = clock()
            try work()
            let spent = Double(clock() - start) / Double(CLOCKS_PER_SEC)
            best = min(best, spent * 1e9 / Double(count))
        }
        return best
    }
}
