import ArgumentParser
import Storage

/// The exit codes, the same for every command.
enum ExitStatus: Int32 {
    case done = 0
    case failed = 1
    case wrongUsage = 2
    /// Everything that was asked for is done, and something needs a person.
    case needsPerson = 3
}

/// Thrown at the end of a command that is done and leaves something for a person to look at.
struct NeedsPerson: Error {}

/// A refusal in the words of the command line itself.
struct Refusal: Error, CustomStringConvertible {
    /// What is wrong and what to do next; nothing that a guest wrote.
    let description: String
    /// How the program ends: failed, or called wrongly.
    let status: ExitStatus

    init(_ description: String, status: ExitStatus = .failed) {
        self.description = description
        self.status = status
    }

    /// What cannot be meant, as can only be seen once the command runs.
    static func usage(_ description: String) -> Refusal {
        Refusal(description, status: .wrongUsage)
    }
}

/// The one place where an error becomes a sentence and an exit code.
enum Failure {
    /// What is printed, where, and how the process ends.
    struct Ending: Equatable {
        var status: ExitStatus
        var output: String?
        var complaint: String?
    }

    static func ending(with error: any Error) -> Ending {
        if error is NeedsPerson { return Ending(status: .needsPerson) }
        if let refusal = error as? Refusal {
            return Ending(status: refusal.status, complaint: "amends: \(refusal)")
        }
        switch Amends.exitCode(for: error) {
        case .success:
            return Ending(status: .done, output: Amends.fullMessage(for: error))
        case .validationFailure:
            return Ending(status: .wrongUsage, complaint: Amends.fullMessage(for: error))
        default:
            return Ending(status: .failed, complaint: "amends: \(sentence(error))")
        }
    }

    private static func sentence(_ error: any Error) -> String {
        if let explained = StoreError(explaining: error) { return "\(explained)" }
        let text = String(describing: error)
        return text.isEmpty ? "It failed, and the error gives no reason." : text
    }
}
