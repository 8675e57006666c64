package import Foundation
import Synchronization

/// Starts programs, one after the other.
///
/// Foundation's `Process` lists the files that are open at each start, and copies 256 bytes for a
/// name of four: past the end of the list, where there are over 1,300. One start at a time keeps
/// the list short.
package enum Launch {
    private static let turn = Mutex(())

    /// Starts a program that is ready to run.
    package static func start(_ process: Process) throws {
        try turn.withLock { _ in try process.run() }
    }
}
