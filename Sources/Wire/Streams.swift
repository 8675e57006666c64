/// A message being written before it is compressed, in three streams, so that the compressor
/// meets like with like: small numbers, long numbers, texts.
struct PlainWriter {
    var numbers = ByteWriter()
    var longNumbers = ByteWriter()
    var texts: [UInt8] = []

    /// The plain bytes: the lengths of the first two streams, then all three.
    func joined() -> [UInt8] { head() + texts }

    /// All that stands before the texts.
    func head() -> [UInt8] {
        var plain = ByteWriter()
        plain.bytes.reserveCapacity(
            numbers.bytes.count + longNumbers.bytes.count + texts.count + 10
        )
        plain.varint(numbers.bytes.count)
        plain.varint(longNumbers.bytes.count)
        plain.bytes.append(contentsOf: numbers.bytes)
        plain.bytes.append(contentsOf: longNumbers.bytes)
        return plain.bytes
    }

    /// How long the streams before the texts are.
    var numberByteCounts: [Int] { [numbers.bytes.count, longNumbers.bytes.count] }

    /// A text on its own, as names and codes are written.
    mutating func text(_ value: String) {
        let start = texts.count
        texts.append(contentsOf: value.utf8)
        numbers.varint(texts.count - start)
    }
}

/// A message being read: the three streams of `PlainWriter`, and what it may still make us hold.
struct PlainReader {
    let bytes: [UInt8]
    let limits: WireLimits
    var numbers: ByteReader
    var longNumbers: ByteReader
    private var texts: ByteReader
    private var changesLeft: Int
    private var cellsLeft: Int
    private var basesLeft: Int
    private var textBytesLeft: Int

    init(_ bytes: [UInt8], limits: WireLimits) throws(WireError) {
        self.bytes = bytes
        self.limits = limits
        let parts = try Self.parts(bytes, limits: limits)
        numbers = ByteReader(bytes[parts.numbers])
        longNumbers = ByteReader(bytes[parts.longNumbers])
        let rest = bytes[parts.longNumbers.upperBound...]
        // Checked once as a whole: what is left to check for each text is where it begins.
        guard rest.isUTF8 else { throw .badText(at: rest.startIndex) }
        texts = ByteReader(rest)
        changesLeft = limits.changeCountMax
        cellsLeft = limits.cellCountMax
        basesLeft = limits.baseCountMax
        textBytesLeft = limits.plainByteCountMax
    }

    /// Where the numbers and the long numbers lie; the texts follow to the end.
    static func parts(
        _ bytes: [UInt8],
        limits: WireLimits
    ) throws(WireError) -> (numbers: Range<Int>, longNumbers: Range<Int>) {
        var whole = ByteReader(bytes[...])
        let length = try whole.count(.plain, max: limits.plainByteCountMax)
        let longLength = try whole.count(.plain, max: limits.plainByteCountMax)
        return (try whole.skip(length), try whole.skip(longLength))
    }

    func finish() throws(WireError) {
        try numbers.finish()
        try longNumbers.finish()
        try texts.finish()
    }

    mutating func claimChanges(_ count: Int) throws(WireError) {
        try Self.claim(count, of: &changesLeft, .changes, max: limits.changeCountMax)
    }

    mutating func claimCells(_ count: Int) throws(WireError) {
        try Self.claim(count, of: &cellsLeft, .cells, max: limits.cellCountMax)
    }

    mutating func claimBases(_ count: Int) throws(WireError) {
        try Self.claim(count, of: &basesLeft, .bases, max: limits.baseCountMax)
    }

    /// Claims room for a text that a cell will hold; one text may serve many cells.
    mutating func claimText(_ byteCount: Int) throws(WireError) {
        try Self.claim(byteCount, of: &textBytesLeft, .texts, max: limits.plainByteCountMax)
    }

    private static func claim(
        _ count: Int,
        of left: inout Int,
        _ measure: WireError.Measure,
        max: Int
    ) throws(WireError) {
        guard count <= left else {
            throw .tooLarge(measure, found: UInt64(max - left + count), max: UInt64(max))
        }
        left -= count
    }

    /// Takes the next text of `length` bytes and says where it lies.
    mutating func takeText(_ length: Int) throws(WireError) -> Range<Int> {
        let range = try texts.skip(length)
        // The stream is UTF-8; it is cut between characters unless a text begins within one.
        guard range.isEmpty || bytes[range.lowerBound] & 0xC0 != 0x80 else {
            throw .badText(at: range.lowerBound)
        }
        return range
    }

    /// A text on its own.
    mutating func text(_ measure: WireError.Measure, max: Int) throws(WireError) -> String {
        let length = try numbers.count(measure, max: max)
        return String(decoding: bytes[try takeText(length)], as: UTF8.self)
    }
}
