/// The way a figure has come, beside the figure itself and never without it.
///
/// It has no axis and a scale of its own; a reader of the screen has the figure, so it is silent.
package struct Sparkline: DrawnPart {
    /// The latest last; those that are no numbers are left out.
    private let values: [Double]
    /// Whether the last period is over; else its point is hollow.
    private let isComplete: Bool

    package init(_ values: [Double], isComplete: Bool = true) {
        self.values = values.filter(\.isFinite)
        self.isComplete = isComplete
    }

    /// The line as a drawing of 124 by 26; without a value it is empty.
    package var drawing: Drawing {
        var drawing = Drawing(width: 124, height: 26)
        guard let low = values.min(), let high = values.max() else { return drawing }
        let isLevel = high == low
        let scale = ChartScale(
            from: isLevel ? low - 1 : low,
            to: isLevel ? low + 1 : high,
            at: 22,
            4,
            tickCount: 1
        )
        let step = 112 / Double(max(1, values.count - 1))
        let points = values.enumerated().map { index, value in
            Drawing.Point(4 + step * Double(index), scale.position(value))
        }
        if points.count > 1 { drawing.add(.lines([points], .line)) }
        if let last = points.last {
            drawing.add(.circle(last, radius: 3.5, isComplete ? .brassFill : .hollow))
        }
        return drawing
    }

    package var markup: Markup {
        """
        <svg class="chart sparkline" viewBox="0 0 124 26" preserveAspectRatio="xMinYMid" \
        aria-hidden="true">\(drawing.elements)</svg>
        """
    }
}
