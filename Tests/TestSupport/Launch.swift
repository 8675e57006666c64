package import Foundation
import Synchronization

/// Starts programs, one after the other.
///
/// Foundation's `Process` does not bear two starts at once: now and then one of them reads memory
/// that is gone, and takes the whole run of tests with it.
package enum Launch {
    private static let turn = Mutex(())

    /// Starts a program that is ready to run.
    package static func start(_ process: Process) throws {
        try turn.withLock { _ in try process.run() }
    }
}
