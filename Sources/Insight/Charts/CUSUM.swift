/// Watches a stream for a lasting change of its rate by adding up what exceeds the reference.
///
/// S becomes max(0, S + count - k exposure) and alarms from h on; k = (m1 - m0)/(ln m1 - ln m0)
/// lies between the accepted rate m0 and the rate to catch m1: J. Lucas, Counted Data CUSUM's
/// (Technometrics 27, 1985).
package struct CUSUM: Hashable, Sendable {
    /// The design that set reference and threshold.
    package let design: CUSUMDesign
    /// The accepted rate per unit of exposure.
    package let accepted: Double
    /// What has added up, in cases; 0 or more.
    package private(set) var sum = 0.0
    /// How many periods in a row have kept the sum above 0: the likely age of a change.
    package private(set) var age = 0

    /// A stream at rest, watched by `design` at the accepted rate per unit of exposure, above 0.
    package init(design: CUSUMDesign, accepted: Double) {
        precondition(accepted > 0, "an accepted rate is above 0")
        self.design = design
        self.accepted = accepted
    }

    /// Whether the sum has reached the threshold.
    package var isAlarm: Bool { sum >= design.threshold }

    /// Takes in the next period, whatever its exposure; an alarm does not reset the sum.
    package mutating func add(_ period: ExposedCount) {
        let reference = design.reference / design.expected * accepted * period.exposure
        let excess = Double(period.count) - reference
        sum = max(0, sum + (design.side == .above ? excess : -excess))
        age = sum > 0 ? age + 1 : 0
    }

    /// Starts again from 0, as after a verdict.
    package mutating func reset() {
        sum = 0
        age = 0
    }
}
