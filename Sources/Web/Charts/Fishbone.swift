/// Why something fails, drawn from its tree of causes.
package struct Fishbone: Chart {
    package let name: String
    package let finding: String
    /// What the causes lead to: the head.
    let effect: String
    /// Those without a cause are left out.
    let bones: [Bone]

    /// A kind of cause, such as equipment.
    package struct Bone: Sendable {
        let name: String
        let causes: [Cause]

        package init(_ name: String, _ causes: [Cause]) {
            self.name = name
            self.causes = causes
        }
    }

    /// A cause, and the reasons behind it in turn.
    package struct Cause: Sendable {
        let name: String
        /// The cases in which it was found.
        let count: Int?
        /// Whether there is evidence; else it is suspected.
        let isShown: Bool
        /// Why, and why again, the nearest first.
        let reasons: [String]
        let address: String?

        package init(
            _ name: String,
            count: Int? = nil,
            isShown: Bool,
            reasons: [String] = [],
            address: String? = nil
        ) {
            self.name = name
            self.count = count
            self.isShown = isShown
            self.reasons = reasons
            self.address = address
        }

        var words: String { count.map { "\(name), \(Numbers.grouped($0))" } ?? name }
    }

    package init(name: String, finding: String, effect: String, bones: [Bone]) {
        self.name = name
        self.finding = finding
        self.effect = effect
        self.bones = bones.filter { !$0.causes.isEmpty }
    }

    package var outline: String {
        let count = bones.reduce(0) { $0 + $1.causes.count }
        let shown = bones.flatMap(\.causes).filter(\.isShown).map(\.words)
        return "Fishbone of \(Numbers.count(count, "cause")) of “\(effect)” in "
            + "\(Numbers.count(bones.count, "kind")). Shown by evidence: "
            + (shown.isEmpty ? "none yet." : shown.joined(separator: "; ") + ".")
    }

    package var table: ChartTable {
        ChartTable(
            caption: "\(name): \(effect)",
            columns: [
                .words("Cause"), .words("Kind"), .number("Cases"), .words("Evidence"),
                .words("Why"),
            ],
            rows: bones.flatMap { bone in
                bone.causes.map { cause in
                    ChartTable.Row(
                        cause.name,
                        address: cause.address,
                        [
                            bone.name, cause.count.map { Numbers.grouped($0) } ?? "",
                            cause.isShown ? "shown" : "suspected",
                            cause.reasons.joined(separator: "; "),
                        ]
                    )
                }
            }
        )
    }

    package func drawing(_ width: ChartWidth) -> Drawing {
        guard !bones.isEmpty else { return emptySheet(width, "No cause is known yet") }
        return switch width {
        case .wide: FishboneLayout(self).drawn()
        case .narrow: FishboneTree(self).drawn()
        }
    }

    /// The signs under the drawing.
    func legend(_ width: ChartWidth) -> ChartLegend {
        var legend = ChartLegend(width: width.units)
        let causes = bones.flatMap(\.causes)
        if causes.contains(where: \.isShown) {
            legend.add(.shape(.circle, .point), "shown by evidence")
        }
        if causes.contains(where: { !$0.isShown }) {
            legend.add(.shape(.circle, .hollow), "suspected")
        }
        return legend
    }
}
