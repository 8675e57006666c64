/// The share of cases still open after a time, with those not yet closed taken into account.
package struct SurvivalPlot: Chart {
    package let name: String
    package let finding: String
    /// What runs along the lower axis, such as `hours since the report`.
    let unit: String
    let groups: [Group]

    /// A step of the curve.
    package struct Step: Sendable {
        let time: Double
        /// Still open from this time on, 0 to 1.
        let share: Double
        /// Its 95 % interval.
        let interval: ClosedRange<Double>?

        package init(time: Double, share: Double, interval: ClosedRange<Double>? = nil) {
            self.time = time.isFinite ? max(0, time) : 0
            self.share = share.isFinite ? min(max(0, share), 1) : 0
            self.interval = interval
        }
    }

    /// Cases whose curve is drawn as one; at most three groups are told apart.
    package struct Group: Sendable {
        let name: String
        /// By rising time; the curve begins at 1 by itself.
        let steps: [Step]
        /// The time of each case that was closed.
        let closed: [Double]
        /// How long each case that is not closed has been followed.
        let stillOpen: [Double]
        /// The time by which half are closed; nil while that is not reached.
        let median: Double?

        package init(
            _ name: String,
            steps: [Step],
            closed: [Double],
            stillOpen: [Double],
            median: Double?
        ) {
            self.name = name
            self.steps = steps.sorted { $0.time < $1.time }
            self.closed = closed.filter(\.isFinite)
            self.stillOpen = stillOpen.filter(\.isFinite)
            self.median = median
        }

        /// How many cases had been neither closed nor lost from view before a time.
        func atRisk(_ time: Double) -> Int {
            closed.count { $0 >= time } + stillOpen.count { $0 >= time }
        }

        /// The share that is open at a time.
        func share(at time: Double) -> Double {
            steps.last { $0.time <= time }?.share ?? 1
        }

        var lastTime: Double {
            max(steps.last?.time ?? 0, closed.max() ?? 0, stillOpen.max() ?? 0)
        }
    }

    package init(name: String, finding: String, unit: String, groups: [Group]) {
        self.name = name
        self.finding = finding
        self.unit = unit
        self.groups = Array(groups.prefix(3))
    }

    package var outline: String {
        "Curves of the share still open by \(unit), Kaplan and Meier: "
            + groups.map { group in
                let count = group.closed.count + group.stillOpen.count
                return "\(group.name), \(Numbers.count(count, "case")), \(Self.median(group))"
            }.joined(separator: "; ") + "."
    }

    static func median(_ group: Group) -> String {
        group.median.map { "half closed by \(Numbers.decimal($0, 1))" } ?? "half not yet closed"
    }

    package var table: ChartTable {
        ChartTable(
            caption: "\(name), \(unit)",
            columns: [
                .words("Group"), .number("After"), .number("Still open"),
                .number("95 % interval"), .number("Cases in view"),
            ],
            rows: groups.flatMap { group in
                group.steps.map { step in
                    let interval = step.interval.map {
                        ParetoChart.share($0.lowerBound) + " to "
                            + ParetoChart.share($0.upperBound)
                    }
                    return ChartTable.Row(
                        group.name,
                        [
                            Numbers.decimal(step.time, 1), ParetoChart.share(step.share),
                            interval ?? "", Numbers.grouped(group.atRisk(step.time)),
                        ]
                    )
                }
            }
        )
    }

    package func drawing(_ width: ChartWidth) -> Drawing {
        guard groups.contains(where: { $0.lastTime > 0 }) else { return emptySheet(width) }
        return SurvivalLayout(self, width).drawn()
    }
}
