import Insight
import Recovery
import Storage
import Web

/// The findings that wait for a verdict, those of one kind and failure together.
struct OpenSignals {
    /// One thing to judge: a failure that rose at five sites is one matter, not five.
    struct Matter {
        let kind: SignalKind
        let scenario: String
        /// The surest first.
        var findings: [SignalScan.Finding]

        /// What its place on a page is called by.
        var id: String {
            let isAll = scenario == FailureStreams.Stream.everyKind
            return "\(kind.rawValue)-\(isAll ? "all" : scenario)"
        }
    }

    /// The surest first.
    private(set) var matters: [Matter] = []

    /// Leaves out what was judged and has not changed since.
    init(
        _ scan: SignalScan,
        judged: [JudgedSignal],
        sites: [UInt32: SiteAccount],
        through: Int64
    ) {
        let known = Dictionary(grouping: judged) {
            Name(kind: $0.kind, scenario: $0.scenario, site: $0.site)
        }
        var places: [String: Int] = [:]
        for finding in scan.findings {
            guard let account = sites[finding.stream.site] else { continue }
            let name = Name(
                kind: finding.kind,
                scenario: finding.stream.scenario,
                site: account.code
            )
            let evidence = finding.evidence(through: through)
            if known[name]?.contains(where: { $0.answers(evidence) }) == true { continue }
            let matter = "\(finding.kind) \(finding.stream.scenario)"
            if let place = places[matter] {
                matters[place].findings.append(finding)
            } else {
                places[matter] = matters.count
                matters.append(
                    Matter(
                        kind: finding.kind,
                        scenario: finding.stream.scenario,
                        findings: [finding]
                    )
                )
            }
        }
    }

    private struct Name: Hashable {
        var kind: SignalKind?
        var scenario: String
        var site: String
    }
}

extension SignalScan.Finding {
    /// What it rests on, by the last day it speaks of.
    func evidence(through day: Int64) -> SignalEvidence {
        SignalEvidence(
            cases: cases,
            weekCount: weekCount,
            through: CalendarDay(daysSince1970: day),
            expected: expected
        )
    }
}

/// How often findings of a kind turned out to be something: domain's signal precision.
struct SignalPrecision {
    let real: Int
    let judged: Int

    /// Real ones of the real and the false; those with a known reason are neither.
    init(_ signals: some Sequence<JudgedSignal>) {
        real = signals.count { $0.state == .confirmed }
        judged = real + signals.count { $0.state == .falseAlarm }
    }

    /// Such as `9 of 12 judged were real, 75 % (43 to 95 %)`.
    var words: String {
        guard let part = Part(count: real, of: judged) else { return "none judged so far" }
        let interval = Interval.share(of: part)
        return "\(real) of \(judged) judged were real, \(Numbers.share(real, of: judged)) ("
            + "\(Numbers.fixed(interval.low * 100, 0)) to "
            + "\(Numbers.fixed(interval.high * 100, 0)) %)"
    }
}
