/// Keeps of a JPEG (ITU T.81) what makes the picture, and how it is to be turned.
enum JPEGCleaner {
    private enum Marker {
        static let start: UInt8 = 0xD8
        static let end: UInt8 = 0xD9
        static let scan: UInt8 = 0xDA
        static let jfif: UInt8 = 0xE0
        static let exif: UInt8 = 0xE1
        static let adobe: UInt8 = 0xEE
        static let comment: UInt8 = 0xFE
        static let applications: ClosedRange<UInt8> = 0xE0...0xEF
        static let restarts: ClosedRange<UInt8> = 0xD0...0xD7
        /// Frames, tables and lines: the picture itself.
        static let picture: ClosedRange<UInt8> = 0xC0...0xDF
        static let frames: ClosedRange<UInt8> = 0xC0...0xCF
        /// Those among the frames' numbers that are tables, or nothing.
        static let noFrames: Set<UInt8> = [0xC4, 0xC8, 0xCC]
    }

    /// Nil for what cannot be read up to its end mark.
    static func clean(_ bytes: [UInt8]) -> [UInt8]? {
        var reader = ByteReader(bytes[...])
        guard reader.bigEndian(2) == 0xFFD8 else { return nil }
        var kept: [UInt8] = [0xFF, Marker.start]
        kept.reserveCapacity(bytes.count)
        var hasFrame = false
        var hasScan = false
        var next = marker(&reader)
        while let marker = next {
            if marker == Marker.end {
                guard hasFrame, hasScan else { return nil }
                return kept + [0xFF, Marker.end]
            }
            guard
                Marker.picture.contains(marker) || Marker.applications.contains(marker)
                    || marker == Marker.comment, !Marker.restarts.contains(marker),
                marker != Marker.start,
                let length = reader.bigEndian(2), length >= 2,
                let body = reader.take(length - 2)
            else { return nil }
            if Marker.picture.contains(marker) {
                kept += [0xFF, marker] + [UInt8].bigEndian(length, 2)
                kept += body
            } else {
                kept += application(marker, body)
            }
            if Marker.frames.contains(marker), !Marker.noFrames.contains(marker) { hasFrame = true }
            if marker == Marker.scan {
                guard hasFrame else { return nil }
                hasScan = true
                next = scan(&reader, into: &kept)
            } else {
                next = self.marker(&reader)
            }
        }
        return nil
    }

    /// The next marker, after any number of filling bytes.
    private static func marker(_ reader: inout ByteReader) -> UInt8? {
        guard reader.byte() == 0xFF else { return nil }
        while let byte = reader.byte() {
            if byte != 0xFF { return byte == 0 ? nil : byte }
        }
        return nil
    }

    /// Keeps the coded picture up to the next marker, which it returns.
    private static func scan(_ reader: inout ByteReader, into kept: inout [UInt8]) -> UInt8? {
        let bytes = reader.bytes
        var start = reader.index
        while let mark = bytes[start...].firstIndex(of: 0xFF), mark + 1 < bytes.endIndex {
            let isData = bytes[mark + 1] == 0 || Marker.restarts.contains(bytes[mark + 1])
            let end = isData ? mark + 2 : mark
            kept += bytes[start..<end]
            _ = reader.take(end - start)
            if !isData { return marker(&reader) }
            start = end
        }
        return nil
    }

    /// What is kept of an application's segment: nothing of what it says beside the picture.
    private static func application(_ marker: UInt8, _ body: ArraySlice<UInt8>) -> [UInt8] {
        switch marker {
        case Marker.jfif where body.starts(with: "JFIF\0".utf8):
            // Version 1.1, square pixels, no small picture.
            segment(marker, Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0])
        case Marker.adobe where body.count >= 12 && body.starts(with: "Adobe".utf8):
            // How the colours are coded.
            segment(marker, Array(body.prefix(12)))
        case Marker.exif where body.starts(with: "Exif\0\0".utf8):
            orientation(body.dropFirst(6)).map { segment(marker, exif(orientation: $0)) } ?? []
        default: []
        }
    }

    private static func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
        [0xFF, marker] + .bigEndian(body.count + 2, 2) + body
    }

    /// How the picture is to be turned, 2...8; nil when it stands upright or nothing says so.
    private static func orientation(_ tiff: ArraySlice<UInt8>) -> Int? {
        var reader = ByteReader(tiff)
        guard let order = reader.take(2).map(Array.init) else { return nil }
        let isLittle = order == Array("II".utf8)
        guard isLittle || order == Array("MM".utf8) else { return nil }
        func number(_ byteCount: Int) -> Int? {
            isLittle ? reader.littleEndian(byteCount) : reader.bigEndian(byteCount)
        }
        guard number(2) == 42, let offset = number(4), offset >= 8,
            reader.take(offset - 8) != nil, let count = number(2)
        else { return nil }
        for _ in 0..<count {
            guard let tag = number(2), let type = number(2), number(4) != nil,
                let value = number(2), reader.take(2) != nil
            else { return nil }
            if tag == 0x0112, type == 3 { return (2...8).contains(value) ? value : nil }
        }
        return nil
    }

    /// Exif that says how the picture is to be turned, and nothing else.
    private static func exif(orientation: Int) -> [UInt8] {
        Array("Exif\0\0MM\0*".utf8) + .bigEndian(8, 4)
            + .bigEndian(1, 2) + .bigEndian(0x0112, 2) + .bigEndian(3, 2) + .bigEndian(1, 4)
            + .bigEndian(orientation, 2) + .bigEndian(0, 2) + .bigEndian(0, 4)
    }
}
