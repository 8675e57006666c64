import Recovery
import Storage
import Sync
import Testing
import Wire

/// Sends the hub requests that no node makes, in every place altered, by somebody who holds a
/// site's key: beside a hotel that works on.
@Suite struct ExchangeFuzzTests {
    /// How many seeds, of 60 requests each; some ten seconds.
    private static let seeds: ClosedRange<UInt64> = 1...24

    @Test(arguments: seeds)
    func `whatever one site sends, the hub stays whole and the other site loses nothing`(
        seed: UInt64
    ) throws {
        let world = try World(
            seed: seed,
            shape: World.Shape(siteCount: 2, faults: [], sendsInParts: false, picksFaults: false)
        )
        var forger = Forger(random: SimulatedRandom(seed: seed ^ 0xF0F0))
        for _ in 0..<60 {
            world.milliseconds += 2_000
            try world.writeAtNode(0)
            try world.send(0)
            try world.deliverAll(to: 0)
            try world.writeAtNode(1)
            let asked = try world.machines[1].store.nextRequest(
                next: Token(rawValue: forger.random.next() | 1 << 40),
                waitSeconds: 0
            )
            let bytes = forger.forged(asked).encoded()
            let request: ExchangeRequest
            do { request = try ExchangeRequest(receiving: bytes) } catch { continue }
            forger.acceptedCount += 1
            let answer = try world.hub.store.exchange(
                [request],
                now: world.now,
                newEpoch: Epoch(rawValue: forger.random.next())
            )
            // A refusal has a name; anything else is the hub's own fault.
            if case .failure(let error) = answer[0], !(error is HubError) {
                Issue.record("seed \(seed): \(error)")
            }
        }
        // Answers are not obeyed: its own node would write numbers that it has forged before.
        #expect(forger.acceptedCount > 20, "most of them are well formed")
        world.milliseconds += 120_000
        for _ in 0..<8 {
            try world.send(0, whole: true)
            try world.deliverAll(to: 0)
        }
        #expect(try world.hub.store.check().isSound)
        let honest = world.machines[0]
        #expect(try honest.store.restStatus().isVerified)
        #expect(try honest.store.dump(site: honest.site) == world.hub.store.dump(site: honest.site))
        let held = try Set(world.hub.store.arrivals().names).union(world.hub.store.parkedNames())
        #expect(try honest.store.writtenNames().allSatisfy(held.contains))
    }
}

/// Alters requests in ways that can be sent.
private struct Forger {
    var random: SimulatedRandom
    var acceptedCount = 0

    mutating func forged(_ asked: ExchangeRequest) -> ExchangeRequest {
        var request = asked
        for _ in 0...random.below(3) {
            switch random.below(12) {
            case 0: request.writer = writer()
            case 1: request.tried = some { Token(rawValue: $0.next()) }
            case 2: request.next = request.tried.last ?? request.next
            case 3: request.history = some { Token(rawValue: $0.next()) }
            case 4: request.cursor = cursor()
            case 5: request.epoch = Epoch(rawValue: random.next())
            case 6:
                request.salvage = ChangeBatch(changes(by: writer(), from: Int64(number(40)) + 1))
            default: forgeSections(of: &request)
            }
        }
        return request
    }

    private mutating func forgeSections(of request: inout ExchangeRequest) {
        guard let index = request.sections.indices.randomElement(using: &random) else { return }
        var section = request.sections[index]
        switch random.below(6) {
        case 0: section.previous = ChainHash(high: random.next(), low: random.next())
        case 1: section.first = Int64(number(30)) + 1
        case 2: section.total = section.total &+ Int64(number(9))
        case 3: section.writer = writer()
        default: break
        }
        let kept = section.changes.heads.indices.map { section.changes.change(at: $0) }
        var changed = kept + changes(by: section.writer, from: 1)
        for place in changed.indices {
            if random.chance(0.3) { forge(&changed[place]) }
            changed[place].id = ChangeID(section.writer, section.first + Int64(place))
            if changed[place].scope != nil { changed[place].record = changed[place].id }
        }
        changed.indices.last.map { changed[$0].endsTransaction = true }
        section.changes = ChangeBatch(changed)
        section.total = max(section.total, section.first - 1 + Int64(changed.count))
        request.sections[index] = section
    }

    private mutating func changes(by writer: WriterNumber, from first: Int64) -> [Change] {
        (0..<Int64(random.below(4))).map { place in
            let id = ChangeID(writer, first + place)
            var change = Change(
                id: id,
                table: 5,
                record: id,
                scope: Scope(rawValue: UInt32(random.below(4))),
                fields: [],
                stamp: Stamp(milliseconds: 1_750_000_000_000),
                author: "forger",
                endsTransaction: true
            )
            forge(&change)
            return change
        }
    }

    private mutating func forge(_ change: inout Change) {
        if random.chance(0.3) { change.table = UInt8(1 + random.below(40)) }
        if random.chance(0.2) { change.stamp = Stamp(rawValue: Int64(bitPattern: random.next())) }
        if random.chance(0.2) { change.author = String(repeating: "é", count: random.below(120)) }
        if random.chance(0.3) { change.endsTransaction.toggle() }
        if random.chance(0.5) {
            change.scope = nil
            change.record = id()
        } else {
            change.scope = random.pick([.everyone, Scope(rawValue: 1), Scope(rawValue: 2), .nobody])
        }
        if random.chance(0.2) {
            let hash = ChainHash(high: random.next(), low: random.next())
            change.was = Change.FormerName(id: id(), hash: hash)
        }
        let isEdit = change.scope == nil
        let numbers = Set((0..<random.below(6)).map { _ in UInt8(1 + random.below(40)) })
        change.fields = numbers.sorted().map { number in
            let bases = isEdit ? Set((0..<random.below(3)).map { _ in id() }).sorted() : []
            return Change.Field(number, cell(), bases: bases)
        }
    }

    private mutating func cell() -> Cell {
        switch random.below(4) {
        case 0: .null
        case 1: .integer(Int64(bitPattern: random.next()))
        case 2: .integer(Int64(random.below(9)))
        default: .text(String(repeating: "\u{0}x", count: random.below(200)))
        }
    }

    /// A record or change that may be there, of any writer.
    private mutating func id() -> ChangeID { ChangeID(writer(), Int64(1 + number(60))) }

    private mutating func writer() -> WriterNumber {
        WriterNumber(rawValue: UInt32(random.below(8) == 0 ? number(1 << 24) : random.below(6)))
    }

    private mutating func number(_ bound: Int) -> Int { random.below(bound) }

    private mutating func cursor() -> Cursor? {
        random.chance(0.3)
            ? nil
            : Cursor(everyone: Int64(number(300)), site: Int64(number(300)))
    }

    private mutating func some<Value>(_ make: (inout SimulatedRandom) -> Value) -> [Value] {
        (0..<random.below(5)).map { _ in make(&random) }
    }
}
