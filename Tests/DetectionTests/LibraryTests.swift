import Detection
import Recovery
import Testing

/// What the standard library's own cues make of what guests say.
///
/// Each line of praise shares words with a failure, as guests' praise does.
struct LibraryTests {
    private static let detector = Detector(
        rules: ScenarioLibrary.standard.map {
            DetectionRule(
                scenarioCode: $0.code.description,
                cues: $0.cues.phrases,
                scoreCeiling: $0.cues.scoreCeiling,
                severity: $0.severity.starting()
            )
        }
    )

    private func decision(_ text: String) -> DetectionOutcome.Decision {
        Self.detector.detect(DetectionInput(segments: [TextSegment(text)])).decision
    }

    @Test(
        arguments: [
            ("BI-01", "They charged us twice for the same dinner."),
            ("BI-02", "They wanted 25 a day for parking, which was a surprise."),
            ("CO-01", "The new room they moved us to was worse and nobody followed up."),
            ("EN-01", "The unit only blew cold air and I sat there shivering."),
            ("EN-02", "Hot water came back after lunch on our last day."),
            ("EN-03", "The kettle was broken and there was only one socket."),
            ("EN-04", "Broken lift, four flights of stairs with a baby."),
            ("EN-05", "My key card failed every evening."),
            ("EX-01", "The pool was shut and nothing looked as described in the advert."),
            ("FB-01", "The buffet was empty and the coffee lukewarm."),
            ("FO-01", "Check in took forever on a Friday."),
            ("FO-02", "Still no room when the wedding began."),
            ("FO-03", "We got two singles and our son slept on a camp bed."),
            ("FO-04", "They had oversold and we were turned away."),
            ("FO-05", "Not one smile, and the manager put the phone down."),
            ("HK-01", "The bin was full and the sheets were not changed."),
            ("HK-02", "Grey towels and a musty carpet."),
            ("HK-03", "There were dead bugs along the window."),
            ("HK-04", "There was only one towel and the minibar was empty."),
            ("IT-01", "The network was down and I could not get online."),
            ("LF-01", "My suitcase came back from the porter with a broken wheel."),
            ("NO-01", "Lorries from five in the morning."),
            ("NO-02", "Someone above us moved furniture until two."),
            ("SN-01", "Staff smoking by the door, the room full of smoke."),
        ]
    )
    func `a failure in plain words gets its scenario`(code: String, text: String) {
        guard case .openCase(let target, _) = decision(text) else {
            Issue.record("no case: \(text)")
            return
        }
        #expect(target == .scenario(code))
    }

    @Test(
        arguments: [
            "Check in took two minutes, all done online, smooth!",
            "Forgot my charger and the front desk had one up in five minutes.",
            "Our third time here and it gets better each time.",
            "Nothing was too much trouble, and we want for nothing in our room.",
            "We booked a suite with a sea view and it was worth it.",
            "The tram stops outside and the trams run all day.",
            "Rob at the desk was a star.",
        ]
    )
    func `praise opens no case`(text: String) {
        guard case .noCase = decision(text) else {
            Issue.record("\(decision(text))")
            return
        }
    }
}
