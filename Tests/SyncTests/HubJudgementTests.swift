import Sync
import Testing
import Wire

@Suite struct SenderJudgementTests {
    private func request(tried: [UInt64], next: UInt64, history: [UInt64] = []) -> ExchangeRequest {
        ExchangeRequest(
            site: 1,
            writer: WriterNumber(rawValue: 2),
            attempt: 1,
            epoch: Epoch(rawValue: 9),
            tried: tried.map(Token.init(rawValue:)),
            next: Token(rawValue: next),
            history: history.map(Token.init(rawValue:)),
            cursor: .start,
            waitSeconds: 0,
            salvage: ChangeBatch(),
            sections: []
        )
    }

    private func judge(_ request: ExchangeRequest, token: UInt64?, isHeard: Bool = true)
        -> SenderJudgement
    {
        SenderJudgement(
            request,
            standing: WriterStanding(
                token: token.map(Token.init(rawValue:)),
                count: 0,
                isHeard: isHeard
            )
        )
    }

    @Test func `a node that shows the hub's token is the sole one`() {
        #expect(judge(request(tried: [5, 6], next: 7), token: 5) == .sole)
        #expect(judge(request(tried: [5, 6], next: 7), token: 6) == .sole)
    }

    @Test func `the same bytes again are not a copy`() {
        #expect(judge(request(tried: [5], next: 7), token: 7) == .sole)
    }

    @Test func `a node that does not know the hub's token is a copy`() {
        #expect(judge(request(tried: [5], next: 6), token: 8) == .copy)
    }

    @Test func `the first to come in a new epoch may show a former token`() {
        let request = request(tried: [5], next: 6, history: [3])
        #expect(judge(request, token: 3, isHeard: false) == .sole)
    }

    @Test func `a former token in the same epoch shows that the hub went back`() {
        #expect(judge(request(tried: [5], next: 6, history: [3]), token: 3) == .hubWentBack)
    }

    @Test func `a writer of whom no token is known is taken at its word`() {
        #expect(judge(request(tried: [5], next: 6), token: nil) == .sole)
    }
}

@Suite struct SectionJudgementTests {
    private static let writer = WriterNumber(rawValue: 2)

    /// Changes 1 to `count` of the writer, told apart by `flavour`, with their chain.
    private func chain(_ count: Int, flavour: String = "a") -> [Change] {
        (1...count).map { number in
            Change(
                id: ChangeID(Self.writer, Int64(number)),
                table: 7,
                record: ChangeID(Self.writer, Int64(number)),
                scope: .everyone,
                fields: [Change.Field(2, .text("\(flavour)\(number)"))],
                stamp: Stamp(milliseconds: Int64(number)),
                author: "x",
                endsTransaction: true
            )
        }
    }

    private func hashes(_ changes: [Change]) -> [ChainHash] {
        var batch = ChangeBatch(changes)
        batch.chain(from: ChainHash(rootOf: Self.writer))
        return [ChainHash(rootOf: Self.writer)] + batch.heads.map(\.hash)
    }

    private func judge(
        hub: [Change],
        node: [Change],
        from first: Int,
        total: Int? = nil,
        isPresentLife: Bool = true
    ) -> SectionJudgement {
        let known = hashes(hub)
        let own = hashes(node)
        var batch = ChangeBatch(node[(first - 1)...])
        batch.chain(from: own[first - 1])
        let section = ExchangeRequest.Section(
            writer: Self.writer,
            total: Int64(total ?? node.count),
            first: Int64(first),
            previous: own[first - 1],
            changes: batch
        )
        return SectionJudgement(
            section,
            count: Int64(hub.count),
            isPresentLife: isPresentLife
        ) { known.indices.contains(Int($0)) ? known[Int($0)] : nil }
    }

    @Test(arguments: [(1, 3), (2, 2), (3, 1), (4, 0)])
    func `what is known is passed over`(first: Int, known: Int) {
        #expect(judge(hub: chain(3), node: chain(5), from: first) == .apply(fromIndex: known))
    }

    @Test func `a gap is told from a fork`() {
        #expect(judge(hub: chain(2), node: chain(5), from: 4) == .gap)
    }

    @Test func `other changes under the same numbers are a fork`() {
        let other = chain(2) + chain(5, flavour: "b")[2...]
        #expect(judge(hub: other, node: chain(5), from: 3) == .fork)
        #expect(judge(hub: other, node: chain(5), from: 4) == .fork)
        #expect(judge(hub: chain(3, flavour: "b"), node: chain(5), from: 1) == .fork)
    }

    @Test func `a node with fewer changes than the hub has was rolled back`() {
        #expect(judge(hub: chain(5), node: chain(3), from: 3) == .rolledBack)
        #expect(
            judge(hub: chain(5), node: chain(3), from: 3, isPresentLife: false)
                == .apply(fromIndex: 1)
        )
    }
}
