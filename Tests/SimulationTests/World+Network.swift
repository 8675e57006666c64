import Recovery
import Storage
import Sync
import Wire

extension World {
    func send(_ index: Int, whole: Bool = false) throws {
        requestCount += 1
        let limits =
            !whole && shape.sendsInParts && random.chance(0.5)
            ? NodeStore.RequestLimits(changeCount: 2, canonicalByteCount: 1 << 20) : .standard
        let request = try machines[index].store.nextRequest(
            next: Token(rawValue: random.next() | 1 << 40),
            waitSeconds: 0,
            limits: limits
        )
        machines[index].known.insert(requestCount)
        machines[index].waitsFor = requestCount
        say(
            "node \(index) sends r\(requestCount) as writer \(request.writer.rawValue) with "
                + "\(request.sections.map { ($0.writer.rawValue, $0.first, $0.changes.count) })"
        )
        requests.append(
            Request(
                number: requestCount,
                machine: index,
                bytes: request.encoded(),
                known: machines[index].known,
                process: machines[index].process,
                isWhole: whole
            )
        )
        count("requests")
    }

    /// Most exchanges are quick: the latest request arrives and its reply comes back.
    func deliverAll(to index: Int) throws {
        while let place = requests.lastIndex(where: { $0.machine == index }) {
            try arrive(requests.remove(at: place))
        }
        while let place = replies.lastIndex(where: { $0.machine == index }) {
            try arrive(replies.remove(at: place))
        }
    }

    func deliverAny() throws {
        let total = requests.count + replies.count
        guard total > 0 else { return }
        let place = random.below(total)
        if place < requests.count {
            try arrive(requests.remove(at: place))
        } else {
            try arrive(replies.remove(at: place - requests.count))
        }
    }

    func arrive(_ message: Request) throws {
        var request = try ExchangeRequest(decoding: message.bytes)
        for index in request.sections.indices {
            request.sections[index].changes.chain(from: request.sections[index].previous)
        }
        let epoch = Epoch(rawValue: random.next())
        let places =
            message.isWhole || !shape.sendsInParts || random.chance(0.5)
            ? PullWindow.placeCountMax : Int64(1 + random.below(3))
        let result = try hub.store.exchange(
            [request],
            now: now,
            newEpoch: epoch,
            placeCountMax: places
        )
        let reply: ExchangeReply
        switch result[0] {
        case .success(let answer): reply = answer
        case .failure(let error): throw Violation("the hub failed: \(error)")
        }
        let accepted = try judge(reply, to: request, message)
        replies.append(
            Reply(
                number: message.number,
                machine: message.machine,
                process: message.process,
                bytes: reply.encoded(),
                accepted: accepted
            )
        )
    }

    /// Holds the hub's judgement of the sender against the truth.
    private func judge(
        _ reply: ExchangeReply,
        to request: ExchangeRequest,
        _ message: Request
    ) throws -> Set<Int>? {
        let lives = request.sections.map(\.writer)
        switch reply.verdict {
        case .newEpoch:
            say("hub answers r\(message.number): new epoch")
            return nil
        case .renumber(let renumbering):
            say("hub answers r\(message.number): renumber \(renumbering.number.rawValue)")
            let accepted = lives.reduce(into: Set<Int>()) {
                $0.formUnion(hub.accepted[$1] ?? [])
                $0.formUnion(hub.pushed[$1] ?? [])
            }
            for life in lives { hub.pushed[life, default: []].insert(message.number) }
            return accepted
        case .accepted(let receipt):
            say(
                "hub answers r\(message.number): ok \(receipt.acknowledged.map(\.count)), "
                    + "pull \(receipt.pull.map { "\($0.from) to \($0.to)" } ?? "none")"
            )
            let unseen = (hub.accepted[request.writer] ?? []).subtracting(message.known)
            guard unseen.isEmpty else {
                throw Violation("a copy or restore was not noticed: \(request.writer)")
            }
            hub.accepted[request.writer, default: []].insert(message.number)
            for life in lives where life != request.writer {
                hub.pushed[life, default: []].insert(message.number)
            }
            return nil
        }
    }

    func arrive(_ message: Reply) throws {
        // Only the process that sent the request has a connection to read the reply from; it may
        // be an earlier attempt's that is still open.
        guard machines[message.machine].process == message.process else { return }
        let reply = try ExchangeReply(decoding: message.bytes)
        let outcome = try machines[message.machine].store.apply(reply, now: now)
        if machines[message.machine].waitsFor == message.number {
            machines[message.machine].waitsFor = nil
        }
        say("node \(message.machine) takes r\(message.number): \(outcome)")
        switch outcome {
        case .stale: count("stale replies")
        case .newEpoch: count("new epochs")
        case .hubWentBack: count("hub went back")
        case .renumbered:
            count("renumbered")
            guard let accepted = message.accepted,
                !accepted.subtracting(machines[message.machine].known).isEmpty
            else { throw Violation("false alarm: a sole copy was told to renumber") }
        case .exchanged(let progress):
            count("exchanges")
            if progress.isVerified == false {
                throw Violation("the digest differs after a complete pull")
            }
            if progress.isVerified == true { count("digests equal") }
        }
        try checkView(of: message.machine)
    }
}
