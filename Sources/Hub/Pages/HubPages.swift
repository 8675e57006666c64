import Hummingbird
import Recovery
import Storage
import Web

/// Headquarters' pages: what they are made from.
struct HubPages: Sendable {
    let store: HubStore
    let findings: Shelf<FindingsKey, SignalScan>
    let counts: Shelf<ClosedRange<Int64>, FailureCounts>
    let gate = SignInGate()
    private let templates: PageTemplates

    /// Pages with the bar and its sections, or for files that stand alone.
    init(_ store: HubStore, standAlone: Bool = false) throws {
        self.store = store
        findings = .findings(store)
        counts = .counts(store)
        templates = try PageTemplates([
            "frame": standAlone
                ? PackageResources.hq_report_frame_mustache : PageTemplates.frame,
            "hq-sign-in": PackageResources.hq_sign_in_mustache,
            "hq-trouble": PackageResources.hq_trouble_mustache,
            "hq-people": PackageResources.hq_people_mustache,
            "hq-week": PackageResources.hq_week_mustache,
            "hq-signals": PackageResources.hq_signals_mustache,
            "hq-failures": PackageResources.hq_failures_mustache,
            "hq-failure": PackageResources.hq_failure_mustache,
            "hq-sites": PackageResources.hq_sites_mustache,
            "hq-cases": PackageResources.hq_cases_mustache,
            "hq-problems": PackageResources.hq_problems_mustache,
            "hq-problem": PackageResources.hq_problem_mustache,
            "hq-causes": PackageResources.hq_causes_mustache,
            "hq-recovery": PackageResources.hq_recovery_mustache,
            "hq-value": PackageResources.hq_value_mustache,
            "hq-brief": PackageResources.hq_brief_mustache,
            "hq-scenarios": PackageResources.hq_scenarios_mustache,
            "hq-scenario": PackageResources.hq_scenario_mustache,
            "hq-scenario-edit": PackageResources.hq_scenario_edit_mustache,
            "hq-scenario-change": PackageResources.hq_scenario_change_mustache,
            "hq-regions": PackageResources.hq_regions_mustache,
            "hq-join": PackageResources.hq_join_mustache,
            "hq-silent": PackageResources.hq_silent_mustache,
            "hq-takeover": PackageResources.hq_takeover_mustache,
        ])
    }

    func page(
        _ template: String,
        _ content: some Sendable,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        Page(try templates.html(template, content), status: status).response
    }

    enum Section { case week, failures, problems, recovery, scenarios, sites }

    /// A frame for those who have not signed in, and for what went wrong.
    func plainFrame(_ title: String) -> PageFrame {
        PageFrame(title: title, house: "Headquarters")
    }

    /// The frame of a page for someone who signed in.
    func frame(
        _ title: String,
        _ section: Section?,
        _ reader: HubReader,
        _ standings: [SiteStanding]
    ) -> PageFrame {
        let inStep = standings.count { !$0.needsSomeone }
        let sections: [(name: String, path: String, icon: String, section: Section)] = [
            ("This week", "/", "inbox", .week), ("Failures", "/failures", "chart", .failures),
            ("Problems", "/problems", "tree", .problems),
            ("Recovery", "/recovery", "repeat", .recovery),
            ("Scenarios", "/scenarios", "book", .scenarios),
            ("Sites", "/sites", "ops", .sites),
        ]
        return PageFrame(
            title: title,
            house: "Headquarters, \(Numbers.count(standings.count, "site"))",
            person: PageFrame.Badge(name: reader.name, duty: reader.duty),
            sections: sections.filter { one in
                reader.mayOpen(one.path)
            }.map { one in
                PageFrame.Section(
                    one.name,
                    one.path,
                    icon: one.icon,
                    isCurrent: one.section == section
                )
            },
            sync: PageFrame.Sync(
                "\(inStep) of \(Numbers.count(standings.count, "site")) in step",
                icon: inStep == standings.count ? "check" : "away"
            )
        )
    }
}
