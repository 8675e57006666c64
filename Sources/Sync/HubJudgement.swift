package import Wire

/// What the hub knows of a writer when a request arrives.
package struct WriterStanding: Hashable, Sendable {
    /// The token that the writer's last accepted request left; nil when the hub knows none.
    package var token: Token?
    /// How many of the writer's changes the hub has.
    package var count: Int64
    /// Whether the writer was accepted in the present epoch.
    package var isHeard: Bool

    package init(token: Token?, count: Int64, isHeard: Bool) {
        self.token = token
        self.count = count
        self.isHeard = isHeard
    }
}

/// Whom the hub takes the sender of a request for.
package enum SenderJudgement: Hashable, Sendable {
    /// The one node that the writer's number stands for.
    case sole
    /// A copy or a restored node: another has spoken under this number.
    case copy
    /// A node that remembers more than the hub does: the hub itself went back in time.
    case hubWentBack

    /// Judges by the token alone; the chains are compared section by section afterwards.
    package init(_ request: ExchangeRequest, standing: WriterStanding, rules: SyncRules = .all) {
        guard rules.contains(.tokens), let token = standing.token else {
            self = .sole
            return
        }
        if request.tried.contains(token) || token == request.next {
            self = .sole
        } else if request.history.contains(token) {
            self = standing.isHeard ? .hubWentBack : .sole
        } else {
            self = .copy
        }
    }
}

/// What is to be done with one section of a request.
package enum SectionJudgement: Hashable, Sendable {
    /// The changes from this index on are new; those before are known and agree.
    case apply(fromIndex: Int)
    /// The node's history and the hub's part somewhere before the section's end.
    case fork
    /// The node has fewer changes than the hub has of the same life: it was rolled back.
    case rolledBack
    /// Changes are missing between what the hub has and what was sent.
    case gap

    /// Compares a section with what the hub has: `count` changes of the writer, and their hashes.
    ///
    /// `isPresentLife` tells whether the section is of the life that sends the request.
    package init(
        _ section: ExchangeRequest.Section,
        count: Int64,
        isPresentLife: Bool,
        rules: SyncRules = .all,
        hash: (Int64) throws -> ChainHash?
    ) rethrows {
        guard section.first - 1 <= count else {
            self = .gap
            return
        }
        let known = min(Int64(section.changes.count), max(0, count - section.first + 1))
        if rules.contains(.chains) {
            guard try hash(section.first - 1) == section.previous else {
                self = .fork
                return
            }
            // A chain that agrees at its last common link agrees at all before it.
            if known > 0 {
                let last = section.changes.heads[Int(known) - 1]
                guard try hash(section.first + known - 1) == last.hash else {
                    self = .fork
                    return
                }
            }
        }
        if isPresentLife, section.total < count {
            self = .rolledBack
            return
        }
        self = .apply(fromIndex: rules.contains(.onceOnly) ? Int(known) : 0)
    }
}
