/// A read-mostly table from 64-bit hashes to word numbers; one hash may hold several words.
///
/// Open addressing at a load of at most one half, so that a text of sixty words costs sixty
/// cache lines and no allocation.
struct HashIndex {
    private var keys: [UInt64]
    private var values: [Int32]
    private var count = 0

    init() {
        keys = [0, 0, 0, 0]
        values = [0, 0, 0, 0]
    }

    /// Adds `value`, which must not be 0, under `key`.
    mutating func insert(_ value: Int32, for key: UInt64) {
        precondition(value != 0, "word number 0 stands for an empty slot")
        if 2 * (count + 1) > keys.count { grow() }
        var slot = firstSlot(key)
        while values[slot] != 0 { slot = (slot + 1) & (keys.count - 1) }
        keys[slot] = key
        values[slot] = value
        count += 1
    }

    /// The first word under `key` that `accept` agrees to.
    @inline(__always)
    func first(for key: UInt64, where accept: (Int32) -> Bool) -> Int32? {
        var slot = firstSlot(key)
        while values[slot] != 0 {
            if keys[slot] == key, accept(values[slot]) { return values[slot] }
            slot = (slot + 1) & (keys.count - 1)
        }
        return nil
    }

    private func firstSlot(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (keys.count - 1)
    }

    private mutating func grow() {
        let old = (keys, values)
        keys = Array(repeating: 0, count: 2 * old.0.count)
        values = Array(repeating: 0, count: 2 * old.0.count)
        count = 0
        for (key, value) in zip(old.0, old.1) where value != 0 {
            insert(value, for: key)
        }
    }
}
