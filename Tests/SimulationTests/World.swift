import GRDB
import Recovery
import Storage
import Sync
import Wire

/// Something that the promises of sync rule out.
struct Violation: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// A hub and its nodes in one process, on the real code and real SQLite, with a network that does
/// its worst.
///
/// Everything follows from the seed.
final class World {
    struct Shape: Sendable {
        var siteCount = 3
        var nodeCountMax = 5
        var stepCount = 40
        var faults: [Fault] = Fault.allCases
        var sendsInParts = true
        /// Whether each seed picks some of the faults for itself.
        var picksFaults = true
        var rules = SyncRules.all
    }

    /// A machine that runs a node.
    struct Machine {
        var store: NodeStore
        let site: UInt32
        var backup: (store: NodeStore, known: Set<Int>)?
        /// The requests that this node, or what it was copied from, has sent.
        var known: Set<Int> = []
        /// The request whose reply the process waits for.
        var waitsFor: Int?
        /// Counts the processes that have run on this machine: a connection ends with its own.
        var process = 0
    }

    struct Request {
        var number: Int
        var machine: Int
        var bytes: [UInt8]
        var known: Set<Int>
        /// The process that sent it.
        var process: Int
        /// Part of coming to rest: the reply is not cut short.
        var isWhole: Bool
    }

    struct Reply {
        var number: Int
        var machine: Int
        var process: Int
        var bytes: [UInt8]
        /// What the hub had accepted from this node's lives, when it told it to renumber.
        var accepted: Set<Int>?
    }

    /// The hub's part of the world: what a restore brings back with its database.
    struct HubState {
        var store: HubStore
        var accepted: [WriterNumber: Set<Int>] = [:]
        var pushed: [WriterNumber: Set<Int>] = [:]
    }

    let shape: Shape
    /// The faults of this history: few of them often show more than all of them seldom.
    private let faults: [Fault]
    var random: SimulatedRandom
    var oracle = Oracle()
    var hub: HubState
    var hubBackup: HubState?
    var machines: [Machine] = []
    var requests: [Request] = []
    var replies: [Reply] = []
    var requestCount = 0
    var milliseconds: Int64 = 1_750_000_000_000
    var pairNumber: Int64 = 0
    var partners: [(everyone: ChangeID, site: ChangeID)] = []
    /// Records that were ever paired: a site may give back to a restored hub the one half that it
    /// holds, so they are not paired again.
    private var paired: Set<ChangeID> = []
    private(set) var trace: [String] = []
    var counts: [String: Int] = [:]

    init(seed: UInt64, shape: Shape) throws {
        self.shape = shape
        random = SimulatedRandom(seed: seed)
        faults = shape.picksFaults ? random.some(of: shape.faults) : shape.faults
        hub = HubState(store: try HubStore(inMemoryWith: shape.rules))
        try hub.store.begin(epoch: Epoch(rawValue: random.next()))
        let template = try NodeStore(inMemoryWith: shape.rules)
        for number in 1...shape.siteCount {
            let place = try hub.store.addSiteForSimulation(number: UInt32(number))
            let store = try template.memoryCopy()
            try store.enrol(
                NodeStore.Enrolment(
                    site: place.site,
                    siteCode: "S\(number)",
                    siteName: "Site \(number)",
                    hubURL: "",
                    credential: "",
                    writer: place.writer,
                    epoch: place.epoch,
                    hubLives: [WriterNumber(rawValue: 1)]
                )
            )
            machines.append(Machine(store: store, site: place.site))
        }
    }

    var now: Timestamp { Timestamp(milliseconds: milliseconds) }

    func say(_ line: String) { trace.append(line) }

    /// The history, of which the long way to rest at the end is mostly left out.
    var story: String {
        let healed = trace.firstIndex(of: "heal") ?? trace.count
        return trace.prefix(healed + 30).joined(separator: "\n")
    }

    func count(_ what: String, _ number: Int = 1) { counts[what, default: 0] += number }

    /// Runs the history, lets everything come to rest, and checks what must hold then.
    func run() throws {
        for _ in 0..<shape.stepCount {
            milliseconds += Int64(random.below(5000))
            try step()
        }
        try heal()
        try checkAtRest()
    }

    private func step() throws {
        let machine = random.below(machines.count)
        switch random.below(100) {
        case ..<24: try writeAtNode(machine)
        case ..<34: try writeAtHub()
        case ..<55:
            try send(machine)
            if random.chance(0.35) { try deliverAll(to: machine) }
        case ..<78: try deliverAny()
        default: try fail(random.pick(faults), machine)
        }
    }

    // MARK: Writing

    private static let fields: [CaseField] = [.owner, .team]

    func writeAtNode(_ index: Int) throws {
        let store = machines[index].store
        let rows = try store.heldCases()
        let name = oracle.newName()
        if rows.isEmpty || random.chance(0.3) {
            let scope: Scope? = random.chance(0.3) ? .everyone : nil
            say("node \(index) creates \(name)")
            try store.write(author: name, now: now) { transaction in
                _ = try transaction.create(
                    Catalogue.recoveryCase,
                    scope: scope,
                    fields: [
                        (CaseField.reference.rawValue, .text(name)),
                        (CaseField.owner.rawValue, .text("new")),
                    ]
                )
                guard random.chance(0.3) else { return }
                _ = try transaction.create(
                    Catalogue.note,
                    scope: scope,
                    fields: [(NoteField.text.rawValue, .text("words of \(name)"))]
                )
            }
        } else {
            let id = random.pick(rows)
            try store.write(author: name, now: now) {
                try edit($0, id, name, at: "node \(index)")
            }
        }
    }

    func writeAtHub() throws {
        let rows = try hub.store.heldCases()
        let name = oracle.newName()
        let draw = random.below(100)
        try hub.store.write(author: name, now: now) { transaction in
            if draw < 20 || rows.isEmpty {
                let site = UInt32(random.below(min(3, shape.siteCount)))
                say("hub creates \(name) for \(site)")
                _ = try transaction.create(
                    Catalogue.recoveryCase,
                    scope: Scope(rawValue: site),
                    fields: [(CaseField.reference.rawValue, .text(name))]
                )
            } else if draw < 35 {
                try move(transaction, random.pick(rows))
            } else if draw < 45 {
                try editPair(transaction, name, rows)
            } else {
                try edit(transaction, random.pick(rows), name, at: "hub")
            }
        }
    }

    private func edit(
        _ transaction: some RecordTransaction,
        _ id: ChangeID,
        _ name: String,
        at place: String
    ) throws {
        guard let row = try transaction.row(Catalogue.recoveryCase, id) else { return }
        let field = random.pick(Self.fields).rawValue
        let value = Cell.text("v\(random.below(3))")
        let live = row.live(field)
        // An edit that changes nothing is not made.
        guard live.count > 1 || live[0].cell != value else { return }
        oracle.edited(
            name,
            record: row.author,
            field: field,
            seen: live.map(\.author)
        )
        say("\(place) edits \(row.author) field \(field) as \(name), seeing \(live.map(\.author))")
        try transaction.edit(row, fields: [(field, value)])
    }

    private func move(_ transaction: HubTransaction, _ id: ChangeID) throws {
        guard let row = try transaction.row(Catalogue.recoveryCase, id) else { return }
        let targets: [Scope] = [.everyone, Scope(rawValue: 1), Scope(rawValue: 2), .nobody]
        let target = random.pick(targets)
        say("hub moves \(row.author) from \(row.scope.rawValue) to \(target.rawValue)")
        try transaction.move(row, to: target)
    }

    /// Edits a record of everyone's and one of a site's in one transaction, always the same two.
    private func editPair(
        _ transaction: HubTransaction,
        _ name: String,
        _ rows: [ChangeID]
    ) throws {
        let held = try rows.compactMap { try transaction.row(Catalogue.recoveryCase, $0) }
        let free = held.filter { !paired.contains($0.id) }
        if partners.isEmpty || random.chance(0.3),
            let first = free.first(where: { $0.scope == .everyone }),
            let second = free.first(where: {
                $0.scope != .everyone && $0.scope != .nobody
            })
        {
            partners.append((first.id, second.id))
            paired.formUnion([first.id, second.id])
        }
        guard !partners.isEmpty else { return }
        let pair = random.pick(partners)
        pairNumber += 1
        say("hub edits a pair as \(name), number \(pairNumber)")
        for id in [pair.everyone, pair.site] {
            guard let row = try transaction.row(Catalogue.recoveryCase, id) else { continue }
            let field = CaseField.moodBefore.rawValue
            oracle.edited(
                name,
                record: row.author,
                field: field,
                seen: row.live(field).map(\.author)
            )
            try transaction.edit(row, fields: [(field, .integer(pairNumber))])
        }
    }
}
