/// Keeps of an MP3 the frames of sound, and none of the tags before and after them.
enum MP3Cleaner {
    /// Nil for what is no row of frames.
    static func clean(_ bytes: [UInt8]) -> [UInt8]? {
        guard let start = endOfTags(bytes) else { return nil }
        var index = start
        var count = 0
        while let length = frameByteCount(bytes, at: index), index + length <= bytes.count {
            index += length
            count += 1
        }
        // Three in a row are no accident. What follows is a tag, or the frame that was being
        // written when the recording ended.
        let isEnd = frameByteCount(bytes, at: index) != nil || isTag(bytes[index...])
        guard count >= 3, index == bytes.count || isEnd else { return nil }
        return Array(bytes[start..<index])
    }

    /// Where the sound begins: after any tags of ID3 version 2.
    private static func endOfTags(_ bytes: [UInt8]) -> Int? {
        var reader = ByteReader(bytes[...])
        while bytes[reader.index...].starts(with: "ID3".utf8) {
            guard let head = reader.take(10) else { return nil }
            let length = head.suffix(4).reduce(0) { $0 << 7 | Int($1 & 0x7F) }
            let hasFoot = head[head.startIndex + 5] & 0x10 != 0
            guard reader.take(length + (hasFoot ? 10 : 0)) != nil else { return nil }
        }
        return reader.index
    }

    private static func isTag(_ rest: ArraySlice<UInt8>) -> Bool {
        let starts: [StaticString] = ["TAG", "APETAGEX", "LYRICS", "ID3"]
        return starts.contains { rest.starts(with: $0.description.utf8) }
            || rest.allSatisfy { $0 == 0 }
    }

    /// In kbit/s, by the number in the header: version 1, then versions 2 and 2.5; layer III.
    private static let rates = [
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ]
    /// In samples a second, for version 1; versions 2 and 2.5 have a half and a quarter.
    private static let frequencies = [44_100, 48_000, 32_000]

    /// The length of the frame of layer III that begins here; nil when none does.
    static func frameByteCount(_ bytes: [UInt8], at index: Int) -> Int? {
        guard index + 4 <= bytes.count, bytes[index] == 0xFF, bytes[index + 1] & 0xE0 == 0xE0
        else { return nil }
        let version = Int(bytes[index + 1] >> 3 & 3)
        let layer = bytes[index + 1] >> 1 & 3
        let rate = Int(bytes[index + 2] >> 4)
        let frequency = Int(bytes[index + 2] >> 2 & 3)
        guard version != 1, layer == 1, (1...14).contains(rate), frequency < 3 else { return nil }
        let isFirst = version == 3
        let samplesPerSecond = frequencies[frequency] >> (isFirst ? 0 : version == 2 ? 1 : 2)
        let bitsPerSecond = rates[isFirst ? 0 : 1][rate] * 1_000
        let filling = Int(bytes[index + 2] >> 1 & 1)
        return (isFirst ? 144 : 72) * bitsPerSecond / samplesPerSecond + filling
    }
}
