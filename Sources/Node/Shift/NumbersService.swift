import Logging
import Recovery
import ServiceLifecycle
import Storage
import Web

/// Counts the house's figures behind the pages where counting takes long: at the start, and again
/// when something was written.
struct NumbersService: Service {
    let pages: HousePages
    let logger: Logger

    /// How often it looks.
    private static let lookEvery = Duration.seconds(30)

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                do { try await blocking { try step(WallClock.now()) } } catch {
                    logger.error("The house's figures could not be counted: \(error)")
                }
                // Cancelled is how it ends.
                try? await Task.sleep(for: Self.lookEvery)
            }
        }
    }

    func step(_ now: Timestamp) throws {
        let page = NumbersPage(pages: pages)
        let code = try pages.store.guestSettings().language ?? Language.english.code
        let questions = NumbersPage.Query.dayCounts.map {
            NumbersKeeper.Question(dayCount: $0, language: code)
        }
        try pages.numbers.refresh(questions, now, page.count)
    }
}
