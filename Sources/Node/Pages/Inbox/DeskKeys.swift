import Recovery
import Storage

/// What a key does at the desk.
enum DeskDeed: String, CaseIterable, Sendable {
    case log, next, previous, open, acknowledge, take, select, search, help

    /// The key that does it unless somebody chose another.
    var usual: String {
        switch self {
        case .log: "n"
        case .next: "j"
        case .previous: "k"
        case .open: "Enter"
        case .acknowledge: "a"
        case .take: "t"
        case .select: "x"
        case .search: "/"
        case .help: "?"
        }
    }

    var words: Sentence {
        switch self {
        case .log: "Log a complaint"
        case .next: "Go to the next case"
        case .previous: "Go to the case before"
        case .open: "Open the case"
        case .acknowledge: "Acknowledge the alarm"
        case .take: "Take the case over"
        case .select: "Select the case"
        case .search: "Search"
        case .help: "Show these keys"
        }
    }
}

/// The keys of one person's desk; none when they are switched off.
struct DeskKeys: Hashable, Sendable {
    /// Whether keys do anything.
    let isOn: Bool
    /// The key of each deed; a deed without one has no key.
    let keys: [DeskDeed: String]

    /// The name under which it is kept that all keys are off.
    static let offName = "off"

    /// The usual keys, but for those that were chosen: by the names of the deeds.
    init(chosen: [String: String]) {
        isOn = chosen[Self.offName] == nil
        var keys: [DeskDeed: String] = [:]
        for deed in DeskDeed.allCases {
            let key = chosen[deed.rawValue] ?? deed.usual
            if !key.isEmpty { keys[deed] = key }
        }
        self.keys = keys
    }

    /// The keys as the page's script reads them; nil when they are off.
    var attribute: String? {
        guard isOn else { return nil }
        return DeskDeed.allCases.compactMap { deed in
            keys[deed].map { "\(deed.rawValue)=\($0)" }
        }.joined(separator: " ")
    }

    /// Reads a key as somebody wrote it: one character, or the name `Enter`; empty for none.
    ///
    /// - Throws: a sentence for what is no key.
    static func key(_ text: String) throws -> String {
        let text = text.trimmed
        if text.isEmpty || text == "Enter" { return text }
        guard text.count == 1, text.unicodeScalars.count == 1 else {
            throw DeskKeyError.noKey(text)
        }
        return text
    }
}

/// Why keys stay as they are, and what to do about it.
enum DeskKeyError: Error, Equatable, Spoken {
    case noKey(String)
    case twice(String, Sentence, Sentence)

    var sentence: Sentence {
        switch self {
        case .noKey(let text):
            "“\(text.prefix(20))” is no single key. Write one character, or Enter."
        case .twice(let key, let first, let second):
            "“\(key)” is there for two things: \(first), and \(second). Choose another for one."
        }
    }
}
