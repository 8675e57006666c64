import GRDB
package import Recovery
import Wire

/// What a finding rested on when it was judged.
package struct SignalEvidence: Hashable, Sendable {
    /// How many cases there were.
    package var cases: Int
    /// In so many weeks.
    package var weekCount: Int
    /// The last day of them.
    package var through: CalendarDay
    /// How many cases there would have been were nothing the matter, in tenths.
    package var expectedTenths: Int

    package init(cases: Int, weekCount: Int, through: CalendarDay, expected: Double) {
        (self.cases, self.weekCount, self.through) = (cases, weekCount, through)
        expectedTenths = Int((max(0, min(expected, 1e9)) * 10).rounded())
    }

    /// Such as `30 cases in 13 weeks to 2026-11-15, 12.5 expected`.
    package var text: String {
        "\(cases) cases in \(weekCount) weeks to \(through), "
            + "\(expectedTenths / 10).\(expectedTenths % 10) expected"
    }

    /// Reads what ``text`` wrote; nil for anything else.
    init?(text: String) {
        let words = text.split(separator: " ")
        let tenths = words.count == 9 ? words[7].filter { $0 != "." } : ""
        guard words.count == 9, words[6].last == ",", let cases = Int(words[0]),
            let weeks = Int(words[3]), let through = CalendarDay(text: String(words[6].dropLast())),
            let expectedTenths = Int(tenths)
        else { return nil }
        (self.cases, weekCount, self.through) = (cases, weeks, through)
        self.expectedTenths = expectedTenths
    }

    /// How many times as many as expected; with a tenth expected at least.
    package var ratio: Double { Double(cases) * 10 / Double(max(1, expectedTenths)) }
}

/// A finding that somebody at headquarters has judged.
package struct JudgedSignal: Sendable {
    /// The record.
    package let row: StoredRow

    init(_ row: StoredRow) { self.row = row }

    /// What was said of the failure; nil where a newer hub said what this one does not know.
    package var kind: SignalKind? { SignalKind(rawValue: row.text(SignalField.kind) ?? "") }
    /// The scenario's code; ``FailureStreams/Stream/everyKind`` for all.
    package var scenario: String { row.text(SignalField.scenario) ?? "" }
    /// The code of the site.
    package var site: String { SiteCodes.read(row.text(SignalField.sites)).first ?? "" }
    /// What it rested on.
    package var evidence: SignalEvidence? {
        SignalEvidence(text: row.text(SignalField.evidence) ?? "")
    }
    /// What was made of it.
    package var state: SignalState { row.choice(SignalField.state) ?? .open }
    /// Who judged it.
    package var judgedBy: String { row.text(SignalField.judgedBy) ?? "" }
    /// When.
    package var judgedAt: Timestamp {
        row.time(SignalField.judgedAt) ?? Timestamp(milliseconds: row.stamp.milliseconds)
    }
    /// Why, in words.
    package var text: String { row.text(SignalField.text) ?? "" }

    /// From this ratio of ratios on a finding is another than the one that was judged.
    package static let changedRatio = 1.5
    /// After so many days it is asked about again, while it goes on.
    package static let holdsDays: Int64 = 26 * 7

    /// Whether the verdict still answers a finding of the same kind, scenario and site.
    package func answers(_ evidence: SignalEvidence) -> Bool {
        guard state != .open, state != .investigating, let former = self.evidence,
            former.through.daysSince1970 + Self.holdsDays > evidence.through.daysSince1970
        else { return false }
        let (was, now) = (max(former.ratio, 0.01), max(evidence.ratio, 0.01))
        // Farther from 1 than it was: more of a rise, or more of a fall.
        return now >= 1 ? now < was * Self.changedRatio : now > was / Self.changedRatio
    }
}

/// A finding as it is to be judged.
package struct SignalDraft: Sendable {
    /// What is said of the failure.
    package var kind: SignalKind
    /// The scenario's code, or ``FailureStreams/Stream/everyKind``.
    package var scenario: String
    /// The site, by number and by code.
    package var site: (number: UInt32, code: String)
    /// What it rests on.
    package var evidence: SignalEvidence

    package init(
        kind: SignalKind,
        scenario: String,
        site: (number: UInt32, code: String),
        evidence: SignalEvidence
    ) {
        (self.kind, self.scenario) = (kind, scenario)
        (self.site, self.evidence) = (site, evidence)
    }
}

extension StoreReader {
    /// All findings that were judged, the latest verdict first.
    package func judgedSignals() throws -> [JudgedSignal] {
        try rows(Catalogue.signal, "ORDER BY judgedAt DESC, _id DESC", []).map(JudgedSignal.init)
    }
}

extension HubStore {
    /// Counts up with every transaction that changed anything.
    package func changeCount() throws -> Int64 {
        try database.read { try Settings.integer(.generation, in: $0) ?? 0 }
    }
}

extension RecordTransaction {
    /// Records what somebody makes of a finding; a verdict on the same evidence is changed.
    ///
    /// The record goes to the site concerned and to no other.
    package func judge(
        _ draft: SignalDraft,
        _ state: SignalState,
        text: String
    ) throws {
        let known = try reader.judgedSignals()
        if let same = known.first(where: {
            $0.kind == draft.kind && $0.scenario == draft.scenario && $0.site == draft.site.code
                && $0.evidence == draft.evidence
        }) {
            return try edit(
                same.row,
                [
                    SignalField.state: .choice(state), .judgedBy: .text(author),
                    .judgedAt: .time(now), .text: .words(text),
                ]
            )
        }
        let numbers = known.compactMap { $0.row.number(SignalField.number) }
        _ = try create(
            Catalogue.signal,
            scope: Scope(rawValue: draft.site.number),
            [
                SignalField.number: .number(Int(numbers.max() ?? 0) + 1),
                .scenario: .text(draft.scenario), .sites: SiteCodes.cell([draft.site.code]),
                .kind: .text(draft.kind.rawValue), .raisedAt: .time(now),
                .evidence: .text(draft.evidence.text), .state: .choice(state),
                .judgedBy: .text(author), .judgedAt: .time(now), .text: .words(text),
            ]
        )
    }
}
