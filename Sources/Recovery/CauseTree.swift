/// Why something fails: causes by kind, behind each the whys, and at each what shows it.
///
/// It is kept as text, a line each: the kind of a cause or `why`, the words, the cases by
/// reference, and other evidence, with tabs between them.
package struct CauseTree: Hashable, Sendable {
    /// What is held to be so, and what shows it.
    package struct Finding: Hashable, Sendable {
        package let words: String
        /// References of cases, such as `LIS-2041`.
        package let cases: [String]
        /// What else shows it; empty for nothing.
        package let evidence: String

        /// A finding of at most 200 characters, 20 cases and 200 characters of other evidence.
        ///
        /// - Throws: ``CauseTreeError`` saying what to write instead.
        package init(
            _ words: String,
            cases: [String] = [],
            evidence: String = ""
        ) throws(CauseTreeError) {
            self.words = Self.line(words)
            self.evidence = Self.line(evidence)
            self.cases = cases.map { Self.line($0).uppercased() }.filter { !$0.isEmpty }
            guard !self.words.isEmpty else { throw .noWords }
            guard self.words.count <= CauseTree.lengthMax,
                self.evidence.count <= CauseTree.lengthMax
            else { throw .tooLong }
            guard self.cases.count <= CauseTree.casesMax else { throw .tooManyCases }
        }

        fileprivate init(kept parts: [String]) {
            words = parts[1]
            cases = parts[2].split(separator: " ").map(String.init)
            evidence = parts[3]
        }

        /// Whether anything shows it; else it is suspected.
        package var isShown: Bool { !cases.isEmpty || !evidence.isEmpty }

        private static func line(_ text: String) -> String {
            text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }

        fileprivate func line(_ kind: String) -> String {
            [kind, words, cases.joined(separator: " "), evidence].joined(separator: "\t")
        }
    }

    /// A cause, and why that is so, and why again, the nearest first.
    package struct Cause: Hashable, Sendable {
        package let kind: CauseCode
        package let finding: Finding
        package fileprivate(set) var whys: [Finding]

        /// Whether it and every why behind it are shown by something.
        package var isShown: Bool { finding.isShown && whys.allSatisfy(\.isShown) }
    }

    /// In the order in which they were thought of.
    package private(set) var causes: [Cause] = []

    /// The most letters of a finding, or of its evidence.
    package static let lengthMax = 200
    /// The most cases that one finding names.
    package static let casesMax = 20
    /// The most causes of a tree.
    package static let causesMax = 24
    /// A cause is the first answer of five.
    package static let whysMax = 4

    /// Nothing is known yet.
    package init() {}

    /// Reads a tree; lines that this version does not know are left out.
    package init(text: String) {
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
                .map(String.init)
            guard parts.count == 4 else { continue }
            let finding = Finding(kept: parts)
            if let kind = CauseCode.named(parts[0]) {
                causes.append(Cause(kind: kind, finding: finding, whys: []))
            } else if parts[0] == Self.why, !causes.isEmpty {
                causes[causes.count - 1].whys.append(finding)
            }
        }
    }

    private static let why = "why"

    /// The tree as it is kept.
    package var text: String {
        causes.flatMap { cause in
            [cause.finding.line(cause.kind.name)] + cause.whys.map { $0.line(Self.why) }
        }.joined(separator: "\n")
    }

    /// Whether the cause is known: at least one is shown down to its last why.
    package var isShown: Bool { causes.contains(where: \.isShown) }

    /// Every case that is named as evidence.
    package var cases: Set<String> {
        Set(causes.flatMap { [$0.finding] + $0.whys }.flatMap(\.cases))
    }

    /// Adds a cause.
    ///
    /// - Throws: ``CauseTreeError/alreadyThere`` or ``CauseTreeError/tooMany``.
    package mutating func add(_ kind: CauseCode, _ finding: Finding) throws(CauseTreeError) {
        guard causes.count < Self.causesMax else { throw .tooMany }
        guard !causes.contains(where: { $0.kind == kind && $0.finding.words == finding.words })
        else { throw .alreadyThere }
        causes.append(Cause(kind: kind, finding: finding, whys: []))
    }

    /// Asks once more why a cause, by its words, is so.
    ///
    /// - Throws: ``CauseTreeError/notThere``, ``CauseTreeError/alreadyThere`` or
    ///   ``CauseTreeError/deepEnough``.
    package mutating func askWhy(_ words: String, _ answer: Finding) throws(CauseTreeError) {
        guard let index = causes.firstIndex(where: { $0.finding.words == words }) else {
            throw .notThere
        }
        guard causes[index].whys.count < Self.whysMax else { throw .deepEnough }
        guard !causes[index].whys.contains(where: { $0.words == answer.words }) else {
            throw .alreadyThere
        }
        causes[index].whys.append(answer)
    }

    /// Takes back a cause's last why, or the cause where there is none.
    ///
    /// - Throws: ``CauseTreeError/notThere`` where another has been added since.
    package mutating func takeBack(_ words: String, last: String) throws(CauseTreeError) {
        guard let index = causes.firstIndex(where: { $0.finding.words == words }),
            (causes[index].whys.last ?? causes[index].finding).words == last
        else { throw .notThere }
        if causes[index].whys.isEmpty {
            causes.remove(at: index)
        } else {
            causes[index].whys.removeLast()
        }
    }
}

/// Why something is not taken into a tree of causes, and what to do.
package enum CauseTreeError: Error, Hashable, CustomStringConvertible {
    /// Nothing is said.
    case noWords
    /// It is longer than fits beside a bone.
    case tooLong
    /// Too many cases are named.
    case tooManyCases
    /// The tree is full.
    case tooMany
    /// It was asked why often enough.
    case deepEnough
    /// It is in the tree.
    case alreadyThere
    /// It is not in the tree any more.
    case notThere

    /// What to do next, in one sentence.
    package var description: String {
        switch self {
        case .noWords: "Write what the cause is."
        case .tooLong:
            "Say it in \(CauseTree.lengthMax) letters; longer reports belong beside the evidence."
        case .tooManyCases: "Name up to \(CauseTree.casesMax) cases that show it best."
        case .tooMany:
            "There are \(CauseTree.causesMax) causes already. Take back those that proved wrong."
        case .deepEnough: "Five whys are asked. What follows from the last one is an action."
        case .alreadyThere: "That stands in the tree already."
        case .notThere: "Somebody has changed the tree since. Look once more."
        }
    }
}
