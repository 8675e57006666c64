import Testing
import Web

struct NumbersTests {
    @Test(arguments: [
        ([1, 1, 1], ["34 %", "33 %", "33 %"]), ([2, 1], ["67 %", "33 %"]),
        ([0, 5], ["0 %", "100 %"]),
        ([1, 1, 1, 1, 1, 1], ["17 %", "17 %", "17 %", "17 %", "16 %", "16 %"]),
        ([1000, 1000, 1000], ["33.4 %", "33.3 %", "33.3 %"]), ([0, 0], ["-", "-"]), ([], []),
    ])
    func `shares of one whole sum to 100 %`(parts: [Int], words: [String]) {
        #expect(Numbers.shares(parts) == words)
    }

    @Test(arguments: UInt64(1)...20)
    func `no share is off by a whole step, and nothing gets lost`(seed: UInt64) {
        var state = seed
        let parts = (0..<Int(seed % 12 + 1)).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 54)
        }
        let whole = parts.reduce(0, +)
        guard whole > 0 else { return }
        let shares = Numbers.shares(parts).compactMap { Double($0.dropLast(2)) }
        let step = whole >= 1000 ? 0.1 : 1.0
        #expect(abs(shares.reduce(0, +) - 100) < 1e-6)
        for (part, share) in zip(parts, shares) {
            #expect(abs(share - Double(part) * 100 / Double(whole)) < step)
        }
    }
}
