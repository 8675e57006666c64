import ArgumentParser
import Recovery
import Storage
import Wire

extension CaseCommand {
    struct Open: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Open a case by hand, for a failure that staff saw or heard of.",
            discussion: """
                The alarm goes to the scenario's responder, or to the triage inbox when no \
                scenario is named. At the hub, --site says which hotel is to work on it.

                Example:
                  amends case open "No hot water in 412" --scenario EN-02 --place 412
                """
        )

        @Argument(help: "What it is about, in one line.")
        var summary: String

        @Option(help: ArgumentHelp("The scenario, such as EN-02.", valueName: "code"))
        var scenario: String?

        @Option(help: "How bad it is, 1 to 5; by default what the scenario says.")
        var severity: SeverityWord?

        @Option(help: "The point of the guest's journey.")
        var touchpoint: Word<Touchpoint>?

        @Option(help: "How the house failed.")
        var mode: Word<FailureMode>?

        @Option(help: "The room or area.")
        var place: String?

        @Option(help: "The guest's name.")
        var guest: String?

        @Option(help: ArgumentHelp("The hotel, at the hub.", valueName: "code"))
        var site: String?

        @Flag(help: "A staged failure for practice, kept out of every figure.")
        var drill = false

        @OptionGroup var authorship: AuthorOptions
        @OptionGroup var data: DataOptions

        func validate() throws {
            guard summary.contains(where: { !$0.isWhitespace }) else {
                throw ValidationError("Say in a few words what it is about.")
            }
        }

        func run() throws {
            let place = try data.directory.open()
            let opening = try place.store.read {
                try self.opening($0, scope: scope(place, $0))
            }
            let opened = try place.store.change(author: authorship.author, now: .now) {
                try $0.openCase(opening)
            }
            if data.isJSON {
                try CaseView.print(opened.id, in: place.store, isJSON: true)
            } else {
                print("\(opened.reference) is open; the alarm is with \(opened.responder).")
            }
        }

        private func opening(_ reader: StoreReader, scope: Scope?) throws -> CaseOpening {
            let published = try scenario.map { try reader.scenario(code: $0) }
            var opening = CaseOpening(summary: summary, receivedAt: .now, scenario: published)
            if let severity { opening.severity = severity.severity }
            if let touchpoint { opening.touchpoint = touchpoint.choice }
            opening.failureMode = mode?.choice
            opening.place = self.place
            opening.guest = guest
            opening.why = "opened by hand"
            opening.isDrill = drill
            opening.scope = scope
            return opening
        }

        private func scope(_ place: Place, _ reader: StoreReader) throws -> Scope? {
            switch (place, site) {
            case (.node, nil): return nil
            case (.node, .some):
                throw Refusal.usage("A node opens cases for its own hotel: leave --site out.")
            case (.hub, nil):
                throw Refusal.usage("Say which hotel is to work on it: --site CODE.")
            case (.hub, let code?):
                guard let number = try reader.sites().number(code: code), number > 0 else {
                    throw HubError.unknownSite(code)
                }
                return Scope(rawValue: number)
            }
        }
    }
}

extension StoreReader {
    /// The scenario in use with a code, in either case.
    ///
    /// - Throws: ``Refusal`` when there is none.
    func scenario(code: String) throws -> PublishedScenario {
        let wanted = code.uppercased()
        guard let found = try scenarios().first(where: { $0.scenario.code.description == wanted })
        else { throw Refusal.noScenario(code) }
        return found
    }
}
