/// A failure scenario as the demonstration knows it: how often, when and how bad.
package struct DemoFailure: Sendable {
    /// The scenario's code in the standard library, such as `EN-02`.
    package let code: String
    /// Reports per 1,000 occupied room nights at an average site on an average day.
    package let perThousand: Double
    /// 1 (annoyance) to 5 (safety, health, dignity, legal).
    package let severity: Int
    let season: Season
    let week: Week
    /// The list of sentences that tell what it meant for the guest.
    let aftermath: String

    enum Season: Sendable {
        case none, temperature, summer
    }

    enum Week: Sendable {
        case none, weekendNights, arrivalRush, workdays
    }

    /// The multiplier of `perThousand` for a month, 1...12 with January as the coldest.
    func seasonFactor(coldMonth month: Int) -> Double {
        switch season {
        case .none: 1
        case .temperature: Self.temperature[month - 1]
        case .summer: Self.summer[month - 1]
        }
    }

    /// The multiplier of `perThousand` for a weekday, 0 = Monday.
    func weekFactor(weekday: Int) -> Double {
        switch week {
        case .none: 1
        case .weekendNights: Self.weekendNights[weekday]
        case .arrivalRush: Self.arrivalRush[weekday]
        case .workdays: Self.workdays[weekday]
        }
    }

    // Each table has a mean near 1.
    private static let temperature: [Double] = [
        1.6, 1.4, 0.9, 0.5, 0.5, 1.0, 1.6, 1.6, 0.8, 0.5, 0.8, 1.4,
    ]
    private static let summer: [Double] = [
        0.5, 0.5, 0.7, 0.9, 1.1, 1.5, 1.8, 1.8, 1.3, 0.8, 0.6, 0.5,
    ]
    private static let weekendNights: [Double] = [0.6, 0.6, 0.7, 0.9, 1.6, 1.8, 0.8]
    private static let arrivalRush: [Double] = [0.9, 0.7, 0.7, 0.8, 1.3, 1.3, 1.3]
    private static let workdays: [Double] = [1.2, 1.2, 1.2, 1.1, 0.8, 0.7, 0.8]

    private init(
        _ code: String,
        _ perThousand: Double,
        severity: Int,
        season: Season = .none,
        week: Week = .none,
        then aftermath: String
    ) {
        self.code = code
        self.perThousand = perThousand
        self.severity = severity
        self.season = season
        self.week = week
        self.aftermath = "after-" + aftermath
    }

    /// The 28 scenarios of the standard library.
    package static let all: [DemoFailure] = [
        DemoFailure("HK-01", 1.5, severity: 3, then: "clean"),
        DemoFailure("HK-02", 3.4, severity: 3, then: "clean"),
        DemoFailure("HK-03", 0.15, severity: 5, season: .summer, then: "grave"),
        DemoFailure("HK-04", 1.6, severity: 1, then: "clean"),
        DemoFailure("EN-01", 3.6, severity: 3, season: .temperature, then: "night"),
        DemoFailure("EN-02", 1.4, severity: 3, then: "room"),
        DemoFailure("EN-03", 1.2, severity: 2, then: "room"),
        DemoFailure("EN-04", 0.5, severity: 3, then: "desk"),
        DemoFailure("EN-05", 0.7, severity: 3, then: "desk"),
        DemoFailure("IT-01", 1.8, severity: 2, week: .workdays, then: "room"),
        DemoFailure("NO-01", 2.0, severity: 3, week: .weekendNights, then: "night"),
        DemoFailure("NO-02", 1.7, severity: 2, week: .weekendNights, then: "night"),
        DemoFailure("FO-01", 2.6, severity: 2, week: .arrivalRush, then: "desk"),
        DemoFailure("FO-02", 0.9, severity: 2, week: .arrivalRush, then: "desk"),
        DemoFailure("FO-03", 0.8, severity: 3, week: .arrivalRush, then: "desk"),
        DemoFailure("FO-04", 0.12, severity: 4, week: .arrivalRush, then: "desk"),
        DemoFailure("FO-05", 1.1, severity: 3, then: "rude"),
        DemoFailure("BI-01", 0.9, severity: 3, then: "money"),
        DemoFailure("BI-02", 0.7, severity: 3, then: "money"),
        DemoFailure("FB-01", 1.9, severity: 2, week: .arrivalRush, then: "food"),
        DemoFailure("FB-02", 0.12, severity: 5, then: "grave"),
        DemoFailure("FB-03", 0.08, severity: 5, season: .summer, then: "grave"),
        DemoFailure("SN-01", 0.5, severity: 3, then: "room"),
        DemoFailure("SN-02", 0.1, severity: 5, then: "grave"),
        DemoFailure("SE-01", 0.12, severity: 5, then: "grave"),
        DemoFailure("LF-01", 0.5, severity: 3, then: "money"),
        DemoFailure("EX-01", 0.7, severity: 3, season: .summer, then: "money"),
        DemoFailure("CO-01", 0.45, severity: 4, then: "money"),
    ]
}
