import Recovery
import Web

/// How far long work has come, on standard error when that is a person's screen.
final class ProgressBar {
    private static let cellCount = 24
    private static let millisecondsBetween: Int64 = 100

    private let noun: String
    private let startedAt = Timestamp.now
    private var shownAt: Timestamp?
    private let isShown: Bool

    /// A bar that counts things called `noun`, such as `rows`.
    init(_ noun: String, on terminal: Terminal = .present) {
        self.noun = noun
        isShown = terminal.showsProgress
    }

    /// Shows that `share` (0...1, nil when unknown) of the work is done, and `count` things.
    func show(share: Double?, count: Int) {
        guard isShown else { return }
        let now = Timestamp.now
        if let shownAt, now.milliseconds - shownAt.milliseconds < Self.millisecondsBetween {
            return
        }
        shownAt = now
        let seconds = Double(now.milliseconds - startedAt.milliseconds) / 1000
        let line = Self.line(share: share, count: count, noun: noun, seconds: seconds)
        StandardError.write("\r\u{1B}[K" + line)
    }

    /// Takes the bar away.
    func end() {
        if shownAt != nil { StandardError.write("\r\u{1B}[K") }
    }

    /// The bar, how much is done, how fast, and how long it will still take.
    static func line(share: Double?, count: Int, noun: String, seconds: Double) -> String {
        let rate = seconds > 0 ? Int(Double(count) / seconds) : 0
        let counted = "\(Numbers.grouped(count)) \(noun), \(Numbers.grouped(rate)) a second"
        guard let share else { return counted }
        let done = min(cellCount, max(0, Int(share * Double(cellCount))))
        let bar =
            String(repeating: "#", count: done) + String(repeating: ".", count: cellCount - done)
        var line = "[\(bar)] \(Int(share * 100)) %  \(counted)"
        if share > 0.01, seconds > 1 {
            let left = Int64(seconds * (1 - share) / share)
            line += ", \(Timestamp.span(seconds: left)) left"
        }
        return line
    }
}
