import Testing

/// How the program ends, and what it says when it was called wrongly.
struct UsageTests {
    @Test(arguments: [
        ["nonsense"], ["demo"], ["demo", "--out", "x", "--sites", "many"],
        ["demo", "--out", "x", "--start", "March"], ["scenario", "lint"],
    ])
    func `wrong usage ends with 2 and says how it is meant`(arguments: [String]) throws {
        let run = try Program.run(arguments)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.complaint.contains("Usage: amends"))
    }

    @Test func `no arguments show the help`() throws {
        let run = try Program.run([])
        #expect(run.status == 0)
        #expect(run.output.contains("Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but"))
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `a shell can ask for completions`(shell: String) throws {
        let run = try Program.run(["--generate-completion-script", shell])
        #expect(run.status == 0)
        #expect(run.output.contains("scenario"))
    }
}
