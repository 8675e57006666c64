/// Every list of sentences, parsed once.
///
/// The text of ``DemoWords``: a line `@name` starts a list, each line after it is one sentence
/// (``DemoTemplate``), and a line that starts with spaces continues the one before.
struct DemoPhrases: Sendable {
    private let lists: [[DemoTemplate]]
    private let numbers: [String: Int]

    static let standard = DemoPhrases(DemoWords.all)

    init(_ texts: [String]) {
        var numbers: [String: Int] = [:]
        var lines: [[String]] = []
        for line in texts.flatMap({ $0.split(separator: "\n") }) {
            if line.first == "@" {
                numbers[line.dropFirst().lowercased()] = lines.count
                lines.append([])
            } else if line.first == " " {
                lines[lines.count - 1][lines[lines.count - 1].count - 1] +=
                    " " + line.drop { $0 == " " }
            } else {
                lines[lines.count - 1].append(String(line))
            }
        }
        self.numbers = numbers
        lists = lines.map { $0.map { DemoTemplate($0, lists: numbers) } }
    }

    /// The sentences of a list, which must exist.
    func list(_ name: String) -> DemoList {
        guard let list = find(name) else { preconditionFailure("No list is called \(name).") }
        return list
    }

    /// The sentences of a list, or nil when there are none of that name.
    func find(_ name: String) -> DemoList? { numbers[name.lowercased()].map(DemoList.init) }

    /// How many sentences a list has.
    func count(_ list: DemoList) -> Int { lists[list.number].count }

    /// Appends one sentence of `list` to `text`.
    func write(
        _ list: DemoList,
        _ story: DemoStory,
        random: inout DemoRandom,
        to text: inout [UInt8]
    ) {
        let sentences = lists[list.number]
        sentences[random.below(sentences.count)]
            .write(story, lists: lists, random: &random, to: &text)
    }
}

/// A list of sentences in ``DemoPhrases``.
struct DemoList: Hashable, Sendable {
    fileprivate let number: Int
}

/// The raw text of all sentences.
enum DemoWords {
    static let all = [
        housekeeping, engineering, desk, house, praise, story, languages,
    ]
}
