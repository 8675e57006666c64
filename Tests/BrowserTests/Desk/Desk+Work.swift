import Storage

/// What people do at a desk, by the words that they see.
extension Desk {
    /// Logs a complaint from the page that asks where, and gives its reference.
    func log(room: String, kind: String, severity: Int) async throws -> String {
        try await browser.open("/log")
        try await browser.find("input[name=place]").type(room)
        try await browser.find(.button("Next")).click()
        try await browser.find("a[href*='scenario=\(kind)']").click()
        try await browser.find("button[name=severity][value='\(severity)']").click()
        return try await savedReference()
    }

    /// The reference of the complaint that was just saved.
    func savedReference() async throws -> String {
        let path = try await browser.wait(for: "the page that says it is saved") {
            let path = try await browser.path()
            return path.hasPrefix("/cases/") && path.hasSuffix("/words") ? path : nil
        }
        return String(path.split(separator: "/")[1])
    }

    /// Answers a case's alarm and gives it to whoever sits here.
    func answerAlarm(_ reference: String) async throws {
        try await browser.open("/cases/\(reference)")
        try await browser.submit(.button("I am on it"))
    }

    /// Ticks what was done, down to the guest's word that it is settled.
    func recover() async throws {
        for act in [
            "button[name=step][value=apologise]", "button[name=step][value=solve]",
            "button[name=contact][value=answered]",
            "form[action$='/move'] button[value=inProgress]",
            "form[action$='/move'] button[value=remedied]",
        ] {
            try await browser.submit(.css(act))
        }
    }

    /// Gives the case that is open to somebody else.
    func pass(to person: Person, because reason: String) async throws {
        try await browser.find("details:has(select[name=to]) summary").click()
        try await browser.find("select[name=to] option[value*='\(person.name)']").click()
        try await browser.find("form[action$='/pass'] input[name=reason]").type(reason)
        try await browser.submit(.button("Give it to them"))
    }

    /// Looks at a page until something in it says these words.
    func open(_ path: String, until selector: String, says words: String) async throws {
        _ = try await browser.wait(for: "'\(words)' in \(selector)") {
            try await browser.open(path)
            return try await browser.find(selector).text.contains(words) ? true : nil
        }
    }

    /// Says why it happened and closes the case as recovered.
    func close() async throws {
        try await browser.find("select[name=cause] option[value=equipment]").click()
        for (question, answer) in Self.answers {
            try await browser.find("input[name=\(question)]").type(answer)
        }
        try await browser.submit(.button("Keep what we know"))
        try await browser.submit(.button("Close the case"))
    }

    /// What is answered to the five questions, by their names.
    static let answers = [
        ("whatHappened", "The valve stuck"), ("canRecur", "yes"), ("missingStep", "no"),
        ("betterProcess", "Turn every valve once a month"), ("guestInformation", "no"),
    ]
}
