/// Keeps of a PNG the chunks that make the picture.
enum PNGCleaner {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// The picture, what shines through it, and how its colours are meant.
    private static let kept: Set<String> = [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT",
    ]

    /// Nil for what cannot be read up to its last chunk.
    static func clean(_ bytes: [UInt8]) -> [UInt8]? {
        var reader = ByteReader(bytes[...])
        guard reader.take(signature.count)?.elementsEqual(signature) == true else { return nil }
        var kept = signature
        var hasData = false
        var isFirst = true
        while let length = reader.bigEndian(4), let code = reader.code(),
            let body = reader.take(length), let check = reader.take(4)
        {
            guard isFirst == (code == "IHDR") else { return nil }
            if isFirst, length != 13 { return nil }
            isFirst = false
            if Self.kept.contains(code) {
                kept += .bigEndian(length, 4) + Array(code.utf8)
                kept += body
                kept += check
            } else if code.utf8.first.map({ $0 & 0x20 == 0 }) ?? true {
                // A chunk without which the picture cannot be drawn, and nobody knows it.
                return nil
            }
            if code == "IDAT" { hasData = true }
            if code == "IEND" { return hasData && length == 0 ? kept : nil }
        }
        return nil
    }
}
