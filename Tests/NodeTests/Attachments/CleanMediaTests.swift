import Recovery
import Testing

@testable import Node

/// What stays of pictures and recordings, and what is refused.
struct CleanMediaTests {
    @Test(arguments: MediaKind.allCases)
    func `a file is taken for what it is, and nothing but itself stays`(kind: MediaKind) throws {
        let sample = MediaSample(kind)
        #expect(sample.secrets.allSatisfy { contains(sample.bytes, $0) })
        let clean = try CleanMedia(sample.bytes)
        #expect(clean.kind == kind)
        for secret in sample.secrets { #expect(!contains(clean.bytes, secret), "\(secret)") }
        #expect(contains(clean.bytes, MediaSample.essence))
        // What is clean stays as it is.
        #expect(try CleanMedia(clean.bytes).bytes == clean.bytes)
    }

    @Test(arguments: MediaKind.allCases)
    func `a file that was cut short is refused, wherever it was cut`(kind: MediaKind) throws {
        let whole = try CleanMedia(MediaSample(kind).bytes).bytes
        for count in 0..<whole.count {
            let cut = Array(whole[..<count])
            // An MP3 ends with any frame.
            if kind == .mp3, (try? CleanMedia(cut)) != nil { continue }
            // What was blanked at the end of an MP4 may be missing.
            if kind == .m4a, whole[count...].dropFirst(4).starts(with: "free".utf8) { continue }
            #expect(throws: MediaRefusal.self, "\(count) of \(whole.count)") {
                try CleanMedia(cut)
            }
        }
    }

    @Test(arguments: MediaKind.allCases, [1, 2, 3])
    func `damage is refused or harmless, and never stops the program`(
        kind: MediaKind,
        seed: UInt64
    ) throws {
        let sample = MediaSample(kind)
        var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        func next(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
        for _ in 0..<400 {
            var bytes = sample.bytes
            for _ in 0..<1 + next(4) {
                bytes[next(bytes.count)] = [0x00, 0xFF, 0x7F, 0x80, UInt8(next(256))][next(5)]
            }
            do {
                let clean = try CleanMedia(bytes)
                #expect(clean.bytes.count <= bytes.count + 64)
            } catch let refusal {
                #expect(!refusal.description.isEmpty)
            }
        }
    }

    @Test func `a photograph stays turned as it was taken, and says nothing else`() throws {
        for orientation in 1...8 {
            for isLittle in [false, true] {
                let bytes = MediaSample.jpeg(orientation: orientation, isLittle: isLittle)
                let clean = try CleanMedia(bytes).bytes
                let exif = MediaSample.exif(orientation)
                #expect(contains(clean, exif) == (orientation > 1), "\(orientation)")
                #expect(!contains(clean, Array("Lisboa".utf8)))
            }
        }
    }

    @Test func `a moving picture loses what hides inside its frames`() throws {
        let hidden = RIFF.chunk("EXIF", Array("Lisboa".utf8)[...])
        let frame =
            [UInt8](repeating: 1, count: 16)
            + RIFF.chunk("VP8L", MediaSample.essence[...]) + hidden
        let bytes = RIFF.file("WEBP", RIFF.chunk("ANMF", frame[...]) + hidden)
        let clean = try CleanMedia(bytes).bytes
        #expect(!contains(clean, Array("Lisboa".utf8)))
        #expect(contains(clean, MediaSample.essence))
        let cut = RIFF.chunk("ANMF", frame.dropLast(3)[...])
        #expect(throws: MediaRefusal.damaged(.webP)) {
            try CleanMedia(RIFF.file("WEBP", cut))
        }
    }

    @Test func `boxes in boxes without end are refused at once`() {
        var nest: [UInt8] = []
        for _ in 0..<2_000 { nest = MediaSample.box("moov", nest) }
        #expect(throws: MediaRefusal.damaged(.m4a)) {
            try CleanMedia(MediaSample.box("ftyp", Array("M4A ".utf8)) + nest)
        }
        let many = (0..<40_000).flatMap { _ in MediaSample.box("skip", []) }
        #expect(throws: MediaRefusal.damaged(.m4a)) {
            try CleanMedia(MediaSample.mp4(track: "soun") + many)
        }
    }

    @Test func `films, pages and programs are not taken`() {
        let film = MediaSample.mp4(track: "vide")
        #expect(throws: MediaRefusal.film) { try CleanMedia(film) }
        #expect(throws: MediaRefusal.empty) { try CleanMedia([]) }
        for text in ["<svg onload=alert(1)>", "%PDF-1.7", "GIF89a", "\u{7F}ELF", "MZ"] {
            #expect(throws: MediaRefusal.unknown, "\(text)") { try CleanMedia(Array(text.utf8)) }
        }
    }

    private func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
        guard let first = part.first, bytes.count >= part.count else { return false }
        return bytes.indices.dropLast(part.count - 1).contains {
            bytes[$0] == first && bytes[$0..<$0 + part.count].elementsEqual(part)
        }
    }
}
