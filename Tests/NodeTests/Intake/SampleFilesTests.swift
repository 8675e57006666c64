import Node
import Recovery
import Testing

@Suite(.enabled(if: SampleData.isPresent)) struct SampleFilesTests {
    @Test(arguments: [
        ("reviews/booking515k_sample.csv", 595, 0),
        ("reviews/datafiniti_hotels.jsonl.gz", 25_662, 0),
        ("reviews/datafiniti_hotels_rawcols_4000.csv.gz", 3_944, 56),
        ("reviews/skytrax_seat_reviews.csv.gz", 1_258, 0),
        ("surveys/limesurvey_nl_html_headers_381842.csv", 9, 51),
        ("surveys/qualtrics_3header_german_labels.csv", 1, 0),
        ("surveys/qualtrics_3header_raw.csv", 49, 1),
        ("surveys/qualtrics_legacy_2header_bom.csv", 1, 0),
        ("surveys/qualtrics_numeric_1header.csv", 49, 1),
        ("surveys/qualtrics_text_1header.csv", 49, 1),
        ("surveys/sfo_customer_survey_2011.csv.gz", 3_872, 0),
        ("surveys/sfo_customer_survey_2012.csv.gz", 3_348, 173),
        ("surveys/sfo_customer_survey_2013.csv.gz", 3_334, 201),
        ("surveys/sfo_customer_survey_2014.csv.gz", 2_677, 141),
        ("surveys/sfo_customer_survey_2016.csv.gz", 2_919, 168),
        ("surveys/sfo_customer_survey_2017.csv.gz", 2_746, 85),
        ("surveys/surveymonkey_StarWars.csv", 1_186, 0),
        ("surveys/surveymonkey_comma-survey.csv", 1_129, 0),
        ("surveys/surveymonkey_flying-etiquette.csv", 1_040, 0),
    ])
    func `every real file imports without a mapping`(
        name: String,
        drafts: Int,
        setAside: Int
    ) throws {
        let read = try Import(ByteSource(path: SampleData.path(name)))
        #expect(read.drafts.count == drafts)
        #expect(read.setAside.count == setAside)
        #expect(!read.plan.reasons.isEmpty)
        let guessed = try session(name, nil)
        let saved = try session(name, ImportMapping(parsing: read.plan.mapping.text))
        #expect(saved.preview(100) == guessed.preview(100))
        #expect(saved.plan.reasons.isEmpty)
    }

    private func session(_ name: String, _ mapping: ImportMapping?) throws -> ImportSession {
        try ImportSession(
            ByteSource(path: SampleData.path(name)),
            mapping: mapping,
            options: ImportOptions(utcOffsetSeconds: 0, now: testNow)
        )
    }

    @Test(
        arguments: SampleData.files("nasty/derived") + [
            "nasty/webform_reported_heights.csv", "nasty/blns.txt", "nasty/blns.base64.txt",
        ]
    )
    func `every nasty file has an outcome for each row`(name: String) throws {
        guard !name.hasSuffix("/empty.csv") else {
            #expect(throws: IntakeError.empty) {
                try Import(ByteSource(path: SampleData.path(name)))
            }
            return
        }
        let read = try Import(ByteSource(path: SampleData.path(name)))
        #expect(read.counts.read == read.drafts.count + read.setAside.count)
        #expect(read.counts.drafts == read.drafts.count)
        let rows = [
            "cut_inside_quotes.csv": 79, "header_only.csv": 0, "one_huge_field.csv": 3,
            "webform_reported_heights.csv": 683,
        ]
        let file = name.split(separator: "/").last.map(String.init) ?? ""
        guard !file.hasPrefix("blns") else { return }
        #expect(read.counts.read == rows[file, default: 120])
    }

    @Test func `Booking's two boxes and month-first dates are known`() throws {
        let read = try Import(ByteSource(path: SampleData.path("reviews/booking515k_sample.csv")))
        #expect(read.plan.mapping.dateOrder == .monthFirst)
        #expect(read.plan.mapping.emptyWords.contains("No Negative"))
        #expect(read.drafts[0].score == .init(hundredths: 960, scale: .oneToTen))
        #expect(read.drafts[0].occurredAt == 1_501_718_400_000)
        #expect(read.drafts[1].passages.map(\.kind) == [.complaint])
        #expect(read.drafts[0].channel == .ratingSite)
    }

    @Test func `the airport survey's codes map to scores`() throws {
        let mapping = """
            score: Q8N
            score scale = 1-5
            score word: 0 = none
            score word: 6 = none
            answer: DEST
            id: RESPNUM
            place: TERM
            """
        let read = try Import(
            ByteSource(path: SampleData.path("surveys/sfo_customer_survey_2011.csv.gz")),
            mapping: mapping
        )
        #expect(read.drafts.count == 3_872)
        #expect(read.drafts.count { $0.score != nil } == 3_694)
    }

    @Test func `numbers typed by hand are scores or set aside, never lost`() throws {
        let read = try Import(
            ByteSource(path: SampleData.path("nasty/webform_reported_heights.csv")),
            mapping: "score: height\nscore scale = percent\noccurred: time_stamp\nplace: sex"
        )
        #expect(read.counts.read == 683)
        #expect(read.drafts.allSatisfy { $0.score != nil })
        #expect(read.setAside.contains { $0.reason.contains("165cm") })
        #expect(read.setAside.allSatisfy { !$0.raw.isEmpty })
    }

    @Test func `header rows of survey programs are understood`() throws {
        let german = try Import(
            ByteSource(path: SampleData.path("surveys/qualtrics_3header_german_labels.csv"))
        )
        #expect(german.drafts.map(\.text) == ["This is a free text question.: Hello World!"])
        #expect(german.drafts[0].externalID == "R_2YPOQ602ER1jkf1")
        let legacy = try Import(
            ByteSource(path: SampleData.path("surveys/qualtrics_legacy_2header_bom.csv"))
        )
        #expect(legacy.plan.columns.prefix(2) == ["ResponseID", "ResponseSet"])
        let monkey = try Import(
            ByteSource(path: SampleData.path("surveys/surveymonkey_StarWars.csv"))
        )
        #expect(monkey.plan.columns.contains { $0.hasSuffix(" - Han Solo") })
        #expect(Set(monkey.plan.columns).count == monkey.plan.columns.count)
    }
}
