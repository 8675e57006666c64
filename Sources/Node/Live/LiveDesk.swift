import Recovery
import Storage
import Synchronization

/// Tells the pages that are open when something was committed, by whichever process.
///
/// It looks at the database a few times a second, once for all pages, and only while one is open.
final class LiveDesk: Sendable {
    /// How many pages may be open at once in the house.
    static let pageCountMax = 512
    /// How many pages of one session may be open at once; a further one takes the oldest's place.
    ///
    /// A browser lets six requests wait for each house and holds back what is beyond.
    static let sessionPageCountMax = 6
    /// How often it looks.
    static let lookEvery = Duration.milliseconds(200)
    /// After how much silence a page is told that the line still stands.
    static let beatEvery = Duration.seconds(25)

    private let watch: ChangeWatch
    /// Tells one run of this process from another: the numbers of commits begin anew.
    private let run = String(UInt32.random(in: .min ... .max), radix: 36)
    private let state = Mutex(State())

    init(_ watch: ChangeWatch) { self.watch = watch }

    private struct State {
        var pages: [Page] = []
        var lastID: UInt64 = 0
        var looking: Task<Void, Never>?
    }

    private struct Page {
        let id: UInt64
        let session: String
        let editions: AsyncStream<String>.Continuation
    }

    /// What a page stands for that is read from now on: differs after every commit.
    func edition() throws -> String { "\(run)-\(try watch.version())" }

    /// A page that listens.
    struct Listener: Sendable {
        fileprivate let id: UInt64
        /// The present edition, again and again: at once, after commits, and as a sign of life.
        ///
        /// A slow reader gets the latest and misses those between.
        let editions: AsyncStream<String>
    }

    /// Begins to tell a page of a session; nil when too many are open.
    func enter(session: String) -> Listener? {
        let (editions, continuation) = AsyncStream.makeStream(
            of: String.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        return state.withLock { state in
            let own = state.pages.filter { $0.session == session }
            if own.count >= Self.sessionPageCountMax, let oldest = own.first {
                oldest.editions.finish()
                state.pages.removeAll { $0.id == oldest.id }
            }
            guard state.pages.count < Self.pageCountMax else { return nil }
            state.lastID += 1
            let id = state.lastID
            state.pages.append(Page(id: id, session: session, editions: continuation))
            if state.looking == nil { state.looking = Task { await self.look() } }
            return Listener(id: id, editions: editions)
        }
    }

    /// Ends telling a page, which may have ended already.
    func leave(_ listener: Listener) {
        state.withLock { state in
            state.pages.first { $0.id == listener.id }?.editions.finish()
            state.pages.removeAll { $0.id == listener.id }
            if state.pages.isEmpty {
                state.looking?.cancel()
                state.looking = nil
            }
        }
    }

    /// Whether one more page may be open.
    var hasRoom: Bool { state.withLock { $0.pages.count } < Self.pageCountMax }

    private func look() async {
        var told: (version: Int64, count: UInt64, at: ContinuousClock.Instant)?
        while !Task.isCancelled {
            // A database that cannot be read now can be later; until then pages stay as they are.
            if let version = try? await watch.version() {
                let (lastID, now) = (state.withLock { $0.lastID }, ContinuousClock.now)
                if told.map({ $0.version != version || $0.count != lastID }) ?? true
                    || told.map({ now - $0.at >= Self.beatEvery }) ?? true
                {
                    told = (version, lastID, now)
                    let pages = state.withLock { $0.pages }
                    for page in pages { page.editions.yield("\(run)-\(version)") }
                }
            }
            // Cancelled is how it ends.
            try? await Task.sleep(for: Self.lookEvery)
        }
    }
}
