import Web

extension ChartSamples {
    static let pareto = ParetoChart(
        name: "What fails most, four weeks to 8 March",
        finding: "7 of 10 named kinds make up 80 % of the cases",
        unit: "Cases",
        items: [
            ("Room not ready", "FO-02", 45, 1...4), ("Room not cleaned", "HK-01", 38, 1...5),
            ("No hot water", "EN-02", 37, 1...5), ("Noise, bar or street", "NO-01", 36, 1...5),
            ("Too cold or too warm", "EN-01", 32, 2...6), ("Wrong charge", "BI-01", 19, 5...8),
            ("Wi-Fi", "IT-01", 17, 6...9), ("Wrong or late order", "FB-01", 17, 6...9),
            ("Lost property", "LF-01", 9, 7...10), ("Booked view not given", "FO-03", 4, 9...10),
        ].map { label, code, count, ranks in
            ParetoChart.Item(
                label,
                code: code,
                value: Double(count),
                words: "\(count)",
                ranks: ranks,
                address: "/cases?kind=\(code)"
            )
        },
        rest: ParetoChart.Item("All other, 18 kinds", value: 22, words: "22")
    )

    static let heat = HeatMap(
        name: "Where, and what",
        finding: "Three cells are more than chance",
        unit: "cases per 1,000 occupied room nights",
        columns: [
            ("FO-02", "Not ready"), ("HK-01", "Cleaning"), ("EN-02", "Hot water"),
            ("NO-01", "Noise"), ("EN-01", "Climate"), ("BI-01", "Charge"), ("IT-01", "Wi-Fi"),
            ("FB-01", "Order"), ("LF-01", "Property"), ("FO-03", "View"),
        ].map { HeatMap.Column(code: $0, name: $1) },
        rows: [
            ("LIS", "Lisbon", [0.6, 0.6, 0.6, 1.5, 1.2, 0.6, 0.9, 0.3, 0.0, 0.0]),
            ("OPO", "Porto", [1.6, 0.0, 2.6, 1.0, 1.6, 0.0, 0.0, 0.0, 0.0, 0.0]),
            ("GVA", "Geneva", [1.3, 1.1, 0.5, 0.8, 0.5, 0.3, 0.8, 0.3, 0.3, 0.0]),
            ("VIE", "Vienna", [0.4, 1.1, 1.1, 2.0, 0.2, 0.2, 0.7, 0.7, 0.2, 0.0]),
            ("EDI", "Edinburgh", [4.9, 1.2, 1.2, 0.8, 1.2, 0.4, 0.8, 0.8, 0.4, 0.4]),
            ("CPH", "Copenhagen", [0.9, 1.6, 0.9, 0.3, 1.9, 0.3, 0.3, 0.6, 0.0, 0.0]),
            ("GDN", "Gdańsk", [1.0, 4.1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1.0, 0.0]),
            ("ATH", "Athens", [0.6, 1.7, 2.3, 1.4, 0.6, 2.0, 0.0, 0.8, 0.6, 0.3]),
        ].map { code, name, rates in
            HeatMap.Row(
                code: code,
                name: name,
                cells: rates.enumerated().map { index, rate in
                    let isSignal = rate > 4 || (code == "ATH" && index == 5)
                    return HeatMap.Cell(
                        rate: rate,
                        count: Int(rate * 3),
                        isSignal: isSignal,
                        address: "/cases?site=\(code)&kind=\(index)"
                    )
                },
                all: HeatMap.Cell(rate: rates.reduce(0, +), count: 24)
            )
        },
        steps: [0.5, 1.0, 1.6, 2.6]
    )

    static let histogram = Histogram(
        name: "How long until mended",
        finding: "Half are mended within 3.2 hours; the target is 4",
        unit: "hours from report to mended",
        bars: [38, 61, 54, 40, 29, 18, 12, 9, 5, 4, 2, 11].enumerated().map { hour, count in
            (Double(hour + 1), count)
        },
        isOpenEnded: true,
        levels: [
            Histogram.Level(3.2, "median 3.2"), Histogram.Level(4, "target 4", isOurs: true),
        ]
    )

    static let multiples = SmallMultiples(
        name: "All failures, site by site",
        finding: "Edinburgh has risen since February",
        unit: "cases per 1,000 room nights",
        periods: ["22 Dec", "29 Dec", "5 Jan", "12 Jan", "19 Jan", "26 Jan", "2 Feb", "9 Feb"],
        panels: [
            ("Lisbon", [7, 6, 8, 7, 6, 6, 7, 6.5]), ("Porto", [6, 7, 5, 8, 7, 6, 7, 6.8]),
            ("Edinburgh", [8, 7, 9, 8, 9, 11, 13, 14.3]), ("Turin", [9, 8, nil, 7, 9, 10, 9, 9.1]),
            ("Copenhagen Harbour", [7, 8, 8, 7, 7, 8, 7, 7.6]), ("Athens", [10, 11, 9, 10, 11]),
        ].map { name, values in
            SmallMultiples.Panel(
                name,
                values: values,
                note: values.last.flatMap(\.self).map { Numbers.decimal($0, 1) } ?? "",
                isSignal: name == "Edinburgh"
            )
        }
    )

    static let intervals = IntervalPlot(
        name: "Did CA-17 work?",
        finding: "The rate fell to 0.35 of what it would have been",
        unit: "rate after divided by rate before; left is fewer",
        rows: [
            IntervalPlot.Row(
                "Four sites with CA-17",
                .treated,
                estimate: 0.33,
                interval: 0.21...0.51
            ),
            IntervalPlot.Row(
                "Eight sites without",
                .untreated,
                estimate: 0.94,
                interval: 0.65...1.36
            ),
            IntervalPlot.Row(
                "Difference between them",
                .difference,
                estimate: 0.35,
                interval: 0.21...0.61
            ),
        ]
    )

    static let survival = SurvivalPlot(
        name: "How long cases stay open",
        finding: "Half are closed by 5 hours with a duty manager, by 9 without",
        unit: "hours since the report",
        groups: [
            group("With", [1, 2, 2, 3, 4, 5, 5, 6, 8, 11], open: [7, 12]),
            group("Without", [2, 4, 6, 8, 9, 9, 13, 16, 20], open: [10, 21, 22]),
        ]
    )

    /// The product-limit estimate, with bounds that are near enough for a picture.
    private static func group(
        _ name: String,
        _ closed: [Double],
        open: [Double]
    ) -> SurvivalPlot.Group {
        var share = 1.0
        var steps: [SurvivalPlot.Step] = []
        var median: Double?
        for time in Set(closed).sorted() {
            let atRisk = (closed + open).count { $0 >= time }
            share *= 1 - Double(closed.count { $0 == time }) / Double(atRisk)
            let bounds = max(0, share - 0.22)...min(1, share + 0.18)
            steps.append(SurvivalPlot.Step(time: time, share: share, interval: bounds))
            if share <= 0.5 { median = median ?? time }
        }
        return SurvivalPlot.Group(
            name,
            steps: steps,
            closed: closed,
            stillOpen: open,
            median: median
        )
    }

    static let fishbone = Fishbone(
        name: "Why there was no hot water",
        finding: "Valves for hard water explain 58 of 96 cases",
        effect: "No hot water between half past six and half past eight",
        bones: [
            Fishbone.Bone(
                "Equipment",
                [
                    Fishbone.Cause(
                        "Valve type for soft water",
                        count: 58,
                        isShown: true,
                        reasons: ["lime in the risers", "bought by price alone"]
                    ),
                    Fishbone.Cause("Boiler too small for a full house", isShown: false),
                ]
            ),
            Fishbone.Bone(
                "Process",
                [
                    Fishbone.Cause(
                        "Service plan leaves risers out",
                        count: 21,
                        isShown: true,
                        reasons: ["written before the wing was built"]
                    ),
                    Fishbone.Cause("Order closed too early", count: 6, isShown: true),
                ]
            ),
            Fishbone.Bone(
                "Supplier",
                [Fishbone.Cause("Wrong part delivered", count: 9, isShown: true)]
            ),
            Fishbone.Bone(
                "People",
                [Fishbone.Cause("Nobody measures at six", isShown: false)]
            ),
            Fishbone.Bone(
                "Outside",
                [Fishbone.Cause("Hard water in the town", isShown: true)]
            ),
        ]
    )
}
