import Hummingbird
import Recovery
import Storage
import Web

/// Where headquarters keeps the library of failures: what each says, who has it, and a new version.
struct ScenarioDesk {
    let pages: HubPages

    func add(to router: RouterGroup<HubContext>) {
        router.get("/scenarios") { _, context in
            let reader = try context.signedIn()
            return try await blocking { try ScenarioLibraryPage(pages: pages).response(reader) }
        }
        router.post("/scenarios") { request, context in
            let (_, form) = try await context.form(NewCode.self, request)
            return Response.seeOther("/scenarios/\(try Self.code(form.code.uppercased()))/edit")
        }
        router.get("/scenarios/:code") { _, context in
            let (reader, code) = (try context.signedIn(), try Self.code(context))
            return try await blocking { try ScenarioPage(pages: pages).response(reader, code) }
        }
        router.get("/scenarios/:code/edit") { _, context in
            let (reader, code) = (try context.signedIn(), try Self.code(context))
            return try await blocking { try ScenarioEditPage(pages: pages).response(reader, code) }
        }
        router.post("/scenarios/:code/edit") { request, context in
            let (reader, form) = try await context.form(ScenarioForm.self, request)
            let code = try Self.code(context)
            return try await blocking {
                try ScenarioEditPage(pages: pages).take(form, reader, code)
            }
        }
    }

    private struct NewCode: Decodable, Sendable { var code: String }

    private static func code(_ context: HubContext) throws -> ScenarioCode {
        try code(context.parameters.get("code") ?? "")
    }

    private static func code(_ text: String) throws -> ScenarioCode {
        guard let code = ScenarioCode(text) else { throw ScenarioRefusal.badCode(text) }
        return code
    }
}

/// Which sites have a version of a scenario.
struct ScenarioHolders {
    /// Sites whose node has joined, by code, with whether they have it.
    let sites: [(account: SiteAccount, has: Bool)]

    init(_ version: PublishedVersion?, _ accounts: [SiteAccount], _ reaches: [UInt32: Int64]) {
        sites = accounts.filter(\.hasJoined).map { account in
            // The library that comes with the program is at every node.
            guard let version else { return (account, true) }
            return (account, reaches[account.site].map { $0 >= version.position } ?? false)
        }
    }

    var count: Int { sites.count(where: \.has) }
    var missing: [SiteAccount] { sites.filter { !$0.has }.map(\.account) }

    /// Such as `11 of 12 sites`.
    var words: String { "\(count) of \(Numbers.count(sites.count, "site"))" }

    /// Such as `GVA, LIS and 3 more`; nil when none is missing.
    var missingWords: String? {
        let codes = missing.map(\.code)
        guard !codes.isEmpty else { return nil }
        let shown = codes.prefix(Self.shownCountMax).joined(separator: ", ")
        let rest = codes.count - Self.shownCountMax
        return rest > 0 ? "\(shown) and \(rest) more" : shown
    }

    private static let shownCountMax = 4
}

/// A field in which two texts of a scenario differ, as pages show it.
struct ScenarioChange: Sendable {
    var field: String
    var before: String
    var after: String
    var added: [String]
    var dropped: [String]
    var isList: Bool

    private init(_ difference: ScenarioDifference) {
        let key = difference.key
        field = key.heading.description
        before = difference.before.isEmpty ? "nothing" : key.line(difference.before)
        after = difference.after.isEmpty ? "nothing" : key.line(difference.after)
        added = difference.added
        dropped = difference.dropped
        isList = difference.isByItem
    }

    /// Every field in which two texts differ.
    static func all(from former: FailureScenario, to latter: FailureScenario) -> [ScenarioChange] {
        ScenarioDifference.all(from: former, to: latter).map(ScenarioChange.init)
    }
}
