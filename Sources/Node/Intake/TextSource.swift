/// How the bytes of a file stand for letters.
package enum TextEncoding: Hashable, Sendable {
    /// UTF-8, seen in the sample. Bytes that are not become U+FFFD.
    case utf8
    /// UTF-16, low byte first; turned into UTF-8 on the way in.
    case utf16LittleEndian
    /// UTF-16, high byte first; turned into UTF-8 on the way in.
    case utf16BigEndian
    /// One byte a letter (Windows-1252, of which Latin-1 is a part). A cell that is good UTF-8 is
    /// still read as such, because exports glued from two systems are common.
    case windows1252

    /// The encoding that the first bytes of a file speak for.
    ///
    /// Order of evidence: byte-order mark, zero bytes on one side only, more good than bad UTF-8
    /// sequences. A sample of plain ASCII gives ``windows1252``: when odd bytes come
    /// later, they are more often old exports than broken UTF-8.
    package static func detected(in sample: [UInt8]) -> (encoding: TextEncoding, markCount: Int) {
        if sample.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if sample.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if sample.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        var zeros = [0, 0]
        for (index, byte) in sample.enumerated() where byte == 0 { zeros[index & 1] += 1 }
        let half = sample.count / 2
        if half >= 4, zeros[1] > half * 3 / 10, zeros[0] * 20 < half {
            return (.utf16LittleEndian, 0)
        }
        if half >= 4, zeros[0] > half * 3 / 10, zeros[1] * 20 < half { return (.utf16BigEndian, 0) }
        return (utf8Evidence(in: sample) > 0 ? .utf8 : .windows1252, 0)
    }

    /// Good multi-byte sequences minus bad ones.
    private static func utf8Evidence(in sample: [UInt8]) -> Int {
        var evidence = 0
        var index = 0
        while index < sample.count {
            let byte = sample[index]
            index += 1
            guard byte >= 0x80 else { continue }
            let tail = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1
            // The sample may be cut inside a letter: that says nothing.
            guard index + tail <= sample.count else { break }
            let isGood =
                byte >= 0xC2 && byte < 0xF5
                && sample[index..<index + tail].allSatisfy { $0 & 0xC0 == 0x80 }
            evidence += isGood ? 1 : -1
            if isGood { index += tail }
        }
        return evidence
    }

    /// The text of one cell; `isRepaired` when bytes had to be replaced or read as Windows-1252.
    func text(_ bytes: ArraySlice<UInt8>) -> (text: String, isRepaired: Bool) {
        if let text = String(validating: bytes, as: UTF8.self) { return (text, false) }
        guard self == .windows1252 else { return (String(decoding: bytes, as: UTF8.self), true) }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: bytes.lazy.map(Self.windows1252Scalar))
        return (String(text), false)
    }

    private static func windows1252Scalar(_ byte: UInt8) -> Unicode.Scalar {
        guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
        return Unicode.Scalar(windows1252Letters[Int(byte) - 0x80]) ?? "\u{FFFD}"
    }

    /// Bytes 0x80 to 0x9F; the five that Windows leaves open stay control codes, as on the web.
    private static let windows1252Letters: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
        0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    ]
}

/// The text of a file as bytes in which ASCII stands for itself, mark removed, UTF-16 transcoded.
final class TextSource {
    let encoding: TextEncoding
    let bytes: ByteSource
    private var head: [UInt8]
    private var transcoder: UTF16Transcoder?
    private var failure: IntakeError?

    /// Reads the first chunk or more and decides the encoding on it.
    ///
    /// A failure to read is kept for ``next()``, after what was read before it.
    init(_ source: ByteSource) {
        var sample: [UInt8] = []
        do {
            while sample.count < IntakeLimits.chunkByteCount {
                let chunk = try source.next()
                if chunk.isEmpty { break }
                sample += chunk
            }
        } catch {
            failure = error
        }
        let (encoding, markCount) = TextEncoding.detected(in: sample)
        self.encoding = encoding
        bytes = source
        head = Array(sample.dropFirst(markCount))
        switch encoding {
        case .utf16LittleEndian: transcoder = UTF16Transcoder(isBigEndian: false)
        case .utf16BigEndian: transcoder = UTF16Transcoder(isBigEndian: true)
        case .utf8, .windows1252: transcoder = nil
        }
    }

    /// The next bytes, empty at the end.
    func next() throws(IntakeError) -> [UInt8] {
        while true {
            if head.isEmpty, let failure { throw failure }
            let chunk = head.isEmpty ? try bytes.next() : head
            head = []
            guard transcoder != nil else { return chunk }
            let text = transcoder?.utf8(of: chunk) ?? []
            if !text.isEmpty || chunk.isEmpty { return text }
        }
    }
}

/// UTF-16 to UTF-8 over chunks cut anywhere.
///
/// Half a surrogate pair becomes three bytes that are not UTF-8, so the cell that holds it is
/// repaired and noted like any other.
private struct UTF16Transcoder {
    let isBigEndian: Bool
    private var oddByte: UInt8?
    private var highHalf: UInt32?

    init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

    /// The UTF-8 of `chunk`; an empty chunk is the end and flushes.
    mutating func utf8(of chunk: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        guard !chunk.isEmpty else {
            if let half = highHalf.take() { Self.append(half, to: &output) }
            if oddByte.take() != nil { Self.append(0xFFFD, to: &output) }
            return output
        }
        output.reserveCapacity(chunk.count)
        for byte in chunk {
            guard let first = oddByte.take() else {
                oddByte = byte
                continue
            }
            append(
                unit: isBigEndian
                    ? UInt32(first) << 8 | UInt32(byte) : UInt32(byte) << 8 | UInt32(first),
                to: &output
            )
        }
        return output
    }

    private mutating func append(unit: UInt32, to output: inout [UInt8]) {
        if let high = highHalf.take() {
            if (0xDC00...0xDFFF).contains(unit) {
                Self.append(0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00), to: &output)
                return
            }
            Self.append(high, to: &output)
        }
        if (0xD800...0xDBFF).contains(unit) {
            highHalf = unit
        } else {
            Self.append(unit, to: &output)
        }
    }

    private static func append(_ code: UInt32, to output: inout [UInt8]) {
        func tail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(code >> shift & 0x3F) }
        switch code {
        case ..<0x80: output.append(UInt8(code))
        case ..<0x800: output += [0xC0 | UInt8(code >> 6), tail(0)]
        case ..<0x1_0000: output += [0xE0 | UInt8(code >> 12), tail(6), tail(0)]
        default: output += [0xF0 | UInt8(code >> 18), tail(12), tail(6), tail(0)]
        }
    }
}
