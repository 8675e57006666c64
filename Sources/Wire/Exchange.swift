/// A random value that a node makes before each attempt, by which the hub tells a node from a copy.
package struct Token: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt64

    package init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// One life of the hub's own database; new after every restore or promotion.
package struct Epoch: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt64

    package init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// How far a node has read the two downward sequences: everyone's and its own site's.
package struct Cursor: Hashable, Sendable {
    package static let start = Cursor(everyone: 0, site: 0)

    package var everyone: Int64
    package var site: Int64

    package init(everyone: Int64, site: Int64) {
        self.everyone = everyone
        self.site = site
    }

    /// True when nothing up to `other` is unread.
    package func covers(_ other: Cursor) -> Bool {
        everyone >= other.everyone && site >= other.site
    }
}

/// The sum over a scope's records of a 128-bit hash of each: two halves, each summed modulo 2^64.
package struct Digest: Hashable, Sendable {
    package static let empty = Digest(first: 0, second: 0)

    package var first: UInt64
    package var second: UInt64

    package init(first: UInt64, second: UInt64) {
        self.first = first
        self.second = second
    }

    package static func + (a: Digest, b: Digest) -> Digest {
        Digest(first: a.first &+ b.first, second: a.second &+ b.second)
    }

    package static func - (a: Digest, b: Digest) -> Digest {
        Digest(first: a.first &- b.first, second: a.second &- b.second)
    }
}

/// What a node sends: who it is, what is new with it, and how far it has read.
package struct ExchangeRequest: Hashable, Sendable {
    package var site: UInt32
    package var writer: WriterNumber
    package var attempt: UInt64
    package var epoch: Epoch
    /// The last token the hub confirmed and every one tried since.
    package var tried: [Token]
    package var next: Token
    /// Older tokens that the hub may hold after it went back in time; usually empty.
    package var history: [Token]
    /// nil asks for a snapshot: everything from the start, replacing what is held.
    package var cursor: Cursor?
    /// How long the hub may hold the request while there is no news; 0 answers at once.
    package var waitSeconds: UInt16
    /// Versions written at the hub that the hub may have lost, as changes of one field or more.
    package var salvage: ChangeBatch
    /// The node's own lives that are not fully acknowledged, oldest first; the present one always.
    package var sections: [Section]

    package init(
        site: UInt32,
        writer: WriterNumber,
        attempt: UInt64,
        epoch: Epoch,
        tried: [Token],
        next: Token,
        history: [Token],
        cursor: Cursor?,
        waitSeconds: UInt16,
        salvage: ChangeBatch,
        sections: [Section]
    ) {
        self.site = site
        self.writer = writer
        self.attempt = attempt
        self.epoch = epoch
        self.tried = tried
        self.next = next
        self.history = history
        self.cursor = cursor
        self.waitSeconds = waitSeconds
        self.salvage = salvage
        self.sections = sections
    }

    /// A run of one writer's changes, without gaps.
    package struct Section: Hashable, Sendable {
        package var writer: WriterNumber
        /// How many changes the writer has made in all.
        package var total: Int64
        /// The counter of the first change carried (total + 1 at most, when none is).
        package var first: Int64
        /// The chain's hash before that change.
        package var previous: ChainHash
        package var changes: ChangeBatch

        package init(
            writer: WriterNumber,
            total: Int64,
            first: Int64,
            previous: ChainHash,
            changes: ChangeBatch
        ) {
            self.writer = writer
            self.total = total
            self.first = first
            self.previous = previous
            self.changes = changes
        }
    }
}

/// What the hub answers to one attempt.
package struct ExchangeReply: Hashable, Sendable {
    package var attempt: UInt64
    package var epoch: Epoch
    package var verdict: Verdict

    package init(attempt: UInt64, epoch: Epoch, verdict: Verdict) {
        self.attempt = attempt
        self.epoch = epoch
        self.verdict = verdict
    }

    package enum Verdict: Hashable, Sendable {
        /// The usual case: receipts and news.
        case accepted(Receipt)
        /// The hub is not, or no longer, the one that the node last spoke to.
        ///
        /// `hubLives` are the numbers under which the hub has ever written.
        case newEpoch(positions: [Position], token: TokenHash?, hubLives: [WriterNumber])
        /// Another copy of this node has spoken: go on under a new number.
        case renumber(Renumbering)
    }

    /// How many of a writer's changes the hub has, and the chain's hash there.
    package struct Position: Hashable, Sendable {
        package var writer: WriterNumber
        package var count: Int64
        package var hash: ChainHash

        package init(writer: WriterNumber, count: Int64, hash: ChainHash) {
            self.writer = writer
            self.count = count
            self.hash = hash
        }
    }

    /// The first 8 bytes of SHA-256 over a token's 8 big-endian bytes, as a big-endian number.
    package struct TokenHash: RawRepresentable, Hashable, Sendable {
        package let rawValue: UInt64

        package init(rawValue: UInt64) { self.rawValue = rawValue }
    }

    package struct Receipt: Hashable, Sendable {
        /// Per section: the last counter that is now safe at the hub, never above what was carried.
        package var acknowledged: [Acknowledgement]
        /// Changes of this site that the hub keeps aside, with why.
        package var parked: [ParkedNotice]
        /// nil when the cursor is too old: ask again without one.
        package var pull: Pull?

        package init(
            acknowledged: [Acknowledgement],
            parked: [ParkedNotice],
            pull: Pull?
        ) {
            self.acknowledged = acknowledged
            self.parked = parked
            self.pull = pull
        }
    }

    package struct Acknowledgement: Hashable, Sendable {
        package var writer: WriterNumber
        package var count: Int64

        package init(writer: WriterNumber, count: Int64) {
            self.writer = writer
            self.count = count
        }
    }

    package struct ParkedNotice: Hashable, Sendable {
        package var change: ChangeID
        /// A code of Protocol/Sync.md: 1 unknown record, 2 unknown base, 3 outside scope,
        /// 4 not for this writer, 5 unknown table, field or value,
        /// 6 too many versions.
        package var reason: UInt8

        package init(change: ChangeID, reason: UInt8) {
            self.change = change
            self.reason = reason
        }
    }

    package struct Pull: Hashable, Sendable {
        package var from: Cursor
        package var to: Cursor
        /// True when what follows replaces everything held (a snapshot's first part).
        package var replaces: Bool
        /// Changes of this request that now stand exactly as they were sent, first revision,
        /// in the site's own sequence; the node installs them from its log.
        package var installed: [Run]
        package var rows: [Row]
        package var departures: [Departure]
        /// Present when `to` is the head: what the node's view must now add up to.
        package var digests: Digests?

        package init(
            from: Cursor,
            to: Cursor,
            replaces: Bool,
            installed: [Run],
            rows: [Row],
            departures: [Departure],
            digests: Digests?
        ) {
            self.from = from
            self.to = to
            self.replaces = replaces
            self.installed = installed
            self.rows = rows
            self.departures = departures
            self.digests = digests
        }
    }

    /// Consecutive counters of one writer.
    package struct Run: Hashable, Sendable {
        package var first: ChangeID
        package var count: Int64

        package init(first: ChangeID, count: Int64) {
            self.first = first
            self.count = count
        }
    }

    package struct Digests: Hashable, Sendable {
        package var everyone: Digest
        package var site: Digest

        package init(everyone: Digest, site: Digest) {
            self.everyone = everyone
            self.site = site
        }
    }

    package struct Renumbering: Hashable, Sendable {
        package var number: WriterNumber
        /// The token that the hub holds: a node that once confirmed it knows that not itself but
        /// the hub went back, and shows it in `history`.
        package var token: TokenHash?
        package var chains: [Chain]

        package init(number: WriterNumber, token: TokenHash?, chains: [Chain]) {
            self.number = number
            self.token = token
            self.chains = chains
        }
    }

    /// What the hub knows of one of the node's lives: hashes by counter, densest near the end.
    package struct Chain: Hashable, Sendable {
        package var writer: WriterNumber
        package var count: Int64
        /// Ascending by counter; ends with `count` unless that is 0.
        package var links: [Link]

        package init(writer: WriterNumber, count: Int64, links: [Link]) {
            self.writer = writer
            self.count = count
            self.links = links
        }

        package struct Link: Hashable, Sendable {
            package var counter: Int64
            package var hash: ChainHash

            package init(counter: Int64, hash: ChainHash) {
                self.counter = counter
                self.hash = hash
            }
        }
    }
}
