@testable import Node

/// A small file of a kind, with secrets in every place where files keep them.
struct MediaSample {
    let bytes: [UInt8]
    let secrets: [[UInt8]]

    /// What must stay: the picture or the sound.
    static let essence = Array("the-picture-itself".utf8)

    private static let place = Array("Lisboa 38.7223 N".utf8)
    private static let device = Array("Ana's phone".utf8)

    init(_ kind: MediaKind) {
        secrets = [Self.place, Array(Self.device.prefix(8))]
        bytes =
            switch kind {
            case .jpeg: Self.jpeg(orientation: 1, isLittle: true)
            case .png: Self.png()
            case .webP: Self.webP()
            case .wav: Self.wav()
            case .mp3: Self.mp3()
            case .m4a: Self.mp4(track: "soun")
            }
    }

    // MARK: JPEG

    private static func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
        [0xFF, marker] + .bigEndian(body.count + 2, 2) + body
    }

    static func jpeg(orientation: Int, isLittle: Bool) -> [UInt8] {
        let scan = segment(0xDA, [1, 1, 0, 0, 63, 0]) + essence + [0xFF, 0x00, 0xFF, 0xD3, 7]
        return [0xFF, 0xD8]
            + segment(0xE0, Array("JFIF\0".utf8) + [1, 2, 1, 0, 72, 0, 72, 1, 1] + device)
            + segment(0xE1, tiff(orientation, isLittle))
            + segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0".utf8) + place)
            + segment(0xE2, Array("ICC_PROFILE\0".utf8) + device)
            + segment(0xED, Array("Photoshop 3.0\0".utf8) + place)
            + segment(0xFE, device)
            + segment(0xDB, [0] + [UInt8](repeating: 1, count: 64)) + [0xFF, 0xFF]
            + segment(0xC0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0])
            + scan + segment(0xC4, [0, 1, 2]) + scan + [0xFF, 0xD9]
            // Phones put a film or a second picture after the end.
            + jpegTrailer
    }

    private static let jpegTrailer = Array("MotionPhoto ".utf8) + place + [0xFF, 0xD8, 0xFF]

    private static func tiff(_ orientation: Int, _ isLittle: Bool) -> [UInt8] {
        func number(_ value: Int, _ count: Int) -> [UInt8] {
            isLittle ? .littleEndian(value, count) : .bigEndian(value, count)
        }
        return Array("Exif\0\0".utf8) + Array((isLittle ? "II" : "MM").utf8) + number(42, 2)
            + number(8, 4) + number(2, 2)
            // Who made the camera, kept further down, then how it was held.
            + number(0x010F, 2) + number(2, 2) + number(40, 4) + number(60, 4)
            + number(0x0112, 2) + number(3, 2) + number(1, 4) + number(orientation, 2)
            + number(0, 2) + number(0, 4) + place + device
    }

    /// The only Exif that may stay.
    static func exif(_ orientation: Int) -> [UInt8] {
        [0xFF, 0xE1, 0, 34] + Array("Exif\0\0MM\0*".utf8) + [0, 0, 0, 8, 0, 1]
            + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0, 0, 0, 0, 0, 0]
    }

    // MARK: PNG

    private static func png() -> [UInt8] {
        func chunk(_ code: String, _ body: [UInt8]) -> [UInt8] {
            .bigEndian(body.count, 4) + Array(code.utf8) + body + [1, 2, 3, 4]
        }
        return PNGCleaner.signature + chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])
            + chunk("tEXt", Array("Comment\0".utf8) + place) + chunk("eXIf", place)
            + chunk("iTXt", device) + chunk("prVt", device) + chunk("gAMA", [0, 0, 1, 1])
            + chunk("IDAT", essence) + chunk("tIME", [7, 0, 1, 1, 1, 1, 1]) + chunk("IEND", [])
            + place
    }

    // MARK: WebP and WAV

    private static func webP() -> [UInt8] {
        RIFF.file(
            "WEBP",
            RIFF.chunk("VP8X", [0x2C | 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0])
                + RIFF.chunk("ICCP", device[...]) + RIFF.chunk("VP8L", essence[...])
                + RIFF.chunk("EXIF", place[...]) + RIFF.chunk("XMP ", device[...])
        ) + place
    }

    private static func wav() -> [UInt8] {
        let info = Array("INFO".utf8) + RIFF.chunk("IART", device[...])
        return RIFF.file(
            "WAVE",
            RIFF.chunk("LIST", info[...]) + RIFF.chunk("bext", place[...])
                + RIFF.chunk("fmt ", [1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x40, 0x1F, 0, 0, 1, 0, 8, 0])
                + RIFF.chunk("data", essence[...]) + RIFF.chunk("id3 ", device[...])
        )
    }

    // MARK: MP3

    private static func mp3() -> [UInt8] {
        let tag = Array("TIT2".utf8) + place + device
        let sizes = [3, 2, 1, 0].map { UInt8(tag.count >> (7 * $0) & 0x7F) }
        // 32 kbit/s at 48 kHz: 96 bytes a frame.
        let frame = [0xFF, 0xFB, 0x14, 0xC4] + essence
        let whole = frame + [UInt8](repeating: 0x55, count: 96 - frame.count)
        let old = Array("TAG".utf8) + place + device
        return Array("ID3".utf8) + [4, 0, 0] + sizes + tag + whole + whole + whole + whole
            + old + [UInt8](repeating: 0, count: 128 - old.count)
    }

    // MARK: MP4

    static func box(_ code: String, _ body: [UInt8]) -> [UInt8] {
        .bigEndian(body.count + 8, 4) + Array(code.utf8) + body
    }

    static func mp4(track: String) -> [UInt8] {
        let times =
            [UInt8](repeating: 0, count: 4) + device.prefix(8)
            + [UInt8](repeating: 0, count: 12)
        let handler =
            [UInt8](repeating: 0, count: 8) + Array(track.utf8)
            + [UInt8](repeating: 0, count: 12) + device + [0]
        let media =
            box("mdhd", times) + box("hdlr", handler)
            + box("minf", box("smhd", [0, 0, 0, 0]) + box("stbl", box("stsz", [0, 0, 0, 1])))
        let moov =
            box("mvhd", times)
            + box("trak", box("tkhd", times) + box("mdia", media) + box("udta", device))
            + box("udta", box("loci", place)) + box("meta", device)
        return box("ftyp", Array("M4A \0\0\0\0".utf8)) + box("uuid", place)
            + box("mdat", essence) + box("moov", moov) + box("free", place)
    }
}
