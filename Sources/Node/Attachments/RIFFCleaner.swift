/// Keeps of a WebP the chunks that make the picture.
enum WebPCleaner {
    private static let frames: Set<String> = ["VP8 ", "VP8L", "ALPH"]
    /// What says that there is a colour profile, Exif or XMP.
    private static let metadataFlags: UInt8 = 0x20 | 0x08 | 0x04

    /// Nil for what cannot be read to its end.
    static func clean(_ bytes: [UInt8]) -> [UInt8]? {
        guard let chunks = RIFF.chunks(of: bytes, form: "WEBP") else { return nil }
        var kept: [UInt8] = []
        var hasPicture = false
        for (code, body) in chunks {
            switch code {
            case "VP8 ", "VP8L":
                kept += RIFF.chunk(code, body)
                hasPicture = true
            case "ALPH", "ANIM": kept += RIFF.chunk(code, body)
            case "VP8X":
                guard body.count == 10, let flags = body.first else { return nil }
                kept += RIFF.chunk(code, [flags & ~metadataFlags] + body.dropFirst())
            case "ANMF":
                guard let frame = frame(body) else { return nil }
                kept += RIFF.chunk(code, frame[...])
                hasPicture = true
            default: break
            }
        }
        return hasPicture ? RIFF.file("WEBP", kept) : nil
    }

    /// A frame of a moving picture: 16 bytes on where and how long, then chunks of its own.
    private static func frame(_ body: ArraySlice<UInt8>) -> [UInt8]? {
        guard body.count >= 16, let chunks = RIFF.chunks(body.dropFirst(16)) else { return nil }
        let pictures = chunks.filter { frames.contains($0.code) }
        guard pictures.contains(where: { $0.code != "ALPH" }) else { return nil }
        return Array(body.prefix(16)) + pictures.flatMap { RIFF.chunk($0.code, $0.body) }
    }
}

/// Keeps of a WAV how the sound is coded, and the sound.
enum WAVCleaner {
    /// Nil for what cannot be read to its end.
    static func clean(_ bytes: [UInt8]) -> [UInt8]? {
        guard let chunks = RIFF.chunks(of: bytes, form: "WAVE") else { return nil }
        let kept = chunks.filter { ["fmt ", "fact", "data"].contains($0.code) }
        let codes = kept.map(\.code)
        guard codes.contains("fmt "), codes.contains("data") else { return nil }
        return RIFF.file("WAVE", kept.flatMap { RIFF.chunk($0.code, $0.body) })
    }
}

/// Chunks with a name of four letters and a length, in a file with a form of four letters.
enum RIFF {
    typealias Chunk = (code: String, body: ArraySlice<UInt8>)

    static func chunks(of bytes: [UInt8], form: String) -> [Chunk]? {
        var reader = ByteReader(bytes[...])
        guard reader.code() == "RIFF", let length = reader.littleEndian(4), length >= 4,
            reader.code() == form, let body = reader.take(length - 4)
        else { return nil }
        return chunks(body)
    }

    /// Nil when the last one is cut short.
    static func chunks(_ body: ArraySlice<UInt8>) -> [Chunk]? {
        var reader = ByteReader(body)
        var chunks: [Chunk] = []
        while reader.count > 0 {
            guard let code = reader.code(), let length = reader.littleEndian(4),
                let body = reader.take(length)
            else { return nil }
            // The last one's filling byte is often missing.
            if !length.isMultiple(of: 2), reader.count > 0 { _ = reader.take(1) }
            chunks.append((code, body))
        }
        return chunks
    }

    static func chunk(_ code: String, _ body: ArraySlice<UInt8>) -> [UInt8] {
        Array(code.utf8) + .littleEndian(body.count, 4) + body
            + (body.count.isMultiple(of: 2) ? [] : [0])
    }

    static func file(_ form: String, _ chunks: [UInt8]) -> [UInt8] {
        Array("RIFF".utf8) + .littleEndian(chunks.count + 4, 4) + Array(form.utf8) + chunks
    }
}
