import Foundation
import Glibc

/// What standard output and standard error lead to.
struct Terminal {
    /// The width in columns; nil when output goes to a file or another program.
    var columnCount: Int?
    /// Whether meanings are also coloured; a word always says the same.
    var isColoured: Bool
    /// Whether standard error is a person's screen.
    var showsProgress: Bool

    /// The terminal of this process.
    static let present: Terminal = {
        let isScreen = isatty(STDOUT_FILENO) == 1
        let environment = ProcessInfo.processInfo.environment
        let refusesColour =
            !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        return Terminal(
            columnCount: isScreen ? width() : nil,
            isColoured: isScreen && !refusesColour,
            showsProgress: isatty(STDERR_FILENO) == 1
        )
    }()

    private static func width() -> Int {
        var size = winsize()
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return 80
        }
        return Int(size.ws_col)
    }

    /// A text in the colour of its meaning, where there is colour.
    func paint(_ text: String, _ tone: Tone) -> String {
        guard isColoured, let code = tone.code, !text.isEmpty else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}

/// What a coloured text means.
enum Tone {
    case plain
    /// Less important than what stands beside it.
    case quiet
    /// Done, kept, in step.
    case done
    /// Somebody must act.
    case act
    /// Over its time, unsafe, failed.
    case late

    /// The terminal's code for it.
    var code: String? {
        switch self {
        case .plain: nil
        case .quiet: "2"
        case .done: "32"
        case .act: "33"
        case .late: "1;31"
        }
    }
}

/// Standard error, written at once, behind what was printed before it.
enum StandardError {
    static func write(_ text: String) {
        fflush(nil)
        var text = text
        text.withUTF8 { bytes in
            _ = unsafe Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
        }
    }
}
