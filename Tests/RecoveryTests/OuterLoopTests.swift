import Recovery
import Testing

/// What headquarters' work on a problem may become.
@Suite struct OuterLoopTests {
    private static let standings: [(ProblemState, Bool, [CorrectiveActionState], ProblemState)] = [
        (ProblemState.open, false, [], ProblemState.open),
        (.open, true, [], .understood),
        (.open, true, [.proposed, .cancelled], .understood),
        (.understood, true, [.proposed, .accepted], .acting),
        (.acting, true, [.inWork, .done], .acting),
        (.acting, true, [.done, .effective], .watching),
        (.watching, true, [.effective, .cancelled], .solved),
        (.watching, true, [.ineffective], .understood),
        (.watching, false, [.ineffective], .open),
        (.relapsed, true, [.ineffective, .effective], .relapsed),
        (.relapsed, true, [.ineffective, .accepted], .acting),
        (.acting, true, [.ineffective, .effective], .solved),
    ]

    @Test(arguments: standings)
    func `a problem stands where its cause and its actions put it`(
        was: ProblemState,
        isCauseShown: Bool,
        actions: [CorrectiveActionState],
        becomes: ProblemState
    ) {
        #expect(was.following(isCauseShown: isCauseShown, actions: actions) == becomes)
    }

    @Test func `an action is judged only after it was done, and ends there`() {
        for state in CorrectiveActionState.allCases {
            #expect(state.nextStates.contains(.effective) == (state == .done))
            if state == .cancelled || state == .ineffective { #expect(state.nextStates.isEmpty) }
            #expect(state.isOwed == [.proposed, .accepted, .inWork].contains(state))
        }
        #expect(CorrectiveActionState.effective.nextStates == [.ineffective])
        #expect(throws: MoveError.notNext(from: CorrectiveActionState.proposed, to: .done)) {
            _ = try CorrectiveActionState.proposed.move(to: .done)
        }
    }
}

/// Causes, the whys behind them, and what shows them.
@Suite struct CauseTreeTests {
    private func finding(_ words: String, shown: Bool = true) throws -> CauseTree.Finding {
        try CauseTree.Finding(words, cases: shown ? ["lis-7"] : [])
    }

    @Test func `a tree is read as it was kept`() throws {
        var tree = CauseTree()
        try tree.add(
            .equipment,
            CauseTree.Finding(
                " Valves stick\thalf\nopen ",
                cases: ["lis-2041", "", "OPO-3"],
                evidence: "31 of 38 work orders, all in the morning"
            )
        )
        try tree.askWhy("Valves stick half open", finding("Lime", shown: false))
        try tree.add(.process, finding("Nobody looks at risers"))
        let kept = CauseTree(text: tree.text)
        #expect(kept == tree)
        #expect(kept.cases == ["LIS-2041", "OPO-3", "LIS-7"])
        #expect(kept.causes.map(\.finding.words).first == "Valves stick half open")
        #expect(CauseTree(text: "").causes.isEmpty)
        // A later version's kinds are not taken for something else.
        #expect(CauseTree(text: "weather\tStorm\t\t\n" + tree.text) == tree)
    }

    @Test func `a cause is shown when it and every why behind it are`() throws {
        var tree = CauseTree()
        try tree.add(.staffing, finding("Nobody at night", shown: false))
        #expect(!tree.isShown)
        try tree.add(.process, finding("No round at six"))
        #expect(tree.isShown)
        try tree.askWhy("No round at six", finding("Not in the plan", shown: false))
        #expect(!tree.isShown)
        try tree.takeBack("No round at six", last: "Not in the plan")
        #expect(tree.isShown)
        #expect(throws: CauseTreeError.notThere) {
            try tree.takeBack("No round at six", last: "Not in the plan")
        }
        try tree.takeBack("No round at six", last: "No round at six")
        #expect(tree.causes.map(\.kind) == [.staffing])
    }

    @Test func `five whys are asked, and nothing stands twice`() throws {
        var tree = CauseTree()
        try tree.add(.supplier, finding("Late linen"))
        #expect(throws: CauseTreeError.alreadyThere) {
            try tree.add(.supplier, finding("Late linen"))
        }
        for number in 2...5 { try tree.askWhy("Late linen", finding("because \(number)")) }
        #expect(throws: CauseTreeError.deepEnough) {
            try tree.askWhy("Late linen", finding("because 6"))
        }
        for number in 1..<CauseTree.causesMax { try tree.add(.process, finding("cause \(number)")) }
        #expect(throws: CauseTreeError.tooMany) { try tree.add(.process, finding("one more")) }
    }

    @Test(arguments: [
        ("  \n", "", 0, CauseTreeError.noWords),
        (String(repeating: "x", count: 201), "", 0, .tooLong),
        ("x", String(repeating: "x", count: 201), 0, .tooLong), ("x", "", 21, .tooManyCases),
    ])
    func `a finding keeps within a line`(
        words: String,
        evidence: String,
        caseCount: Int,
        refusal: CauseTreeError
    ) {
        #expect(throws: refusal) {
            _ = try CauseTree.Finding(
                words,
                cases: (0..<caseCount).map { "LIS-\($0)" },
                evidence: evidence
            )
        }
    }
}
