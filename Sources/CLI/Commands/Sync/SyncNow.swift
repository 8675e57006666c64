import ArgumentParser
import Node
import Recovery
import Storage
import Sync
import Web

extension SyncCommand {
    struct Now: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Exchange changes with the hub now, until both sides have all.",
            discussion: """
                Safe beside 'amends node serve'. Ends with 1 when the hub could not be reached \
                in time, and with 3 when all is exchanged and something is left to decide.

                Example:
                  amends sync now
                  amends sync now --within 300 --json
                """
        )

        @Option(help: ArgumentHelp("Give up after so many seconds.", valueName: "seconds"))
        var within = 30

        @OptionGroup var data: DataOptions

        func validate() throws {
            guard (1...86_400).contains(within) else {
                throw ValidationError("Say a number of seconds from 1 to 86400.")
            }
        }

        func run() async throws {
            let node = try data.directory.openNode()
            let transport = try HTTPTransport(node)
            let result = await Self.outcome {
                try await syncNow(node, transport, within: .seconds(within))
            }
            try await transport.shutdown()
            let done = try result.get()
            if data.isJSON { print(Self.json(done)) } else { tell(done) }
            if let blocker = done.blocker {
                throw Refusal("\(blocker.trouble.sentence) \(blocker.trouble.nextStep)")
            }
            guard done.verified else {
                throw Refusal(
                    "It was not done after \(within) seconds. Give it more time with --within."
                )
            }
            if done.parked > 0 || done.conflicts > 0 { throw NeedsPerson() }
        }

        /// What an attempt came to, so that connections are closed in either case.
        private static func outcome(
            _ body: () async throws -> SyncNowResult
        ) async -> Result<SyncNowResult, any Error> {
            do { return .success(try await body()) } catch { return .failure(error) }
        }

        private static func json(_ result: SyncNowResult) -> JSON {
            [
                "pushed": .integer(result.pushed),
                "pulled": .count(result.pulled),
                "bytesUp": .count(result.bytesUp),
                "bytesDown": .count(result.bytesDown),
                "parked": .count(result.parked),
                "conflicts": .count(result.conflicts),
                "verified": .bool(result.verified),
                "blocker": .text(orNull: result.blocker?.trouble.rawValue),
            ]
        }

        private func tell(_ result: SyncNowResult) {
            if result.pushed > 0 || result.pulled > 0 || result.verified {
                print(
                    "Sent \(Numbers.count(Int(result.pushed), "change")) in "
                        + "\(Numbers.bytes(result.bytesUp)), received "
                        + "\(Numbers.count(result.pulled, "record")) in "
                        + "\(Numbers.bytes(result.bytesDown))."
                )
            }
            if result.verified { print("Both sides are proved equal.") }
            if result.conflicts > 0 {
                print(
                    "On \(Numbers.count(result.conflicts, "field")) two sides differ: "
                        + "amends conflicts list"
                )
            }
            if result.parked > 0 {
                print(
                    "The hub keeps \(Numbers.count(result.parked, "change")) aside: "
                        + "amends parked list"
                )
            }
        }
    }
}
