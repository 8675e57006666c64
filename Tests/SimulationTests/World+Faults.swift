import Storage
import Wire

/// What can go wrong.
enum Fault: String, CaseIterable, Sendable {
    case loseMessage, loseAnotherMessage, duplicateMessage, damageMessage, cutMessage
    case restartNode, abortNode, abortHub
    case backUpNode, restoreNode, copyNode
    case backUpHub, restoreHub, collectRemovals, stepClock

    static let network: [Fault] = [
        .loseMessage, .loseAnotherMessage, .duplicateMessage, .damageMessage, .cutMessage,
        .restartNode, .abortNode, .abortHub, .collectRemovals, .stepClock,
    ]
}

extension World {
    func fail(_ fault: Fault, _ index: Int) throws {
        switch fault {
        case .loseMessage, .loseAnotherMessage: loseMessage()
        case .duplicateMessage: duplicateMessage()
        case .damageMessage: try damageMessage { $0[self.random.below($0.count)] ^= 1 << 3 }
        case .cutMessage: try damageMessage { $0.removeLast(1 + self.random.below($0.count)) }
        case .restartNode: restart(index)
        case .abortNode: try abortNode(index)
        case .abortHub: try abortHub()
        case .backUpNode:
            machines[index].backup = (
                try machines[index].store.memoryCopy(), machines[index].known
            )
        case .restoreNode: try restoreNode(index)
        case .copyNode: try copyNode(index)
        case .backUpHub:
            hubBackup = hub
            hubBackup?.store = try hub.store.memoryCopy()
            say("hub is backed up")
        case .restoreHub: try restoreHub()
        case .collectRemovals:
            try hub.store.collectRemovals()
            say("hub collects removals")
        case .stepClock:
            milliseconds += Int64(random.below(7_200_000)) - 3_600_000
        }
    }

    private func loseMessage() {
        let total = requests.count + replies.count
        guard total > 0 else { return }
        let place = random.below(total)
        if place < requests.count {
            say("r\(requests[place].number) is lost")
            requests.remove(at: place)
        } else {
            say("the reply to r\(replies[place - requests.count].number) is lost")
            replies.remove(at: place - requests.count)
        }
    }

    private func duplicateMessage() {
        let total = requests.count + replies.count
        guard total > 0 else { return }
        let place = random.below(total)
        if place < requests.count {
            requests.append(requests[place])
        } else {
            replies.append(replies[place - requests.count])
        }
    }

    /// A message that was altered or cut is refused, and so comes to nothing; where the altered
    /// bits say nothing, it still means what it meant.
    private func damageMessage(_ damage: (inout [UInt8]) -> Void) throws {
        guard !requests.isEmpty else { return }
        let place = random.below(requests.count)
        var message = requests.remove(at: place)
        let sound = try ExchangeRequest(decoding: message.bytes)
        damage(&message.bytes)
        do {
            guard try ExchangeRequest(decoding: message.bytes) == sound else {
                throw Violation("a damaged message was taken for a sound one")
            }
        } catch is WireError {
            count("damaged messages refused")
        }
    }

    private func restart(_ index: Int) {
        machines[index].waitsFor = nil
        machines[index].process += 1
        say("node \(index) restarts")
    }

    /// The power fails while a reply is being applied: nothing of it is there afterwards.
    private func abortNode(_ index: Int) throws {
        guard let place = replies.firstIndex(where: { $0.machine == index }) else { return }
        let reply = try ExchangeReply(decoding: replies.remove(at: place).bytes)
        let before = try machines[index].store.fingerprint()
        try machines[index].store.database.abortingNextCommit {
            _ = try machines[index].store.apply(reply, now: now)
        }
        guard try machines[index].store.fingerprint() == before else {
            throw Violation("an aborted transaction left something behind")
        }
        restart(index)
        count("aborts at a node")
    }

    /// The power fails while a request is being applied.
    private func abortHub() throws {
        guard !requests.isEmpty else { return }
        var request = try ExchangeRequest(
            decoding: requests.remove(at: random.below(requests.count)).bytes
        )
        for index in request.sections.indices {
            request.sections[index].changes.chain(from: request.sections[index].previous)
        }
        let epoch = Epoch(rawValue: random.next())
        try hub.store.database.abortingNextCommit {
            _ = try hub.store.exchange([request], now: now, newEpoch: epoch)
        }
        count("aborts at the hub")
    }

    private func restoreNode(_ index: Int) throws {
        guard let backup = machines[index].backup else { return }
        machines[index].store = try backup.store.memoryCopy()
        machines[index].known = backup.known
        restart(index)
        say("node \(index) is restored from its backup")
        count("node restores")
    }

    private func copyNode(_ index: Int) throws {
        guard machines.count < shape.nodeCountMax else { return }
        var copy = machines[index]
        copy.store = try copy.store.memoryCopy()
        copy.backup = nil
        copy.waitsFor = nil
        machines.append(copy)
        say("node \(index) is copied; the copy is node \(machines.count - 1)")
        count("node copies")
    }

    private func restoreHub() throws {
        guard var backup = hubBackup else { return }
        backup.store = try backup.store.memoryCopy()
        hub = backup
        try hub.store.restored(epoch: Epoch(rawValue: random.next()), now: now)
        partners = []
        say("hub is restored from its backup")
        count("hub restores")
    }
}
