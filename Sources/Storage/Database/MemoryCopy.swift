import GRDB
import Sync

extension NodeStore {
    /// An independent copy in memory, as copying the file would make one.
    package func memoryCopy() throws -> NodeStore {
        NodeStore(over: try OpenDatabase.memoryCopy(of: database), rules: rules)
    }
}

extension HubStore {
    /// An independent copy in memory, as copying the file would make one.
    package func memoryCopy() throws -> HubStore {
        HubStore(over: try OpenDatabase.memoryCopy(of: database), rules: rules)
    }
}

extension OpenDatabase {
    static func memoryCopy(of source: any DatabaseWriter) throws -> any DatabaseWriter {
        let copy = try emptyMemory()
        try source.backup(to: copy)
        return copy
    }
}
