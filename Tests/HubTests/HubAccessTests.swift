import HTTPTypes
import Recovery
import Storage
import TestSupport
import Testing
import Web

@testable import Hub

@Suite struct HubAccessTests {
    private static let spain = Region(id: 1, name: "Spain", sites: ["MAD", "BCN"])

    /// What each role may ask for: viewer, analyst, operator, editor.
    private static let rules: [(HTTPRequest.Method, String, [HeadquartersRole])] = [
        (.get, "/", HeadquartersRole.allCases),
        (.get, "/failures", HeadquartersRole.allCases),
        (.get, "/failures.csv", HeadquartersRole.allCases),
        (.get, "/problems/7/cases", HeadquartersRole.allCases),
        (.get, "/scenarios", HeadquartersRole.allCases),
        (.get, "/scenarios/EN-02", HeadquartersRole.allCases),
        (.get, "/scenarios/EN-02/edit", [.editor]),
        (.get, "/sites", HeadquartersRole.allCases),
        (.get, "/regions", HeadquartersRole.allCases),
        (.get, "/silent", HeadquartersRole.allCases),
        (.get, "/silent/LIS-1", [.editor]),
        (.get, "/people", [.operator, .editor]),
        (.post, "/scenarios", [.editor]),
        (.post, "/scenarios/EN-02/edit", [.editor]),
        (.post, "/silent/LIS-1/take", [.editor]),
        (.post, "/silent/LIS-1/close", [.editor]),
        (.post, "/signals", [.analyst, .editor]),
        (.post, "/problems", [.analyst, .editor]),
        (.post, "/problems/7/actions/4.17", [.analyst, .editor]),
        (.post, "/value", [.analyst, .editor]),
        (.post, "/sites", [.operator, .editor]),
        (.post, "/sites/rejoin", [.operator, .editor]),
        (.post, "/sites/parked", [.operator, .editor]),
        (.post, "/sites/conflicts", [.editor]),
        (.post, "/sites/conflicts/undo", [.editor]),
        (.post, "/regions", [.operator, .editor]),
        (.post, "/people/3/role", [.operator, .editor]),
        (.post, "/what/comes/later", [.editor]),
    ]

    @Test(arguments: rules)
    func `a role may do what the table says, and nothing else`(
        rule: (method: HTTPRequest.Method, path: String, roles: [HeadquartersRole])
    ) throws {
        let access = try #require(HubAccess.rule(rule.method, rule.path))
        for role in HeadquartersRole.allCases {
            let rights = HubReader.rights(role.staffRole, in: nil)
            #expect(rights.contains(access.right) == rule.roles.contains(role), "\(role)")
        }
    }

    @Test(arguments: [
        ("/failures", "MAD", true), ("/failures", "mad", true), ("/failures", "LIS", false),
        ("/failures", nil, false), ("/failures.json", "LIS", false), ("/causes", "BCN", true),
        ("/recovery/cases", nil, false), ("/cases", "LIS", false), ("/brief", "BCN", true),
        ("/failure", "MAD", false), ("/problems", nil, false), ("/value", "MAD", false),
        ("/signals", nil, false), ("/what/comes/later", "MAD", false), ("/scenarios", nil, true),
        ("/sites", nil, true), ("/regions", nil, true), ("/silent", nil, true),
    ])
    func `whoever looks after a region reads nothing of other sites`(
        path: String,
        site: String?,
        mayRead: Bool
    ) throws {
        let access = try #require(HubAccess.rule(.get, path))
        let refusal = access.refusal(
            to: HubReader.rights(.headquarters, in: Self.spain),
            of: Self.spain,
            site
        )
        #expect((refusal == nil) == mayRead, "\(refusal ?? "let in")")
    }

    @Test func `whoever looks after a region decides nothing that concerns all sites`() {
        for role in HeadquartersRole.allCases {
            let rights = HubReader.rights(role.staffRole, in: Self.spain)
            #expect(rights.isSubset(of: [.read, .takeOver]))
        }
    }

    @Test func `nobody has to be somebody to sign in`() {
        for path in ["/sign-in", "/sign-out", "/set-up"] {
            #expect(HubAccess.rule(.post, path) == nil && HubAccess.rule(.get, path) == nil)
        }
    }
}

@Suite(.serialized) struct HubRolesTests {
    /// Adds somebody and has them sign in instead.
    private static func signIn(
        _ name: String,
        _ role: String,
        region: String = "",
        _ browser: inout TestBrowser
    ) async throws {
        _ = try await browser.get("/people")
        let fields = [
            "name": name, "role": role, "team": "", "secret": "Deep-cellar-55", "region": region,
        ]
        #expect(try await browser.send("/people", fields).location == "/people")
        browser.forget()
        let answer = try await browser.send(
            "/sign-in",
            ["name": name, "secret": "Deep-cellar-55"]
        )
        #expect(answer.location == "/")
    }

    @Test func `a viewer reads, and is sent away from what changes anything`() async throws {
        try await withHeadquarters { _, _, browser in
            try await Self.signIn("Iris Kamp", "viewer", &browser)
            let page = try await browser.get("/scenarios")
            #expect(page.status == 200 && !page.text.contains("Add a kind of failure"))
            #expect(!page.text.contains("href=\"/people\""))
            for path in ["/people", "/scenarios/EN-02/edit", "/silent/LIS-1"] {
                #expect(try await browser.get(path).status == 403, "\(path)")
            }
            for path in [
                "/scenarios/EN-02/edit", "/sites", "/sites/parked", "/sites/conflicts", "/regions",
                "/problems", "/signals", "/value", "/people", "/silent/LIS-1/take",
            ] {
                #expect(try await browser.send(path).status == 403, "\(path)")
            }
        }
    }

    @Test func `whoever looks after one region sees its sites and no others`() async throws {
        try await withHeadquarters { hub, _, browser in
            let now = WallClock.now()
            var random = SystemRandomNumberGenerator()
            _ = try hub.addSite(
                code: "OPO",
                name: "Porto",
                timeZone: "Europe/Lisbon",
                currency: "EUR",
                joinCode: JoinCode(using: &random),
                author: "ops",
                now: now
            )
            _ = try await browser.get("/regions")
            #expect(try await browser.send("/regions", ["name": "North"]).location == "/regions")
            #expect(try await browser.send("/regions", ["name": "north"]).status == 409)
            let region = try #require(try hub.regions().first)
            let move = ["site": "OPO", "region": "\(region.id)"]
            #expect(try await browser.send("/regions/sites", move).location == "/regions")
            try await Self.signIn("Rui Neves", "editor", region: "\(region.id)", &browser)
            #expect(try await browser.get("/").location == "/regions")
            for path in ["/regions", "/sites"] {
                let page = try await browser.get(path).text
                #expect(page.contains("Porto") && !page.contains("LIS"), "\(path)")
            }
            #expect(try await browser.get("/failures?site=OPO").status == 200)
            #expect(try await browser.get("/people").status == 403)
            for path in ["/failures?site=LIS", "/failures", "/value", "/problems"] {
                let page = try await browser.get(path)
                #expect(page.status == 403 && page.text.contains("North"), "\(path)")
            }
            // A region with somebody in it stays.
            browser.forget()
            let chief = ["name": "Maud Ostrander", "secret": "Long-corridor-7"]
            #expect(try await browser.send("/sign-in", chief).location == "/")
            _ = try await browser.get("/regions")
            let kept = try await browser.send("/regions/remove", ["region": "\(region.id)"])
            #expect(kept.status == 409 && kept.text.contains("Somebody at headquarters"))
        }
    }
}
