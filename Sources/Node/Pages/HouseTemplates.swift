import Synchronization
import Web

/// The templates of a house's pages: English ones at once, others when somebody first needs them.
final class HouseTemplates: Sendable {
    private let files: [String: [UInt8]]
    private let sets: Mutex<[Language: PageTemplates]>

    /// - Throws: an error naming the line of a template that is not Mustache.
    init(_ files: [String: [UInt8]]) throws {
        self.files = files
        sets = Mutex([.english: try PageTemplates(files)])
    }

    /// The templates in the language that is spoken.
    func spoken() throws -> PageTemplates {
        let language = Language.spoken
        return try sets.withLock { sets in
            if let templates = sets[language] { return templates }
            let templates = try PageTemplates(files, in: language)
            sets[language] = templates
            return templates
        }
    }
}
