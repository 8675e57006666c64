/// The scenarios that every hub starts with.
package enum ScenarioLibrary {
    /// The files of the library, as written by people; ``ScenarioLint`` finds nothing in them.
    package static let files: [ScenarioFile] = [
        ("front-office", PackageResources.front_office_scenarios),
        ("housekeeping", PackageResources.housekeeping_scenarios),
        ("engineering", PackageResources.engineering_scenarios),
        ("comfort", PackageResources.comfort_scenarios),
        ("restaurant", PackageResources.restaurant_scenarios),
        ("billing", PackageResources.billing_scenarios),
        ("safety", PackageResources.safety_scenarios),
    ].map { name, bytes in
        ScenarioFile(name: name + ".scenarios", text: String(decoding: bytes, as: UTF8.self))
    }

    /// Every scenario of the library, by code.
    package static let standard: [FailureScenario] = files.flatMap(\.scenarios)
        .sorted { $0.code < $1.code }
}
