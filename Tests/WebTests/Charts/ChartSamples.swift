import Web

/// Charts with the figures of an invented group, as its pages would have them.
enum ChartSamples {
    static let all: [(name: String, chart: any Chart)] = [
        ("control", control), ("control-young", young), ("funnel", funnel), ("pareto", pareto),
        ("heat", heat), ("histogram", histogram), ("multiples", multiples),
        ("intervals", intervals), ("survival", survival), ("fishbone", fishbone),
    ]

    static let control = ControlPlot(
        name: "No hot water, the four sites of CA-17",
        finding: "One signal in the week of 1 December; since CA-17 the rate is 0.88, before 2.45",
        unit: "cases per 1,000 room nights",
        exposureName: "Room nights",
        periods: weeks,
        phases: [ControlPlot.Phase(start: 17, "CA-17", "valves replaced, 12 January")]
    )

    /// Three weeks, a missing exposure, and a limit that few nights push far away.
    static let young = ControlPlot(
        name: "Wi-Fi, Turin",
        finding: "",
        unit: "cases per 1,000 room nights",
        exposureName: "Room nights",
        periods: [
            ControlPlot.Period(
                "1 Jun",
                cases: 2,
                exposure: 900,
                rate: 2.2,
                centre: 1.9,
                limits: 0...6.7
            ),
            ControlPlot.Period(
                "8 Jun",
                cases: 1,
                exposure: 0,
                rate: nil,
                centre: 1.9,
                limits: nil
            ),
            ControlPlot.Period(
                "15 Jun",
                cases: 0,
                exposure: 40,
                rate: 0,
                centre: 1.9,
                limits: 0...75,
                isComplete: false
            ),
        ]
    )

    private static let weeks: [ControlPlot.Period] = {
        let labels = [
            "15 Sep", "22 Sep", "29 Sep", "6 Oct", "13 Oct", "20 Oct", "27 Oct", "3 Nov", "10 Nov",
            "17 Nov", "24 Nov", "1 Dec", "8 Dec", "15 Dec", "22 Dec", "29 Dec", "5 Jan", "12 Jan",
            "19 Jan", "26 Jan", "2 Feb", "9 Feb", "16 Feb", "23 Feb", "2 Mar", "9 Mar",
        ]
        let cases = [
            9, 7, 11, 7, 7, 10, 8, 13, 7, 8, 11, 21, 8, 8, 10, 7, 9, 4, 3, 4, 2, 4, 3, 2, 3, 2,
        ]
        let nights = [
            3_620, 3_480, 3_500, 3_560, 3_740, 3_640, 3_590, 3_610, 3_580, 3_690, 3_560, 3_592,
            3_540, 3_520, 3_490, 3_610, 3_580, 3_400, 3_660, 3_640, 3_590, 3_700, 3_550, 3_620,
            3_480, 3_470,
        ]
        return labels.indices.map { index in
            let exposure = Double(nights[index]) / 1_000
            let centre = index < 17 ? 2.45 : 0.88
            let spread = 3 * (centre / exposure).squareRoot()
            return ControlPlot.Period(
                labels[index],
                cases: cases[index],
                exposure: nights[index],
                rate: Double(cases[index]) / exposure,
                centre: centre,
                limits: max(0, centre - spread)...centre + spread,
                isComplete: index < 25,
                signal: index == 11 ? "21 cases, expected 8.8" : nil,
                address: "/cases?week=\(index + 1)"
            )
        }
    }()

    static let funnel = FunnelPlot(
        name: "Which sites differ from the group",
        finding: "Edinburgh is above what chance gives",
        unit: "cases per 1,000 room nights",
        exposureUnit: "occupied room nights, four weeks",
        centre: 8.4,
        sites: [
            ("LIS", "Lisbon", 21, 3_232, 6.5), ("OPO", "Porto", 13, 1_908, 6.8),
            ("GVA", "Geneva", 24, 3_771, 6.4), ("VIE", "Vienna", 32, 4_469, 7.2),
            ("EDI", "Edinburgh", 35, 2_450, 14.3), ("CPH", "Copenhagen", 24, 3_168, 7.6),
            ("MRS", "Marseille", 9, 1_626, 5.5), ("BRU", "Brussels", 27, 2_846, 9.5),
            ("TRN", "Turin", 18, 1_980, 9.1), ("BIO", "Bilbao", 15, 1_855, 8.1),
            ("GDN", "Gdańsk", 20, 1_971, 10.1), ("ATH", "Athens", 55, 3_538, 12.4),
        ].map { code, name, cases, exposure, rate in
            FunnelPlot.Site(
                code: code,
                name: name,
                cases: cases,
                exposure: exposure,
                rate: rate,
                standing: code == "EDI" ? .beyondOuter : code == "ATH" ? .beyondInner : .inside,
                isComplete: code != "GDN",
                address: "/sites/\(code)"
            )
        },
        bands: stride(from: 1_500, through: 4_600, by: 100).map { exposure in
            let spread = (8.4 / (Double(exposure) / 1_000)).squareRoot()
            return FunnelPlot.Band(
                exposure: exposure,
                inner: max(0, 8.4 - 1.96 * spread)...8.4 + 1.96 * spread,
                outer: max(0, 8.4 - 3.09 * spread)...8.4 + 3.09 * spread
            )
        }
    )
}
