/// Blanks in a recording of the MP4 family (ISO 14496-12) everything but the sound.
///
/// Boxes stay where they are, since others point into them by their place: what is not needed is
/// turned into free space and filled with zeros.
struct MP4Cleaner {
    private(set) var bytes: [UInt8]
    /// Whether something else than sound runs in it.
    private(set) var isFilm = false
    private var hasSound = false
    private var hasData = false
    private var boxCount = 0
    /// More boxes than any recording of some minutes has.
    private static let boxCountMax = 20_000

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// What may stand in each box that holds others, and is kept.
    private static let kept: [String: Set<String>] = [
        "": ["ftyp", "moov", "mdat", "moof"],
        "moov": ["mvhd", "trak", "mvex"],
        "trak": ["tkhd", "mdia", "edts"],
        "mdia": ["mdhd", "hdlr", "minf"],
        "minf": ["smhd", "dinf", "stbl"],
        "edts": ["elst"],
        "mvex": ["mehd", "trex"],
        "moof": ["mfhd", "traf"],
        "traf": ["tfhd", "tfdt", "trun"],
        "dinf": ["dref"],
        "stbl": [
            "stsd", "stts", "stsc", "stsz", "stz2", "stco", "co64", "sgpd", "sbgp", "ctts",
        ],
    ]

    /// Whether it could be read to its end and holds sound, and nothing else that runs.
    mutating func clean() -> Bool {
        clean(bytes.indices, in: "") && hasSound && hasData && !isFilm
    }

    /// How deep boxes lie in each other is bounded by the table above.
    private mutating func clean(_ range: Range<Int>, in parent: String) -> Bool {
        var start = range.lowerBound
        while start < range.upperBound {
            guard boxCount < Self.boxCountMax, let box = box(start..<range.upperBound, in: parent),
                keep(box.code, box.body, in: parent)
            else { return false }
            boxCount += 1
            if Self.kept[parent]?.contains(box.code) != true {
                bytes.replaceSubrange(start + 4..<start + 8, with: "free".utf8)
                blank(box.body)
            }
            start = box.body.upperBound
        }
        return true
    }

    /// The box at the front of a range; nil when it is cut short.
    private func box(_ range: Range<Int>, in parent: String) -> (code: String, body: Range<Int>)? {
        var reader = ByteReader(bytes[range])
        guard var length = reader.bigEndian(4), let code = reader.code() else { return nil }
        if length == 1 {
            guard reader.bigEndian(4) == 0, let low = reader.bigEndian(4) else { return nil }
            length = low
        } else if length == 0, parent.isEmpty {
            length = range.count
        }
        let end = range.lowerBound + length
        guard end >= reader.index, end <= range.upperBound else { return nil }
        return (code, reader.index..<end)
    }

    /// Whether the box could be read.
    private mutating func keep(_ code: String, _ body: Range<Int>, in parent: String) -> Bool {
        guard Self.kept[parent]?.contains(code) == true else { return true }
        switch code {
        case "mdat": hasData = true
        case "mvhd", "tkhd", "mdhd": return blankTimes(body)
        case "hdlr": return checkHandler(body)
        default: break
        }
        return Self.kept[code] == nil || clean(body, in: code)
    }

    /// When it was recorded and changed: two numbers after version and flags.
    private mutating func blankTimes(_ body: Range<Int>) -> Bool {
        guard let version = bytes[body].first else { return false }
        let byteCount = version == 0 ? 8 : 16
        guard body.count >= 4 + byteCount else { return false }
        blank(body.lowerBound + 4..<body.lowerBound + 4 + byteCount)
        return true
    }

    /// A track says by four letters what runs in it, and by a name what wrote it.
    private mutating func checkHandler(_ body: Range<Int>) -> Bool {
        guard body.count >= 24 else { return false }
        let kind = bytes[body.lowerBound + 8..<body.lowerBound + 12]
        if kind.elementsEqual("soun".utf8) { hasSound = true } else { isFilm = true }
        blank(body.lowerBound + 24..<body.upperBound)
        return !isFilm
    }

    private mutating func blank(_ range: Range<Int>) {
        bytes.replaceSubrange(range, with: repeatElement(0, count: range.count))
    }
}
