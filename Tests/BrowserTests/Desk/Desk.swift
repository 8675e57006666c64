import Recovery
import Storage
import TestSupport
import Testing

/// A house with people at work, and the browser that one of them sits at.
struct Desk: Sendable {
    let house: StaffedHouse
    let browser: Browser

    /// The desk that the running suite was lent.
    @TaskLocal private static var lent: Desk?

    /// - Throws: an issue when the suite lacks the `.desk` trait.
    static var current: Desk { get throws { try #require(lent, "the suite needs .desk(...)") } }

    /// Signs somebody in, as the sign-in page has it.
    func signIn(_ person: Person, _ secret: String) async throws {
        try await browser.open("/sign-in")
        try await browser.find("label:has(input[name=person][value='\(person.id.rawValue)'])")
            .click()
        try await browser.find("input[name=secret]").type(secret)
        try await browser.find(.button("Take over the desk")).click()
        try await browser.arrive(at: "/")
    }

    /// The case with a reference.
    func recoveryCase(_ reference: String) throws -> RecoveryCase {
        try house.node.read { try $0.recoveryCase(named: reference) }
    }

    /// Lends a suite one desk, where the manager has signed in.
    struct Trait: SuiteTrait, TestScoping {
        var device: Browser.Device
        var runsScripts: Bool
        var fill: @Sendable (NodeStore) throws -> Void

        func provideScope(
            for test: Test,
            testCase: Test.Case?,
            performing function: @concurrent @Sendable () async throws -> Void
        ) async throws {
            try await StaffedHouse.serving { house in
                try fill(house.node)
                try await Browser.open(device, at: house.address, runsScripts: runsScripts) {
                    let desk = Desk(house: house, browser: $0)
                    try await desk.signIn(house.manager, StaffedHouse.managerSecret)
                    try await Desk.$lent.withValue(desk) { try await function() }
                }
            }
        }
    }
}

extension Trait where Self == Desk.Trait {
    /// A house and a browser for the whole suite, with the manager signed in.
    static func desk(
        _ device: Browser.Device,
        runsScripts: Bool = true,
        filledBy fill: @escaping @Sendable (NodeStore) throws -> Void = { _ in }
    ) -> Self {
        Self(device: device, runsScripts: runsScripts, fill: fill)
    }
}

/// The stories: one after the other, each with the machine for itself.
@Suite(
    .serialized,
    .enabled(
        if: ChromeDriver.isInstalled,
        "Chromium is missing: Deploy/install-missing chromium chromium-driver"
    )
)
enum BrowserTests {}
