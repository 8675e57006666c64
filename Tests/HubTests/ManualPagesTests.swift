import Recovery
import Storage
import Testing

@Suite(.serialized) struct ManualPagesTests {
    @Test func `every page that the manual names is there`() async throws {
        let paths = try Manual.paths(under: "## The house's pages")
        #expect(paths.count > 15)
        try await withDesk { desk in
            try desk.open("EN-02", place: "412")
            for path in paths {
                let path = path.replacing("LIS-12", with: "LIS-1")
                let page = try await desk.get(path.replacing("...", with: "nothing"))
                // A guest's code that leads nowhere is told so on the guests' own page.
                let isGuests = path.hasSuffix("...")
                #expect(page.status == (isGuests ? 404 : 200), "\(path)")
                if isGuests { #expect(page.html.contains("lang=\"en\""), "\(path)") }
            }
        }
    }
}

@Suite(.serialized) struct PeoplePagesTests {
    @Test func `a manager changes what somebody does, lets them go and takes them back`()
        async throws
    {
        try await withDesk { desk in
            let form = ["name": "Rui Neves", "role": "staff", "secret": "8352"]
            #expect(try await desk.act("/people", form).location == "/people")
            let rui = try #require(try desk.store.people().first { $0.name == "Rui Neves" })
            let path = "/people/\(rui.id.rawValue)"
            _ = try await desk.act(path, ["role": "supervisor", "team": "Front office"])
            _ = try await desk.act(path + "/leave")
            #expect(try await desk.get("/people").html.contains("Is back"))
            let weak = try await desk.act(path + "/return", ["secret": "1234"])
            #expect(weak.status == 400)
            _ = try await desk.act(path + "/return", ["secret": "7531"])
            let back = try #require(try desk.store.people().first { $0.id == rui.id })
            #expect(back.isActive && back.role == .supervisor)
            #expect(back.profile.team == "Front office")
        }
    }

    @Test func `somebody sets another secret only by the present one`() async throws {
        try await withDesk { desk in
            let wrong = ["present": "not-it-at-all", "secret": "Other-harbour-7"]
            let refused = try await desk.act("/me/secret", wrong)
            #expect(refused.status == 403)
            let right = ["present": "Sunny-harbour-9", "secret": "Other-harbour-7"]
            let taken = try await desk.act("/me/secret", right)
            #expect(taken.location == "/")
            // The session with the former secret has ended.
            #expect(try await desk.get("/").location == "/sign-in")
        }
    }
}
