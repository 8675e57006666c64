import Recovery
import Storage
import Sync
import TestSupport
import Testing
import Web
import Wire

/// Headquarters with houses that have told half a year, and the browser that somebody sits at.
struct HeadquartersDesk: Sendable {
    let hub: HubStore
    let browser: Browser

    /// The desk that the running suite was lent.
    @TaskLocal private static var lent: HeadquartersDesk?

    /// - Throws: an issue when the suite lacks the `.headquarters` trait.
    static var current: HeadquartersDesk {
        get throws { try #require(lent, "the suite needs .headquarters") }
    }

    /// Lends a suite one desk, where headquarters has signed in.
    struct Trait: SuiteTrait, TestScoping {
        func provideScope(
            for test: Test,
            testCase: Test.Case?,
            performing function: @concurrent @Sendable () async throws -> Void
        ) async throws {
            try await withDirectory { directory in
                let hub = try newHub(directory)
                let place = ListenAddress.lasting()
                let nodes = try SampleYear.nodes(hub, directory, place.url)
                try await withHub(directory, at: place) { address in
                    for node in nodes { _ = try await syncOverHTTP(node) }
                    try await heard(hub)
                    try await Browser.open(.desk, at: address, runsScripts: true) { browser in
                        try await browser.openHeadquarters(hub)
                        let desk = HeadquartersDesk(hub: hub, browser: browser)
                        try await HeadquartersDesk.$lent.withValue(desk) { try await function() }
                    }
                }
            }
        }
    }
}

extension Browser {
    /// Brings the first person to the desk of a hub that is served where this browser's paths lead.
    func openHeadquarters(_ hub: HubStore) async throws {
        var random = SystemRandomNumberGenerator()
        let code = try #require(try hub.drawSetUpCode(using: &random))
        try await open("/sign-in")
        try await find("input[name=code]").type(code.description)
        try await find("input[name=name]").type("Maud Ostrander")
        try await find("input[name=secret]").type("Long-corridor-7")
        try await find(.button("Open headquarters")).click()
        try await arrive(at: "/sites")
    }
}

extension Trait where Self == HeadquartersDesk.Trait {
    /// Headquarters and a browser for the whole suite.
    static var headquarters: Self { Self() }
}

/// Half a year of failures at three houses, one of which goes wrong in the last weeks.
enum SampleYear {
    /// The kind that becomes frequent, and where.
    static let kind = "EN-02"
    static let site = "GVA"

    /// The houses, which have still to tell headquarters.
    static func nodes(_ hub: HubStore, _ directory: String, _ url: String) throws -> [NodeStore] {
        try ["LIS", "GVA", "VIE"].map { code in
            let node = try hub.addNode(code, "\(directory)/\(code)", hubURL: url)
            try fill(node, code)
            return node
        }
    }

    private static func fill(_ node: NodeStore, _ code: String) throws {
        let now = WallClock.now()
        let today = now.day()
        let days = (today - 250...today).map { DailyExposure(day: $0, roomNights: 90) }
        let kinds = PublishedScenario.shipped.filter {
            ["EN-02", "HK-01", "NO-01"].contains($0.scenario.code.description)
        }
        try node.change(author: "test", now: now) { transaction in
            _ = try transaction.tellExposure(days, site: nil)
            for week in 1...32 {
                for scenario in kinds {
                    let isWrong =
                        code == site && week <= 5 && scenario.scenario.code.description == kind
                    for _ in 0..<(isWrong ? 9 : 1) {
                        let day = today - Int64(week) * 7
                        _ = try transaction.openCase(
                            CaseOpening(
                                summary: "The water was cold",
                                receivedAt: Timestamp(milliseconds: day * 86_400_000),
                                scenario: scenario
                            )
                        )
                    }
                }
            }
        }
    }
}
