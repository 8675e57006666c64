import Glibc

/// The designs of many streams, each computed once.
///
/// Streams whose expected counts differ by less than 2 % share a design: 5,600 streams of 200
/// sites need some hundred of them.
package struct CUSUMDesigns: Sendable {
    /// The rate to catch by the accepted rate.
    package let ratio: Double
    /// The wanted mean number of periods until a false alarm of one stream.
    package let falseAlarmRun: Double
    private var known: [Int: CUSUMDesign?] = [:]

    /// No designs yet.
    package init(ratio: Double = 2, falseAlarmRun: Double) {
        self.ratio = ratio
        self.falseAlarmRun = falseAlarmRun
    }

    /// The design for streams that expect about this count per period, above 0, if there is one.
    package mutating func design(expected: Double) -> CUSUMDesign? {
        let rung = Int((log(expected) / log(1.02)).rounded())
        if let design = known[rung] { return design }
        let design = CUSUMDesign(
            expected: pow(1.02, Double(rung)),
            ratio: ratio,
            falseAlarmRun: falseAlarmRun
        )
        known[rung] = design
        return design
    }
}
