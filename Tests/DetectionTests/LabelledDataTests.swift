import Detection
import Recovery
import Testing

/// How well "a case opens" agrees with "a person saw something negative".
///
/// The floors stand a little below what was measured with ``SampleRules``; a change that falls
/// through them has cost real failures or raised false alarms. Opinions about size, price and
/// age count as negative in these labels and are no failures of service, so recall cannot be
/// complete.
struct LabelledDataTests {
    private struct Agreement: CustomStringConvertible {
        var hits = 0
        var falseAlarms = 0
        var missed = 0

        var precision: Double { Double(hits) / Double(hits + falseAlarms) }
        var recall: Double { Double(hits) / Double(hits + missed) }
        var description: String { "precision \(precision), recall \(recall)" }
    }

    private func agreement(_ rows: [SharedData.Labelled]) -> Agreement {
        let detector = Detector(rules: SampleRules.all)
        return rows.reduce(into: Agreement()) { sum, row in
            let found = detector.detect(DetectionInput(segments: [TextSegment(row.text)]))
            var opens = false
            if case .openCase = found.decision { opens = true }
            switch (opens, row.isNegative) {
            case (true, true): sum.hits += 1
            case (true, false): sum.falseAlarms += 1
            case (false, true): sum.missed += 1
            case (false, false): break
            }
        }
    }

    @Test(
        .enabled(if: SharedData.exists("labelled")),
        arguments: [
            ("labelled/oats_hotels_en_reviews.jsonl.gz", 0.72, 0.67),
            ("labelled/opener_hotels_en.jsonl.gz", 0.80, 0.40),
        ]
    )
    func `cases open where people saw a failure`(
        path: String,
        precision: Double,
        recall: Double
    ) throws {
        let measured = agreement(try SharedData.labelled(path))
        #expect(measured.precision >= precision, "\(path): \(measured)")
        #expect(measured.recall >= recall, "\(path): \(measured)")
    }

    private static let codesByAspect: [(aspect: String, codes: Set<String>)] = [
        ("ROOMS#CLEANLINESS", ["HK-01", "HK-02", "HK-03", "SN-01"]),
        ("ROOM_AMENITIES#CLEANLINESS", ["HK-01", "HK-02", "HK-03", "SN-01"]),
        ("HOTEL#CLEANLINESS", ["HK-01", "HK-02", "HK-03", "SN-01"]),
        (
            "SERVICE#GENERAL",
            ["FO-01", "FO-02", "FO-03", "FO-04", "FO-05", "BI-01", "BI-02", "CO-01", "HK-01"]
        ),
        ("FOOD_DRINKS#QUALITY", ["FB-01", "FB-02", "FB-03"]),
        ("ROOMS#COMFORT", ["NO-01", "NO-02", "EN-01"]),
    ]

    @Test(.enabled(if: SharedData.exists("labelled")))
    func `the scenario agrees with the aspect people named`() throws {
        let detector = Detector(rules: SampleRules.all)
        var (agreed, decided) = (0, 0)
        for row in try SharedData.labelled("labelled/oats_hotels_en_sentences.jsonl.gz") {
            let negative = Set(row.labels.filter { $0.polarity == "negative" }.map(\.aspect))
            guard negative.count == 1, let aspect = negative.first,
                let codes = Self.codesByAspect.first(where: { $0.aspect == aspect })?.codes
            else { continue }
            let found = detector.detect(DetectionInput(segments: [TextSegment(row.text)]))
            guard case .openCase(.scenario(let code), _) = found.decision else { continue }
            decided += 1
            if codes.contains(code) { agreed += 1 }
        }
        let share = Double(agreed) / Double(decided)
        #expect(share >= 0.75, "\(agreed) of \(decided)")
    }
}
