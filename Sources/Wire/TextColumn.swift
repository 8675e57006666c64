/// Where a text lies.
struct TextSlice {
    var start: Int
    var count: Int
}

/// How a column's texts are written.
enum TextForm: UInt8 {
    /// Lengths, and the bytes one after another.
    case each
    /// Different texts once, in order of appearance, and which of them each is.
    case dictionary
}

extension PlainWriter {
    /// Longer texts seldom repeat; looking for repetitions would cost more than it saves.
    private static let dictionaryTextByteCountMax = 48

    /// Writes a column of texts that lie in `source`; the reader must know how many there are.
    mutating func texts(_ slices: [TextSlice], in source: [UInt8]) {
        guard !slices.isEmpty else { return }
        let byteCount = slices.reduce(0) { $0 + $1.count }
        if byteCount <= slices.count * Self.dictionaryTextByteCountMax,
            dictionary(slices, in: source)
        {
            return
        }
        numbers.byte(TextForm.each.rawValue)
        append(slices, in: source)
    }

    private mutating func append(_ slices: [TextSlice], in source: [UInt8]) {
        integers(slices.map { Int64($0.count) })
        for slice in slices {
            self.texts.append(contentsOf: source[slice.start..<slice.start + slice.count])
        }
    }

    /// Writes a dictionary and says true, if at least half of the texts are repetitions.
    private mutating func dictionary(_ slices: [TextSlice], in source: [UInt8]) -> Bool {
        var known: [TextKey: Int64] = [:]
        var different: [TextSlice] = []
        var choices: [Int64] = []
        choices.reserveCapacity(slices.count)
        for slice in slices {
            let key = TextKey(bytes: source[slice.start..<slice.start + slice.count])
            if let index = known[key] {
                choices.append(index)
                continue
            }
            guard different.count < slices.count / 2 else { return false }
            choices.append(Int64(different.count))
            known[key] = Int64(different.count)
            different.append(slice)
        }
        numbers.byte(TextForm.dictionary.rawValue)
        numbers.varint(different.count)
        append(different, in: source)
        integers(choices)
        return true
    }
}

/// A text's bytes as a dictionary's key, hashed all at once.
private struct TextKey: Hashable {
    var bytes: ArraySlice<UInt8>

    func hash(into hasher: inout Hasher) {
        unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }
}

extension PlainReader {
    /// Reads a column of `count` texts and says where each lies in `bytes`.
    mutating func texts(_ count: Int) throws(WireError) -> [TextSlice] {
        guard count > 0 else { return [] }
        let byte = try numbers.byte()
        let result: [TextSlice]
        switch TextForm(rawValue: byte) {
        case .each: result = try slices(count)
        case .dictionary:
            let size = Int(try numbers.number(.column, max: Int64(count)))
            let different = try slices(size)
            let choices = try integers(count, .column, max: Int64(size) - 1)
            result = choices.map { different[Int($0)] }
        case nil: throw .unknownForm(.lengths, found: UInt64(byte))
        }
        for slice in result { try claimText(slice.count) }
        return result
    }

    private mutating func slices(_ count: Int) throws(WireError) -> [TextSlice] {
        let lengths = try integers(count)
        var result: [TextSlice] = []
        result.reserveCapacity(count)
        for length in lengths {
            guard length >= 0, length <= Int64(limits.textByteCountMax) else {
                throw .tooLarge(
                    .text,
                    found: UInt64(bitPattern: length),
                    max: UInt64(limits.textByteCountMax)
                )
            }
            let range = try takeText(Int(length))
            result.append(TextSlice(start: range.lowerBound, count: range.count))
        }
        return result
    }
}
