import Testing

/// A page of the house that is tried by every eye, keyboard and width.
struct HousePage: Sendable, ExpressibleByStringLiteral, CustomTestStringConvertible {
    /// Where it is, or where the link to it is.
    var path: String
    /// The link that leads to it, where its address is nobody's to know beforehand.
    var link: String?

    init(stringLiteral path: String) { self.path = path }

    init(_ path: String, link: String) { (self.path, self.link) = (path, link) }

    var testDescription: String { link.map { "\(path) \($0)" } ?? path }

    /// Every page of the house: a new one is one line here.
    ///
    /// Cases and places are those of ``SampleCases``.
    static let all: [HousePage] = [
        "/",
        "/?q=water",
        "/?q=nothing-has-these-words",
        "/log",
        "/log/what?place=412",
        "/log/how-bad?place=412&scenario=EN-02",
        "/cases/LIS-1/words",
        "/cases/LIS-1",
        "/cases/LIS-2",
        "/cases/LIS-3",
        "/cases/LIS-4",
        "/cases/LIS-99",
        "/cases/LIS-4/name",
        "/approvals",
        "/for-managers",
        "/conflicts",
        "/people",
        "/webhooks",
        "/me",
        "/sign-in",
        "/stays",
        "/stays?show=arrivals",
        "/stays/worth",
        "/handover",
        "/orphans",
        "/alarms",
        "/roster",
        "/brief",
        "/calendar",
        "/numbers",
        "/numbers?days=90&show=cases#rows",
        "/journey",
        "/journey?days=90&show=room#rows",
        "/programme",
        "/training",
        "/process",
        "/stories",
        "/reviews",
        "/scenarios",
        "/scenarios/EN-02",
        "/scenarios/EN-02/edit",
        "/scenarios/coverage",
        "/scenarios/worksheet",
        "/scenarios/worksheet?scenario=EN-02",
        "/routing",
        "/triage",
        "/places",
        "/places/print",
        "/places/kept",
        HousePage("/places", link: "main a[href^='/g/']"),
        HousePage("/places", link: "main a[href^='/kiosk/']"),
    ]
}

extension Browser {
    /// Opens a page of the house.
    func open(_ page: HousePage) async throws {
        try await open(page.path)
        guard let link = page.link else { return }
        let target = try await find(link).attribute("href") ?? ""
        try await open(target)
    }
}
