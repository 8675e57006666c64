import Recovery
import Storage

/// What kinds of failure are called.
struct FailureNames: Sendable {
    private let names: [String: String]

    init(_ reader: StoreReader) throws {
        names = Dictionary(
            try reader.scenarios().map { ($0.scenario.code.description, $0.scenario.name) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The kind's name; its code where no scenario of this hub bears it.
    subscript(code: String) -> String {
        code.isEmpty ? "Not named yet" : names[code] ?? code
    }
}
