import Web

extension BriefPage.Content {
    /// What stands on the sheet, in plain words for a mail.
    var text: String {
        let shown = figures.map { figure in
            let unit = figure.unit.isEmpty ? "" : " " + figure.unit
            return "\(figure.label): \(figure.number)\(unit), \(figure.detail)"
        }
        let owed = agenda.map { item in
            let who = item.who.isEmpty ? "" : "\(item.who), "
            return "- \(item.what): \(item.detail) (\(who)\(item.by))"
        }
        let failed = (kinds + [all]).map { "- \($0.name): \($0.week), \($0.month), \($0.before)" }
        return [
            "\(heading). \(lede)", shown.joined(separator: "\n"),
            "Decide or do this week",
            owed.isEmpty ? "Nothing." : owed.joined(separator: "\n"),
            "What failed: this week, in four weeks, in the four weeks before",
            failed.joined(separator: "\n"),
            "The sheet is attached: it opens in any browser and prints on A4. \(foot)",
        ].joined(separator: "\n\n")
    }
}
