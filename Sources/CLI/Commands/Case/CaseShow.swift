import ArgumentParser
import Node
import Recovery
import Storage
import Web
import Wire

extension CaseCommand {
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one case: the guest's words, what was done, and what was edited.",
            discussion: """
                Example:
                  amends case show LIS-12
                """
        )

        @Argument(help: "The case: its reference, such as LIS-12, or its id.")
        var reference: String

        @OptionGroup var data: DataOptions

        func run() throws {
            let store = try data.directory.open().store
            let (detail, view) = try store.read { reader in
                let found = try reader.recoveryCase(named: reference)
                return (try reader.detail(of: found), CaseView(found, try reader.sites()))
            }
            if data.isJSON {
                print(detail.json(site: view.site))
            } else {
                CaseSheet(detail).print(view)
            }
        }
    }
}

/// One case with everything that belongs to it.
private struct CaseSheet {
    let detail: CaseDetail

    init(_ detail: CaseDetail) { self.detail = detail }

    func print(_ view: CaseView) {
        let found = view.recoveryCase
        Swift.print("\(found.reference)  \(found.summary.oneLine)\n")
        var facts = FactSheet()
        facts.add("state", found.state.words, found.state.tone)
        facts.add("outcome", found.outcome?.words)
        facts.add(
            "severity",
            "\(found.severity.rawValue), \(found.severity.words)",
            found.severity.tone
        )
        facts.add("scenario", found.scenario ?? "not named yet")
        facts.add("site", view.site)
        facts.add("place", found.place)
        facts.add("guest", found.guest)
        facts.add("opened", "\(found.openedAt), \(found.openedAt.ago(at: .now))")
        facts.add("closed", found.closedAt.map { "\($0), \($0.ago(at: .now))" })
        facts.add("with", found.owner ?? found.team)
        facts.add("done", found.marks.steps.map(\.words).sorted().joined(separator: ", "))
        facts.add("why opened", found.why)
        facts.add("cause", detail.cause?.code?.words)
        facts.add("late because", found.lateReason?.words)
        facts.add("failed by", found.failure.mode?.words)
        facts.add("impact", found.failure.impact?.oneLine)
        facts.add("occasion", found.failure.occasion?.oneLine)
        facts.add("mood before", found.failure.moodBefore?.words)
        facts.add("mood after", found.moodAfter?.words)
        for alarm in detail.alarms {
            facts.add("alarm", "\(alarm.responder), \(alarm.state.words)")
        }
        facts.print()
        if let text = detail.feedback?.text, !text.isEmpty {
            section("The guest's words", text.screened.split(separator: "\n").map(String.init))
        }
        section("Notes", detail.notes.map(line))
        section("Remedies", detail.remedies.map(line))
        section("Pictures and recordings, kept at \(view.site)", detail.attachments.map(line))
        section("Two sides differ", detail.conflicts.map(line))
        section("History", detail.history.map(line))
    }

    private func section(_ title: String, _ lines: [String]) {
        guard !lines.isEmpty else { return }
        Swift.print("\n\(Terminal.present.paint(title, .quiet))")
        for line in lines { Swift.print("  " + line) }
    }

    private func line(_ note: Note) -> String {
        "\(note.writtenAt)  \(note.author.oneLine): \(note.text.oneLine)"
    }

    private func line(_ remedy: Remedy) -> String {
        let cost = remedy.cost.map { ", \($0)" } ?? ""
        return "\(remedy.id)  \(remedy.state.words): \(remedy.description.oneLine)"
            + " (\(remedy.kind.words), \(remedy.level.words)\(cost))"
    }

    private func line(_ attachment: Attachment) -> String {
        "\(attachment.addedAt)  \(attachment.author.oneLine): \(attachment.name.oneLine) "
            + "(\(attachment.kind), \(attachment.byteCount) bytes)"
    }

    private func line(_ conflict: ConflictItem) -> String {
        "\(conflict.id.field): \(conflict.standing.oneLine) stands; "
            + "amends conflicts show \(conflict.id)"
    }

    private func line(_ line: HistoryLine) -> String {
        let place = line.site.map { " at \($0)" } ?? ""
        return "\(line.at)  \(line.author.oneLine)\(place): \(line.field) "
            + "\(line.replaced.joined(separator: " / ").oneLine) -> \(line.value.oneLine)"
    }
}
