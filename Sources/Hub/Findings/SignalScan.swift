import Insight
package import Recovery
package import Storage

/// Looks over every stream of failures for what is more than chance.
///
/// Five questions are asked. Has a kind of failure become more frequent at a site, or rarer: see
/// ``changes(_:_:)``. Is it a larger part of the site's failures than elsewhere: ``apart(_:_:)``.
/// Does a site write down what guests tell its staff: ``unwritten(_:)``. And do its cases fall
/// while its guests' scores do not rise: ``unreported(_:)``. All answers of a run, the quiet ones
/// too, are held together to one false-discovery rate.
package struct SignalScan: Sendable {
    /// So many weeks are read.
    package static let weekCount = 52
    /// The first so many weeks of what is known of a site are what its later ones are held against:
    /// a change that lasts does not become its own measure.
    package static let baselineCount = 13
    /// How many of the newest weeks a change is looked for in; the best look pays for all of them.
    package static let looks = [4, 13, 26]
    /// Weeks in which sites are held against each other.
    package static let comparedCount = 13
    /// Fewer cases than this, found or expected, are never a finding: one more or less would undo
    /// it.
    package static let caseCountMin = 4

    /// What was found.
    package struct Finding: Hashable, Sendable {
        package var kind: SignalKind
        package var stream: FailureStreams.Stream
        /// How many of the last weeks it speaks of.
        package var weekCount: Int
        package var cases: Int
        /// How many there would be were nothing the matter.
        package var expected: Double
        /// The chance of it by chance alone.
        package var pValue: Double
        /// The least false-discovery rate at which it counts.
        package var rate = 1.0

        /// How many times as many there are.
        package var ratio: Double { expected > 0 ? Double(cases) / expected : .infinity }
    }

    /// The findings, the surest first.
    package let findings: [Finding]
    /// How many answers were held together.
    package let streamCount: Int

    /// Scans weeks of which the last is the last to be asked about.
    ///
    /// Sites in `incomplete` may still change theirs: nothing is asked about them, nor are others
    /// held against them.
    package init(_ all: FailureStreams, incomplete: Set<UInt32> = []) {
        let streams = all.without(incomplete)
        let named = streams.cases.keys.filter { !$0.scenario.isEmpty }
            .sorted { ($0.scenario, $0.site) < ($1.scenario, $1.site) }
        let answers =
            Self.changes(named, streams) + Self.apart(named, streams)
            + Self.unwritten(streams) + Self.unreported(streams)
        streamCount = answers.count
        let adjusted = FalseDiscovery.adjusted(answers.map(\.pValue))
        findings = zip(answers, adjusted).compactMap { answer, rate in
            guard rate <= FalseDiscovery.rate,
                max(Double(answer.cases), answer.expected) >= Double(Self.caseCountMin)
            else { return nil }
            var found = answer
            found.rate = rate
            return found
        }.sorted { ($0.pValue, $0.stream.site) < ($1.pValue, $1.stream.site) }
    }
}
