import Foundation
import Recovery

@testable import Node

/// What pages say, read out of the sources.
enum SpokenTexts {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// What guests' pages say.
    static let guests: Set<String> = {
        var texts = marked(in: "Sources/Node/Templates") { $0.hasPrefix("guest-") }
        texts.formUnion(literals(in: "Sources/Node/Guests") { $0.matchesSayingLanguage })
        return texts
    }()

    /// What staff's pages say.
    static let desk: Set<String> = {
        var texts = marked(in: "Sources/Web/Templates") { _ in true }
        texts.formUnion(marked(in: "Sources/Node/Templates") { !$0.hasPrefix("guest-") })
        for folder in ["Sources/Recovery", "Sources/Storage", "Sources/Node", "Sources/Web"] {
            texts.formUnion(
                literals(in: folder) { PhraseScanner($0).phrases.filter { !$0.isEmpty } }
            )
        }
        return texts.union(lists)
    }()

    /// The words of lists, which no source holds as they are said.
    private static let lists: [String] =
        words(StaffRole.self) + words(CaseState.self) + words(CaseOutcome.self)
        + words(Touchpoint.self) + words(FailureMode.self) + words(FeedbackChannel.self)
        + words(RemedyState.self) + words(RemedyKind.self) + words(CauseCode.self)
        + words(ResponseTeam.self) + words(LateReason.self) + words(PlaybookPhase.self)
        + Mood.allCases.map(\.words) + fields
        + [CaseState.subject, RemedyState.subject, "PIN", "password"]

    private static func words<Choice: CatalogueChoice>(_ list: Choice.Type) -> [String] {
        list.allCases.map(\.words)
    }

    private static let fields = Catalogue.recoveryCase.fields.map(\.name)
        .filter { $0 != "scenario" }.map(FieldWords.text)

    private static func marked(
        in folder: String,
        where isMeant: (String) -> Bool
    ) -> Set<String> {
        files(in: folder, "mustache").filter { isMeant($0.lastPathComponent) }
            .reduce(into: []) { texts, file in
                texts.formUnion(
                    text(of: file).matches(of: /\[\[(.+?)\]\]/).map { String($0.output.1) }
                )
            }
    }

    private static func literals(
        in folder: String,
        _ found: (String) -> [String]
    ) -> Set<String> {
        files(in: folder, "swift").reduce(into: []) { $0.formUnion(found(text(of: $1))) }
    }

    private static func files(in folder: String, _ kind: String) -> [URL] {
        let all = FileManager.default.enumerator(
            at: root.appending(path: folder),
            includingPropertiesForKeys: nil
        )
        return (all?.allObjects ?? []).compactMap { $0 as? URL }
            .filter { $0.pathExtension == kind }
    }

    /// The Swift files of a folder.
    static func sources(in folder: String) -> [PageSource] {
        files(in: folder, "swift").map {
            PageSource(name: $0.lastPathComponent, text: text(of: $0))
        }
    }

    private static func text(of file: URL) -> String {
        (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }
}

extension String {
    /// The texts of `language.say("…", …)`, whatever the language is called.
    fileprivate var matchesSayingLanguage: [String] {
        // Formatted code may begin the text on a line of its own.
        matches(of: /\.say\(\s*"([^"]+)"/).map { String($0.output.1) }
    }
}
