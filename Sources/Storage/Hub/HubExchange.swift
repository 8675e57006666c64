import GRDB
import Recovery
import Sync
import Wire

/// One request and what the hub does about it: the hub's half of the exchange.
struct HubExchange {
    private let request: ExchangeRequest
    private let ledger: HubLedger
    private let newEpoch: Epoch
    private let mayBeginEpoch: Bool
    private let placeCountMax: Int64
    private var acknowledged: [ExchangeReply.Acknowledgement] = []
    private var created: [CreatedRun] = []

    /// Consecutive creations that stand at consecutive places of the site's sequence.
    private struct CreatedRun {
        var first: ChangeID
        var position: Int64
        var count: Int64
    }

    init(
        _ request: ExchangeRequest,
        ledger: HubLedger,
        newEpoch: Epoch,
        mayBeginEpoch: Bool,
        placeCountMax: Int64
    ) {
        self.mayBeginEpoch = mayBeginEpoch
        self.placeCountMax = placeCountMax
        self.request = request
        self.ledger = ledger
        self.newEpoch = newEpoch
    }

    mutating func answer() throws -> ExchangeReply {
        if request.epoch != ledger.epoch {
            return try tellEpoch()
        }
        if try cursorIsAheadOfHub() { return try beginEpoch() }
        var sender = try standing()
        let judgement = SenderJudgement(
            request,
            standing: WriterStanding(
                token: sender.token,
                count: sender.count,
                isHeard: sender.heardEpoch == ledger.epoch
            ),
            rules: ledger.rules
        )
        switch judgement {
        case .hubWentBack:
            return try beginEpoch()
        case .sole:
            sender.token = request.next
            // With the epoch before it some of the hub's own versions were lost.
            if sender.heardEpoch != ledger.epoch { ledger.noteNews() }
            sender.heardEpoch = ledger.epoch
            ledger.save(sender)
            try salvage()
        case .copy:
            break
        }
        var isCopy = judgement == .copy
        sections: for section in request.sections {
            switch try judge(section) {
            case .gap: return try tellEpoch()
            case .fork:
                isCopy = true
                break sections
            case .rolledBack: isCopy = true
            case .apply(let index): try apply(section, from: index)
            }
        }
        if ledger.mayFreeParked { try ledger.retryParked() }
        return isCopy ? try renumber() : try accept()
    }

    // MARK: Who it is

    private func standing() throws -> WriterRecord {
        for section in request.sections {
            let writer = try ledger.adopt(section.writer, site: request.site)
            guard writer.site == request.site else {
                throw HubError.foreignWriter(section.writer)
            }
        }
        let writer = try ledger.adopt(request.writer, site: request.site)
        guard writer.site == request.site else { throw HubError.foreignWriter(request.writer) }
        return writer
    }

    private func cursorIsAheadOfHub() throws -> Bool {
        guard let cursor = request.cursor else { return false }
        return try !ledger.heads(site: request.site).covers(cursor)
    }

    private func judge(_ section: ExchangeRequest.Section) throws -> SectionJudgement {
        let count = try ledger.writer(section.writer)?.count ?? 0
        return try SectionJudgement(
            section,
            count: count,
            isPresentLife: section.writer == request.writer,
            rules: ledger.rules
        ) { try ledger.hash(section.writer, $0) }
    }

    // MARK: Taking what was pushed

    private func salvage() throws {
        for index in request.salvage.heads.indices {
            try ledger.salvage(request.salvage, index)
        }
    }

    private mutating func apply(_ section: ExchangeRequest.Section, from index: Int) throws {
        guard var writer = try ledger.writer(section.writer) else { return }
        var hashes = ByteWriter()
        let batch = section.changes
        let first = section.first + Int64(index)
        for place in index..<max(index, batch.count) {
            let head = batch.heads[place]
            writer.count = max(writer.count, section.first + Int64(place))
            writer.hash = head.hash
            hashes.hash(head.hash)
            // Those before an edit count as known while it takes effect: they may be its bases.
            if !head.creates || head.formerName >= 0 { ledger.save(writer) }
            note(try ledger.apply(batch, place, site: request.site), head.id)
        }
        ledger.save(writer)
        if !hashes.bytes.isEmpty {
            let statement = try RawStatement(
                ledger.database,
                "INSERT OR REPLACE INTO chain(writer, first, hashes, at) VALUES(?, ?, ?, ?)"
            )
            statement.bind(1, Int64(section.writer.rawValue))
            statement.bind(2, first)
            statement.bind(3, blob: hashes.bytes)
            statement.bind(4, ledger.now.milliseconds)
            try statement.run()
        }
        let carried = section.first - 1 + Int64(batch.count)
        acknowledged.append(
            ExchangeReply.Acknowledgement(
                writer: section.writer,
                // No more than was carried: the rest may be another copy's.
                count: min(writer.count, carried)
            )
        )
    }

    private mutating func note(_ effect: HubLedger.Effect, _ id: ChangeID) {
        guard case .created(let scope, let position) = effect, scope.rawValue == request.site
        else { return }
        if let last = created.last, last.position + last.count == position,
            last.first.writer == id.writer, last.first.counter + last.count == id.counter
        {
            created[created.count - 1].count += 1
        } else {
            created.append(CreatedRun(first: id, position: position, count: 1))
        }
    }

    // MARK: Answers

    private func reply(_ verdict: ExchangeReply.Verdict, epoch: Epoch? = nil) -> ExchangeReply {
        ExchangeReply(
            attempt: request.attempt,
            epoch: epoch ?? ledger.epoch,
            verdict: verdict
        )
    }

    private func tellEpoch(_ epoch: Epoch? = nil) throws -> ExchangeReply {
        var positions: [ExchangeReply.Position] = []
        for section in request.sections {
            let writer = try ledger.writer(section.writer)
            positions.append(
                ExchangeReply.Position(
                    writer: section.writer,
                    count: writer?.count ?? 0,
                    hash: writer?.hash ?? ChainHash(rootOf: section.writer)
                )
            )
        }
        let numbers = try Int64.fetchAll(
            ledger.database,
            sql: "SELECT number FROM writer WHERE site = 0 ORDER BY number"
        )
        return reply(
            .newEpoch(
                positions: positions,
                token: try tokenHash(),
                hubLives: numbers.map { WriterNumber(rawValue: UInt32($0)) }
            ),
            epoch: epoch
        )
    }

    private func tokenHash() throws -> ExchangeReply.TokenHash? {
        try ledger.writer(request.writer)?.token.map { ExchangeReply.TokenHash(of: $0) }
    }

    /// A node remembers more than the hub: the hub's own files went back in time.
    private func beginEpoch() throws -> ExchangeReply {
        guard mayBeginEpoch else { throw HubError.epochTooSoon }
        try HubRestore.begin(newEpoch, ledger.database, rules: ledger.rules, now: ledger.now)
        ledger.hubCount = try Settings.integer(.hubCount, in: ledger.database) ?? 0
        return try tellEpoch(newEpoch)
    }

    private func renumber() throws -> ExchangeReply {
        let key = [Int64(request.writer.rawValue), Int64(bitPattern: request.next.rawValue)]
        let token = try tokenHash()
        let given = try Int64.fetchOne(
            ledger.database,
            sql: "SELECT number FROM renumbering WHERE writer = ? AND next = ?",
            arguments: StatementArguments(key)
        )
        let number =
            try given.map { WriterNumber(rawValue: UInt32($0)) }
            ?? ledger.newWriter(site: request.site)
        if given == nil {
            try ledger.door.run(
                "INSERT INTO renumbering(writer, next, number) VALUES(?, ?, ?)",
                key + [Int64(number.rawValue)]
            )
        }
        return reply(
            .renumber(
                ExchangeReply.Renumbering(
                    number: number,
                    token: token,
                    chains: try request.sections.map(chain)
                )
            )
        )
    }

    /// The hub's hashes of a life: all of the last 1,024, and ever fewer before.
    private func chain(of section: ExchangeRequest.Section) throws -> ExchangeReply.Chain {
        let count = try ledger.writer(section.writer)?.count ?? 0
        var counters: [Int64] = []
        var counter = count
        var step: Int64 = 1
        while counter > 0 {
            counters.append(counter)
            if counters.count > 1024 { step *= 2 }
            counter -= step
        }
        let links = try counters.reversed().compactMap { counter in
            try ledger.hash(section.writer, counter).map {
                ExchangeReply.Chain.Link(counter: counter, hash: $0)
            }
        }
        return ExchangeReply.Chain(writer: section.writer, count: count, links: links)
    }

    private func accept() throws -> ExchangeReply {
        try reply(
            .accepted(
                ExchangeReply.Receipt(
                    acknowledged: acknowledged,
                    parked: parked(),
                    pull: pull(through: ledger.heads(site: request.site))
                )
            )
        )
    }

    private func parked() throws -> [ExchangeReply.ParkedNotice] {
        guard ledger.hasParked else { return [] }
        let statement = try RawStatement(
            ledger.database,
            "SELECT change, reason FROM parked WHERE site = ? ORDER BY change"
        )
        defer { statement.reset() }
        statement.bind(1, Int64(request.site))
        var notices: [ExchangeReply.ParkedNotice] = []
        while try statement.step(), notices.count < WireLimits.standard.noticeCountMax {
            notices.append(
                ExchangeReply.ParkedNotice(
                    change: ChangeID(rawValue: statement.integer(0)),
                    reason: UInt8(statement.integer(1))
                )
            )
        }
        return notices
    }

    private func pull(through heads: Cursor) throws -> ExchangeReply.Pull? {
        let from = request.cursor ?? .start
        let floors = Cursor(
            everyone: try ledger.sequence(.everyone).floor,
            site: try ledger.sequence(Scope(rawValue: request.site)).floor
        )
        guard var writer = try ledger.writer(request.writer) else { return nil }
        if let cursor = request.cursor, !cursor.covers(floors), ledger.rules.contains(.floors) {
            // Within a snapshot only what was collected since it began is missed.
            guard let begun = writer.snapshot, begun.covers(floors) else { return nil }
        }
        let counts = Dictionary(
            acknowledged.map { ($0.writer, $0.count) },
            uniquingKeysWith: { $1 }
        )
        var window = PullWindow(
            ledger,
            site: request.site,
            from: from,
            heads: heads,
            acknowledged: counts,
            placeCountMax: placeCountMax
        )
        // A snapshot says all in full: what the node held before it does not count.
        if request.cursor != nil {
            for run in created {
                window.skip(run.first, position: run.position, count: run.count)
            }
        }
        let pull = try window.pull(replaces: request.cursor == nil)
        if request.cursor == nil { writer.snapshot = heads }
        if pull.digests != nil { writer.snapshot = nil }
        ledger.save(writer)
        return pull
    }
}
