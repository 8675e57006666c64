import ArgumentParser
import Recovery
import Web

/// A choice named on the command line: as in JSON, or with other spacing, such as `in-progress`.
struct Word<Choice: CatalogueChoice>: ExpressibleByArgument {
    let choice: Choice

    init(_ choice: Choice) { self.choice = choice }

    init?(argument: String) {
        let wanted = Self.folded(argument)
        guard let choice = Choice.allCases.first(where: { Self.folded($0.name) == wanted }) else {
            return nil
        }
        self.choice = choice
    }

    static var allValueStrings: [String] { Choice.names }

    var defaultValueDescription: String { choice.name }

    private static func folded(_ text: String) -> String {
        text.lowercased().filter { $0 != "-" && $0 != " " && $0 != "_" }
    }
}

/// A severity from 1 to 5, or its name.
struct SeverityWord: ExpressibleByArgument {
    let severity: Severity

    init?(argument: String) {
        guard
            let severity = Int64(argument).map(Severity.init(rawValue:))
                ?? Word<Severity>(argument: argument)?.choice
        else { return nil }
        self.severity = severity
    }

    static var allValueStrings: [String] { ["1", "2", "3", "4", "5"] + Severity.names }
}
