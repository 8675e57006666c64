import ArgumentParser
import Foundation
import Storage
import Web

/// Where the data is, and for whom the output.
struct DataOptions: ParsableArguments {
    @Option(
        name: .customLong("data"),
        help: ArgumentHelp(
            "The node's or hub's directory. AMENDS_DATA says it once for a shell.",
            valueName: "dir"
        ),
        completion: .directory
    )
    var directoryPath: String?

    @Flag(name: .customLong("json"), help: "Print JSON for programs instead of tables.")
    var isJSON = false

    /// The directory named by the option, else by the environment; nil when neither does.
    var namedDirectory: DataDirectory? {
        let environment = ProcessInfo.processInfo.environment["AMENDS_DATA"] ?? ""
        let path = directoryPath ?? (environment.isEmpty ? nil : environment)
        return path.map(DataDirectory.init(path:))
    }

    /// The directory to work on.
    ///
    /// - Throws: ``Refusal`` when none is named.
    var directory: DataDirectory {
        get throws {
            guard let directory = namedDirectory else {
                throw Refusal.usage(
                    """
                    Say which data to use: --data DIR, or set AMENDS_DATA=DIR once for this shell.
                    """
                )
            }
            return directory
        }
    }
}

/// Who does it.
struct AuthorOptions: ParsableArguments {
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "Who does this, as it will stand in the history; you, by default.",
            valueName: "name"
        )
    )
    var name: String?

    /// The name for the history.
    var author: String {
        let environment = ProcessInfo.processInfo.environment
        return [name, environment["USER"], environment["LOGNAME"]].compactMap(\.self)
            .first { !$0.isEmpty } ?? "operator"
    }
}
