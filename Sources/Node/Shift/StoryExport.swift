import HTTPTypes
import Hummingbird
import Recovery
import Storage
import Web

/// The stories that may be told, as a file for those who tell them.
struct StoryExport {
    let pages: HousePages

    private struct Story {
        let title: String
        let text: String
        let failure: String
        let when: String
    }

    private func stories() throws -> [Story] {
        let scenarios = try pages.desk.scenarios()
        return try pages.store.read { reader in
            try reader.stories().filter { $0.standing == .approved }.map { story in
                let found = try story.recoveryCase
                    .flatMap { try reader.row(Catalogue.recoveryCase, $0) }.map(RecoveryCase.init)
                let scenario = found.flatMap(scenarios.scenario(of:))
                // A month says nothing about who it was.
                let day = found.map { pages.time.zone.day(at: $0.openedAt).description } ?? ""
                return Story(
                    title: story.title,
                    text: story.text,
                    failure: scenario?.name ?? "",
                    when: String(day.prefix(7))
                )
            }
        }
    }

    func markdown() throws -> Response {
        let parts = try stories().map { story in
            """
            ## \(Self.escaped(story.title))

            \(Self.escaped(story.text))

            *\(Self.escaped([story.failure, story.when].filter { !$0.isEmpty }
                .joined(separator: ", ")))*
            """
        }
        let text =
            "# Stories of \(Self.escaped(pages.house))\n\n"
            + parts.joined(separator: "\n\n") + "\n"
        return Self.file(text, "text/markdown; charset=utf-8", "stories.md")
    }

    func csv() throws -> Response {
        let rows = try stories().map { [$0.title, $0.text, $0.failure, $0.when] }
        let lines = ([["title", "story", "failure", "month"]] + rows).map(CSVField.line)
        return Self.file(lines.joined(), "text/csv; charset=utf-8", "stories.csv")
    }

    /// Signs that Markdown would read as its own stand for themselves.
    static func escaped(_ text: String) -> String {
        String(
            text.flatMap { character -> [Character] in
                "\\`*_[]<>#|".contains(character) ? ["\\", character] : [character]
            }
        )
    }

    private static func file(_ text: String, _ type: String, _ name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type, .contentDisposition: "attachment; filename=\"\(name)\"",
                .cacheControl: "no-store",
            ],
            body: ResponseBody(byteBuffer: .init(string: text))
        )
    }
}
