import Foundation
import Glibc
import Storage

/// The directory that holds a node's or a hub's data: `node.db` or `hub.db` and their companions.
struct DataDirectory {
    let path: String

    /// The file of a role's database.
    func file(_ role: StoreRole) -> String { path + "/\(role.rawValue).db" }

    /// The role of the data that is here; nil when there is none.
    var role: StoreRole? {
        if FileManager.default.fileExists(atPath: file(.node)) { return .node }
        if FileManager.default.fileExists(atPath: file(.hub)) { return .hub }
        return nil
    }

    /// Opens the data, whichever role it has.
    ///
    /// - Throws: ``StoreError`` when there is none or it cannot be used.
    func open() throws -> Place {
        switch role {
        case .node: .node(try NodeStore(path: file(.node)))
        case .hub: .hub(try HubStore(path: file(.hub)))
        case nil: throw StoreError.notSetUp(path: path)
        }
    }

    /// Opens a node's data.
    ///
    /// - Throws: ``StoreError`` when there is none, or it is a hub's.
    func openNode() throws -> NodeStore {
        switch try open() {
        case .node(let store): store
        case .hub: throw StoreError.otherRole(found: "hub", wanted: "node")
        }
    }

    /// Opens a hub's data.
    ///
    /// - Throws: ``StoreError`` when there is none, or it is a node's.
    func openHub() throws -> HubStore {
        switch try open() {
        case .hub(let store): store
        case .node: throw StoreError.otherRole(found: "node", wanted: "hub")
        }
    }

    /// Makes the directory for new data, readable by its owner alone: it will hold guests' words.
    ///
    /// - Throws: ``StoreError`` when something is in it already or it cannot be written.
    func prepareForNew() throws {
        let files = FileManager.default
        if files.fileExists(atPath: path) {
            guard try entries().isEmpty else { throw StoreError.alreadySetUp(path: path) }
        } else {
            do {
                try files.createDirectory(
                    atPath: path,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700]
                )
            } catch { throw StoreError.readOnly(path: path) }
        }
        guard unsafe access(path, W_OK | X_OK) == 0 else { throw StoreError.readOnly(path: path) }
    }

    private func entries() throws -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: path) } catch {
            throw StoreError.readOnly(path: path)
        }
    }
}

/// Data that was opened.
enum Place {
    case node(NodeStore)
    case hub(HubStore)

    /// The store, for commands that exist at both.
    var store: any RecordStore {
        switch self {
        case .node(let store): store
        case .hub(let store): store
        }
    }
}
