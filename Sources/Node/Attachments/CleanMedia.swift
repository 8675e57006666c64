import Recovery

/// A picture or recording with nothing in it but itself.
///
/// Where and when it was taken, with which device and by whom, pictures within the picture, and
/// whatever follows its end are left out; how a photograph is to be turned is kept. What cannot be
/// read to its end is refused: what nobody understands may say anything.
struct CleanMedia: Hashable, Sendable {
    let kind: MediaKind
    let bytes: [UInt8]

    /// Reads a file of at most some megabytes; the time it takes grows with its size, no faster.
    ///
    /// - Throws: ``MediaRefusal``.
    init(_ bytes: [UInt8]) throws(MediaRefusal) {
        guard !bytes.isEmpty else { throw .empty }
        guard let kind = MediaKind(of: bytes) else { throw .unknown }
        self.kind = kind
        let cleaned: [UInt8]?
        switch kind {
        case .jpeg: cleaned = JPEGCleaner.clean(bytes)
        case .png: cleaned = PNGCleaner.clean(bytes)
        case .webP: cleaned = WebPCleaner.clean(bytes)
        case .wav: cleaned = WAVCleaner.clean(bytes)
        case .mp3: cleaned = MP3Cleaner.clean(bytes)
        case .m4a:
            var cleaner = MP4Cleaner(bytes)
            guard cleaner.clean() else {
                throw cleaner.isFilm ? .film : .damaged(kind)
            }
            cleaned = cleaner.bytes
        }
        guard let cleaned else { throw .damaged(kind) }
        self.bytes = cleaned
    }
}

/// What can be kept with a case.
enum MediaKind: CaseIterable, Sendable {
    case jpeg, png, webP, mp3, m4a, wav

    /// What a file begins like; its name and what the browser says of it count for nothing.
    init?(of bytes: [UInt8]) {
        func has(_ text: StaticString, at index: Int = 0) -> Bool {
            let wanted = Array(text.description.utf8)
            return bytes.count >= index + wanted.count
                && bytes[index..<index + wanted.count].elementsEqual(wanted)
        }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: PNGCleaner.signature) {
            self = .png
        } else if has("RIFF"), has("WEBP", at: 8) {
            self = .webP
        } else if has("RIFF"), has("WAVE", at: 8) {
            self = .wav
        } else if has("ftyp", at: 4) {
            self = .m4a
        } else if has("ID3") || MP3Cleaner.frameByteCount(bytes, at: 0) != nil {
            self = .mp3
        } else {
            return nil
        }
    }

    /// The media type.
    var type: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .webP: "image/webp"
        case .mp3: "audio/mpeg"
        case .m4a: "audio/mp4"
        case .wav: "audio/wav"
        }
    }

    /// The end of a file's name, without the dot.
    var suffix: String {
        switch self {
        case .jpeg: "jpg"
        case .png: "png"
        case .webP: "webp"
        case .mp3: "mp3"
        case .m4a: "m4a"
        case .wav: "wav"
        }
    }

    init?(type: String) {
        guard let kind = Self.allCases.first(where: { $0.type == type }) else { return nil }
        self = kind
    }
}

/// Why a picture or recording was not taken, and what to do.
enum MediaRefusal: Error, Hashable, Spoken {
    case empty
    case unknown
    case damaged(MediaKind)
    case film

    var sentence: Sentence {
        switch self {
        case .empty: "Choose a picture or a recording first, then add it."
        case .unknown:
            """
            This is no picture (JPEG, PNG, WebP) and no recording (MP3, M4A, WAV). Take a \
            photograph of it, or save it as one of these.
            """
        case .damaged(let kind):
            """
            This \(kind.suffix.uppercased()) file cannot be read to its end, so nobody can say \
            what else is in it. Take it again, or send it again if the line broke.
            """
        case .film: "Films are not kept, only pictures and sound. Take a photograph instead."
        }
    }
}
