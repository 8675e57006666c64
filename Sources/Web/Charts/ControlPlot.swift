/// A rate period by period, with the limits that chance keeps to.
package struct ControlPlot: Chart {
    package let name: String
    /// The chart's message in a sentence.
    package let finding: String
    /// What the rate counts, such as `cases per 1,000 room nights`.
    let unit: String
    /// What the rate is taken of, such as `Room nights`: a heading of the table.
    let exposureName: String
    /// Those of rates in words, up to 6.
    let decimals: Int
    let periods: [Period]
    let phases: [Phase]

    /// One period's figures.
    package struct Period: Sendable {
        /// The period's short name, such as `15 Sep`.
        let label: String
        let cases: Int
        let exposure: Int
        /// Nil where the exposure is missing.
        let rate: Double?
        /// The mean of the phase that the period belongs to.
        let centre: Double
        /// What chance keeps to at this period's exposure; nil where none can be given.
        let limits: ClosedRange<Double>?
        let isComplete: Bool
        /// What makes it more than chance, such as `21 cases, expected 8.8`.
        let signal: String?
        /// Where its rows are.
        let address: String?

        package init(
            _ label: String,
            cases: Int,
            exposure: Int,
            rate: Double?,
            centre: Double,
            limits: ClosedRange<Double>?,
            isComplete: Bool = true,
            signal: String? = nil,
            address: String? = nil
        ) {
            self.label = label
            self.cases = cases
            self.exposure = exposure
            self.rate = rate
            self.centre = centre
            self.limits = limits
            self.isComplete = isComplete
            self.signal = signal
            self.address = address
        }
    }

    /// What was done, from a period on.
    package struct Phase: Sendable {
        /// The first period under it, counted from 0.
        let start: Int
        let name: String
        let note: String

        package init(start: Int, _ name: String, _ note: String) {
            self.start = start
            self.name = name
            self.note = note
        }
    }

    package init(
        name: String,
        finding: String,
        unit: String,
        exposureName: String,
        decimals: Int = 2,
        periods: [Period],
        phases: [Phase] = []
    ) {
        self.name = name
        self.finding = finding
        self.unit = unit
        self.exposureName = exposureName
        self.decimals = decimals
        self.periods = periods
        self.phases = phases.filter { periods.indices.contains($0.start) }
            .sorted { $0.start < $1.start }
    }

    package var outline: String {
        guard let first = periods.first, let last = periods.last else { return "No periods yet." }
        let signals = periods.count { $0.signal != nil }
        return "Control chart of \(unit), \(Numbers.count(periods.count, "period")) from "
            + "\(first.label) to \(last.label), with the limits of chance. "
            + (signals == 0 ? "No signal." : Numbers.count(signals, "signal") + ".")
    }

    package var table: ChartTable {
        ChartTable(
            caption: "\(name), \(unit)",
            columns: [
                .words("Period"), .number("Cases"), .number(exposureName), .number("Rate"),
                .number("Mean"), .number("Limits"), .words("Remark"),
            ],
            rows: periods.enumerated().map { index, period in
                ChartTable.Row(
                    period.label,
                    address: period.address,
                    [
                        Numbers.grouped(period.cases), Numbers.grouped(period.exposure),
                        period.rate.map { Numbers.decimal($0, decimals) } ?? "not known",
                        Numbers.decimal(period.centre, decimals), limitWords(period),
                        remark(index),
                    ]
                )
            }
        )
    }

    func limitWords(_ period: Period) -> String {
        period.limits.map {
            Numbers.decimal($0.lowerBound, decimals) + " to "
                + Numbers.decimal($0.upperBound, decimals)
        } ?? "none"
    }

    private func remark(_ index: Int) -> String {
        var remarks = phases.filter { $0.start == index }.map { "\($0.name): \($0.note)" }
        if let signal = periods[index].signal { remarks.append("Signal: \(signal)") }
        if !periods[index].isComplete { remarks.append("Not complete") }
        return remarks.joined(separator: ". ")
    }

    /// What a pointer on a period is told.
    func hover(_ index: Int) -> String {
        let period = periods[index]
        let rate = period.rate.map { Numbers.decimal($0, decimals) } ?? "not known"
        let words = "\(period.label): \(rate), \(Numbers.count(period.cases, "case")), limits "
        return [words + limitWords(period), remark(index)].filter { !$0.isEmpty }
            .joined(separator: ". ")
    }

    package func drawing(_ width: ChartWidth) -> Drawing {
        guard !periods.isEmpty else { return emptySheet(width) }
        return ControlLayout(self, width).drawn()
    }
}
